"""ArcadeDB inside this process: the default store, nothing to install beside the wheel."""

from __future__ import annotations

from pathlib import Path

from graph.stores.arcadedb.embedded import EmbeddedStore
from graph.stores.store import Store


def open_arcadedb(folder: Path, heap_mb: int = 512) -> Store:
    """Open the store in a folder, made if not there; raise StoreError, also while it is in use."""
    return EmbeddedStore(folder, heap_mb)


def forget(folder: Path) -> None:
    """Have the store in a folder made anew when it is asked next, also where a process has it open."""
    (folder / "current").unlink(missing_ok=True)
