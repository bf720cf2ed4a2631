"""What was added to the whole city: each thing with its near miss, and nothing else changed with it."""

from __future__ import annotations

import pytest

from xuntu.synthetic import City, make_city
from xuntu.synthetic.counties import VILLAGES


@pytest.fixture(scope="module", params=[7, 11, 42])
def city(request: pytest.FixtureRequest) -> City:
    return make_city(request.param)


def test_one_member_comes_from_a_forerunner_and_one_left_it_long_before(city: City) -> None:
    old = {c.old: c for c in city.changes if c.kind in ("更名", "合并")}
    told = (p for p in city.postings if p.title == "办公室副主任" and p.org in old)
    stays = {p.person: p for p in told if p.until in ("2018-12", "2013-06")}
    late, early = sorted(stays.values(), key=lambda p: p.until, reverse=True)
    assert late.until > early.until
    bodies = {o.name: o.admin_unit for o in city.organisations}
    for stay in (late, early):
        seats = {(m.round_no, m.team) for m in city.members if m.person == stay.person}
        tasks = [t for t in city.tasks if (t.round_no, t.team) in seats]
        assert any(bodies[t.unit] == old[stay.org].new and t.start < "2021-11" for t in tasks)
    assert not stays.keys() & {m.person for m in city.draft_members}


def test_one_member_grew_up_where_the_team_went(city: City) -> None:
    region = {o.name: o.region for o in city.organisations}
    grown = {p.no: p.growth for p in city.persons}
    there = {
        m.person
        for t in city.tasks
        for m in city.members
        if "交叉" in t.modes and (m.round_no, m.team) == (t.round_no, t.team)
        and grown[m.person] == region[t.unit]
    }  # fmt: skip
    assert len(there) == 1


def test_somebody_is_reported_again_and_so_is_a_namesake(city: City) -> None:
    again = next(c for c in city.clues if c.no.endswith("-901"))
    before = [c for c in city.clues if c.subject_no == again.subject_no and c is not again]
    assert before
    assert all(c.round_no < again.round_no for c in before)
    for other in (c for c in city.clues if c.no.endswith("-902")):
        same = [c for c in city.clues if c.subject == other.subject and c is not other]
        assert same
        assert other.subject_key not in {c.subject_key for c in same}


def test_half_of_what_came_back_had_been_closed(city: City) -> None:
    back = [m for m in city.measures if m.status == "反弹"]
    closed = [m for m in back if m.closed]
    assert len(closed) == (len(back) + 1) // 2 > 0
    assert all(not m.reopened or m.closed < m.reopened for m in closed)


def test_counties_reach_some_villages_and_share_a_campaign(city: City) -> None:
    first, second = city.counties
    systems = {o.name: o.system for o in city.organisations}
    villages = {o.name for o in city.organisations if o.kind == "村社区"}
    reached = {t.unit: t.modes for c in city.counties for t in c.tasks if t.unit in villages}
    assert len(villages) == 2 * len(VILLAGES) > len(reached) == 3
    assert {modes[0] for modes in reached.values()} == {"巡乡带村", "直接巡村"}
    shared = [t for t in first.tasks if t.campaign]
    own = {f"{t.start[:4]}{t.theme}专项": systems[t.unit] for t in city.tasks if t.theme}
    assert [systems[t.unit] == own.get(t.campaign) for t in shared].count(False) >= 1
    assert second.findings
    assert first.clues
    assert {c.transferred for k in city.counties for c in k.clues}
    assert not {f.no for k in city.counties for f in k.findings} & {f.no for f in city.findings}


def test_bureaus_of_counties_have_means_and_one_body_does_not_count(city: City) -> None:
    bureaus = [o for o in city.organisations if o.managing == "县管" and o.kind == "政府部门"]
    assert {bool(o.funds) for o in bureaus if o.is_target} == {True}
    apart = [o for o in city.organisations if o.is_target and not o.counts]
    assert [o.excluded_because for o in apart] == ["垂管单位由上级党组织巡察"]
