"""One writer at a time: a lock on a workspace that falls with its process."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from graph.model.errors import WorkspaceError


@contextmanager
def exclusive(path: Path, wait: float = 30.0) -> Iterator[None]:
    """Hold the lock at `path`; raise WorkspaceError if another process holds it longer than `wait` seconds."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a+") as file:
        deadline = time.monotonic() + wait
        while not _take(file):
            if time.monotonic() > deadline:
                raise WorkspaceError("另一个巡图进程正在写这个工作区", hint="等它结束后再试")
            time.sleep(0.1)
        yield


def held(path: Path) -> bool:
    """Tell whether a process holds the lock at `path`."""
    if not path.is_file():
        return False
    with path.open("a+") as file:
        return not _take(file)


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
