"""The engine's values as cells of an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from graph.model.answers import Cell, Edge, Node
from graph.model.claims import Value
from graph.stores.arcadedb.jvm import java_class


class Cells:
    """Turns values of one answer into cells; remembers the ids of the ends of edges."""

    def __init__(self) -> None:
        # Any: to the type checker the engine's classes are unknown.
        self._vertex: Any = java_class("com.arcadedb.graph.Vertex")
        self._edge: Any = java_class("com.arcadedb.graph.Edge")
        self._path: Any = java_class("com.arcadedb.query.opencypher.traversal.TraversalPath")
        self._ids: dict[str, str] = {}

    def cell(self, value: Any) -> Cell:
        """Return a value as a cell: maps become pairs, dates and all else text."""
        if value is None or isinstance(value, (str, bool, int, float)):
            plain: Value = value
            return plain
        if isinstance(value, Mapping):
            return tuple((str(key), self.cell(one)) for key, one in value.items())
        if isinstance(value, (list, tuple, set, frozenset)):
            return tuple(self.cell(one) for one in value)
        if isinstance(value, self._vertex):
            return self._node(value)
        if isinstance(value, self._edge):
            return self._link(value)
        if isinstance(value, self._path):
            return tuple(self.cell(one) for one in value.toAlternatingList())
        return value.isoformat() if hasattr(value, "isoformat") else str(value)

    def _node(self, vertex: Any) -> Node:
        properties = _properties(vertex)
        identifier = str(properties.pop("id"))
        self._ids[str(vertex.getIdentity())] = identifier
        return Node(identifier, str(vertex.getTypeName()), properties)

    def _link(self, edge: Any) -> Edge:
        properties = _properties(edge)
        return Edge(
            str(properties.pop("id")),
            str(edge.getTypeName()),
            self._end(edge.getOut(), edge.getOutVertex),
            self._end(edge.getIn(), edge.getInVertex),
            properties,
        )

    def _end(self, record: Any, vertex: Any) -> str:
        key = str(record)
        if key not in self._ids:
            self._ids[key] = str(vertex().get("id"))
        return self._ids[key]


def _properties(document: Any) -> dict[str, Value]:
    found: dict[str, Value] = json.loads(str(document.toJSON(False)))
    return found
