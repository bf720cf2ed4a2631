"""Who may be one person gives 需复核（待核实身份）, never 可任; who was decided to be two gives nothing."""

from __future__ import annotations

from typing import Any

import pytest

from queries.avoidance import load_profile

World = Any

OFF = load_profile().base["rule"].keys() - {"R01", "R02", "R10", "R11", "R12", "R13", "R16", "R30"}
"""The other rules look at the same facts and have cases of their own."""

UNIT = "市林业局"
IDENTITY = "待核实身份"


def pair(world: World, a: str, b: str, zone: str = "possible") -> None:
    row = {"id": f"{a}{b}", "kind": "Person", "zone": zone, "a": a, "b": b}
    world.rows.setdefault("pairs", []).append(row)


def reasons(world: World) -> list[tuple[str, str, str | None]]:
    """Rule, severity and code of what stands between P1 and the unit."""
    found = world.ask("P1", UNIT)["reasons"]
    return [(r["rule"], r["severity"], r["code"]) for r in found if r["severity"]]


def text(world: World) -> str:
    (reason,) = world.ask("P1", UNIT)["reasons"]
    return str(reason["text"])


RELATIVES_IN_OFFICE = pytest.mark.parametrize(
    ("relation", "leading", "rule"),
    [
        ("夫妻", True, "R10"),
        ("夫妻", False, "R11"),
        ("近姻亲", True, "R12"),
        ("近姻亲", False, "R13"),
    ],
)


@pytest.mark.parametrize("zone", ["possible", "unmerged"])
def test_who_may_be_the_person_works_in_the_unit(world: World, zone: str) -> None:
    me, other = world.person("P1", "张一"), world.somebody("章一", "班子名册")
    world.served(other, world.org(UNIT), "2020-01", "至今", title="局长", leading=True)
    assert reasons(world) == []
    pair(world, other, me, zone)
    assert reasons(world) == [("R01", "S", IDENTITY)]


@RELATIVES_IN_OFFICE
def test_who_may_be_a_relative_works_in_the_unit(
    world: World, relation: str, leading: bool, rule: str | None
) -> None:
    me, other = world.person("P1", "张一"), world.somebody("里一", "班子名册")
    relative = world.relative(me, "李一", relation, "亲属")
    title = "副局长" if leading else "科员"
    world.served(other, world.org(UNIT), "2020-01", "至今", title=title, leading=leading)
    assert reasons(world) == []
    pair(world, relative, other)
    assert reasons(world) == ([(rule, "S", IDENTITY)] if rule else [])
    if rule:
        assert "李一与另处记载的“里一”可能是同一人" in text(world)


@RELATIVES_IN_OFFICE
def test_a_relative_of_who_may_be_the_person_works_in_the_unit(
    world: World, relation: str, leading: bool, rule: str | None
) -> None:
    me, leader = world.person("P1", "张一"), world.person("P9", "王九")
    title = "副局长" if leading else "科员"
    world.served(leader, world.org(UNIT), "2020-01", "至今", title=title, leading=leading)
    named = world.relative(leader, "章一", relation, "亲属")
    assert reasons(world) == []
    pair(world, me, named)
    assert reasons(world) == ([(rule, "S", IDENTITY)] if rule else [])
    if rule:
        assert f"与另处记载的“章一”可能是同一人，后者的{relation}王九" in text(world)


def test_two_numbers_are_two_people_until_more_than_a_likeness_speaks_against_it(
    world: World,
) -> None:
    me, other = world.person("P1", "张一"), world.person("P9", "章一")
    world.served(other, world.org(UNIT), "2020-01", "至今", title="局长", leading=True)
    pair(world, me, other)
    assert reasons(world) == []
    pair(world, me, other, "unmerged")
    assert reasons(world) == [("R01", "S", IDENTITY)]


def test_a_namesake_who_was_decided_to_be_another_matters_no_more(world: World) -> None:
    me, other = world.person("P1", "张一"), world.somebody("张一", "班子名册")
    relative = world.relative(me, "李一", "夫妻", "妻子")
    wife = world.somebody("李一", "班子名册")
    for one in (other, wife):
        world.served(one, world.org(UNIT), "2020-01", "至今", title="局长", leading=True)
    assert sorted(reasons(world)) == [("R01", "S", IDENTITY), ("R10", "S", IDENTITY)]
    pair(world, me, other, "apart")
    assert reasons(world) == [("R10", "S", IDENTITY)]
    pair(world, wife, relative, "apart")
    assert reasons(world) == []
