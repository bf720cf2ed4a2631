"""A workspace on disk: settings, sources, decisions, snapshot. What needs no loader and no store."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Self

from graph import derive
from graph.model import regions
from graph.model.decisions import Decision, known_by
from graph.model.errors import WorkspaceError
from graph.model.regions import Regions
from graph.snapshot import Snapshot
from graph.sources import Source, Sources, append_decision, read_decisions
from xuntu import settings
from xuntu.locking import exclusive

MARKER = "workspace.toml"
REGIONS = "regions.csv"
"""The workspace's own divisions, beside its marker."""
MOST_DAYS = 4
"""Snapshots of earlier days that are kept: the last ones asked for."""
SHORTEST_KEY = 32
"""Characters of a workspace's secret."""


def local_now() -> datetime:
    """Return the time with the office's own offset: its first ten characters are the day on its calendar."""
    return datetime.now().astimezone()


class Folder:
    """The part of a workspace that a check needs: cheap to open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock: Callable[[], datetime] = local_now
        """Dates what is loaded and decided; tests set it."""
        self.settings = settings.read(folder / MARKER)
        self.sources = Sources(folder / "sources")

    @classmethod
    def init(cls, folder: Path, *, key: Path | None = None, **given: str | int) -> Self:
        """Make a workspace; raise WorkspaceError if there is one already."""
        if (folder / MARKER).exists():
            raise WorkspaceError("这里已经是一个工作区", where=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        secret = key.read_text(encoding="ascii").strip() if key else secrets.token_hex(32)
        if len(secret) < SHORTEST_KEY:
            raise WorkspaceError("密钥太短", where=str(key), hint=f"至少 {SHORTEST_KEY} 个字符")
        path = folder / "workspace.key"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secret + "\n")
        # Last: a folder is a workspace from the moment this file is there.
        (folder / MARKER).write_text(settings.text_of(given), encoding="utf-8")
        return cls(folder)

    @classmethod
    def open(cls, folder: Path | None = None) -> Self:
        """Open the workspace at `folder`, or at the nearest parent of the current folder that is one."""
        found = cls.nearest(folder)
        if found is None:
            where = str((folder or Path.cwd()).resolve())
            hint = "先运行 xuntu init，或用 --workspace 指明"
            raise WorkspaceError("这里没有工作区", where=where, hint=hint)
        return found

    @classmethod
    def nearest(cls, folder: Path | None = None) -> Self | None:
        """Return the workspace that `open` opens, or None where there is none."""
        start = (folder or Path.cwd()).resolve()
        places = [start] if folder else [start, *start.parents]
        return next((cls(place) for place in places if (place / MARKER).is_file()), None)

    def source(self, name: str) -> Source:
        """Return the source a hash, the start of one, or a file name stands for."""
        found = [s for s in self.sources.all() if s.hash.startswith(name) or s.name == name]
        used = derive.in_use(self.sources, self.decisions())
        if len(found) > 1:
            found = [s for s in found if s in used] or found
        if len(found) == 1:
            return found[0]
        problem = "没有这个来源" if not found else f"有 {len(found)} 个来源叫这个名字"
        raise WorkspaceError(problem, where=name, hint="xuntu status --format json 列出全部来源")

    def key(self) -> bytes:
        """Return the workspace's secret."""
        path = self.folder / "workspace.key"
        if not path.is_file():
            raise WorkspaceError(
                "缺少 workspace.key", hint="请从备份恢复；没有它，身份证号的散列无法重现"
            )
        secret = path.read_bytes().strip()
        if len(secret) < SHORTEST_KEY:
            raise WorkspaceError("workspace.key 不是有效的密钥", hint="请从备份恢复")
        return secret

    def regions(self) -> Regions:
        """Return the divisions that names are looked up in: those of the product, and the workspace's own."""
        own = self.folder / REGIONS
        return regions.load(own if own.is_file() else None)

    @property
    def derived(self) -> Path:
        """The folder of snapshots."""
        return self.folder / "derived"

    def decisions(self) -> tuple[Decision, ...]:
        """Return the log of decisions."""
        return read_decisions(self.folder / "decisions.jsonl")

    def decided(
        self, kind: str, by: str, why: str, subjects: tuple[str, ...], details: Mapping[str, str]
    ) -> None:
        """Add a decision to the log; call it under `writing`."""
        at = self.clock().isoformat(timespec="seconds")
        decision = Decision(kind, by, at, why, subjects, details)
        append_decision(self.folder / "decisions.jsonl", decision)

    def snapshot(self) -> Snapshot:
        """Return the snapshot of everything loaded, derived now if it is not there."""
        fresh = self._fresh()
        if fresh is not None:
            return fresh
        with self.writing():
            return self.derive_if_stale()

    def last_snapshot(self) -> Snapshot | None:
        """Return the snapshot made last, though it may be out of date; None if there is none."""
        found = derive.current(self.derived)
        return found[0] if found else None

    def _fresh(self) -> Snapshot | None:
        found = derive.current(self.derived)
        if found is None:
            return None
        decisions = self.decisions()
        wanted = derive.inputs_digest(derive.in_use(self.sources, decisions), decisions)
        return found[0] if found[1] == wanted else None

    def derive_if_stale(self) -> Snapshot:
        """Return the snapshot, derived now if it is not there; call it under `writing`."""
        return self._fresh() or self.derive_anew()

    def derive_anew(self) -> Snapshot:
        """Return the snapshot, derived now in any case; call it under `writing`."""
        return self._derive(self.sources, self.decisions(), self.derived)

    def _derive(self, sources: Sources, decisions: Sequence[Decision], folder: Path) -> Snapshot:
        engine = self.settings.linkage_engine
        return derive.derive(sources, decisions, folder, engine=engine)

    def snapshot_known_by(self, day: date) -> Snapshot:
        """Return the snapshot of what had been loaded and decided by the end of a day, derived beside if need be.

        What was erased since is in none: its claims are gone.
        """
        sources = Sources(self.sources.folder, known_by=day)
        decisions = known_by(self.decisions(), day)
        wanted = derive.inputs_digest(derive.in_use(sources, decisions), decisions)
        beside = self.derived / derive.BESIDE
        for place in (self.derived, beside / wanted[:20]):
            found = derive.current(place)
            if found is not None and found[1] == wanted:
                return found[0]
        with self.writing():
            made = self._derive(sources, decisions, beside / wanted[:20])
            by_age = sorted(beside.iterdir(), key=lambda path: path.stat().st_mtime_ns)
            for old in by_age[:-MOST_DAYS]:
                shutil.rmtree(old, ignore_errors=True)
        return made

    @contextmanager
    def writing(self, wait: float = 30.0) -> Iterator[None]:
        """Hold the workspace's lock, what a killed process left half done swept away; wait for it so many seconds."""
        with exclusive(self.folder / "run" / "lock", wait):
            self.sources.sweep()
            yield
