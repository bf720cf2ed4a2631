"""When nodes and edges are: the months a timeline counts and a filter asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.model.claims import Value
from graph.model.schema import EdgeKind, Kind, schema

Span = tuple[int, int | None]
"""First and last month as year * 12 + month - 1; None is open."""

LASTING = frozenset({"Person", "Organization", "OrgName", "Region"})
"""Kinds whose dates tell of a whole life: a birth is no event of an inspection."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?")


def month(value: Value, *, last: bool = False) -> int | None:
    """Return the month of a date that may lack month or day; a bare year is its first month, or its last."""
    found = _DATE.match(str(value or ""))
    if found is None:
        return None
    return int(found[1]) * 12 + (int(found[2]) - 1 if found[2] else 11 if last else 0)


def span(kind: Kind, values: Mapping[str, Value]) -> Span | None:
    """Return the months of a node or edge, None where no date is known.

    A node counts from the first of its dates that is known, in the schema's order; what has an end of
    its own lasts until then.
    """
    if kind.name in LASTING:
        return None
    dates = [prop.name for prop in kind.public() if prop.type == "date"]
    start = next((found for name in dates if (found := month(values.get(name))) is not None), None)
    if start is None:
        return None
    end = next((month(values.get(n), last=True) for n in ("until", "ends") if values.get(n)), None)
    lasts = isinstance(kind, EdgeKind) and kind.interval
    return start, max(start, end) if end is not None else None if lasts else start


def node_span(kind: str, values: Mapping[str, Value]) -> Span | None:
    """Return the months of a node."""
    return span(schema().nodes[kind], values)


def edge_span(kind: str, values: Mapping[str, Value]) -> Span | None:
    """Return the months of an edge."""
    return span(schema().edges[kind], values)
