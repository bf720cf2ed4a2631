"""The truth of the fictional city holds together, whatever the seed."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import values, vocabulary
from graph.model.names import org_key
from xuntu.synthetic import City, make_city
from xuntu.synthetic.model import COMMITTEE, TODAY

SOAK = bool(os.environ.get("XUNTU_SOAK"))


@pytest.fixture(scope="module")
def city() -> City:
    return make_city()


def test_equal_arguments_give_equal_cities(city: City) -> None:
    assert make_city(7, 1) == city
    assert make_city(8, 1).persons != city.persons


def test_the_office_has_the_size_of_a_city(city: City) -> None:
    targets = [o for o in city.organisations if o.is_target and o.managing == "市管"]
    assert (len(targets), len(city.persons), len(city.rounds)) == (88, 169, 14)
    assert [p.no for p in city.persons] == [f"P{n:04d}" for n in range(1, 170)]
    assert {r.year for r in city.rounds} == {2019, 2020, 2021, 2022, 2023, 2024}
    assert 5 <= len(city.findings) / len(city.tasks) <= 7
    assert 0.15 <= len(city.clues) / len(city.findings) <= 0.25
    led = [c for c in city.cases if c.clue and c.no]
    assert 0.3 <= len(led) / len(city.clues) <= 0.5
    assert city.prosecutions
    assert any(not c.clue for c in city.cases)


def test_every_target_is_inspected_once_regularly(city: City) -> None:
    successor = {c.old: c.new for c in city.changes}
    inspected = Counter(
        successor.get(t.unit, t.unit) for t in city.tasks if t.type == "常规" and not t.modes
    )
    targets = {o.name for o in city.organisations if o.is_target and o.managing == "市管"}
    assert inspected == dict.fromkeys(targets, 1)
    assert "中共云川市扶贫开发办公室党组" in {t.unit for t in city.tasks}


def test_a_team_has_one_or_two_units_and_one_leader(city: City) -> None:
    units = Counter((t.round_no, t.team) for t in city.tasks)
    assert set(units.values()) <= {1, 2}
    seats = Counter((m.round_no, m.team, m.role) for m in city.members)
    for round_no, team in units:
        assert seats[round_no, team, "组长"] == seats[round_no, team, "联络员"] == 1
        assert seats[round_no, team, "副组长"] >= 1


def test_nobody_sits_in_two_teams_of_a_round(city: City) -> None:
    seats = Counter((m.round_no, m.person) for m in city.members)
    assert set(seats.values()) == {1}


def test_check_digits_hold(city: City) -> None:
    numbered = [p for p in city.persons if p.id_no]
    assert 0.7 <= len(numbered) / len(city.persons) <= 0.9
    for person in numbered:
        assert values.identity_number(person.id_no) == person.id_no
        assert person.id_no[6:12] == person.birth.replace("-", "")
        assert int(person.id_no[16]) % 2 == (person.gender == "男")
    codes = [o.uscc for o in city.organisations if o.uscc]
    assert len(set(codes)) == len(codes) > 200
    assert [values.credit_code(code) for code in codes] == codes


def test_names_of_organs_are_told_apart_by_their_keys(city: City) -> None:
    owners: dict[str, str] = {}
    for org in city.organisations:
        for name in {org.name, org.short, *org.signs}:
            assert owners.setdefault(org_key(name, COMMITTEE), org.name) == org.name


def test_every_reference_resolves(city: City) -> None:
    orgs = {o.name for o in city.organisations}
    shorts = {o.short for o in city.organisations}
    people = {p.no for p in city.persons}
    leaders = {x.no for x in city.leaders}
    findings = {f.no for f in city.findings}
    cases = {c.no for c in city.cases if c.no}
    committees = orgs | shorts
    for org in city.organisations:
        named = {org.parent, org.admin_unit, org.managed_by, *org.watches} - {""}
        assert named <= committees
    assert {name for c in city.changes for name in (c.old, c.new)} <= orgs
    assert {p.org for p in city.postings} | {p.home_unit for p in city.postings} - {""} <= orgs
    assert {p.superior for p in city.postings} - {""} <= leaders
    assert {x.org for x in city.leaders} <= orgs
    assert {t.unit for t in city.tasks} <= orgs
    assert {m.person for m in city.members} | {p.person for p in city.postings} <= people
    assert {r.person for r in city.relatives} | {r.number for r in city.relatives} - {""} <= people
    assert {n for f in city.findings for n in f.persons} <= leaders
    assert {c.finding for c in city.clues} <= findings
    assert {c.subject_no for c in city.clues} - {""} <= leaders
    assert {c.clue for c in city.cases} - {""} <= {c.no for c in city.clues}
    assert {c.receiver for c in city.clues} <= shorts
    assert {s.case for s in city.sanctions} | {p.case for p in city.prosecutions} <= cases


@pytest.mark.parametrize("kind", ["findings", "clues"])
def test_numbers_are_used_once(city: City, kind: str) -> None:
    numbers = [row.no for row in getattr(city, kind)]
    assert len(set(numbers)) == len(numbers)


def _ordered(*days: str) -> bool:
    known = [day for day in days if day]
    return known == sorted(known) and all(day <= TODAY for day in known)


def test_nothing_comes_before_its_cause(city: City) -> None:
    clues = {c.no: c for c in city.clues}
    ends = {(t.round_no, t.team, t.unit): t.end for t in city.tasks}
    sanctions = {s.case: s for s in city.sanctions}
    prosecutions = {p.case: p for p in city.prosecutions}
    for task in city.tasks:
        assert _ordered(task.start, task.petition_deadline, task.end, task.feedback)
    for clue in city.clues:
        assert ends[clue.round_no, clue.team, clue.unit] < clue.transferred
    for case in city.cases:
        transferred = clues[case.clue].transferred if case.clue else ""
        sanction, court = sanctions.get(case.no), prosecutions.get(case.no)
        decided = (sanction.decided, sanction.executed) if sanction else ()
        in_court = (court.referred, court.indicted, court.judged) if court else ()
        before = (
            transferred,
            case.accepted,
            case.disposed,
            case.filed,
            case.trial_in,
            case.trial_out,
        )
        assert _ordered(*before, *decided)
        assert _ordered(*before, *decided[:1], *in_court)
        assert _ordered(case.filed, case.fed_back)


def test_some_cases_are_late_and_some_are_open(city: City) -> None:
    clues = {c.no: c for c in city.clues}
    waits = [
        (values.earliest(c.filed) - values.earliest(clues[c.clue].transferred)).days
        for c in city.cases if c.clue and c.filed
    ]  # fmt: skip
    assert any(days > 92 for days in waits)
    assert any(days < 92 for days in waits)
    decided = {s.case for s in city.sanctions}
    assert any(c.no and c.no not in decided for c in city.cases)


def test_a_clue_without_stated_finding_can_still_be_inferred(city: City) -> None:
    findings = {f.no: f for f in city.findings}
    silent = [c for c in city.clues if not c.stated]
    leaders = {x.no: x.name for x in city.leaders}
    assert silent
    for clue in silent:
        finding = findings[clue.finding]
        assert (finding.unit, finding.round_no) == (clue.unit, clue.round_no)
        assert clue.subject in {leaders[no] for no in finding.persons}


def test_words_are_those_of_the_vocabularies(city: City) -> None:
    said = {
        "org_kind": {o.kind for o in city.organisations},
        "admin_level": {o.admin_level for o in city.organisations},
        "managing_level": {o.managing for o in city.organisations},
        "org_status": {o.status for o in city.organisations},
        "org_change": {c.kind for c in city.changes},
        "tenure_kind": {p.kind for p in city.postings},
        "post_rank": {p.rank for p in city.postings} | {x.rank for x in city.leaders},
        "skill": {s for p in city.persons for s in p.skills},
        "grade_rank": {p.grade for p in city.persons},
        "marital": {p.marital for p in city.persons},
        "talent_source": {p.source for p in city.persons},
        "inspection_type": {t.type for t in city.tasks},
        "inspection_mode": {m for t in city.tasks for m in t.modes},
        "team_role": {m.role for m in city.members},
        "team_post": {m.post for m in city.members} - {""},
        "left_because": {m.left_because for m in city.members},
        "finding_S4L": {f.cat1 for f in city.findings},
        "discipline": {c.discipline for c in city.clues},
        "clue_origin": {c.origin for c in city.clues},
        "clue_disposition": {c.disposition for c in city.cases},
        "case_source": {c.source for c in city.cases},
        "first_form_measure": {c.measure for c in city.cases} - {""},
        "party_sanction": {s.party for s in city.sanctions},
        "admin_sanction": {s.admin for s in city.sanctions} - {""},
        "relation_class": {d.relation_class for d in city.declarations} - {""},
        "kin_nature": {r.nature for r in city.relatives} - {""},
        "political": {r.political for r in city.relatives},
    }
    unknown = {v: {w for w in s if vocabulary.find(v, w) is None} for v, s in said.items()}
    assert {v: words for v, words in unknown.items() if words} == {}


def test_namesakes_occur(city: City) -> None:
    pool = Counter(p.name for p in city.persons)
    assert max(pool.values()) > 1
    numbers = {p.no for p in city.persons}
    assert {x.name for x in city.leaders if x.no not in numbers} & set(pool)


def test_most_careers_are_whole_and_a_few_are_not(city: City) -> None:
    whole = [_whole(city, p.no, p.work_start) for p in city.persons]
    assert 0.85 <= sum(whole) / len(whole) < 1


def _whole(city: City, number: str, start: str) -> bool:
    covered = start
    for row in city.postings:
        if row.person == number and not row.home_unit:
            if row.since > covered:
                return False
            covered = max(covered, row.until or "9999-12")
    return covered == "9999-12"


def test_a_larger_city_repeats_nothing() -> None:
    large = make_city(7, 3)
    assert len(large.persons) == 3 * 169
    assert len({p.no for p in large.persons}) == len(large.persons)
    assert len({x.no for x in large.leaders if x.no.startswith("Q")}) > 2500
    for attribute in ("name", "short"):
        names = [getattr(o, attribute) for o in large.organisations]
        assert len(set(names)) == len(names)
    assert len({f.no for f in large.findings}) == len(large.findings)
    assert large.persons[:169] == make_city(7, 1).persons


@settings(max_examples=400 if SOAK else 12, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_every_seed_gives_a_whole_city(seed: int) -> None:
    city = make_city(seed)
    assert all(getattr(city, f.name) for f in fields(City) if f.name != "seed")
    assert len(city.draft_members) == 21
    assert len({m.person for m in city.draft_members}) == 21
