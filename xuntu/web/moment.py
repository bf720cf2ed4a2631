"""What one request reads: the graph as it is shown when the request comes, whatever is loaded meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from graph.model.errors import StoreError, XuntuError
from graph.snapshot import Snapshot
from graph.stores.store import MovedError, Store
from xuntu.masking import mask_of
from xuntu.opening import REMOTE
from xuntu.serving import ServedStore, served, shown
from xuntu.workspace import Workspace

T = TypeVar("T")

MOST_MOVES = 5
"""How often a request begins anew because the graph was replaced while it read."""

SAYING_S = 5.0
"""Seconds that a serve may take to say what its store shows already."""


class Moment(Workspace):
    """A workspace as its serve shows it: one snapshot, never a newer one; files and decisions are as they are."""

    def __init__(self, home: Workspace, held: Snapshot, store: Callable[[], ServedStore]) -> None:
        super().__init__(home.folder)
        self.clock = home.clock
        self._shown = held
        self._shared = store

    def snapshot(self) -> Snapshot:
        """Return the snapshot that is shown."""
        return self._shown

    def last_snapshot(self) -> Snapshot:
        """Return the same."""
        return self._shown

    def store(self) -> Store:
        """Return the store as it answers of this snapshot alone: a mask must not meet what it does not know."""
        return self._shared().at(self._shown.hash)

    def close(self) -> None:
        """Close nothing: the store is everybody's."""


class Moments:
    """Lets many read a workspace while somebody writes it: each sees all of a load or nothing, and waits for none."""

    def __init__(self, home: Workspace) -> None:
        self.home = home
        self._store: ServedStore | None = None
        self._turn = threading.Lock()

    def read(self, work: Callable[[Workspace], T]) -> T:
        """Return what work reads of one snapshot; it begins anew where that is replaced before it is done."""
        for _ in range(MOST_MOVES):
            held = shown(self.home)
            if held is None:
                return work(self.home)
            try:
                # Once, and not by all who come after a load.
                with self._turn:
                    mask_of(held)
                return work(Moment(self.home, held, self._served))
            except Exception as error:
                if not self._has_moved(held, error):
                    raise
        raise StoreError("图谱正在一次又一次地更新", hint="请稍后再试")

    def write(self, work: Callable[[], T]) -> T:
        """Return what work writes, when it is shown: who wrote it sees it, and nobody else waits for it."""
        done = work()
        if self.home.settings.store != REMOTE:
            # What cannot be shown is said to who asks next; what was written stays written.
            with suppress(XuntuError):
                self.home.store()
        return done

    def close(self) -> None:
        """Let go of the store."""
        with self._turn:
            if self._store is not None:
                self._store.close()
                self._store = None

    def _served(self) -> ServedStore:
        with self._turn:
            self._store = self._store or served(self.home)
            if self._store is None:
                raise StoreError("xuntu serve 刚刚停止", hint="请再执行一次")
            return self._store

    def _has_moved(self, held: Snapshot, error: Exception) -> bool:
        """Tell whether another snapshot is shown now: what went wrong may be no more than that."""
        deadline = time.monotonic() + (SAYING_S if isinstance(error, MovedError) else 0.0)
        while shown(self.home) == held:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.02)
        return True
