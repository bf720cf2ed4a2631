"""Any Bolt server: Neo4j, or ArcadeDB, through the official driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model.errors import StoreError
from graph.stores.store import Address

if TYPE_CHECKING:
    from graph.stores.bolt.remote import RemoteStore


def open_bolt(address: Address) -> RemoteStore:
    """Open the graph on a server; raise StoreError where it cannot be reached, entered or used."""
    try:
        # The driver costs half a second of start-up: only here, when it is used.
        from graph.stores.bolt.remote import RemoteStore
    except ImportError as error:
        if (error.name or "").split(".")[0] != "neo4j":
            raise
        raise StoreError(
            "没有安装 Bolt 驱动 neo4j", hint="请执行 make demo，或 pip install neo4j"
        ) from error
    return RemoteStore(address)
