"""Files into a workspace: recognise, read, keep, and say what became of each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from graph.model.errors import SourceError
from graph.model.privacy import Mask
from graph.sources import Source, Sources
from loaders import LOADERS, graphs
from loaders.graphs.packed import MANIFEST, is_export, pack
from loaders.loader import Context, Loader, Recognised, SourceFile
from loaders.reports.formats.kinds import READ as REPORTS
from loaders.reports.formats.kinds import REFUSED as REFUSED_REPORTS
from xuntu.companions import companion
from xuntu.editions import NOTHING, Comparison

SUFFIXES = frozenset(
    {".xlsx", ".xls", ".xlsm", ".xltx", ".xltm", ".csv", ".tsv", *REPORTS, *REFUSED_REPORTS}
)
"""The files that are taken from a folder; a file named by itself is always tried."""

GRAPHS = tuple(suffix for form in graphs.FORMATS.values() for suffix in form.suffixes)
"""How files of other graphs end."""

LATER = frozenset({".et", ".ett", ".ods", ".xlsb", ".numbers"})
"""Files that an office's folder holds and that cannot be loaded: passed over, and said."""

_PIECES = re.compile(r"(.+)[_.]files")

LARGEST = 512 * 1024 * 1024
"""Bytes: a larger file is no ledger and no report."""


STATES = {
    "loaded": "已装载",
    "would load": "可装载",
    "same": "已有，未变",
    "replaced": "已被替代",
    "withdrawn": "已撤回",
    "doubt": "待指明",
    "skipped": "跳过",
    "refused": "拒绝",
}
"""What became of a file, as people read it."""


class OtherUse(SourceError):
    """A file that is known, and used without being loaded."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell, row or passage that could not be used: where, why, and the nearest valid value."""

    sheet: str
    row: int | None
    column: str
    value: str
    reason: str
    suggestion: str
    place: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: loaded, same (already there), replaced, withdrawn, doubt, skipped or refused, and why.

    `rows` compares it row by row with the editions that it replaces (their names in `replaces`), or with
    what the ledgers in use hold.
    """

    name: str
    state: str
    kind: str = ""
    title: str = ""
    claims: int = 0
    rejected: int = 0
    source: str = ""
    reason: str = ""
    rows: Comparison = NOTHING
    replaces: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user says of a file's place among those that stand: replaces these, or adds; else it is judged."""

    replaces: tuple[Source, ...] = ()
    adds: bool = False


def files_below(paths: Iterable[Path]) -> list[Path]:
    """Return the files to load, folders searched, in order of name; raise SourceError for a path that is not there.

    A folder that is an export of a graph is one source: it stands there itself, and nothing of what is in it.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += _files_in(path)
        elif path.is_file():
            found.append(path)
        else:
            raise SourceError("没有这个文件或文件夹", where=str(path), hint="请检查路径")
    return found


def _files_in(root: Path) -> list[Path]:
    if is_export(root):
        return [root]
    exports = {path.parent for path in root.rglob(MANIFEST)}
    files = (path for path in root.rglob("*") if path.is_file() and _wanted(path, root))
    return sorted([*exports, *(path for path in files if not exports & set(path.parents))])


def content_of(path: Path) -> tuple[str, bytes]:
    """Return name and content of a file; of a folder that is an export, those of the zip that it is kept as.

    Raises SourceError for what is too large.
    """
    parts = [part for part in path.iterdir() if part.is_file()] if path.is_dir() else [path]
    if sum(part.stat().st_size for part in parts) > LARGEST:
        raise SourceError("文件过大", where=path.name, hint="一个来源不应超过 512 MB")
    if path.is_dir():
        return f"{path.resolve().name}.zip", pack(path)
    return path.name, path.read_bytes()


def _wanted(path: Path, root: Path) -> bool:
    inner = path.relative_to(root)
    hidden = any(part.startswith((".", "~$")) for part in inner.parts)
    pieces = any(_is_of_page(root / parent) for parent in inner.parents)
    known = path.suffix.lower() in SUFFIXES | LATER or path.name.lower().endswith(GRAPHS)
    return known and not hidden and not pieces


def _is_of_page(folder: Path) -> bool:
    """Tell whether a browser made a folder for the pictures and frames of the page beside it."""
    page = _PIECES.fullmatch(folder.name)
    return page is not None and any(
        folder.with_name(page[1] + suffix).is_file() for suffix in (".html", ".htm")
    )


def recognise(file: SourceFile, context: Context) -> tuple[Loader, Recognised]:
    """Return the loader that knows a file, and what it takes it for; raise SourceError if none does.

    OtherUse is raised for a file that is used without being loaded.
    """
    for loader in LOADERS:
        found = loader.recognise(file, context)
        if found is not None:
            return loader, found
    other_use = companion(file) if context.forced is None else None
    if other_use:
        raise OtherUse(other_use, where=file.name)
    raise SourceError(
        "不认识这个文件",
        where=file.name,
        hint="台账按表头识别；可用 --as L4 指明台账，或 --as report 指明报告",
    )


def reopened(
    source: Source, sources: Sources, context: Context
) -> tuple[Loader, SourceFile, Context]:
    """Return the loader of a kept original, the original, and the context to read it in under today's rules."""
    kept = sources.original(source)
    file = SourceFile(source.name, source.hash, kept.read_bytes())
    known = source.kind if "+" not in source.kind else None
    forced = replace(context, committee=source.committee, forced=known)
    loader, _ = recognise(file, forced)
    return loader, file, forced


def masked(report: FileReport, mask: Mask) -> FileReport:
    """Return a report with what is restricted in the refused cells hidden."""
    refused = []
    for item in report.refused:
        told = mask.rejected(
            {
                "column": item.column,
                "value": item.value,
                "reason": item.reason,
                "suggestion": item.suggestion,
            }
        )
        said = (told["column"], told["value"], told["reason"], told["suggestion"])
        refused.append(Refused(mask.text(item.sheet), item.row, *said, item.place))
    return replace(report, refused=tuple(refused))
