"""Checklists: which item a finding hits, of which task an item was checked, what a meeting approved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.model import keys
from graph.model.names import committee_key

COMMITTEE = "中共云川市委"
SCOPE = committee_key(COMMITTEE)
Derived = Callable[..., Any]


@pytest.fixture
def said(telling: Callable[[str], Any]) -> Any:
    return telling("清单.xlsx")


def item(said: Any, template: str, version: str, number: str, **more: Any) -> str:
    """An item under its template, as L24 claims them; returns the item's mention."""
    scope = more.pop("scope", SCOPE)
    of = said.node(
        keys.composed("ChecklistTemplate", scope, template, version),
        name=template,
        version=version,
        **more,
    )
    mention: str = said.node(
        keys.composed("ChecklistItem", scope, template, version, number), no=number, scope=scope
    )
    said.edge("HAS_ITEM", of, mention)
    return mention


def finding(said: Any, number: str, items: str, round_no: int | None = None, **more: Any) -> str:
    mention: str = said.finding(number, round_no, "市林业局", items=items, scope=SCOPE, **more)
    return mention


def hits(graph: Any, of: str) -> set[tuple[str, str]]:
    rows = [row for row in graph.rows("edges_HITS") if row["source"] == graph.resolve(of)]
    return {(row["target"], row["certainty"]) for row in rows}


def test_the_one_item_of_the_committee_with_that_number(said: Any, derived: Derived) -> None:
    twelve, thirteen = item(said, "乡镇清单", "1", "69-12"), item(said, "乡镇清单", "1", "69-13")
    item(said, "乡镇清单", "1", "69-14", scope="东岭县委")
    both = finding(said, "A1", "69-12；69-13；70-1")
    elsewhere, none = finding(said, "A2", "69-14"), finding(said, "A3", "")
    graph = derived(said)
    assert hits(graph, both) == {(twelve, "recorded"), (thirteen, "recorded")}
    assert hits(graph, elsewhere) == hits(graph, none) == set()
    assert {row["sources"] for row in graph.rows("edges_HITS")} == {"清单.xlsx 第13行"}


def test_an_item_that_no_template_holds_is_not_hit(said: Any, derived: Derived) -> None:
    mention = keys.composed("ChecklistItem", SCOPE, "乡镇清单", "1", "69-12")
    said.node(mention, no="69-12", scope=SCOPE)
    one = finding(said, "A1", "69-12")
    assert hits(derived(said), one) == set()


def test_of_several_versions_the_one_in_force(said: Any, derived: Derived) -> None:
    old = item(said, "乡镇清单", "1", "5", since="2020-01-01", until="2022-12-31")
    new = item(said, "乡镇清单", "2", "5", since="2023-01-01")
    early = finding(said, "A1", "5", found_on="2021-05")
    late = finding(said, "A2", "5", found_on="2024-05")
    undated, before = finding(said, "A3", "5"), finding(said, "A4", "5", found_on="2019-05")
    graph = derived(said)
    assert hits(graph, early) == {(old, "inferred")}
    assert hits(graph, late) == {(new, "inferred")}
    assert hits(graph, undated) == hits(graph, before) == set()


def test_the_date_of_a_finding_is_that_of_its_task(said: Any, derived: Derived) -> None:
    item(said, "乡镇清单", "1", "5", since="2020-01-01", until="2022-12-31")
    new = item(said, "乡镇清单", "2", "5", since="2023-01-01")
    said.node(said.task(1, "第一组", "市林业局", "常规"), begins="2024-03-01")
    one = finding(said, "A1", "5", 1)
    assert hits(derived(said), one) == {(new, "inferred")}


def test_the_template_that_the_round_uses_goes_first(said: Any, derived: Derived) -> None:
    town = item(said, "乡镇清单", "1", "5", since="2020-01-01")
    office = item(said, "部门清单", "1", "5", since="2020-01-01")
    for round_no, template in ((1, "乡镇清单"), (2, "部门清单")):
        of = said.node(keys.round_(COMMITTEE, 7, round_no), committee=COMMITTEE, number=round_no)
        used = keys.composed("ChecklistTemplate", SCOPE, template, "1")
        said.edge("USES", of, used)
    one, two = finding(said, "A1", "5", 1), finding(said, "A2", "5", 2)
    three = finding(said, "A3", "5", found_on="2024-05")
    graph = derived(said)
    assert hits(graph, one) == {(town, "inferred")}
    assert hits(graph, two) == {(office, "inferred")}
    assert hits(graph, three) == set()


# ---------------------------------------------------------------------- what was checked


def checked(said: Any, task: str, number: str, **more: Any) -> None:
    said.edge("CHECKED", task, item(said, "乡镇清单", "1", number), checked=True, **more)


def test_an_item_was_checked_in_the_one_task_of_team_and_unit(said: Any, derived: Derived) -> None:
    task = said.task(1, "第一组", "市林业局", "常规")
    said.task(1, "第二组", "市林业局", "专项")
    checker = said.person("007")
    checked(said, said.task(1, "第1组", "云川市林业局", None), "5", on="2025-04", by=checker)
    graph = derived(said)
    (row,) = graph.rows("edges_CHECKED")
    assert (row["source"], row["certainty"]) == (graph.resolve(task), "recorded")
    assert (row["by"], row["on"]) == (graph.resolve(checker), "2025-04")
    assert len(graph.rows("nodes_InspectionTask")) == 2


def test_of_several_tasks_it_was_the_regular_one_and_inferred(said: Any, derived: Derived) -> None:
    regular = said.task(1, "第一组", "市林业局", "常规")
    special = said.task(1, "第一组", "市林业局", "专项")
    bare = said.task(1, "第一组", "市林业局", None)
    checked(said, bare, "5")
    checked(said, special, "6")
    back = said.task(6, "第三组", "市林业局", "回头看")
    said.edge("FOLLOWS_UP", back, bare)
    said.edge("EXTENDS", special, bare)
    graph = derived(said)
    found = {(row["source"], row["certainty"]) for row in graph.rows("edges_CHECKED")}
    assert found == {
        (graph.resolve(regular), "inferred"),
        (graph.resolve(special), "recorded"),
    }
    for kind in ("FOLLOWS_UP", "EXTENDS"):
        (row,) = graph.rows(f"edges_{kind}")
        assert (row["target"], row["certainty"]) == (graph.resolve(regular), "inferred")


def test_what_one_source_records_another_does_not_make_inferred(
    telling: Callable[[str], Any], derived: Derived
) -> None:
    first, second = telling("一.xlsx"), telling("二.xlsx")
    regular = first.task(1, "第一组", "市林业局", "常规")
    first.task(1, "第一组", "市林业局", "专项")
    checked(first, first.task(1, "第一组", "市林业局", None), "5")
    checked(second, second.task(1, "第一组", "市林业局", "常规"), "5")
    graph = derived(first, second)
    (row,) = graph.rows("edges_CHECKED")
    assert (row["source"], row["certainty"]) == (graph.resolve(regular), "recorded")


def test_a_check_without_any_task_waits_and_counts_nowhere(said: Any, derived: Derived) -> None:
    waiting = said.task(1, "第一组", "市林业局", None)
    checked(said, waiting, "5")
    graph = derived(said)
    (row,) = graph.rows("edges_CHECKED")
    assert (row["source"], row["certainty"]) == (waiting, "recorded")
    assert graph.rows("edges_INSPECTS") == graph.rows("edges_EXECUTES") == []


# ---------------------------------------------------------------------- what a meeting approved


PLANS = "审定规划计划"
DAYS: list[tuple[list[tuple[str, str | None, str]], int | None]] = [
    # Meetings of a day, as committee, agenda and date; which of them approved the plan of that day.
    ([(SCOPE, None, "-20")], 0),
    ([(SCOPE, None, "-20"), (SCOPE, f"{PLANS}；研究整改", "-20")], 1),
    ([(SCOPE, None, "-20"), (SCOPE, None, "-21")], 0),
    ([(SCOPE, "听取汇报", "-20")], None),
    ([("东岭县委", None, "-20")], None),
    ([(SCOPE, None, "")], None),
    ([(SCOPE, PLANS, "-20"), (SCOPE, f"{PLANS}；研究整改", "-20")], None),
]


def test_a_plan_was_approved_by_the_one_meeting_of_that_day(said: Any, derived: Derived) -> None:
    expected = set()
    for number, (meetings, which) in enumerate(DAYS, 1):
        month = f"2025-{number:02d}"
        held = [
            said.node(
                keys.composed("Meeting", scope, agenda, f"{month}{day}"),
                on=f"{month}{day}",
                agenda=agenda,
                scope=scope,
            )
            for scope, agenda, day in meetings
        ]
        plan = said.node(
            keys.composed("Regulation", f"计划{number}"), approved_on=f"{month}-20", scope=SCOPE
        )
        if which is not None:
            expected.add((held[which], plan, PLANS, "inferred"))
    said.node(keys.composed("Regulation", "没有会议"), scope=SCOPE)
    rows = derived(said).rows("edges_APPROVED")
    found = {(row["source"], row["target"], row["what"], row["certainty"]) for row in rows}
    assert found == expected
    assert len(rows) == len(found)


# ---------------------------------------------------------------------- on the snapshot before


def test_a_later_file_gives_what_all_files_at_once_give(
    telling: Callable[[str], Any], new_world: Callable[[str], Any]
) -> None:
    first, second, third = (telling(f"{name}.xlsx") for name in "一二三")
    regular = first.task(1, "第一组", "市林业局", "常规")
    checked(first, first.task(1, "第一组", "市林业局", None), "5")
    finding(first, "A1", "5；6", 1)
    plan = keys.composed("Regulation", "计划")
    first.node(plan, approved_on="2025-02-20", scope=SCOPE)
    # The reference is no longer certain, a second item is there, and so is the meeting.
    special = second.task(1, "第一组", "市林业局", "专项")
    item(second, "乡镇清单", "1", "6")
    held = keys.composed("Meeting", SCOPE, "2025-02-20")
    second.node(held, on="2025-02-20", scope=SCOPE)
    back = third.task(6, "第三组", "市林业局", "回头看")
    third.edge("FOLLOWS_UP", back, third.task(1, None, "市林业局", None))
    step_by_step, at_once = new_world("一步一步"), new_world("一次")
    for told in (first, second, third):
        step_by_step.load(told)
        later = step_by_step.derive(worth=0)
    at_once.load(first, second, third)
    graph = at_once.derive()
    assert graph.resolve(regular) != graph.resolve(special)
    assert {row["certainty"] for row in graph.rows("edges_CHECKED")} == {"inferred"}
    assert len(graph.rows("edges_HITS")) == 2
    assert [row["source"] for row in graph.rows("edges_APPROVED")] == [held]
    assert {row["certainty"] for row in graph.rows("edges_FOLLOWS_UP")} == {"inferred"}
    assert later.snapshot.hash == graph.snapshot.hash
