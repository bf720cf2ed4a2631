"""Answers and subgraphs: all that a page or a sheet draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.model.claims import Value


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


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` for programs, `label` for people."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of a question, with its title and the parameters it was asked with.

    `sensitive` says that the question can reach what is restricted.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    parameters: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    truncated: bool = False
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that states a node or an edge: file, place, quote.

    A `guarded` one would tell who is reported by standing where it stands.
    """

    file: str
    place: str
    quote: str
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes and edges of a result, with the evidence of each by id."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One link of a trace: from node, to node, grade, days between their dates, and the legal limit.

    grade: stated (a document's sentence says it), recorded (a ledger column names it) or inferred
    (computed, never a fact). `days` is None where one of the dates is unknown.
    """

    source: str
    target: str
    edge: str | None
    kind: str
    grade: str
    days: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What came of a finding, or where a sanction came from: nodes by lane, links, open ends.

    `lanes` are the node kinds from left to right; `dates` the day (partial ISO) each node counts
    from; `open_ends` the ids after which nothing is recorded; `on` the date lags of open ends are
    counted to.
    """

    title: str
    focus: str
    lanes: tuple[str, ...]
    subgraph: Subgraph
    steps: tuple[TraceStep, ...]
    dates: Mapping[str, str]
    open_ends: tuple[str, ...]
    on: str
