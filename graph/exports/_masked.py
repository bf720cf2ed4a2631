"""The snapshot as it may leave: the one place where rows are masked, for every format.

Whole tables leave here, restricted kinds among them, so the mask is that of a page which shows a restricted
node (`Mask.subgraph`): a person at a restricted edge keeps an id and nothing else, a restricted value is
hidden, a restricted text is hidden in every other text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from graph.exports._losses import ROW, Tally
from graph.model.claims import Value
from graph.model.errors import WorkspaceError
from graph.model.privacy import HIDDEN, Mask
from graph.model.schema import EdgeKind, Kind, NodeKind, schema
from graph.snapshot import EVIDENCE, SIDE_TABLES, Snapshot

MASKED = "masked"
BESIDE = "beside"
BATCH = 20_000
"""Rows at a time: what a format that streams holds in memory."""

Counts = Counter[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """A node or an edge as it may leave: ends are empty for a node, properties that are absent are left out."""

    id: str
    source: str
    target: str
    properties: Mapping[str, Value]


class Table:
    """The rows of one kind, masked as they are read; reading twice gives the same rows."""

    def __init__(self, kind: Kind, path: Path, mask: Mask, tally: Tally) -> None:
        self.kind = kind
        self.name = path.stem
        """`nodes_Person`, `edges_SERVED_IN`"""
        self.edges = isinstance(kind, EdgeKind)
        self.lead = ("id", "source", "target") if self.edges else ("id",)
        self.columns: Mapping[str, str] = {
            **dict.fromkeys(self.lead, "VARCHAR"),
            **dict(kind.columns()),
            "sources": "VARCHAR",
        }
        """Every column in order with its SQL type: lead, properties (dates with `_min`, `_max`), sources."""
        found = pq.read_metadata(path)
        if set(self.columns) - set(found.schema.names):
            raise incomplete(path)
        self.count: int = found.num_rows
        self._path, self._mask, self._tally = path, mask, tally

    def batches(self, size: int = BATCH) -> Iterator[pa.RecordBatch]:
        """Yield the rows in the order of the snapshot, `size` at a time."""
        if not self.count:
            return
        taken: Counts = Counter()
        with pq.ParquetFile(self._path) as file:
            for batch in file.iter_batches(size, columns=list(self.columns)):
                yield batch if self._mask.lifted else self._masked(batch, taken)
        self._tally.settle(self.name, taken)

    def rows(self) -> Iterator[Row]:
        """Yield the rows one by one, for formats that write them so."""
        names = list(self.columns)[len(self.lead) :]
        for batch in self.batches():
            columns = batch.to_pydict()
            ids = columns["id"]
            sources = columns["source"] if self.edges else [""] * len(ids)
            targets = columns["target"] if self.edges else [""] * len(ids)
            values = zip(*(columns[name] for name in names), strict=True)
            for id_, source, target, row in zip(ids, sources, targets, values, strict=True):
                given = {n: v for n, v in zip(names, row, strict=True) if v is not None}
                yield Row(id_, source, target, given)

    def lost(self, name: str, reason: str, count: int = 1) -> None:
        """Count values of a property (rows, if it is `ROW`) that the format could not hold."""
        self._tally.add(self.kind.name, name, reason, count)

    # ------------------------------------------------------------------ masking

    def _masked(self, batch: pa.RecordBatch, taken: Counts) -> pa.RecordBatch:
        hidden = self._hidden(batch)
        columns = []
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            plain = column if name in self.lead else self._column(name, column, hidden)
            columns.append(plain)
            changed = pc.sum(pc.fill_null(pc.not_equal(column, plain), column.is_valid())).as_py()
            if changed:
                taken[self.kind.name, name, MASKED] += changed
        return pa.RecordBatch.from_arrays(columns, schema=batch.schema)

    def _hidden(self, batch: pa.RecordBatch) -> pa.Array | None:
        """Return which rows are people of whom only the id is shown, None if none is."""
        if self.kind.name != "Person" or not self._mask.people:
            return None
        people = pa.array(sorted(self._mask.people), pa.string())
        found = pc.is_in(batch.column("id"), value_set=people)
        return found if pc.any(found).as_py() else None

    def _column(self, name: str, column: pa.Array, hidden: pa.Array | None) -> pa.Array:
        if column.null_count == len(column):
            return column
        prop = self.kind.properties.get(_stem(name, self.kind))
        if prop is not None and prop.restricted:
            # Where a text cannot stand, nothing stands.
            sign = HIDDEN if column.type == pa.string() and name == prop.name else None
            plain = pc.if_else(column.is_valid(), pa.scalar(sign, column.type), column)
        else:
            plain = self._texts(column) if self.columns[name] == "VARCHAR" else column
        if hidden is None:
            return plain
        caption = isinstance(self.kind, NodeKind) and name == self.kind.caption
        return pc.if_else(hidden, pa.scalar(HIDDEN if caption else None, column.type), plain)

    def _texts(self, column: pa.Array) -> pa.Array:
        """Return a column with restricted texts hidden; each text is looked at once."""
        coded = column.dictionary_encode()
        texts = coded.dictionary.to_pylist()
        plain = [self._mask.text(text) for text in texts]
        if plain == texts:
            return column
        return pa.DictionaryArray.from_arrays(coded.indices, pa.array(plain)).cast(pa.string())


def incomplete(path: Path) -> WorkspaceError:
    """Return what is said of a snapshot without a table, or with one of an earlier schema."""
    return WorkspaceError("图快照不完整", where=path.name, hint="请运行 xuntu rebuild")


def _stem(column: str, kind: Kind) -> str:
    """Return the property that a column belongs to: `since` for `since_min`."""
    stem = column.removesuffix("_min").removesuffix("_max")
    return column if column in kind.properties else stem


class Graph:
    """A snapshot as it may leave, table by table."""

    def __init__(self, snapshot: Snapshot, mask: Mask) -> None:
        self.hash = snapshot.hash
        self.masked = not mask.lifted
        self.tally = Tally()
        self._snapshot, self._mask = snapshot, mask
        kinds = schema()
        self.nodes = tuple(self._table("nodes", kind) for kind in kinds.nodes.values())
        """One table for each kind of the schema, in its order, empty ones among them."""
        self.edges = tuple(self._table("edges", kind) for kind in kinds.edges.values())
        self._count_beside()

    def _table(self, sort: str, kind: Kind) -> Table:
        path = self._snapshot.folder / f"{sort}_{kind.name}.parquet"
        if not path.is_file():
            raise incomplete(path)
        return Table(kind, path, self._mask, self.tally)

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, nodes first."""
        return (*self.nodes, *self.edges)

    def _count_beside(self) -> None:
        """What stands beside the graph stays at home in every format."""
        for name in dict.fromkeys((*SIDE_TABLES, *EVIDENCE[:2])):
            path = self._snapshot.folder / f"{name}.parquet"
            if path.is_file():
                rows: Any = pq.read_metadata(path).num_rows
                self.tally.add(EVIDENCE[0] if name in EVIDENCE else name, ROW, BESIDE, rows)
