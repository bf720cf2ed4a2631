"""The engine's values as cells of an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from graph.model.answers import Cell, Edge, Node
from graph.model.claims import Value
from graph.stores.arcadedb.jvm import java_class
from graph.stores.shared import MARKER


class Cells:
    """Turns values of one answer into cells; each node and edge is read once."""

    def __init__(self) -> None:
        # Any: to the type checker the engine's classes are unknown.
        self._vertex: Any = java_class("com.arcadedb.graph.Vertex")
        self._edge: Any = java_class("com.arcadedb.graph.Edge")
        self._path: Any = java_class("com.arcadedb.query.opencypher.traversal.TraversalPath")
        self._ids: dict[str, str] = {}
        self._nodes: dict[str, Node] = {}
        self._edges: dict[str, Edge] = {}

    def cell(self, value: Any) -> Cell:
        """Return a value as a cell: maps become pairs by key, dates and all else text."""
        if value is None or isinstance(value, (str, bool, int, float)):
            plain: Value = value
            return plain
        if isinstance(value, Mapping):
            return tuple((str(key), self.cell(value[key])) for key in sorted(value))
        if isinstance(value, (list, tuple, set, frozenset)):
            return tuple(self.cell(one) for one in value)
        if isinstance(value, self._vertex):
            return self._node(value)
        if isinstance(value, self._edge):
            return self._link(value)
        if isinstance(value, self._path):
            return tuple(self.cell(one) for one in value.toAlternatingList())
        return value.isoformat() if hasattr(value, "isoformat") else str(value)

    def is_marker(self, value: Any) -> bool:
        """Tell whether a value is the node that says which snapshot this is: no row of an answer holds it."""
        return isinstance(value, self._vertex) and str(value.getTypeName()) == MARKER

    def _node(self, vertex: Any) -> Node:
        record = str(vertex.getIdentity())
        found = self._nodes.get(record)
        if found is None:
            properties = _properties(vertex)
            identifier = str(properties.pop("id"))
            found = Node(identifier, str(vertex.getTypeName()), properties)
            self._nodes[record] = found
            self._ids[record] = identifier
        return found

    def _link(self, edge: Any) -> Edge:
        record = str(edge.getIdentity())
        found = self._edges.get(record)
        if found is None:
            properties = _properties(edge)
            found = Edge(
                str(properties.pop("id")),
                str(edge.getTypeName()),
                self._end(edge.getOut(), edge.getOutVertex),
                self._end(edge.getIn(), edge.getInVertex),
                properties,
            )
            self._edges[record] = found
        return found

    def _end(self, record: Any, vertex: Any) -> str:
        key = str(record)
        if key not in self._ids:
            self._ids[key] = str(vertex().get("id"))
        return self._ids[key]


def _properties(document: Any) -> dict[str, Value]:
    found: dict[str, Value] = json.loads(str(document.toJSON(False)))
    return found
