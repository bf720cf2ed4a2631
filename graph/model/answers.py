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

__all__ = ["Answer", "Cell", "Column", "Edge", "Evidence", "Node", "Subgraph", "Trace", "TraceStep"]


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

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Return the graph: nodes by id, edges keyed by id, each with `of_kind` and its properties."""
        return forms.network(self.nodes, self.edges)


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
