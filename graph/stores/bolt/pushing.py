"""A server's graph brought to a snapshot: only what differs is sent, deletions included.

A small difference is one transaction, a large one goes in batches, each exactly once. The marker says
`changing` meanwhile, in transactions of its own before and after: readers can see half of a commit, on
Neo4j as on ArcadeDB. It counts the batches and names who pushes, so that a second push takes over and
the first one notices.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import neo4j

from graph.model.errors import StoreError
from graph.model.schema import schema
from graph.snapshot import Snapshot, graph_tables
from graph.stores import shared
from graph.stores.bolt import declaring, marking
from graph.stores.bolt.comparing import (
    BATCH,
    Plan,
    Row,
    Sum,
    Table,
    Tell,
    compare,
    digest,
    everything,
    strangers,
)
from graph.stores.bolt.marking import CHANGING, WHOLE, Marker
from graph.stores.bolt.server import Server
from graph.stores.store import Address

AT_ONCE = 20_000
"""Rows up to which a difference is one transaction."""

Work = Callable[[neo4j.ManagedTransaction], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: rows made, changed and taken away, and the nodes and edges of others that it left alone."""

    made: int = 0
    changed: int = 0
    lost: int = 0
    others: tuple[int, int] = (0, 0)


class Push:
    """One push, known to the server by its token."""

    def __init__(self, session: neo4j.Session, snapshot: Snapshot, address: Address) -> None:
        self.session = session
        self.snapshot = snapshot
        self.address = address
        self.token = uuid.uuid4().hex
        self.step = 0

    def run(self, server: Server, overwrite: bool, tell: Callable[[str, int], None]) -> Pushed:
        """Bring the server to the snapshot; raise StoreError where somebody else's data would be lost."""
        for name in graph_tables():
            if not self.snapshot.tables()[name].is_file():
                hint = "请执行 xuntu rebuild"
                raise StoreError("快照缺少一张表", where=f"{name}.parquet", hint=hint)
        plan, held, others = self._plan(lambda rows: tell("比较", rows))
        if held is not None and held.state == WHOLE and not overwrite:
            self._refuse_changed(held, plan)
        declaring.declare(self.session, server)
        if plan.differs or held is None or (held.hash, held.state) != (self.snapshot.hash, WHOLE):
            self._carry_out(plan, held, lambda rows: tell("推送", rows))
        return Pushed(*_counts(plan), others)

    def _plan(self, tell: Tell) -> tuple[Plan, Marker | None, tuple[int, int]]:
        with self.session.begin_transaction() as tx:
            held = marking.read(tx)
            if held is not None:
                plan = compare(tx, self.snapshot, tell)
                return plan, held, strangers(tx, plan.held)
            if not marking.is_empty(tx):
                raise declaring.not_ours(self.address)
        return everything(), None, (0, 0)

    def _refuse_changed(self, held: Marker, plan: Plan) -> None:
        """Raise StoreError naming the kinds that are not as the last push left them."""
        left = sums_of(held.sums)
        changed = [
            f"{schema().kind(kind).label}（应有 {left[kind].rows}，现有 {now.rows}）"
            for kind, now in plan.held.items()
            if kind in left and left[kind] != now
        ]
        if changed:
            hint = "要改回本工作区的内容，请加 --overwrite"
            said = f"服务器上的图谱在上次推送之后被别人改过：{'、'.join(changed[:5])}"
            raise StoreError(said, where=self.address.url, hint=hint)

    def _carry_out(self, plan: Plan, held: Marker | None, tell: Tell) -> None:
        self._mark(self._marker(CHANGING, plan))
        if held is not None and held.state == WHOLE and plan.size <= AT_ONCE:
            self._at_once(plan, held)
            tell(plan.size)
        else:
            for work, rows in self._works(plan):
                self._batch(work)
                tell(rows)
        self._batch(lambda tx: marking.write(tx, self._marker(WHOLE, plan)))

    def _at_once(self, plan: Plan, held: Marker) -> None:
        """Do all in one transaction; what cannot be done leaves the graph and its marker as they were."""
        works = [work for work, _ in self._works(plan)]

        def together(tx: neo4j.ManagedTransaction) -> None:
            for work in works:
                work(tx)

        try:
            self._batch(together)
        except StoreError:
            self._batch(lambda tx: marking.write(tx, held))
            raise

    def _marker(self, state: str, plan: Plan) -> Marker:
        sums = json.dumps({kind: (one.rows, one.total) for kind, one in plan.wanted.items()})
        return Marker(self.snapshot.hash, state, marking.now(), sums, self.token, self.step)

    def _mark(self, marker: Marker) -> None:
        """Set the marker; once, however often the driver tries."""

        def once(tx: neo4j.ManagedTransaction) -> None:
            found = marking.read(tx)
            if found is None or found.token != self.token:
                marking.write(tx, marker)

        self.session.execute_write(once)

    def _batch(self, work: Work) -> None:
        """Carry out a batch once, however often the driver tries; raise StoreError if another push took over."""
        self.step += 1

        def once(tx: neo4j.ManagedTransaction) -> None:
            to_do = marking.stepped(tx, self.token, self.step)
            if to_do is None:
                hint = "两边推送的若不是同一个工作区，请各用一个数据库"
                raise StoreError("另一次推送接手了这个数据库", where=self.address.url, hint=hint)
            if to_do:
                work(tx)

        self.session.execute_write(once)

    def _works(self, plan: Plan) -> Iterator[tuple[Work, int]]:
        """Yield what is to be done, in order: edges go before nodes, and come after them."""
        for table in plan.edges:
            yield from _edges_lost(table)
        for table in plan.nodes:
            yield from _nodes_lost(table)
        for table in plan.nodes:
            yield from self._nodes_come(plan, table)
        for table in plan.edges:
            yield from self._edges_come(plan, table)

    def _nodes_come(self, plan: Plan, table: Table) -> Iterator[tuple[Work, int]]:
        kind = table.kind
        make = f"UNWIND $rows AS row CREATE (n:{kind}) SET n = row"
        change = f"UNWIND $rows AS row MATCH (n:{kind} {{id: row.id}}) SET n = row"
        for rows in self._chosen(plan, f"nodes_{kind}", table, table.made):
            yield _run(make, rows), len(rows)
        for rows in () if table.all else self._chosen(plan, f"nodes_{kind}", table, table.changed):
            yield _run(change, rows), len(rows)

    def _edges_come(self, plan: Plan, table: Table) -> Iterator[tuple[Work, int]]:
        wanted = table.made | table.changed
        for rows in self._chosen(plan, f"edges_{table.kind}", table, wanted):
            yield _edges_made(table.kind, rows), len(rows)

    def _chosen(
        self, plan: Plan, name: str, table: Table, wanted: set[str]
    ) -> Iterator[list[dict[str, Any]]]:
        """Yield the wanted rows of a table, or all of them, in batches."""
        if table.all:
            plan.wanted.setdefault(table.kind, Sum())
        elif not wanted:
            return
        chosen: list[dict[str, Any]] = []
        for batch in shared.batches(self.snapshot.tables()[name], BATCH):
            if table.all:
                plan.wanted[table.kind] = plan.wanted[table.kind].with_(map(digest, batch))
                yield batch
                continue
            chosen += [row for row in batch if row["id"] in wanted]
            while len(chosen) >= BATCH:
                yield chosen[:BATCH]
                chosen = chosen[BATCH:]
        if chosen:
            yield chosen


def sums_of(text: str) -> dict[str, Sum]:
    """Return the sums that a marker holds."""
    return {kind: Sum(*pair) for kind, pair in json.loads(text or "{}").items()}


def _counts(plan: Plan) -> tuple[int, int, int]:
    tables = (*plan.nodes, *plan.edges)
    return (
        sum(plan.wanted[table.kind].rows if table.all else len(table.made) for table in tables),
        sum(len(table.changed) for table in tables),
        sum(len(table.lost.keys() - table.changed) for table in tables),
    )


def _run(text: str, rows: Sequence[Row]) -> Work:
    return lambda tx: _consume(tx, text, rows)


def _consume(tx: neo4j.ManagedTransaction, text: str, rows: Sequence[Row]) -> None:
    tx.run(text, {"rows": list(rows)}).consume()


def _edges_made(kind: str, rows: Sequence[Row]) -> Work:
    def work(tx: neo4j.ManagedTransaction) -> None:
        for (source, target), group in groupby(sorted(rows, key=_ends), key=_ends):
            given = [_edge(row) for row in group]
            text = (
                f"UNWIND $rows AS row MATCH (a:{source} {{id: row.source}}) "
                f"MATCH (b:{target} {{id: row.target}}) "
                f"CREATE (a)-[r:{kind}]->(b) SET r = row.properties RETURN count(*) AS made"
            )
            if tx.run(text, {"rows": given}).single(strict=True)["made"] != len(given):
                raise shared.no_end(kind, _missing(tx, given))

    return work


def _edges_lost(table: Table) -> Iterator[tuple[Work, int]]:
    """Take away edges, each found from its source: by its id alone, all of them would be read."""
    kind = table.kind
    gone = sorted(
        ({"id": one, "source": source} for one, source in table.lost.items()),
        key=lambda row: (_kind(row["source"]), row["id"]),
    )
    for label, group in groupby(gone, key=lambda row: _kind(row["source"])):
        text = f"UNWIND $rows AS row MATCH (a:{label} {{id: row.source}})-[r:{kind} {{id: row.id}}]->() DELETE r"
        rows = list(group)
        for start in range(0, len(rows), BATCH):
            yield _run(text, rows[start : start + BATCH]), len(rows[start : start + BATCH])
    if table.nameless:
        yield _run(f"MATCH ()-[r:{kind}]->() WHERE r.id IS NULL DELETE r", ()), 0


def _nodes_lost(table: Table) -> Iterator[tuple[Work, int]]:
    kind, gone = table.kind, [{"id": one} for one in sorted(table.lost)]
    text = f"UNWIND $rows AS row MATCH (n:{kind} {{id: row.id}}) DETACH DELETE n"
    for start in range(0, len(gone), BATCH):
        yield _run(text, gone[start : start + BATCH]), len(gone[start : start + BATCH])
    if table.nameless:
        yield _run(f"MATCH (n:{kind}) WHERE n.id IS NULL DETACH DELETE n", ()), 0
    for label in sorted(table.labels):
        quoted = label.replace("`", "``")
        yield _run(f"MATCH (n:{kind}:`{quoted}`) REMOVE n:`{quoted}`", ()), 0


def _kind(identifier: str) -> str:
    """Return the kind of a node by its id, which begins with it."""
    return identifier.split("-", 1)[0]


def _ends(row: Row) -> tuple[str, str]:
    """Return the kinds of an edge's ends."""
    return _kind(row["source"]), _kind(row["target"])


def _edge(row: Row) -> dict[str, Any]:
    own = {name: value for name, value in row.items() if name not in {"source", "target"}}
    return {"source": row["source"], "target": row["target"], "properties": own}


def _missing(tx: neo4j.ManagedTransaction, rows: Sequence[Mapping[str, Any]]) -> str:
    for end in ("source", "target"):
        for row in rows:
            kind = _kind(row[end])
            if not tx.run(f"MATCH (n:{kind} {{id: $id}}) RETURN 1 AS one", {"id": row[end]}).fetch(
                1
            ):
                return str(row[end])
    return ""
