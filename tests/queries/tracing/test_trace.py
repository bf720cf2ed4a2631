"""Tracing on the graph of `tests/cases/queries/chain.toml`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.model.answers import Edge, Trace
from graph.model.errors import QueryError
from graph.stores.store import Store
from queries import tracing

ON = "2025-12-31"
Ident = Callable[[str], str]


def short(identifier: str) -> str:
    """Return the id as the case file writes it."""
    kind, _, number = identifier.rpartition("-")
    return f"{kind}-{int(number)}"


def links(trace: Trace) -> dict[tuple[str, str], tuple[str, str, int | None, int | None]]:
    return {
        (short(s.source), short(s.target)): (s.kind, s.grade, s.days, s.limit) for s in trace.steps
    }


def lane_nodes(trace: Trace) -> set[str]:
    return {short(node.id) for node in trace.subgraph.nodes if node.kind in trace.lanes}


def people(trace: Trace) -> set[str]:
    return {short(node.id) for node in trace.subgraph.nodes if node.kind == "Person"}


def test_a_finding_forwards_to_sanction_and_prosecution(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("Finding-1"), ON)
    assert links(trace) == {
        ("InspectionTask-1", "Finding-1"): ("FOUND", "derived", None, None),
        ("InspectionTask-3", "Finding-5"): ("FOUND", "derived", None, None),
        ("Finding-5", "Finding-1"): ("RECURS_AS", "recorded", None, None),
        ("WorkingPaper-1", "Finding-1"): ("LED_TO", "recorded", None, None),
        ("Finding-1", "Clue-1"): ("LED_TO", "recorded", 92, None),
        ("Clue-1", "CaseFile-1"): ("LED_TO", "recorded", 73, 180),
        ("CaseFile-1", "Sanction-1"): ("RESULTED_IN", "recorded", 185, 180),
        ("CaseFile-1", "Sanction-2"): ("RESULTED_IN", "recorded", 185, 180),
        ("CaseFile-1", "Sanction-3"): ("RESULTED_IN", "recorded", None, 180),
        ("CaseFile-1", "Prosecution-1"): ("REFERRED_TO", "recorded", 162, 180),
    }
    assert trace.lanes == (
        "InspectionTask",
        "WorkingPaper",
        "Finding",
        "Clue",
        "CaseFile",
        "Sanction",
        "Prosecution",
    )
    assert trace.title == "问题 违规发放津贴补贴 的来龙去脉"
    assert trace.open_ends == ()
    assert trace.dates[ident("Finding-1")] == "2024-03-20"
    assert any("按所属任务的进驻日期起算" in note for note in trace.subgraph.notes)
    assert people(trace) == {"Person-3", "Person-4"}


def test_a_petition_forwards_to_what_was_handed_over(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("Petition-1"), ON)
    assert links(trace) == {
        ("Petition-1", "WorkingPaper-2"): ("LED_TO", "recorded", None, None),
        ("Petition-1", "ImmediateFix-1"): ("LED_TO", "recorded", 18, None),
        ("WorkingPaper-2", "Finding-6"): ("LED_TO", "recorded", None, None),
        ("InspectionTask-4", "Finding-6"): ("FOUND", "derived", None, None),
        ("Finding-6", "TransferItem-1"): ("LED_TO", "recorded", 77, None),
        ("Finding-6", "Recommendation-1"): ("LED_TO", "recorded", 82, None),
        ("Finding-6", "Accountability-1"): ("LED_TO", "recorded", 88, None),
    }
    assert trace.lanes[:4] == ("InspectionTask", "Petition", "WorkingPaper", "Finding")
    # A notice without an end and a recommendation without an answer; what was handed over is closed.
    assert {short(end.node) for end in trace.open_ends} == {"ImmediateFix-1", "Recommendation-1"}
    assert people(trace) == {"Person-4"}


def test_whoever_was_called_to_account_leads_back_to_the_petition(
    chain_store: Store, ident: Ident
) -> None:
    trace = tracing.trace(chain_store, ident("Person-4"), ON)
    met = lane_nodes(trace)
    assert {"Accountability-1", "Finding-6", "WorkingPaper-2", "Petition-1"} <= met


def test_a_sanction_backwards_to_its_findings(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("Sanction-1"), ON)
    # Finding-5 of an earlier round recurs as Finding-1.
    assert lane_nodes(trace) == {
        "InspectionTask-1",
        "InspectionTask-3",
        "Finding-5",
        "WorkingPaper-1",
        "Finding-1",
        "Finding-2",
        "Clue-1",
        "Clue-2",
        "CaseFile-1",
        "Sanction-1",
    }
    assert links(trace)[("Finding-5", "Finding-1")][0] == "RECURS_AS"
    assert links(trace)[("Clue-2", "Clue-1")] == ("MERGED_INTO", "recorded", None, None)
    assert trace.focus == ident("Sanction-1")


def test_links_are_graded(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("CaseFile-2"), ON)
    found = links(trace)
    # A document says it, but the clue is about one person and the case against another.
    assert found[("Clue-3", "CaseFile-2")] == ("LED_TO", "doubtful", 199, 180)
    assert {s.why for s in trace.steps if s.grade == "doubtful"} == {"两个环节涉及的不是同一人"}
    assert found[("Finding-3", "Clue-3")] == ("LED_TO", "inferred", None, None)
    assert found[("InspectionTask-1", "Finding-3")][1] == "inferred"
    inferred = [s for s in trace.steps if s.edge is None]
    assert [short(step.source) for step in inferred] == ["Finding-3"]


def test_an_inferred_link_is_no_edge(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("Finding-4"), ON)
    assert links(trace)[("Finding-4", "Clue-5")] == ("LED_TO", "inferred", 42, None)
    ends = {(edge.source, edge.target) for edge in trace.subgraph.edges}
    assert (ident("Finding-4"), ident("Clue-5")) not in ends
    assert any("推断" in note for note in trace.subgraph.notes)


def test_a_recorded_clue_is_not_inferred_elsewhere(chain_store: Store, ident: Ident) -> None:
    # Clue-1 has the category of Finding-2, but its finding is recorded.
    trace = tracing.trace(chain_store, ident("Finding-2"), ON)
    assert ("Finding-2", "Clue-1") not in links(trace)


def test_open_ends(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("Finding-2"), ON)
    # Clue-4 was closed, Clue-2 merged: neither is open.
    assert trace.open_ends == ()
    trace = tracing.trace(chain_store, ident("Finding-4"), ON)
    assert [short(end.node) for end in trace.open_ends] == ["Finding-4", "Clue-5"]
    trace = tracing.trace(chain_store, ident("Finding-3"), ON)
    assert [short(end.node) for end in trace.open_ends] == ["Finding-3", "CaseFile-2"]


def test_overdue_feedback_is_said(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("Clue-5"), "2024-07-31")
    assert "线索 XS2024-005 移交 91 天仍无反馈（期限 90 天）" in trace.subgraph.notes
    trace = tracing.trace(chain_store, ident("Clue-5"), "2024-07-30")
    assert not any("反馈" in note for note in trace.subgraph.notes)


def test_a_month_is_no_day(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("Clue-4"), ON)
    assert links(trace)[("Finding-2", "Clue-4")][2] is None
    assert any("最短到最长" in note for note in trace.subgraph.notes)


def test_a_person_has_all_cases_but_only_the_own_sanctions(
    chain_store: Store, ident: Ident
) -> None:
    trace = tracing.trace(chain_store, ident("Person-3"), ON)
    nodes = lane_nodes(trace)
    assert {"CaseFile-1", "CaseFile-2", "Sanction-1", "Sanction-2", "Prosecution-1"} <= nodes
    assert {"Clue-1", "Clue-3", "Finding-1", "Finding-3"} <= nodes
    assert "Sanction-3" not in nodes
    assert [end.node for end in trace.open_ends] == [ident("Finding-3"), ident("CaseFile-2")]


def test_a_task_has_all_that_came_of_it(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("InspectionTask-1"), ON)
    nodes = lane_nodes(trace)
    assert {f"Finding-{n}" for n in range(1, 5)} <= nodes
    assert {f"Clue-{n}" for n in range(1, 6)} <= nodes
    assert "Finding-6" not in nodes


def test_every_edge_joins_nodes_of_the_trace(chain_store: Store, ident: Ident) -> None:
    for start in ("Finding-1", "Clue-2", "CaseFile-1", "Prosecution-1", "Person-4", "Person-1"):
        trace = tracing.trace(chain_store, ident(start), ON)
        known = {node.id for node in trace.subgraph.nodes}
        edges: list[Edge] = list(trace.subgraph.edges)
        assert all({edge.source, edge.target} <= known for edge in edges)
        assert all({step.source, step.target} <= known for step in trace.steps)
        assert len({edge.id for edge in edges}) == len(edges)


def test_a_unit_that_was_renamed_is_told(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("Finding-6"), ON)
    units = {n.properties["name"] for n in trace.subgraph.nodes if n.kind == "Organization"}
    assert units == {"云川市质量技术监督局", "云川市市场监督管理局"}
    told = "单位沿革：云川市质量技术监督局 → 云川市市场监督管理局（2022-01-10，合并）"
    assert told in trace.subgraph.notes


def test_an_open_end_tells_what_is_awaited_its_age_and_the_limit(
    chain_store: Store, ident: Ident
) -> None:
    trace = tracing.trace(chain_store, ident("Finding-4"), "2024-12-31")
    waiting = {short(end.node): end for end in trace.open_ends}
    assert (waiting["Clue-5"].awaits, waiting["Clue-5"].days) == ("CaseFile", 244)
    assert (waiting["Clue-5"].limit, waiting["Clue-5"].closed) == (180, False)
    assert "半年" in waiting["Clue-5"].basis
    assert (waiting["Finding-4"].awaits, waiting["Finding-4"].limit) == ("Clue", None)


def test_a_clock_runs_inside_a_clue(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("Clue-1"), ON)
    found = {(short(c.node), c.label): (c.days, c.limit, c.end) for c in trace.clocks}
    assert found[("Clue-1", "移交到反馈")] == (82, 90, "2024-09-10")
    assert found[("Clue-1", "受理到提出处置意见")] == (10, 30, "2024-07-04")
    early = tracing.trace(chain_store, ident("Clue-1"), "2024-08-01").clocks
    assert (42, "") in {(c.days, c.end) for c in early if c.label == "移交到反馈"}


def test_a_month_gives_the_least_and_the_most_days(chain_store: Store, ident: Ident) -> None:
    trace = tracing.trace(chain_store, ident("Clue-4"), ON)
    step = next(
        s for s in trace.steps if short(s.source) == "Finding-2" and s.target == ident("Clue-4")
    )
    assert (step.least, step.days, step.most) == (77, None, 107)


def test_a_trace_is_the_same_twice(chain_store: Store, ident: Ident) -> None:
    first = tracing.trace(chain_store, ident("Person-3"), ON)
    assert tracing.trace(chain_store, ident("Person-3"), ON) == first


@pytest.mark.parametrize(
    ("identifier", "sentence"),
    [
        ("Finding-99", "图谱里没有 Finding-"),
        ("Organization-1", "不能追溯"),
        ("问题一", "不能追溯"),
    ],
)
def test_what_cannot_be_traced(
    chain_store: Store, ident: Ident, identifier: str, sentence: str
) -> None:
    with pytest.raises(QueryError, match=sentence):
        tracing.trace(chain_store, ident(identifier), ON)


def test_a_date_must_be_a_day(chain_store: Store, ident: Ident) -> None:
    with pytest.raises(QueryError, match="请写到日"):
        tracing.trace(chain_store, ident("Finding-1"), "2025-12")


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("Person", "郑三", ["Person-3", "Person-7"]),
        ("Person", "P0001", ["Person-1"]),
        ("Person", "郑", ["Person-3", "Person-7"]),
        ("Person", "王", []),
        ("Finding", "7-4-1-02", ["Finding-2"]),
        ("Finding", "津贴", ["Finding-1"]),
        ("Clue", "XS2024-003", ["Clue-3"]),
        ("CaseFile", "AJ2025-002", ["CaseFile-2"]),
    ],
)
def test_find(chain_store: Store, kind: str, text: str, found: list[str]) -> None:
    assert [short(node.id) for node in tracing.find(chain_store, kind, text)] == found


def test_find_knows_its_kinds(chain_store: Store) -> None:
    with pytest.raises(QueryError, match="没有 Case 这种节点"):
        tracing.find(chain_store, "Case", "x")
