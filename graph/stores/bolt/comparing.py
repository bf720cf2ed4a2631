"""What a server holds beside what a snapshot holds: which rows are to be made, set right and taken away.

Rows are compared by a digest of all they say, so that a change made by anybody shows, and a push that
was cut off goes on from whatever is there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import neo4j

from graph.model.schema import schema
from graph.snapshot import Snapshot
from graph.stores import shared
from graph.stores.bolt.marking import LABEL

Row = Mapping[str, Any]
Tell = Callable[[int], None]
"""Takes how many more rows are done."""

BATCH = 5_000
_WHOLE = 1 << 63

_NODES = "MATCH (n:{kind}) RETURN properties(n) AS row, labels(n) AS labels"
_EDGES = "MATCH (a)-[r:{kind}]->(b) RETURN properties(r) AS row, a.id AS source, b.id AS target"


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows of a kind there are, and the sum of their digests, the same in any order."""

    rows: int = 0
    total: int = 0

    def with_(self, rows: Iterable[int]) -> Sum:
        """Return the sum with more digests."""
        more = list(rows)
        return Sum(self.rows + len(more), (self.total + sum(more)) % _WHOLE)


@dataclass(slots=True)
class Table:
    """What is to be done to the rows of one kind; `lost` tells the source of an edge that goes.

    `all` says that every row is to be made. `nameless`: there are rows without id. `labels` are not ours.
    """

    kind: str
    all: bool = False
    made: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    lost: dict[str, str] = field(default_factory=dict)
    nameless: bool = False
    labels: set[str] = field(default_factory=set)

    @property
    def size(self) -> int:
        """How many rows are to be sent or taken away."""
        return len(self.made) + len(self.changed) + len(self.lost)

    @property
    def differs(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.all or self.size or self.nameless or self.labels)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is to be done, kind by kind, and what server and snapshot hold."""

    nodes: tuple[Table, ...]
    edges: tuple[Table, ...]
    held: dict[str, Sum]
    wanted: dict[str, Sum]

    @property
    def size(self) -> int:
        """How many rows are to be sent or taken away."""
        return sum(table.size for table in (*self.nodes, *self.edges))

    @property
    def differs(self) -> bool:
        """Whether anything is to be done."""
        return any(table.differs for table in (*self.nodes, *self.edges))


def everything() -> Plan:
    """Return what fills an empty server; `wanted` is known when all has been sent."""
    tables = {name: Table(name, all=True) for name in (*schema().nodes, *schema().edges)}
    return _plan(tables, {}, {})


def compare(tx: neo4j.Transaction, snapshot: Snapshot, tell: Tell) -> Plan:
    """Return what brings a server to the snapshot."""
    held: dict[str, Sum] = {}
    wanted: dict[str, Sum] = {}
    tables: dict[str, Table] = {}
    for name in (*schema().nodes, *schema().edges):
        edge = name in schema().edges
        table = tables[name] = Table(name)
        there, held[name] = _there(tx, table, edge)
        tell(held[name].rows)
        wanted[name] = _against(snapshot, table, there, edge)
    return _plan(tables, held, wanted)


def _plan(tables: Mapping[str, Table], held: dict[str, Sum], wanted: dict[str, Sum]) -> Plan:
    nodes, edges = (
        tuple(tables[name] for name in kinds) for kinds in (schema().nodes, schema().edges)
    )
    return Plan(nodes, edges, held, wanted)


def strangers(tx: neo4j.Transaction, held: Mapping[str, Sum]) -> tuple[int, int]:
    """Return how many nodes and edges of kinds that are not ours the server holds."""
    nodes = tx.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"]
    edges = tx.run("MATCH ()-[r]->() RETURN count(r) AS n").single(strict=True)["n"]
    markers = tx.run(f"MATCH (m:{LABEL}) RETURN count(m) AS n").single(strict=True)["n"]
    own = sum(held[kind].rows for kind in schema().nodes)
    return (
        max(0, nodes - markers - own),
        max(0, edges - sum(held[kind].rows for kind in schema().edges)),
    )


def digest(row: Row) -> int:
    """Return a number of 63 bits that stands for all that a row says."""
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    made = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(made) % _WHOLE


def _there(
    tx: neo4j.Transaction, table: Table, edge: bool
) -> tuple[dict[str, tuple[int, str]], Sum]:
    """Return digest and source of each row on the server by its id, and their sum.

    Two of one id, which only somebody else can have made, fit nothing.
    """
    there: dict[str, tuple[int, str]] = {}
    rows = total = 0
    for row in _rows(tx, table, edge):
        rows += 1
        one = digest(row)
        total = (total + one) % _WHOLE
        if "id" not in row:
            table.nameless = True
            continue
        identifier = str(row["id"])
        there[identifier] = (-1 if identifier in there else one, str(row.get("source", "")))
    return there, Sum(rows, total)


def _rows(tx: neo4j.Transaction, table: Table, edge: bool) -> Iterator[dict[str, Any]]:
    for record in tx.run((_EDGES if edge else _NODES).format(kind=table.kind)):
        row: dict[str, Any] = dict(record["row"])
        if edge:
            row |= {"source": record["source"], "target": record["target"]}
        else:
            table.labels.update(set(record["labels"]) - {table.kind})
        yield row


def _against(
    snapshot: Snapshot, table: Table, there: dict[str, tuple[int, str]], edge: bool
) -> Sum:
    """Fill the table with what tells the snapshot's rows from those that are there, and return their sum."""
    rows = total = 0
    name = f"{'edges' if edge else 'nodes'}_{table.kind}"
    for batch in shared.batches(snapshot.tables()[name], BATCH):
        for row in batch:
            one = digest(row)
            rows, total = rows + 1, (total + one) % _WHOLE
            found = there.pop(row["id"], None)
            if found is None:
                table.made.add(row["id"])
            elif found[0] != one:
                table.changed.add(row["id"])
                # An edge that says something else is made anew: its ends may be others.
                if edge:
                    table.lost[row["id"]] = found[1]
    table.lost |= {identifier: source for identifier, (_, source) in there.items()}
    return Sum(rows, total)
