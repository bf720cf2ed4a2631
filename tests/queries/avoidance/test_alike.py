"""Employers that no ledger has and that look like the unit: 需复核, never 可任; others stay as they are."""

from __future__ import annotations

from typing import Any

import pytest

from graph.model import keys
from queries.avoidance import Draft, load_profile
from queries.avoidance.draft import Member, Task

World = Any
OFF = load_profile().base["rule"].keys() - {"R01", "R02", "R10", "R11", "R12", "R30", "R35", "R42"}
"""The other rules look at the same facts and have cases of their own."""

LOOSE = {"kind": None, "status": None}


def asked(world: World, employer: str, unit: str) -> dict[str, Any]:
    world.org(unit)
    person = world.person("P1", "张某")
    world.served(person, world.org(employer, None, **LOOSE), "2015-01", "至今")
    return dict(world.ask("P1", unit))


@pytest.mark.parametrize(
    ("employer", "unit"),
    [
        ("水利局", "中共云川市水利局党组"),
        ("云川水利局", "中共云川市水利局党组"),
        ("水利局(退休返聘)", "中共云川市水利局党组"),
        ("市卫健局", "中共云川市卫生健康委员会党组"),
        ("县教育局", "中共东岭县教育局党组"),
        ("市一中", "中共云川市第一中学总支部委员会"),
        ("市中院", "中共云川市中级人民法院党组"),
        ("市法院", "中共云川市中级人民法院党组"),
        ("团市委", "共青团云川市委员会"),
    ],
)
def test_a_name_like_the_unit_is_for_a_reviewer(world: World, employer: str, unit: str) -> None:
    verdict = asked(world, employer, unit)
    assert verdict["verdict"] == "需复核"
    [reason] = verdict["reasons"]
    assert reason["code"] == "待核实单位"
    assert f"所写单位“{employer}”未能对应台账，与“{unit}”名称相近，请核实" in reason["text"]


@pytest.mark.parametrize(
    ("employer", "unit"),
    [
        ("市审计局", "中共云川市财政局党组"),
        ("南浦县教育局", "中共东岭县教育局党组"),
        ("市第十一中学", "中共云川市第一中学总支部委员会"),
        ("县水利局", "中共云川市水利局党组"),
        ("县法院", "中共云川市中级人民法院党组"),
        ("团县委", "共青团云川市委员会"),
    ],
)
def test_another_name_is_left_as_it_is(world: World, employer: str, unit: str) -> None:
    assert asked(world, employer, unit)["verdict"] == "可任"


def test_what_a_ledger_has_resembles_nothing(world: World) -> None:
    world.org("市水利水电局")
    assert asked(world, "市水利水电局", "云川市水利局")["verdict"] == "可任"


def test_a_relatives_employer(world: World) -> None:
    world.org("中共云川市水利局党组")
    relative = world.relative(world.person("P1", "张某"), "李某", "夫妻", "妻子")
    world.served(relative, world.org("本市水利局", None, **LOOSE), None, "至今")
    verdict = world.ask("P1", "中共云川市水利局党组")
    assert [(r["rule"], r["code"]) for r in verdict["reasons"]] == [("R11", "待核实单位")]


@pytest.mark.parametrize("asked_for", ["市卫健委党组", "卫生健康委员会"])
def test_a_draft_names_the_unit_in_other_words(world: World, asked_for: str) -> None:
    unit = world.org("中共云川市卫生健康委员会党组")
    world.served(world.person("P1", "张某"), unit, "2015-01", "至今")
    assert world.ask("P1", asked_for)["verdict"] == "应回避"


def test_another_committees_ledger_has_the_unit_by_this_very_name(world: World) -> None:
    """A list of tasks made the name an organisation of its own committee: that no ledger has it is not true."""
    name, county = "中共东岭县水利局党组", "中共东岭县委"
    unit = world.org(name, "990121")
    world.node("Organization", keys.organization(name, county), name=name)
    world.served(world.person("P1", "张某"), unit, "2015-01", "至今")
    task = Task("1组", name, "常规", (), "2024-03-15", committee=county)
    found = world.check(Draft((Member("1组", "P1", "", "组员", {}),), (task,)))
    assert [note for note in found.notes if "台账中没有" in note] == []
    assert found.verdicts[0].verdict.label == "应回避"
