"""The driver's values as cells of an answer, the same as the embedded store gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from neo4j.graph import Node as DriverNode
from neo4j.graph import Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

from graph.model.answers import Cell, Edge, Node
from graph.model.claims import Value
from graph.model.schema import schema
from graph.stores.bolt.marking import LABEL

TIMES = (Date, Time, DateTime, Duration)


class Cells:
    """Turns values of one answer into cells."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        """Take the ids of nodes that the values name only by the server's own (see `bare_ends`)."""
        self._ids = ids

    def rows(self, raw: Iterable[Sequence[object]]) -> tuple[tuple[Cell, ...], ...]:
        """Return rows of values as rows of cells, without those that hold our own marker."""
        return tuple(
            tuple(self.cell(value) for value in row)
            for row in raw
            if not any(isinstance(one, DriverNode) and LABEL in one.labels for one in row)
        )

    def cell(self, value: object) -> Cell:
        """Return a value as a cell: maps become pairs by key, dates and all else text."""
        if value is None or isinstance(value, (str, bool, int, float)):
            return value
        if isinstance(value, DriverNode):
            return self._node(value)
        if isinstance(value, Relationship):
            return self._edge(value)
        if isinstance(value, Path):
            return tuple(self.cell(one) for one in _steps(value))
        if isinstance(value, TIMES):
            return iso(value)
        if isinstance(value, Mapping):
            return tuple((str(key), self.cell(value[key])) for key in sorted(value))
        if isinstance(value, (list, tuple)):
            return tuple(self.cell(one) for one in value)
        return str(value)

    def _node(self, node: DriverNode) -> Node:
        ours = node.labels & schema().nodes.keys()
        kind = min(ours or node.labels, default="")
        return Node(str(node.get("id", node.element_id)), kind, _properties(kind, node))

    def _edge(self, edge: Relationship) -> Edge:
        source, target = (self._end(one) for one in edge.nodes)
        identifier = str(edge.get("id", edge.element_id))
        return Edge(identifier, edge.type, source, target, _properties(edge.type, edge))

    def _end(self, node: DriverNode | None) -> str:
        if node is None:
            return ""
        return str(node.get("id") or self._ids.get(node.element_id, node.element_id))


@cache
def _order(kind: str) -> Mapping[str, int]:
    """Return the place of every property of a kind; servers give them in any order."""
    kinds = schema()
    if kind not in kinds.nodes.keys() | kinds.edges.keys():
        return {}
    names = (*(name for name, _ in kinds.kind(kind).columns()), "sources")
    return {name: n for n, name in enumerate(names)}


def _properties(kind: str, entity: DriverNode | Relationship) -> dict[str, Value]:
    order = _order(kind)
    names = sorted(entity.keys(), key=lambda name: (order.get(name, len(order)), name))
    return {name: _plain(entity[name]) for name in names if name != "id"}


def iso(value: Date | Time | DateTime | Duration) -> str:
    """Return a time as the embedded store writes it: no noughts that say nothing, Z for Greenwich."""
    text = value.iso_format()
    if isinstance(value, (Date, Duration)):
        return text
    whole, dot, rest = text.partition(".")
    fraction, zone = rest[:9].rstrip("0"), rest[9:]
    if fraction:
        # Three, six or nine digits.
        whole += dot + fraction.ljust(-(-len(fraction) // 3) * 3, "0")
    return whole.removesuffix(":00") + ("Z" if zone == "+00:00" else zone)


def bare_ends(values: Iterable[object]) -> set[str]:
    """Return the server's ids of the ends of edges that come without their nodes."""
    found: set[str] = set()
    for value in values:
        if isinstance(value, Relationship):
            ends = [node for node in value.nodes if node is not None]
            found.update(node.element_id for node in ends if node.get("id") is None)
        elif isinstance(value, Mapping):
            found |= bare_ends(value.values())
        elif isinstance(value, (list, tuple)):
            found |= bare_ends(value)
    return found


def _steps(path: Path) -> Iterable[DriverNode | Relationship]:
    yield path.nodes[0]
    for edge, node in zip(path.relationships, path.nodes[1:], strict=True):
        yield edge
        yield node


def _plain(value: object) -> Value:
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    return str(value)
