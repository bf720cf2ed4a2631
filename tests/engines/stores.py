"""The stores that the same promises are held against, each with its real engine."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

from graph.stores import open_store
from graph.stores.arcadedb.serving import BoltServer, User
from graph.stores.store import Address, Store

HEAP = 256
STORES = ("arcadedb", "arcadedb-bolt", "neo4j")
"""ArcadeDB in the process; the same through its own Bolt server; a Neo4j from its artifacts."""

_WRITER = User("writer", "only-for-tests", writes=True)


class Places:
    """Where stores are: folders and a server of this process, and the one Neo4j it may have."""

    def __init__(self, folder: Path, neo4j: Callable[[], Address]) -> None:
        self.folder = folder
        self._neo4j = neo4j
        self._served: BoltServer | None = None
        self._number = itertools.count()

    def new(self, store: str) -> Address | Path:
        """Return where a store of that name can be opened; all but Neo4j are empty there."""
        if store == "neo4j":
            return self._neo4j()
        folder = self.folder / f"{store}-{next(self._number)}"
        if store == "arcadedb":
            return folder
        if self._served is None:
            self._served = BoltServer(self.folder / "server", [_WRITER], heap_mb=HEAP, timeout=10)
        self._served.offer(folder)
        return Address(self._served.url, _WRITER.name, _WRITER.password, folder.name)

    def close(self) -> None:
        """End the server of this process."""
        if self._served is not None:
            self._served.close()


def open_at(place: Address | Path) -> Store:
    """Open the store of a place; several may be open at a server at once."""
    if isinstance(place, Path):
        return open_store("arcadedb", place, HEAP)
    return open_store("bolt", Path(), HEAP, place)
