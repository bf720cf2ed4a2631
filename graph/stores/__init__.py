"""Stores: the snapshot behind a graph engine; OPENERS is the table of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from graph.model.errors import StoreError
from graph.stores.arcadedb import open_arcadedb
from graph.stores.store import Store

OPENERS: Mapping[str, Callable[[Path, int], Store]] = {"arcadedb": open_arcadedb}
"""What opens a store by its name: folder and heap in MB in, store out."""


def open_store(name: str, folder: Path, heap_mb: int = 512) -> Store:
    """Open the store of that name in a folder; raise StoreError listing the known names."""
    opener = OPENERS.get(name)
    if opener is None:
        raise StoreError(f"没有名为 {name!r} 的图谱库", hint=f"可用：{'、'.join(OPENERS)}")
    return opener(folder, heap_mb)
