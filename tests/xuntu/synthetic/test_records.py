"""What the office booked beside findings and clues holds together with them."""

from __future__ import annotations

from collections import Counter

import pytest

from graph.model import values, vocabulary
from xuntu.synthetic import City, make_city
from xuntu.synthetic.lists import INSPECTED
from xuntu.synthetic.model import NEXT_ROUND, TODAY
from xuntu.synthetic.rectification import MEASURED_SINCE


@pytest.fixture(scope="module", params=[7, 23])
def city(request: pytest.FixtureRequest) -> City:
    return make_city(request.param)


def test_papers_are_those_that_findings_and_clues_name(city: City) -> None:
    papers = {p.no: p for p in city.papers}
    assert len(papers) == len(city.papers)
    for finding in city.findings:
        paper = papers[finding.paper]
        assert (paper.unit, paper.round_no, paper.team) == (
            finding.unit,
            finding.round_no,
            finding.team,
        )
        assert paper.outcome == "入报告"
    spare = papers.keys() - {f.paper for f in city.findings}
    assert {papers[no].outcome for no in spare} == {"立行立改", "不采用", "移交线索"}
    assert {no for c in city.clues for no in c.papers} <= papers.keys()


def test_petitions_lead_where_their_numbers_say(city: City) -> None:
    numbers = {p.no for p in city.papers} | {f.no for f in city.fixes}
    petitions = {p.no: p for p in city.petitions}
    assert len(petitions) == len(city.petitions)
    assert {p.link for p in city.petitions} - {""} <= numbers
    assert {no for c in city.clues for no in c.petitions} <= petitions.keys()
    assert any(c.petitions for c in city.clues)
    for petition in city.petitions:
        assert bool(petition.sealed) is (petition.named == "实名")
        assert (petition.handling in ("深入了解", "立行立改")) is bool(petition.link)


def test_every_number_is_known_where_it_is_named(city: City) -> None:
    findings = {f.no for f in city.findings}
    papers = {p.no for p in city.papers}
    petitions = {p.no for p in city.petitions}
    cases = {c.no for c in city.cases if c.no}
    assert {n for f in city.fixes for n in f.sources} <= findings | papers | petitions
    late = {f.no for f in city.findings if f.round_no >= MEASURED_SINCE}
    assert {m.finding for m in city.measures} == late
    assert {n for r in city.recommendations for n in r.findings} <= findings
    assert {n for i in city.items for n in i.findings} <= findings
    assert {r.link for r in city.reproaches} - {""} <= findings | cases
    assert {f.recurs for f in city.findings} - {""} <= findings
    items = {i.no for i in city.checklist}
    assert {c.item for c in city.checks} | {i for f in city.findings for i in f.items} <= items


def test_everybody_named_is_in_the_pool_or_a_leading_group(city: City) -> None:
    pool = {p.no for p in city.persons}
    people = pool | {x.no for x in city.leaders}
    names = {x.name for x in city.leaders} | {"班子成员"}
    assert {p.finder for p in city.papers} | {p.writer for p in city.papers} <= pool
    assert {t.person for t in city.trainings} | {c.by for c in city.checks} - {""} <= pool
    assert {m.lead for m in city.measures} <= people | names
    assert {who for m in city.meetings for who, _ in m.attended} <= people
    assert {who for m in city.meetings for who in m.absent} <= people


def test_units_go_by_names_that_the_ledger_of_units_knows(city: City) -> None:
    known = {o.name for o in city.organisations} | {o.short for o in city.organisations}
    people = {x.no for x in city.leaders} | {p.no for p in city.persons}
    said = {r.receiver for r in city.recommendations} | {i.receiver for i in city.items}
    said |= {i.unit for i in city.items}
    said |= {u for m in city.meetings for u in m.units} | {
        u for r in city.regulations for u in r.targets
    }
    said |= (
        {e.unit for e in city.events}
        | {e.by for e in city.events}
        | {b.client for b in city.businesses}
    )
    said |= {r.target for r in city.reproaches} | {r.unit for r in city.reproaches}
    assert said - {""} - people <= known


def test_teams_are_those_that_sat(city: City) -> None:
    sat = {(m.round_no, m.team) for m in city.members}
    assert {(w.round_no, w.team) for w in city.weeklies} <= sat
    assert {(m.round_no, team) for m in city.meetings for team in m.teams} == sat
    tasks = {(t.round_no, t.team, t.unit) for t in city.tasks}
    booked = {(p.round_no, p.team, p.unit) for p in city.papers}
    booked |= {(p.round_no, p.team, p.unit) for p in city.petitions}
    booked |= {(f.round_no, f.team, f.unit) for f in city.fixes}
    booked |= {(c.round_no, c.team, c.unit) for c in city.checks}
    assert booked <= tasks
    trained = {t.person for t in city.trainings if t.round_no == NEXT_ROUND}
    assert trained == {m.person for m in city.draft_members}


def test_a_relatives_firm_has_a_contract_with_a_unit_of_the_planned_round(city: City) -> None:
    short = next(o.short for o in city.organisations if o.name == INSPECTED)
    drafted = {m.person for m in city.draft_members}
    planted = [b for b in city.businesses if b.client == short and b.term != "本人"]
    assert planted
    assert not {b.person for b in city.businesses} & drafted
    kin = {(r.person, r.term, r.name) for r in city.relatives}
    assert {(b.person, b.term, b.holder) for b in city.businesses if b.term != "本人"} <= kin
    assert all(values.credit_code(b.uscc) for b in city.businesses if b.uscc)


def test_what_is_booked_has_happened(city: City) -> None:
    days = [p.found_on for p in city.papers] + [p.received for p in city.petitions]
    days += [f.closed for f in city.fixes] + [m.closed for m in city.measures]
    days += [r.replied for r in city.recommendations] + [i.closed for i in city.items]
    days += [r.on for r in city.reproaches] + [m.on for m in city.meetings]
    days += [w.on for w in city.weeklies] + [e.done for e in city.events]
    assert max(days) <= TODAY
    for paper in city.papers:
        assert paper.found_on <= paper.signed
    for fix in city.fixes:
        assert fix.issued < fix.due
        assert (fix.status == "办结") is bool(fix.closed)


def test_words_are_those_of_the_vocabularies(city: City) -> None:
    said = {
        "paper_origin": {p.origin for p in city.papers},
        "paper_outcome": {p.outcome for p in city.papers},
        "petition_channel": {p.channel for p in city.petitions},
        "petition_handling": {p.handling for p in city.petitions},
        "fix_kind": {f.kind for f in city.fixes},
        "fix_status": {f.status for f in city.fixes},
        "finding_status": {m.status for m in city.measures},
        "lookback_result": {m.lookback for m in city.measures} - {""},
        "meeting_type": {m.kind for m in city.meetings},
        "hearing_form": {m.form for m in city.meetings} - {""},
        "agenda_kind": {a for m in city.meetings for a in m.agenda},
        "event_kind": {e.kind for e in city.events},
        "deal_kind": {b.deal_kind for b in city.businesses} - {""},
        "integrity_reply": {t.integrity for t in city.trainings},
        "doc_kind": {r.kind for r in city.regulations},
        "doc_stage": {r.stage for r in city.regulations},
        "org_kind": {i.applies_to for i in city.checklist},
    }
    unknown = {v: {w for w in s if vocabulary.find(v, w) is None} for v, s in said.items()}
    assert {v: words for v, words in unknown.items() if words} == {}
    kinds = {r.kind for r in city.reproaches} - {"政治生态评价"}
    assert all(vocabulary.find("accountability", kind) for kind in kinds)


def test_a_larger_city_books_in_proportion_and_numbers_nothing_twice() -> None:
    small, large = make_city(7, 1), make_city(7, 3)
    for name in (
        "papers",
        "petitions",
        "measures",
        "meetings",
        "events",
        "trainings",
        "businesses",
    ):
        assert 2 < len(getattr(large, name)) / len(getattr(small, name)) < 4, name
        assert getattr(large, name)[: len(getattr(small, name))] == getattr(small, name)
    for name in ("papers", "petitions", "fixes", "recommendations", "items"):
        numbers = [row.no for row in getattr(large, name)]
        assert len(set(numbers)) == len(numbers), name
    keys = Counter((r.no or r.on, r.kind, r.target) for r in large.reproaches)
    assert max(keys.values()) == 1
    titles = [r.title for r in large.regulations]
    assert len(set(titles)) == len(titles)
