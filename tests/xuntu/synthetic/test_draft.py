"""What is planted in the planned round is there, and what is clean is clean."""

from __future__ import annotations

from itertools import pairwise

import pytest

from xuntu.synthetic import City, make_city
from xuntu.synthetic.events import Planted
from xuntu.synthetic.model import Person, Posting, Relative

ENTRY = "2025-03"
EDGE = "2022-03"


@pytest.fixture(scope="module", params=[7, 11, 42])
def city(request: pytest.FixtureRequest) -> City:
    return make_city(request.param)


def _planted(city: City, name: str) -> Planted:
    return next(p for p in city.planted if p.name == name)


def _person(city: City, number: str) -> Person:
    return next(p for p in city.persons if p.no == number)


def _postings(city: City, number: str) -> list[Posting]:
    return [p for p in city.postings if p.person == number]


def _kin(city: City, number: str) -> list[Relative]:
    return [r for r in city.relatives if r.person == number]


def _admin(city: City, unit: str) -> str:
    return next(o.admin_unit for o in city.organisations if o.name == unit)


def _service(city: City, unit: str) -> set[str]:
    """Every organ in which service counts for a unit: itself, below it, merged into it."""
    found = {unit, _admin(city, unit)}
    while True:
        below = {o.name for o in city.organisations if o.parent in found and not o.admin_unit}
        before = {c.old for c in city.changes if c.new in found}
        if below | before <= found:
            return found
        found |= below | before


def test_the_draft_has_three_teams_on_two_units_each(city: City) -> None:
    teams = {t.team for t in city.draft_tasks}
    assert teams == {"第1组", "第2组", "第3组"}
    for team in teams:
        members = [m for m in city.draft_members if m.team == team]
        roles = [m.role for m in members]
        assert len([t for t in city.draft_tasks if t.team == team]) == 2
        assert 6 <= len(members) <= 7
        assert (roles.count("组长"), roles.count("副组长"), roles.count("联络员")) == (1, 1, 1)
    crossing = [t for t in city.draft_tasks if t.modes]
    assert [(t.modes, t.type) for t in crossing] == [(("提级", "交叉"), "常规")] * 2
    assert {t.start for t in city.draft_tasks} == {"2025-03-24"}


def test_r01_serves_there_now(city: City) -> None:
    plant = _planted(city, "R01")
    now = [p for p in _postings(city, plant.person) if not p.until]
    assert any(p.org in _service(city, plant.unit) for p in now)


def test_r02_left_within_three_years(city: City) -> None:
    plant = _planted(city, "R02")
    ends = [p.until for p in _postings(city, plant.person) if p.org == _admin(city, plant.unit)]
    assert any(EDGE < until < ENTRY for until in ends)
    assert all(ends)


def test_r02_only_through_the_reform(city: City) -> None:
    plant = _planted(city, "R02经机构改革")
    admin = _admin(city, plant.unit)
    old = {c.old for c in city.changes if c.new == admin and c.on < "2019-02"}
    served = _postings(city, plant.person)
    assert all(p.org != admin for p in served)
    assert any(p.org in old and EDGE < p.until < ENTRY for p in served)


def test_r10_spouse_leads_the_second_unit_only(city: City) -> None:
    plant = _planted(city, "R10")
    spouse = next(r for r in _kin(city, plant.person) if r.term in ("妻子", "丈夫"))
    assert spouse.leading
    assert spouse.employer == _admin(city, plant.unit)
    assert (spouse.name, spouse.birth) in {
        (x.name, x.birth) for x in city.leaders if x.org == spouse.employer and not x.until
    }
    units = [t.unit for t in city.draft_tasks if t.team == plant.team]
    assert units.index(plant.unit) == 1
    touched = {p.org for p in _postings(city, plant.person)}
    touched |= {r.employer for r in _kin(city, plant.person)}
    assert not touched & _service(city, units[0])
    assert _planted(city, "R42只因第二家单位").person == plant.person


def test_r11_spouse_works_below_the_unit(city: City) -> None:
    plant = _planted(city, "R11")
    spouse = next(r for r in _kin(city, plant.person) if r.term in ("妻子", "丈夫"))
    assert not spouse.leading
    assert spouse.employer in _service(city, plant.unit) - {_admin(city, plant.unit)}


def test_r12_brother_in_law_leads_the_unit(city: City) -> None:
    plant = _planted(city, "R12")
    brother = next(r for r in _kin(city, plant.person) if r.term == "妻兄")
    heads = [x for x in city.leaders if x.org == _admin(city, plant.unit) and not x.until]
    assert brother.leading
    assert (brother.name, brother.birth) in {(x.name, x.birth) for x in heads if x.principal}


def test_r30_is_native_of_the_inspected_county(city: City) -> None:
    plant = _planted(city, "R30")
    person = _person(city, plant.person)
    region = next(o.region for o in city.organisations if o.name == plant.unit)
    assert person.native == region
    assert region not in (person.growth, person.county, person.lives_in)


def test_an_incomplete_career_has_a_gap_inside_the_window(city: City) -> None:
    plant = _planted(city, "履历不全")
    assert not _person(city, plant.person).career_checked
    rows = _postings(city, plant.person)
    gaps = [(a.until, b.since) for a, b in pairwise(rows) if a.until < b.since]
    assert any(EDGE < until < since < ENTRY for until, since in gaps)


def test_incomplete_kin_lacks_spouse_and_declaration(city: City) -> None:
    plant = _planted(city, "亲属信息不全")
    assert _person(city, plant.person).marital == "已婚"
    assert not any(r.term in ("妻子", "丈夫") for r in _kin(city, plant.person))
    assert not any(d.person == plant.person and d.round_no == 15 for d in city.declarations)


def test_everybody_else_is_clean_and_complete(city: City) -> None:
    guilty = {p.person for p in city.planted if p.verdict != "可任"}
    signed = {d.person for d in city.declarations if d.round_no == 15}
    clean = [m for m in city.draft_members if m.person not in guilty]
    assert _planted(city, "各规则均通过").person in {m.person for m in clean}
    assert len(clean) == 12
    for member in clean:
        person, kin = _person(city, member.person), _kin(city, member.person)
        touched = {p.org for p in _postings(city, member.person)} | {r.employer for r in kin}
        for task in city.draft_tasks:
            if task.team == member.team:
                assert not touched & _service(city, task.unit)
        assert member.person in signed
        assert all(r.employer and r.stated_on >= "2024-04" for r in kin)
        assert kin
        assert person.marital != "已婚" or any(r.term in ("妻子", "丈夫") for r in kin)
        if member.team == "第3组":
            assert "990121" not in (person.native, person.growth, person.county, person.lives_in)
