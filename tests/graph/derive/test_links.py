"""What papers, petitions, notices and measures are tied to, when a row tells it by a number or words alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.model import keys

COMMITTEE = "中共云川市委"
KEY = "云川市委"
Derived = Callable[..., Any]
Tellings = Callable[[str], Any]


def pairs(graph: Any, kind: str) -> set[tuple[str, str]]:
    return {(row["source"], row["target"]) for row in graph.rows(f"edges_{kind}")}


def paper(said: Any, number: str, unit: str, **more: Any) -> str:
    mention = keys.numbered("WorkingPaper", COMMITTEE, number)
    made: str = said.node(mention, no=number, unit_ref=said.unit(unit), scope=KEY, **more)
    return made


@pytest.fixture
def tasks(telling: Tellings) -> Any:
    return telling("任务.xlsx")


@pytest.mark.parametrize(
    ("kind", "edge"),
    [("WorkingPaper", "DRAFTED"), ("ImmediateFix", "ISSUED"), ("Petition", "RECEIVED_IN")],
)
def test_papers_notices_and_petitions_are_of_their_task(
    tasks: Any, derived: Derived, kind: str, edge: str
) -> None:
    task = tasks.task(1, "第一组", "市林业局", "常规")
    tasks.task(2, "第一组", "市林业局", "常规")
    of = keys.round_(COMMITTEE, 7, 1)
    mention = keys.numbered(kind, COMMITTEE, "A1")
    tasks.node(mention, no="A1", round_ref=of, unit_ref=tasks.unit("市林业局"))
    graph = derived(tasks)
    (row,) = graph.rows(f"edges_{edge}")
    ends = (graph.resolve(task), mention)
    assert (row["source"], row["target"]) == (ends[::-1] if kind == "Petition" else ends)
    assert row["certainty"] == "recorded"
    assert row["sources"].startswith("任务.xlsx 第")


def test_a_paper_without_a_term_is_of_the_round_of_its_year(tasks: Any, derived: Derived) -> None:
    task = tasks.task(4, "第2组", "市林业局", "常规")
    tasks.task(4, "第3组", "市林业局", "常规")
    of = keys.round_(COMMITTEE, 7, 4)
    tasks.node(of, committee=COMMITTEE, term_no=7, number=4, year=2025)
    known = paper(tasks, "甲", "市林业局", year=2025, round_no=4, team_no=2)
    for number, year in (("乙", 2024), ("丙", None)):
        paper(tasks, number, "市林业局", year=year, round_no=4, team_no=2)
    graph = derived(tasks)
    assert pairs(graph, "DRAFTED") == {(graph.resolve(task), known)}


def test_two_rounds_of_one_year_and_number_are_not_told_apart(tasks: Any, derived: Derived) -> None:
    tasks.task(4, "第2组", "市林业局", "常规")
    for term in (7, 8):
        of = keys.round_(COMMITTEE, term, 4)
        tasks.node(of, committee=COMMITTEE, term_no=term, number=4, year=2025)
    paper(tasks, "甲", "市林业局", year=2025, round_no=4, team_no=2)
    assert pairs(derived(tasks), "DRAFTED") == set()


def test_a_number_of_an_unknown_kind_is_of_whichever_ledger_holds_it(
    telling: Tellings, new_world: Callable[[str], Any]
) -> None:
    fixes, papers = telling("立行立改.xlsx"), telling("底稿.xlsx")
    fix = fixes.node(keys.numbered("ImmediateFix", COMMITTEE, "X1"), no="X1")
    for kind in ("WorkingPaper", "Finding", "Petition"):
        fixes.edge("LED_TO", keys.numbered(kind, COMMITTEE, "甲-7"), fix)
    source = paper(papers, "甲-7", "市林业局")
    alone, both = new_world("alone"), new_world("both")
    alone.load(fixes)
    both.load(fixes, papers)
    assert pairs(alone.build(), "LED_TO") == set()
    graph = both.build()
    assert pairs(graph, "LED_TO") == {(source, fix)}
    assert len(graph.rows("nodes_WorkingPaper")) == 1
    assert not graph.rows("nodes_Petition") + graph.rows("nodes_Finding")


def measure(said: Any, words: str) -> str:
    finding = keys.composed("Finding", words)
    mention: str = said.node(keys.composed("Measure", finding, 1), seq=1)
    said.edge("RECTIFIES", mention, finding)
    return mention


def test_a_finding_told_by_its_words_is_the_one_with_the_same_words(
    telling: Tellings, derived: Derived
) -> None:
    findings, measures = telling("问题.xlsx"), telling("整改.xlsx")
    found = findings.finding("A1", 1, "市林业局", wording=f"{KEY} w1")
    for number in ("A2", "A3"):
        findings.finding(number, 1, "市林业局", wording=f"{KEY} w2")
    known = measure(measures, f"{KEY} w1")
    for words in (f"{KEY} w2", f"{KEY} w3", "东岭县委 w1"):
        measure(measures, words)
    graph = derived(findings, measures)
    assert pairs(graph, "RECTIFIES") == {(known, found)}
    assert len(graph.rows("nodes_Finding")) == 3
    assert len(graph.rows("nodes_Measure")) == 4
