"""Files into a workspace: recognise, read, keep, and say what became of each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from graph.model.claims import Claim, Rejected
from graph.model.errors import SourceError
from graph.sources import Source, Sources, tables
from loaders import LOADERS
from loaders.loader import Context, Loader, Recognised, SourceFile
from loaders.redaction import redact

SUFFIXES = frozenset({".xlsx", ".csv", ".txt"})
"""The files that are taken from a folder; a file named by itself is always tried."""

LATER = frozenset({".xls", ".doc", ".docx", ".pdf", ".htm", ".html", ".mht", ".wps", ".et"})
"""Files that an office's folder holds and that cannot be loaded yet: passed over, and said."""

LARGEST = 512 * 1024 * 1024
"""Bytes: a larger file is no ledger and no report."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: loaded, same (already there), withdrawn, skipped or refused with its reason."""

    name: str
    state: str
    kind: str = ""
    title: str = ""
    claims: int = 0
    rejected: int = 0
    source: str = ""
    reason: str = ""


def files_below(paths: Iterable[Path]) -> list[Path]:
    """Return the files to load, folders searched, in order of name; raise SourceError for a path that is not there."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.is_file() and _wanted(p, path))
        elif path.is_file():
            found.append(path)
        else:
            raise SourceError("没有这个文件或文件夹", where=str(path), hint="请检查路径")
    return found


def _wanted(path: Path, root: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)
    return path.suffix.lower() in SUFFIXES | LATER and not hidden


def load_file(
    path: Path,
    sources: Sources,
    context: Context,
    *,
    out: frozenset[str] = frozenset(),
    dry_run: bool = False,
) -> FileReport:
    """Load one file and return what became of it; nothing of a file that fails, or is in `out`, is kept."""
    if path.suffix.lower() in LATER and context.forced is None:
        return FileReport(
            path.name,
            "skipped",
            reason=f"{path.suffix} 文件还不能装载，可另存为 .xlsx、.csv 或 .txt",
        )
    try:
        return _load(path, sources, context, out, dry_run=dry_run)
    except SourceError as error:
        return FileReport(path.name, "refused", reason=str(error))
    except OSError as error:
        return FileReport(path.name, "refused", reason=f"不能读取文件：{error.strerror}")


def _load(
    path: Path, sources: Sources, context: Context, out: frozenset[str], *, dry_run: bool
) -> FileReport:
    if path.stat().st_size > LARGEST:
        raise SourceError("文件过大", where=path.name, hint="台账或报告不应超过 512 MB")
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest in out:
        hint = f"恢复：xuntu withdraw {path.name} --undo --reason 原因"
        return FileReport(path.name, "withdrawn", source=digest, reason=f"这个文件已被撤回；{hint}")
    if sources.holds(digest):
        return FileReport(path.name, "same", source=digest)
    file = SourceFile(path.name, digest, content)
    loader, found = recognise(file, context)
    source = Source(
        hash=digest,
        name=path.name,
        kind=found.kind,
        title=found.title,
        rank=found.rank,
        committee=context.committee,
        loader=loader.name,
        version=loader.version,
        loaded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        claims=0,
        rejected=0,
    )
    kept = redact(content, context.identity_hash)
    # Offsets and quotes of a report must fit the original that is kept, and hold no identity number;
    # a ledger is read as it came, so that a wrong number is still told from a right one.
    items = loader.read(replace(file, content=kept) if found.kind == "report" else file, context)
    done = _count(source, items) if dry_run else tables.add(sources, source, kept, items)
    state = "would load" if dry_run else "loaded"
    return FileReport(path.name, state, done.kind, done.title, done.claims, done.rejected, digest)


def recognise(file: SourceFile, context: Context) -> tuple[Loader, Recognised]:
    """Return the loader that knows a file, and what it takes it for; raise SourceError if none does."""
    for loader in LOADERS:
        found = loader.recognise(file, context)
        if found is not None:
            return loader, found
    raise SourceError(
        "不认识这个文件",
        where=file.name,
        hint="台账按表头识别；可用 --as L4 指明台账，或 --as report 指明报告",
    )


def read_again(
    source: Source, sources: Sources, context: Context
) -> tuple[Loader, Callable[[], Iterator[Claim | Rejected]]]:
    """Return the loader of a kept original and a way to read it again under today's rules."""
    kept = sources.original(source)
    file = SourceFile(source.name, source.hash, kept.read_bytes())
    known = source.kind if "+" not in source.kind else None
    forced = replace(context, committee=source.committee, forced=known)
    loader, _ = recognise(file, forced)
    return loader, lambda: loader.read(file, forced)


def _count(source: Source, items: Iterable[Claim | Rejected]) -> Source:
    claims = rejected = 0
    for item in items:
        if isinstance(item, Rejected):
            rejected += 1
        else:
            claims += 1
    return replace(source, claims=claims, rejected=rejected)
