"""Edges of any kind as steps of a path: between whom, when, and where each is stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model.schema import schema
from queries.avoidance.engine import TABLES, Engine
from queries.avoidance.verdict import Place, Step


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge of the snapshot with the names of its ends; of a node, both ends are the node."""

    id: str
    kind: str
    source: str
    target: str
    since: str
    until: str

    def step(self, places: tuple[Place, ...], text: str = "") -> Step:
        """Return the edge as a step of a path; without a text of its own it says who and what."""
        label = schema().kind(self.kind).label
        said = text or f"{self.source} {label} {self.target}"
        return Step(
            self.id,
            self.kind,
            label,
            self.source,
            self.target,
            self.since,
            self.until,
            said,
            places,
        )


def edges(engine: Engine, ids: Iterable[str]) -> dict[str, Edge]:
    """Return the edges and nodes with some ids, each found in the table that its id names."""
    by_kind: defaultdict[str, set[str]] = defaultdict(set)
    for id_ in ids:
        by_kind[id_.split("-", 1)[0]].add(id_)
    rows = []
    for kind, wanted in sorted(by_kind.items()):
        engine.ids("wanted", "id", wanted)
        if kind in schema().edges:
            rows += [(kind, *row) for row in engine.rows(_edge_query(kind))]
        else:
            rows += [(kind, id_, id_, id_, "", "") for id_ in sorted(wanted)]
    named = names(engine, {end for row in rows for end in row[2:4]})
    return {
        id_: Edge(id_, kind, named.get(source, ""), named.get(target, ""), since or "", until or "")
        for kind, id_, source, target, since, until in rows
    }


def names(engine: Engine, ids: Iterable[str]) -> Mapping[str, str]:
    """Return what the nodes with some ids are called."""
    by_kind: defaultdict[str, set[str]] = defaultdict(set)
    for id_ in ids:
        by_kind[id_.split("-", 1)[0]].add(id_)
    found: dict[str, str] = {}
    for kind, wanted in sorted(by_kind.items()):
        columns = [name for name, _ in schema().kind(kind).columns()]
        shown = [name for name in ("name", "no", "code") if name in columns]
        if f"nodes_{kind}" not in TABLES or not shown:
            continue
        engine.ids("wanted", "id", wanted)
        query = f"SELECT id, coalesce({', '.join(shown)}, '') FROM nodes_{kind} SEMI JOIN wanted USING (id)"
        found |= {row[0]: row[1] for row in engine.rows(query)}
    return found


def _edge_query(kind: str) -> str:
    columns = [name for name, _ in schema().kind(kind).columns()]
    since = "since" if "since" in columns else "NULL"
    until = "until" if "until" in columns else "NULL"
    return (
        f"SELECT id, source, target, {since}, {until} FROM edges_{kind} SEMI JOIN wanted USING (id)"
    )
