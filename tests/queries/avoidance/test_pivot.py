"""Which single fact would change a verdict."""

from __future__ import annotations

from typing import Any

import pytest

from queries.avoidance.check import Check
from queries.avoidance.draft import single
from queries.avoidance.pivot import pivot

World = Any
UNIT = "市林业局"
OFF = ("R03",)
"""Rules that these worlds leave out: they would add a second reason."""


def told(world: World, number: str = "P1", role: str = "组员") -> str:
    found: Check = world.check(single(number, UNIT, role))
    [judged] = found.verdicts
    return pivot(judged)


def test_nothing_changes_what_is_free(world: World) -> None:
    world.person("P1", "张某")
    world.org(UNIT)
    assert told(world) == ""


def test_one_service_is_the_fact(world: World) -> None:
    world.served(world.person("P1", "张某"), world.org(UNIT), "2015-01", "至今", title="科长")
    assert "任市林业局科长" in told(world)
    assert told(world).endswith("不属实，结论为“可任”")


def test_two_independent_conflicts_have_no_single_fact(world: World) -> None:
    person = world.person("P1", "张某")
    world.served(person, world.org(UNIT), "2015-01", "至今")
    wife = world.relative(person, "王某", "夫妻", "妻子")
    world.served(wife, world.org(UNIT), "2016-01", "至今", leading=True)
    assert told(world) == ""


def test_one_empty_field_is_the_fact(world: World) -> None:
    world.served(world.person("P1", "张某"), world.org(UNIT), "2015-01", None)
    assert told(world) == "补填 L4.终止年月 即可判定"


@pytest.mark.parametrize("role", ["组员", "副组长"])
def test_a_namesake_is_settled_by_who_they_are(world: World, role: str) -> None:
    world.person("P1", "张某")
    world.served(world.somebody("张某", "名册"), world.org(UNIT), "2015-01", "至今", leading=True)
    assert told(world, role=role) == "查明不是同一人，结论为“可任”"
