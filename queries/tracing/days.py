"""The day a node counts from, and the days between two: intervals where a date is known to the month only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from graph.model.answers import Node
from graph.model.values import earliest, latest
from queries.tracing.chain import Chain

DATES: Mapping[str, tuple[str, ...]] = {
    "InspectionTask": ("begins",),
    "Petition": ("received",),
    "Finding": ("found_on",),
    "ImmediateFix": ("issued",),
    "TransferItem": ("sent",),
    "Recommendation": ("sent",),
    "Clue": ("transferred",),
    "CaseFile": ("filed", "filed_by_supervision"),
    "Accountability": ("on",),
    "Sanction": ("decided",),
    "Prosecution": ("referred_on",),
}
"""The date that a node counts from: the first that is known."""

END_DATES: Mapping[str, tuple[str, ...]] = {
    "Clue": ("closed_on", "disposed_on", "fed_back"),
    "ImmediateFix": ("closed",),
    "TransferItem": ("closed",),
    "Recommendation": ("replied",),
    "Prosecution": ("judged_on",),
}
"""The date on which a node ended by itself: the first that is known."""


class Span(NamedTuple):
    """The least and the most days that may lie between two dates; equal where both are known to the day."""

    least: int
    most: int


def first_date(node: Node, names: Mapping[str, tuple[str, ...]]) -> str:
    """Return the first of the named dates that a node has, as partial ISO text; empty if none."""
    known = (node.properties.get(name) for name in names.get(node.kind, ()))
    return next((str(value) for value in known if value), "")


def between(first: str, last: str) -> Span | None:
    """Return the days from one partial date to another; None where one is not known."""
    if not first or not last:
        return None
    least = (earliest(last) - latest(first)).days
    most = (latest(last) - earliest(first)).days
    return Span(least, most)


def impossible(first: str, last: str) -> bool:
    """Tell whether the second date certainly lies before the first."""
    span = between(first, last)
    return span is not None and span.most < 0


def since(begun: str, on: str) -> int | None:
    """Return the days from a date known to the day until `on`; None where it is not, or lies later."""
    if len(begun) != 10:
        return None
    days = (date.fromisoformat(on) - date.fromisoformat(begun)).days
    return days if days >= 0 else None


def dates_of(chain: Chain) -> dict[str, str]:
    """Return the date each node counts from; a finding without one has its task's entry date."""
    found = {}
    for node in chain.nodes.values():
        if first := first_date(node, DATES):
            found[node.id] = first
    for edge in chain.edges.values():
        if edge.kind == "FOUND" and edge.target not in found:
            task = chain.nodes[edge.source].properties
            if told := task.get("begins") or task.get("feedback_on"):
                found[edge.target] = str(told)
    return found
