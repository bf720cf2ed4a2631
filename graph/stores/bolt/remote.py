"""The store on a Bolt server: readers see one whole snapshot or are told why not."""

from __future__ import annotations

import copy
import queue
import threading
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.model import guard
from graph.model.answers import Cell
from graph.model.closing import Closing
from graph.model.cypher import returned
from graph.model.errors import StoreError, XuntuError
from graph.snapshot import Snapshot
from graph.stores import messages, shared
from graph.stores.bolt import declaring, marking
from graph.stores.bolt.cells import Cells, bare_ends
from graph.stores.bolt.faults import faults, passing, reading_error
from graph.stores.bolt.marking import Marker
from graph.stores.bolt.pushing import Push, Pushed
from graph.stores.bolt.server import connect
from graph.stores.store import Address, MovedError

T = TypeVar("T")

PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds before a question is asked again: after a passing fault, or while the graph is being changed."""

GRACE_S = 5.0
"""Seconds beyond the time limit after which a server that should have stopped by itself is given up."""

FETCH = 1000
"""Rows that travel at once."""

_ENDS = "UNWIND $ends AS end MATCH (n) WHERE elementId(n) = end RETURN end, n.id AS id"
"""With IN instead of UNWIND, ArcadeDB reads every node."""


class _Changing(Exception):
    """The graph is being changed, or was changed while it was read."""


class _Overdue(Exception):
    """The server has not answered in time."""


class RemoteStore(Closing):
    """A graph on a Bolt server (see `graph.stores.store.Store`); several threads may ask at once."""

    name = "bolt"

    def __init__(self, address: Address) -> None:
        self.address = address
        self._driver, self.server = connect(address)
        self._only = ""

    def at(self, digest: str) -> RemoteStore:
        """Return this store as it answers of one snapshot alone, on the same connections: of another, MovedError."""
        found = copy.copy(self)
        found._only = digest
        return found

    def marker(self) -> str | None:
        """Return the hash of the snapshot the server holds, or None while it is empty (see `Store.marker`)."""
        found = self._read(self._whole, 30.0)
        return found.hash if found else None

    def replace(self, snapshot: Snapshot) -> None:
        """Bring the server to the snapshot; where it is stopped, readers are told until it is done again."""
        self.push(snapshot, overwrite=True)

    def push(
        self,
        snapshot: Snapshot,
        *,
        overwrite: bool = False,
        tell: Callable[[str, int], None] = lambda _, __: None,
    ) -> Pushed:
        """Bring the server to the snapshot by what differs, and return what was done.

        Where it is stopped, the next push goes on; readers are told until then. `tell` hears what is
        done and of how many more rows. Raises StoreError, before anything is touched, for a database
        of another program, and, without `overwrite`, where somebody changed what was pushed.
        """
        with faults(self.address), self.session(neo4j.WRITE_ACCESS) as session:
            return Push(session, snapshot, self.address).run(self.server, overwrite, tell)

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, object],
        *,
        timeout: float = 30.0,
        limit: int = 10_000,
    ) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...], bool]:
        """Return column names, rows and whether rows were cut at `limit` (see `Store.query`)."""
        words = guard.check(cypher, parameters)
        given = {name: shared.parameter(name, value) for name, value in parameters.items()}
        names, rows, more = self._read(
            lambda tx: self._steady(tx, lambda: _rows(tx, cypher, given, limit)), timeout
        )
        # ArcadeDB names the columns of rows, and there may be none.
        return names or returned(words, cypher), rows, more

    def search(self, text: str, limit: int = 50) -> tuple[tuple[Cell, ...], ...]:
        """Return the nodes whose captions or texts hold `text`, one in a row, kinds in order."""

        def asked(tx: neo4j.Transaction) -> tuple[tuple[Cell, ...], ...]:
            def ask(cypher: str, given: Mapping[str, object]) -> tuple[tuple[Cell, ...], ...]:
                return _rows(tx, cypher, given, limit)[1]

            return shared.search(ask, text, limit, indexed=self._indexed)

        return self._read(lambda tx: self._steady(tx, lambda: asked(tx)), 30.0)

    def close(self) -> None:
        """Let go of the connections; safe to call twice."""
        self._driver.close()

    def session(self, access: str = neo4j.READ_ACCESS, fetch: int = FETCH) -> neo4j.Session:
        """Return a session on the database of the address."""
        return self._driver.session(
            database=self.address.database or None, default_access_mode=access, fetch_size=fetch
        )

    @cached_property
    def _indexed(self) -> bool:
        """Whether the full-text index is there: ArcadeDB cannot be told over Bolt to make it."""
        wanted = {f"{kind}[{name}]" for kind, name in shared.FULL_TEXT}
        with self.session() as session:
            return wanted <= {str(row["name"]) for row in session.run("SHOW INDEXES")}

    def _steady(self, tx: neo4j.Transaction, read: Callable[[], T]) -> T:
        """Return what is read from a graph that did not change meanwhile; raise _Changing if it did."""
        before = self._whole(tx)
        if before is None:
            raise StoreError("图谱库里还没有数据", hint="请先执行 xuntu push")
        if self._only and before.hash != self._only:
            raise MovedError("图谱刚刚换成新的", where=self.address.url, hint="请再执行一次")
        found = read()
        if marking.read(tx) != before:
            raise _Changing
        return found

    def _whole(self, tx: neo4j.Transaction) -> Marker | None:
        """Return the marker of a whole graph, None in an empty database; raise where neither is so."""
        found = marking.read(tx)
        if found is None and not marking.is_empty(tx):
            raise declaring.not_ours(self.address)
        if found is not None and found.state != marking.WHOLE:
            raise _Changing
        return found

    def _read(self, work: Callable[[neo4j.Transaction], T], timeout: float) -> T:
        """Return what a transaction reads, asked again a few times where that may help."""
        pauses = iter(PAUSES)
        while True:
            fault: XuntuError
            try:
                return _within(self._patience(timeout), lambda: self._once(work, timeout))
            except _Overdue:
                raise messages.too_long(timeout) from None
            except _Changing:
                fault = self._being_changed()
            except (DriverError, Neo4jError, OSError) as error:
                fault = reading_error(error, self.address, timeout)
                if not passing(error, self.address):
                    raise fault from error
            pause = next(pauses, None)
            if pause is None:
                raise fault
            time.sleep(pause)

    def _patience(self, timeout: float) -> float:
        return timeout + GRACE_S if self.server.keeps_time else timeout

    def _once(self, work: Callable[[neo4j.Transaction], T], timeout: float) -> T:
        with self.session() as session, session.begin_transaction(timeout=timeout) as tx:
            return work(tx)

    def _being_changed(self) -> StoreError:
        hint = "请稍后再试；如果推送曾被中断，请重新执行 xuntu push"
        return StoreError("服务器上的图谱正在更新", where=self.address.url, hint=hint)


def _rows(
    tx: neo4j.Transaction, text: str, parameters: Mapping[str, object], limit: int
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...], bool]:
    result = tx.run(text, dict(parameters))
    names = tuple(result.keys())
    # One for the rest, and one for our marker, which is no row.
    raw: list[list[Any]] = [record.values() for record in result.fetch(limit + 2)]
    # The server stops here.
    result.consume()
    ends = sorted(bare_ends(raw))
    found = tx.run(_ENDS, {"ends": ends}) if ends else ()
    rows = Cells({str(row["end"]): str(row["id"]) for row in found}).rows(raw)
    return names, rows[:limit], len(rows) > limit


def _within(seconds: float, work: Callable[[], T]) -> T:
    """Return what work returns, or raise _Overdue: neither driver nor ArcadeDB can be told to stop waiting.

    What is overdue goes on in a thread of its own until the connection is closed.
    """
    box: queue.SimpleQueue[tuple[T, None] | tuple[None, BaseException]] = queue.SimpleQueue()

    def run() -> None:
        try:
            box.put((work(), None))
        except BaseException as error:  # noqa: BLE001  # it is raised where the work was asked for
            box.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        found, error = box.get(timeout=seconds)
    except queue.Empty:
        raise _Overdue from None
    if error is not None:
        raise error
    return found  # type: ignore[return-value]  # without an error, it is what work returned
