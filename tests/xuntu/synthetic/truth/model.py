"""The truth of a city as a graph: what ought to be there, told without any declaration or key of the product."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Ref = tuple[str | int, ...]
"""Names a thing: its kind, then what tells it from others: ("Team", 3, 1), ("Finding", "7-3-1-…")."""

Value = str | int | float | bool | Ref | None
EdgeRef = tuple[str, Ref, Ref, tuple[Value, ...]]

EDGE_KEYS: Mapping[str, tuple[str, ...]] = {
    "SERVED_IN": ("kind", "title", "since"), "MEMBER_OF": ("role", "since"), "GREW_UP_IN": ("since",),
    "ATTENDED": ("role",), "APPROVED": ("what",), "FOUND_BY": ("role",), "TARGETS": ("year",),
    "REPORTED_TO": ("org", "since"), "EXECUTIVE_OF": ("post",), "CONTRACTS_WITH": ("deal", "signed_on", "kind"),
    "SUCCEEDED_BY": ("change", "on", "section"), "KIN_DECLARED": ("relation",),
}  # fmt: skip
"""What tells two edges of one kind between the same ends apart."""

DERIVED = frozenset({"COUNTS_FOR", "KIN", "HAS_NAME", "STATED_IN"})
"""Edges that the truth does not tell: closures over others, and where something is stated."""


@dataclass(slots=True)
class Truth:
    """Nodes by their names and edges by kind, ends and key, with the properties that the city gives them."""

    nodes: dict[Ref, dict[str, Value]] = field(default_factory=dict)
    edges: dict[EdgeRef, dict[str, Value]] = field(default_factory=dict)

    def node(self, *ref: str | int, **said: Value) -> Ref:
        """Tell of a node; what is told first of a property holds."""
        known = self.nodes.setdefault(ref, {})
        for name, value in said.items():
            if value not in (None, "") and known.get(name) is None:
                known[name] = value
        return ref

    def edge(self, kind: str, source: Ref, target: Ref, /, **said: Value) -> None:
        """Tell of an edge; what is told first of a property holds."""
        key = tuple(said.get(name) or None for name in EDGE_KEYS.get(kind, ()))
        known = self.edges.setdefault((kind, source, target, key), {})
        for name, value in said.items():
            if value not in (None, "") and known.get(name) is None:
                known[name] = value


Teller = Callable[[Truth], None]


def listed(values: tuple[str, ...]) -> str | None:
    """Return several values as the graph holds them, in one text."""
    return "；".join(values) or None
