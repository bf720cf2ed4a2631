"""Claims and decisions at rest: one folder a source, there wholly or not at all.

Reading what is there costs no engine; `graph.sources.tables` writes and reads the claim files.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graph.model.decisions import Decision, from_line
from graph.model.errors import WorkspaceError


@dataclass(frozen=True, slots=True)
class Source:
    """A loaded file: content hash, name, what it was taken for, and its rank (a lower one wins)."""

    hash: str
    name: str
    kind: str
    title: str
    rank: int
    committee: str
    loader: str
    version: str
    loaded_at: str
    claims: int
    rejected: int


class Sources:
    """The sources of a workspace, below one folder; each is there wholly or not at all."""

    def __init__(self, folder: Path, known_by: date | None = None) -> None:
        self.folder = folder
        self.day = known_by.isoformat() if known_by else None

    def all(self) -> tuple[Source, ...]:
        """Return every source (loaded by the end of the day, if one is given), by rank and hash: as they fuse."""
        # A name that begins with a dot is a folder on its way in or out.
        found = [self._read(path) for path in self.folder.glob("[!.]*/source.json")]
        if self.day is not None:
            found = [source for source in found if source.loaded_at[:10] <= self.day]
        return tuple(sorted(found, key=lambda source: (source.rank, source.hash)))

    def holds(self, digest: str) -> bool:
        """Tell whether a content is loaded."""
        return (self.folder / digest / "source.json").is_file()

    def claims(self, source: Source) -> dict[str, Path]:
        """Return the claim files of a source by kind."""
        folder = self.folder / source.hash / "claims" / source.version
        return {path.stem: path for path in sorted(folder.glob("*.parquet"))}

    def refused(self, source: Source) -> Path:
        """Return the file of what of a source could not be used."""
        return self.folder / source.hash / "rejected.parquet"

    def corrected(self, source: Source) -> Path:
        """Return the file that says which rows of other sources it corrects; few sources have one."""
        return self.folder / source.hash / "origins.parquet"

    def original(self, source: Source) -> Path:
        """Return the kept original."""
        return self.folder / source.hash / f"original{Path(source.name).suffix.lower()}"

    def remove(self, digest: str) -> None:
        """Delete a source's folder: for `withdraw --erase`; the decision keeps what must be known."""
        gone = self.folder / f".gone-{digest[:16]}"
        (self.folder / digest).rename(gone)
        _make_writable(gone)
        shutil.rmtree(gone)

    def sweep(self) -> None:
        """Undo what a killed process left half done; call it only under the workspace's lock."""
        for old in self.folder.glob(".old-*"):
            home = self.folder / old.name.removeprefix(".old-")
            if not home.exists():
                # A rebuild was cut off between the two renames: the edition before it stands.
                old.rename(home)
        for pattern in (".part-*", ".gone-*", ".old-*"):
            for path in self.folder.glob(pattern):
                _make_writable(path)
                shutil.rmtree(path, ignore_errors=True)

    def _read(self, path: Path) -> Source:
        try:
            return Source(**json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as error:
            raise WorkspaceError(
                "来源记录损坏", where=str(path), hint="请从备份恢复该文件夹"
            ) from error


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Return the log of decisions in order; a last line cut short by a crash is left out."""
    if not path.exists():
        return ()
    # Bytes: a crash may cut a last line in the middle of a character.
    complete = path.read_bytes().split(b"\n")[:-1]
    return tuple(
        from_line(_decoded(line, number), f"decisions.jsonl 第{number}行")
        for number, line in enumerate(complete, 1)
        if line.strip()
    )


def _decoded(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WorkspaceError(
            "决定日志有一行不能读",
            where=f"decisions.jsonl 第{number}行",
            hint="请从备份恢复该文件",
        ) from error


def append_decision(path: Path, decision: Decision) -> None:
    """Append one decision to the log and make it durable."""
    if path.exists():
        _drop_torn_line(path)
    with path.open("ab") as log:
        log.write(decision.to_line().encode() + b"\n")
        log.flush()
        os.fsync(log.fileno())
    sync_folder(path.parent)


def _drop_torn_line(path: Path) -> None:
    """Cut off a last line without its end: a crash wrote it, nobody was told that it was decided."""
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole != len(content):
        with path.open("r+b") as log:
            log.truncate(whole)


def sync_folder(folder: Path) -> None:
    """Make a folder's own entries durable, where the system allows it."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Make every file below a folder durable."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            sync_folder(path)
    sync_folder(folder)


def _make_writable(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
