"""Tasks are one by round, team, unit and type; findings and clues are tied to the task they name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from graph.model import keys

COMMITTEE = "中共云川市委"
Derived = Callable[..., Any]


@pytest.fixture
def said(telling: Callable[[str], Any]) -> Any:
    return telling("任务.xlsx")


def found(graph: Any, finding: str, edge: str = "FOUND") -> list[tuple[str, str]]:
    rows = [row for row in graph.rows(f"edges_{edge}") if row["target"] == graph.resolve(finding)]
    return [(row["source"], row["certainty"]) for row in rows]


def clue(said: Any, number: str, round_no: int, unit: str, team: str | None = None) -> str:
    of = keys.round_(COMMITTEE, 7, round_no)
    by = keys.team(COMMITTEE, 7, round_no, team) if team else None
    refs = {"round_ref": of, "unit_ref": said.unit(unit), "team_ref": by}
    mention: str = said.node(keys.numbered("Clue", COMMITTEE, number), no=number, **refs)
    return mention


def test_one_task_whatever_name_its_unit_is_written_by(said: Any, derived: Derived) -> None:
    said.own("市林业和草原局", short=["林草局"], former=["市林业局"])
    tasks = [
        said.task(1, "第一组", name, "常规") for name in ("市林业和草原局", "林草局", "市林业局")
    ]
    others = [
        said.task(1, "第一组", "林草局", "专项"),
        said.task(1, "第二组", "林草局", "常规"),
        said.task(2, "第一组", "林草局", "常规"),
        said.task(1, "第一组", "市农业局", "常规"),
    ]
    graph = derived(said)
    assert len({graph.resolve(task) for task in tasks}) == 1
    assert len({graph.resolve(task) for task in (tasks[0], *others)}) == 5
    assert len(graph.rows("nodes_InspectionTask")) == 5


def test_a_finding_is_of_the_task_of_its_round_and_unit(said: Any, derived: Derived) -> None:
    task = said.task(1, "第一组", "市林业局", "常规")
    said.task(2, "第一组", "市林业局", "常规")
    finding, lead = said.finding("A1", 1, "市林业局"), clue(said, "X1", 1, "市林业局")
    graph = derived(said)
    assert found(graph, finding) == [(graph.resolve(task), "recorded")]
    assert found(graph, lead, "YIELDED") == [(graph.resolve(task), "recorded")]
    (row,) = graph.rows("edges_FOUND")
    assert row["sources"].startswith("任务.xlsx 第")


def test_no_task_no_edge(said: Any, derived: Derived) -> None:
    said.task(1, "第一组", "市林业局", "常规")
    findings = [
        said.finding("A1", 2, "市林业局"),
        said.finding("A2", 1, "市农业局"),
        said.finding("A3", None, "市林业局"),
    ]
    lead = clue(said, "X1", 9, "市林业局")
    graph = derived(said)
    assert [found(graph, finding) for finding in findings] == [[], [], []]
    assert found(graph, lead, "YIELDED") == []
    assert len(graph.rows("nodes_Finding")) == 3


def test_of_several_tasks_the_regular_one_and_inferred(said: Any, derived: Derived) -> None:
    regular = said.task(1, "第一组", "市林业局", "常规")
    special = said.task(1, "第一组", "市林业局", "专项")
    bare, typed = (
        said.finding("A1", 1, "市林业局"),
        said.finding("A2", 1, "市林业局", task_type="专项"),
    )
    lead = clue(said, "X1", 1, "市林业局")
    graph = derived(said)
    assert found(graph, bare) == [(graph.resolve(regular), "inferred")]
    assert found(graph, typed) == [(graph.resolve(special), "recorded")]
    assert found(graph, lead, "YIELDED") == [(graph.resolve(regular), "inferred")]


def test_a_team_tells_tasks_apart(said: Any, derived: Derived) -> None:
    said.task(1, "第一组", "市林业局", "专项")
    second = said.task(1, "第二组", "市林业局", "机动式")
    team = keys.team(COMMITTEE, 7, 1, "市委第二巡察组")
    finding = said.finding("A1", 1, "市林业局", team_ref=team)
    lead = clue(said, "X1", 1, "市林业局", "第2组")
    graph = derived(said)
    assert found(graph, finding) == [(graph.resolve(second), "recorded")]
    assert found(graph, lead, "YIELDED") == [(graph.resolve(second), "recorded")]


@pytest.mark.parametrize("kinds", [("专项", "机动式"), ("常规", "常规")])
def test_what_cannot_be_told_is_not_guessed(
    said: Any, derived: Derived, kinds: tuple[str, str]
) -> None:
    for team, kind in zip(("第一组", "第二组"), kinds, strict=True):
        said.task(1, team, "市林业局", kind)
    finding = said.finding("A1", 1, "市林业局")
    assert found(derived(said), finding) == []


def test_a_unit_named_by_its_administrative_name_or_predecessor(
    said: Any, derived: Derived
) -> None:
    task = said.task(1, "第一组", "市林业和草原局党组", "常规")
    said.own("市林业和草原局")
    said.edge(
        "SUCCEEDED_BY", said.own("市林业局"), said.unit("市林业和草原局"), change="更名", on="2019"
    )
    names = ("市林业和草原局", "市林业局", "市林业和草原局党组")
    findings = [said.finding(f"A{n}", 1, name) for n, name in enumerate(names)]
    graph = derived(said)
    for finding in findings:
        assert found(graph, finding) == [(graph.resolve(task), "recorded")]


def test_a_task_on_that_very_unit_goes_before_one_on_its_successor(
    said: Any, derived: Derived
) -> None:
    old, new = said.own("市林业局"), said.own("市林业和草原局")
    said.edge("SUCCEEDED_BY", old, new, change="更名", on="2019")
    on_old = said.task(1, "第一组", "市林业局", "常规")
    on_new = said.task(1, "第二组", "市林业和草原局", "常规")
    findings = [said.finding("A1", 1, "市林业局"), said.finding("A2", 1, "市林业和草原局")]
    graph = derived(said)
    assert [found(graph, finding) for finding in findings] == [
        [(graph.resolve(on_old), "recorded")],
        [(graph.resolve(on_new), "recorded")],
    ]


def test_a_moved_function_or_a_subordinate_takes_no_findings_along(
    said: Any, derived: Derived
) -> None:
    said.task(1, "第一组", "市应急局", "常规")
    target = said.unit("市应急局")
    said.edge("SUCCEEDED_BY", said.own("市民政局"), target, change="职能划转", section="救灾科")
    said.edge("PART_OF", said.own("应急中心"), target)
    findings = [said.finding("A1", 1, "市民政局"), said.finding("A2", 1, "应急中心")]
    graph = derived(said)
    assert [found(graph, finding) for finding in findings] == [[], []]


def test_a_look_back_follows_up_the_task_it_names_in_part(said: Any, derived: Derived) -> None:
    first = said.task(1, "第一组", "市林业局", "常规")
    back = said.task(6, "第三组", "市林业局", "回头看")
    said.edge("FOLLOWS_UP", back, said.task(1, None, "市林业局", None))
    graph = derived(said)
    (row,) = graph.rows("edges_FOLLOWS_UP")
    assert (row["source"], row["target"]) == (graph.resolve(back), graph.resolve(first))
    assert len(graph.rows("nodes_InspectionTask")) == 2


def test_a_look_back_to_a_task_on_the_predecessor(said: Any, derived: Derived) -> None:
    old, new = said.own("市林业局"), said.own("市林业和草原局")
    said.edge("SUCCEEDED_BY", old, new, change="更名", on="2019")
    first = said.task(1, "第一组", "市林业局", "常规")
    back = said.task(6, "第三组", "市林业和草原局", "回头看")
    said.edge("FOLLOWS_UP", back, said.task(1, None, "市林业和草原局", None))
    graph = derived(said)
    (row,) = graph.rows("edges_FOLLOWS_UP")
    assert row["target"] == graph.resolve(first)


def test_a_reference_that_fits_several_or_none_is_a_task_of_its_own(
    said: Any, derived: Derived
) -> None:
    for kind in ("机动式", "专项"):
        said.task(1, "第一组", "市林业局", kind)
    back = said.task(6, "第三组", "市林业局", "回头看")
    several, none = said.task(1, None, "市林业局", None), said.task(3, None, "市林业局", None)
    said.edge("FOLLOWS_UP", back, several)
    graph = derived(said)
    (row,) = graph.rows("edges_FOLLOWS_UP")
    assert row["target"] == several
    assert len(graph.rows("nodes_InspectionTask")) == 5
    assert graph.resolve(none) == none


def test_the_names_of_a_task_are_its_aliases(
    telling: Callable[[str], Any], derived: Derived
) -> None:
    first, second = telling("一.xlsx"), telling("二.xlsx")
    task = first.task(1, "第一组", "市林业局", "常规")
    again = second.task(1, "市委第一巡察组", "云川市林业局", "常规")
    graph = derived(first, second)
    (row,) = graph.rows("nodes_InspectionTask")
    assert graph.resolve(task) == graph.resolve(again) == row["id"]
    assert row["sources"] == "一.xlsx 第6行；二.xlsx 第6行"


def test_what_no_row_lists_is_one_task_by_round_and_unit(
    said: Any, telling: Callable[..., Any], derived: Derived
) -> None:
    said.task(1, "第一组", "市林业局", "常规")
    reports = [telling(f"{name}.txt", 60) for name in "甲乙丙"]

    def told(report: Any, round_no: int, unit: str, kind: str | None = None) -> str:
        mention: str = report.task(round_no, None, unit, kind)
        number = len(report.claims)
        # A report's task has no key: where it stands is what it is.
        own = keys.placed("InspectionTask", report.hash, f"第{number}段", 0)
        report.claims[-1] = replace(report.claims[-1], mention=own)
        assert mention != own
        return own

    same = [
        told(report, 2, "市农业局", kind)
        for report, kind in zip(reports, (None, None, "专项"), strict=True)
    ]
    others = [told(reports[0], 3, "市农业局"), told(reports[0], 2, "市水务局")]
    two = [told(reports[1], 4, "市水务局", "专项"), told(reports[2], 4, "市水务局", "回头看")]
    listed = told(reports[1], 1, "市林业局")
    graph = derived(said, *reports)
    assert len({graph.resolve(one) for one in same}) == 1
    assert len({graph.resolve(one) for one in (same[0], *others, *two)}) == 5
    assert graph.one("nodes_InspectionTask", id=graph.resolve(listed))["type"] == "常规"
    assert len(graph.rows("nodes_InspectionTask")) == 6
