"""Snapshots held for a serve: a load sweeps away all but the last two, and what is shown may be older than these.

run/shown/<stamp>-<hash>/    links to the files of a snapshot, so that holding one costs nothing
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from graph import derive
from graph.model.errors import WorkspaceError
from graph.snapshot import Snapshot
from xuntu.folder import Folder


@dataclass(frozen=True, slots=True)
class Held:
    """A snapshot by its hash, and its stamp: that of a later one is larger, also where the hash is the same."""

    hash: str = ""
    stamp: int = 0

    def snapshot(self, folder: Path) -> Snapshot | None:
        """Return the snapshot as it is held in a workspace, None where it is not."""
        place = _place(folder) / self._name
        return Snapshot(self.hash, place) if place.is_dir() else None

    @property
    def _name(self) -> str:
        return f"{self.stamp}-{self.hash}"


def stamp_of(home: Folder) -> int:
    """Return the stamp of the newest snapshot, 0 where there is none."""
    with suppress(FileNotFoundError):
        return (home.derived / "current").stat().st_mtime_ns
    return 0


def hold(home: Folder) -> tuple[Held, Snapshot]:
    """Hold the newest snapshot; return which it is and where it is held, raise WorkspaceError where there is none."""
    while True:
        stamp, found = stamp_of(home), derive.current(home.derived)
        if found is None:
            raise WorkspaceError("还没有图快照", hint="请再执行一次")
        held = Held(found[0].hash, stamp)
        place = _place(home.folder) / held._name
        try:
            _link(found[0].folder, place)
        except FileNotFoundError:
            if stamp_of(home) == stamp:
                raise
        # The newest is never swept away: if it still is, all of it was there.
        if stamp_of(home) == stamp:
            return held, Snapshot(held.hash, place)


def is_held(folder: Path) -> bool:
    """Tell whether anything is held in a workspace."""
    return _place(folder).is_dir()


def release(folder: Path, *kept: Held) -> None:
    """Let go of every snapshot but these."""
    if not is_held(folder):
        return
    names = {one._name for one in kept}
    for place in _place(folder).iterdir():
        if place.name not in names:
            shutil.rmtree(place, ignore_errors=True)
    if not kept:
        shutil.rmtree(_place(folder), ignore_errors=True)


def _place(folder: Path) -> Path:
    return folder / "run" / "shown"


def _link(source: Path, target: Path) -> None:
    """Make a folder with the files of another, whole or not at all."""
    if target.is_dir():
        return
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700, parents=True)
    for file in source.iterdir():
        try:
            os.link(file, part / file.name)
        except FileNotFoundError:
            raise
        except OSError:
            # Not every file system has links.
            shutil.copy2(file, part / file.name)
    part.rename(target)
