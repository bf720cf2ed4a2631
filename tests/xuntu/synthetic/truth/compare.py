"""The truth held against the graph, both ways: what is missing, what is too much, what is different."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graph.model.schema import schema
from tests.xuntu.synthetic.truth.graph import Graph, Row, kinds
from tests.xuntu.synthetic.truth.model import DERIVED, EDGE_KEYS, Ref, Truth, Value

ELSEWHERE = frozenset({"Document", "ReportedFigure", "OrgName"})
"""Nodes that no ledger tells of."""


def node_faults(truth: Truth, graph: Graph) -> Iterator[str]:
    """Yield where the nodes of the graph are not those of the truth."""
    expected: dict[str, dict[str, list[Ref]]] = defaultdict(lambda: defaultdict(list))
    for ref in truth.nodes:
        identifier = graph.id(named(ref, graph))
        if identifier is None:
            yield f"没有 {ref}：{graph.named.get(named(ref, graph), '')}"
        else:
            expected[str(ref[0])][identifier].append(ref)
    for kind in kinds()[0]:
        if kind in ELSEWHERE:
            continue
        rows = graph.nodes(kind)
        yield from (
            f"多出 {kind} {dict(_said(rows[i]))}" for i in rows.keys() - expected[kind].keys()
        )
        for identifier, refs in expected[kind].items():
            if kind == "Person":
                yield from _one_person(refs, truth)
            elif len(refs) > 1:
                yield f"合为一个：{refs}"
            yield from _differences(refs, truth, rows[identifier], graph)


def _one_person(refs: list[Ref], truth: Truth) -> Iterator[str]:
    """Yield where one row stands for people whose names or births are not one person's."""
    for name in ("name", "birth"):
        told = {truth.nodes[ref].get(name) for ref in refs} - {None}
        if len(told) > 1:
            yield f"合为一人：{refs} {told}"


def _differences(refs: list[Ref], truth: Truth, row: Row, graph: Graph) -> Iterator[str]:
    said: dict[str, Value] = {}
    for ref in refs:
        for name, value in truth.nodes[ref].items():
            said.setdefault(name, value)
    for name, value in said.items():
        if _other(value, row.get(name), graph):
            yield f"{refs[0]} {name}：应为 {value!r}，是 {row.get(name)!r}"


def _other(expected: Value, found: Value, graph: Graph) -> bool:
    if isinstance(expected, tuple):
        return graph.id(expected) != found
    if isinstance(expected, float):
        return not isinstance(found, (int, float)) or abs(expected - found) > 1e-9
    return expected != found


def edge_faults(truth: Truth, graph: Graph) -> Iterator[str]:
    """Yield where the edges of the graph are not those of the truth."""
    expected: dict[str, dict[tuple[Value, ...], dict[str, Value]]] = defaultdict(dict)
    for (kind, source, target, key), said in truth.edges.items():
        ends = (graph.id(named(source, graph)), graph.id(named(target, graph)))
        if None in ends:
            yield f"{kind} 缺一端：{source} → {target}"
            continue
        if schema().edges[kind].symmetric:
            ends = (min(map(str, ends)), max(map(str, ends)))
        ids = tuple(graph.id(part) if isinstance(part, tuple) else part for part in key)
        known = expected[kind].setdefault((*ends, *ids), {"": f"{source} → {target}"})
        for name, value in said.items():
            known.setdefault(name, value)
    for kind in kinds()[1]:
        if kind not in DERIVED:
            yield from _of_kind(kind, expected[kind], graph)


def _of_kind(
    kind: str, expected: dict[tuple[Value, ...], dict[str, Value]], graph: Graph
) -> Iterator[str]:
    names = EDGE_KEYS.get(kind, ())
    rows = {
        (row["source"], row["target"], *(row[name] for name in names)): row
        for row in graph.edges(kind)
    }
    if len(rows) != len(graph.edges(kind)):
        yield f"{kind} 有重复：{len(graph.edges(kind)) - len(rows)}"
    for key in expected.keys() - rows.keys():
        yield f"没有 {kind} {expected[key]['']} {key[2:]}"
    for key in rows.keys() - expected.keys():
        yield f"多出 {kind} {key} {dict(_said(rows[key]))}"
    for key in expected.keys() & rows.keys():
        for name, value in expected[key].items():
            if name and _other(value, rows[key].get(name), graph):
                yield f"{kind} {expected[key]['']} {name}：应为 {value!r}，是 {rows[key].get(name)!r}"


def _said(row: Row) -> Iterator[tuple[str, Value]]:
    return ((k, v) for k, v in row.items() if v is not None and not k.endswith(("_min", "_max")))


def named(ref: Ref, graph: Graph) -> Ref:
    """Return a name in which units, which go by many names, stand by their ids."""
    if ref[0] == "InspectionTask":
        return (*ref[:3], graph.id(("Organization", ref[3])) or "", ref[4])
    if ref[0] == "Meeting":
        units = (graph.id(("Organization", name)) or "" for name in ref[4:])
        return (*ref[:4], *sorted(units))
    if ref[0] == "Event":
        units = (graph.id(("Organization", name)) or "" for name in ref[6:])
        return (*ref[:4], _who(str(ref[4]), graph), ref[5], *sorted(units))
    return ref


def _who(name: str, graph: Graph) -> str:
    person = graph.id(("Person", "no", name))
    return person or graph.id(("Organization", name)) or ""
