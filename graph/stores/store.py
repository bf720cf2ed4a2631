"""What a store is: a copy of the snapshot that answers Cypher."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from graph.model.answers import Cell
from graph.model.errors import StoreError
from graph.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Address:
    """A graph server and how to enter it; without a user, without logging in.

    `url` goes to the driver as it is: its scheme tells TLS (`bolt+s`) and routing (`neo4j`).
    """

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    database: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a store is: an embedded one in a folder with a heap, a server's at an address."""

    folder: Path
    heap_mb: int = 512
    address: Address | None = None


class MovedError(StoreError):
    """The store holds another snapshot than the one it was asked about."""


class Store(Protocol):
    """A graph engine behind the door; closed with `close`, also as a context manager."""

    name: str

    def marker(self) -> str | None:
        """Return the hash of the snapshot the store holds, or None while it holds none.

        Raises StoreError while somebody is changing it, and where the data are not ours.
        """

    def replace(self, snapshot: Snapshot) -> None:
        """Bring the store to the snapshot, whole or not at all."""

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, object],
        *,
        timeout: float = 30.0,
        limit: int = 10_000,
    ) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...], bool]:
        """Return column names, rows and whether rows were cut at `limit`.

        Reads only. Raises QueryError, one clear Chinese sentence, for a wrong query, an unbound or
        unknown parameter, a write, or one that runs longer than `timeout` seconds.
        """

    def search(self, text: str, limit: int = 50) -> tuple[tuple[Cell, ...], ...]:
        """Return the nodes whose captions or texts hold `text`."""

    def close(self) -> None:
        """Let go of the engine; safe to call twice."""
