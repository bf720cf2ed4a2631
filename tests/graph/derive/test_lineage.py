"""Reform tables and former names tell one story: no double, no loop, and a name that was used again is two bodies'."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Derived = Callable[..., Any]


@pytest.fixture
def said(telling: Callable[[str], Any]) -> Any:
    return telling("沿革.xlsx")


def counted(graph: Any, a: str, b: str) -> set[tuple[str, str | None, str]]:
    return {(row["reach"], row["until"], row["certainty"]) for row in graph.counts_for(a, b)}


def changed(said: Any, *rows: tuple[str, str, str, str]) -> dict[str, str]:
    units: dict[str, str] = {}
    for old, new, change, on in rows:
        ends = [said.own(name) for name in (old, new)]
        units |= dict(zip((old, new), ends, strict=True))
        said.edge("SUCCEEDED_BY", *ends, change=change, on=on)
    return units


@pytest.mark.parametrize("spelt", ["市林业局", "云川市林業局"])
def test_a_former_name_that_a_reform_table_tells_too_is_told_once(
    said: Any, derived: Derived, spelt: str
) -> None:
    units = changed(
        said,
        ("市林业局", "市绿化局", "更名", "2010-05"),
        ("市绿化局", "市林草局", "更名", "2019-01"),
    )
    said.own("市林草局", former=[spelt, "市绿化局"])
    graph = derived(said)
    for old in ("市林业局", "市绿化局"):
        assert counted(graph, units[old], units["市林草局"]) == {("predecessor", None, "recorded")}
        assert counted(graph, units["市林草局"], units[old]) == {("successor", None, "recorded")}
    assert graph.rows("conflicts") == []


def test_it_is_told_once_for_the_party_body_too(said: Any, derived: Derived) -> None:
    units = changed(said, ("市林业局", "市林草局", "更名", "2019-01"))
    body = said.own("中共云川市林草局党组", former=["市林业局"])
    said.edge("PARTY_ORG_OF", body, units["市林草局"])
    graph = derived(said)
    assert counted(graph, units["市林业局"], body) == {("predecessor", None, "recorded")}


def test_a_former_name_however_spelt_leads_to_who_bears_it(said: Any, derived: Derived) -> None:
    heir = said.own("市卫生健康委员会", former=["市卫生和计划生育委员会"])
    owner = said.own("市卫计委")
    graph = derived(said)
    assert counted(graph, owner, heir) == {("predecessor", None, "inferred")}


@pytest.mark.parametrize(
    ("founded", "until", "reported"), [("2021-06-08", "2021-06-07", False), (None, None, True)]
)
def test_a_name_used_again_is_two_bodies(
    said: Any, derived: Derived, founded: str | None, until: str | None, reported: bool
) -> None:
    heir = said.own("市林业和草原局", former=["市林业局"], status="在册")
    owner = said.own("市林业局", status="在册", founded_on=founded)
    graph = derived(said)
    assert counted(graph, owner, heir) == {("predecessor", until, "inferred")}
    assert bool(graph.counts_for(heir, owner)) is reported
    told = {row["id"] for row in graph.rows("conflicts") if row["property"] == "曾用名"}
    assert told == ({graph.resolve(heir)} if reported else set())


def test_there_and_back_is_no_mistake_unless_on_one_day(said: Any, derived: Derived) -> None:
    changed(said, ("市甲局", "市乙局", "更名", "2010-05"), ("市乙局", "市甲局", "更名", "2019-01"))
    changed(said, ("市丙局", "市丁局", "更名", "2010-05"), ("市丁局", "市丙局", "更名", "2010-05"))
    graph = derived(said)
    told = [row for row in graph.rows("conflicts") if row["property"] == "沿革"]
    assert [(row["kept"], row["other"][-7:]) for row in told] == [("互为前身", "2010-05")]
    assert {told[0]["id"]} <= {graph.resolve(said.unit(name)) for name in ("市丙局", "市丁局")}


def test_a_change_into_itself_is_reported_and_no_edge(said: Any, derived: Derived) -> None:
    units = changed(said, ("市文化和旅游局", "市文化旅游局", "更名", "2019-01"))
    graph = derived(said)
    assert len({graph.resolve(unit) for unit in units.values()}) == 1
    assert graph.rows("edges_SUCCEEDED_BY") == []
    (row,) = [r for r in graph.rows("conflicts") if r["property"] == "沿革"]
    assert (row["kept"], row["shown"]) == ("未采用", "沿革.xlsx 第5行")


def test_a_merger_then_a_rename_in_any_order_of_rows(
    telling: Callable[[str], Any], new_world: Callable[[str], Any]
) -> None:
    rows = [
        ("市质监局", "市市场监管局", "合并", "2019-01-10"),
        ("市工商局", "市市场监管局", "合并", "2019-01-10"),
        ("市市场监督管理局", "市市场局", "更名", "2023-02"),
    ]
    for order in (rows, rows[::-1]):
        said = telling("沿革.xlsx")
        units = changed(said, *order)
        world = new_world(order[0][0])
        world.load(said)
        graph = world.build()
        for old in ("市质监局", "市工商局", "市市场监管局"):
            assert counted(graph, units[old], units["市市场局"]) == {
                ("predecessor", None, "recorded")
            }
        assert graph.counts_for(units["市质监局"], units["市工商局"]) == []
