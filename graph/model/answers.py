"""Answers and subgraphs: all that a page or a sheet draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.model import forms
from graph.model.cells import Cell, Edge, Node

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import pyarrow as pa

__all__ = [
    "Answer",
    "Cell",
    "Clock",
    "Column",
    "Edge",
    "Evidence",
    "FunnelStep",
    "Node",
    "OpenEnd",
    "Subgraph",
    "Trace",
    "TraceStep",
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` for programs, `label` for people."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of a question, with its title and the parameters it was asked with.

    `sensitive` says that the question can reach what is restricted. A question of the catalogue gives its
    `number`, what it counts and how (`definitions`), and what its parameters are called (`labels`).
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    parameters: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    truncated: bool = False
    sensitive: bool = False
    number: str = ""
    definitions: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def heading(self) -> tuple[tuple[str, str], ...]:
        """What stands above the rows wherever they are shown: question, parameters with the day, definitions, notes."""
        asked = [(self.labels.get(name, name), given) for name, given in self.parameters.items()]
        title = f"{self.number} {self.title}".strip()
        return forms.heading(title, asked, self.definitions, self.notes)

    def to_arrow(self, *, labels: bool = False) -> pa.Table:
        """Return the rows as an Arrow table; `labels` names the columns for people.

        Nodes, edges and paths are JSON text, as `xuntu query --format json` prints them. The
        metadata of the table's schema tells title, parameters and notes.
        """
        about = {"title": self.title, "parameters": self.parameters, "notes": self.notes}
        return forms.arrow_table(self._names(labels), self.rows, about)

    def to_pandas(self, *, labels: bool = False) -> pd.DataFrame:
        """Return the rows as a DataFrame with the columns of `to_arrow`; what is not known is NA, never 0.

        Raises UsageError where pandas is not installed.
        """
        return forms.data_frame(self.to_arrow(labels=labels))

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the nodes and edges that stand in the rows as a graph (see `Subgraph.to_networkx`)."""
        return forms.network(*forms.parts(self.rows))

    def _names(self, labels: bool) -> tuple[str, ...]:
        return tuple(column.label if labels else column.name for column in self.columns)

    def _repr_html_(self) -> str:
        return forms.html_table(self.title, self._names(True), self.rows, self.notes)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that states a node or an edge: file, place, quote.

    A `guarded` one would tell who is reported by standing where it stands; `loaded` is the day its
    file came in, where known.
    """

    file: str
    place: str
    quote: str
    guarded: bool = False
    loaded: str = ""


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes and edges of a result, with the evidence of each by id."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    sensitive: bool = False

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the graph: nodes by id, edges keyed by id, each with `of_kind` and its properties."""
        return forms.network(self.nodes, self.edges)


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One link of a trace: from node, to node, grade (see `graph.model.grades`), days between, legal limit.

    `least` and `most` are the days between where a date is known to the month or year only; `days` is None
    unless they are one. `why` says what an inferred link rests on, or what speaks against a doubtful one.
    """

    source: str
    target: str
    edge: str | None
    kind: str
    grade: str
    days: int | None = None
    limit: int | None = None
    least: int | None = None
    most: int | None = None
    basis: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """A node after which nothing is recorded: what is awaited, the days so far, and the limit for it.

    `closed` says that it ended by itself, so that nothing is late; `days` is None where the date is not
    known to the day, or lies after the day of the trace.
    """

    node: str
    awaits: str | None = None
    days: int | None = None
    limit: int | None = None
    basis: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time inside a node that has a limit (a clue's 移交 to 反馈): `end` is empty while it runs."""

    node: str
    label: str
    begin: str
    end: str
    days: int | None
    limit: int
    basis: str


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step of a funnel: how many stood before it, how many went on, ended, or still wait, and how long it took.

    `median`, `low`, `high` are days: the Kaplan-Meier median and its 95 % interval; None where it is not
    reached. `seen` is the plain median of those that went on: too short while others wait; None where
    too few have dates to compute any of the four. `timed` is how many of those that went on have dates;
    `over` how many passed the limit or wait beyond it.
    """

    source: str
    target: str
    entered: int
    went_on: int
    ended: int
    waiting: int
    timed: int
    median: float | None
    low: float | None
    high: float | None
    seen: float | None
    limit: int | None
    over: int


@dataclass(frozen=True, slots=True)
class Trace:
    """What came of a finding, or where a sanction came from: nodes by lane, links, open ends.

    `lanes` are the node kinds from left to right; `dates` the day (partial ISO) each node counts
    from; `open_ends` where nothing is recorded afterwards; `on` the date their days are counted to.
    `focus` is empty where many things are traced at once.
    """

    title: str
    focus: str
    lanes: tuple[str, ...]
    subgraph: Subgraph
    steps: tuple[TraceStep, ...]
    dates: Mapping[str, str]
    open_ends: tuple[OpenEnd, ...]
    on: str
    clocks: tuple[Clock, ...] = ()
    funnel: tuple[FunnelStep, ...] = ()
