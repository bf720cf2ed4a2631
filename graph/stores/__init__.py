"""Stores: the snapshot behind a graph engine; OPENERS is the table of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from graph.model.errors import StoreError
from graph.stores.arcadedb import open_arcadedb
from graph.stores.bolt import open_bolt
from graph.stores.store import Address, Site, Store


def _embedded(site: Site) -> Store:
    return open_arcadedb(site.folder, site.heap_mb)


def _served(site: Site) -> Store:
    if site.address is None:
        raise StoreError(
            "没有写明图数据库的地址",
            hint="请在 workspace.toml 里写 bolt_url，例如 bolt://主机:7687",
        )
    return open_bolt(site.address)


OPENERS: Mapping[str, Callable[[Site], Store]] = {"arcadedb": _embedded, "bolt": _served}
"""What opens a store by its name."""


def open_store(
    name: str, folder: Path, heap_mb: int = 512, address: Address | None = None
) -> Store:
    """Open the store of that name in a folder or at an address; raise StoreError listing the known names."""
    opener = OPENERS.get(name)
    if opener is None:
        raise StoreError(f"没有名为 {name!r} 的图谱库", hint=f"可用：{'、'.join(OPENERS)}")
    return opener(Site(folder, heap_mb, address))
