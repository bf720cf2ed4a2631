"""What a cell of an answer holds, and how people and programs read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model.claims import Value
from graph.model.schema import schema


@dataclass(frozen=True, slots=True)
class Node:
    """One node of an answer: id, kind and its properties."""

    id: str
    kind: str
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge of an answer: id, kind, ids of its two ends, properties."""

    id: str
    kind: str
    source: str
    target: str
    properties: Mapping[str, Value]


Cell = Value | Node | Edge | tuple["Cell", ...]
"""What a cell of an answer holds; a path is a tuple of nodes and edges in turn."""


def shown(cell: Cell) -> Value:
    """Return a cell as people read it: a node by its caption, an edge by its label."""
    if isinstance(cell, Node):
        kind = schema().nodes[cell.kind]
        return f"{kind.label}「{cell.properties.get(kind.caption) or cell.id}」"
    if isinstance(cell, Edge):
        return f"—{schema().edges[cell.kind].label}→"
    if isinstance(cell, tuple):
        return "、".join(str(shown(part)) for part in cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return cell


def plain(cell: Cell) -> object:
    """Return a cell for JSON: nodes and edges as objects."""
    if isinstance(cell, Node):
        return {"id": cell.id, "kind": cell.kind, "properties": dict(cell.properties)}
    if isinstance(cell, Edge):
        ends = {"source": cell.source, "target": cell.target}
        return {"id": cell.id, "kind": cell.kind, **ends, "properties": dict(cell.properties)}
    if isinstance(cell, tuple):
        return [plain(part) for part in cell]
    return cell
