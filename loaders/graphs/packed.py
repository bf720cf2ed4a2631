"""A folder that is an export of a graph, as one file: a zip that is the same whenever the folder is.

What stands in it is read piece by piece; nothing is unpacked onto the disk.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from graph.model.errors import SourceError
from loaders.faults import BAD_ZIP

MANIFEST = "xuntu-export.json"
"""What makes a folder an export of ours: the same name that graph.exports gives it."""

LAYOUT = 1
"""The layout of folders that this version reads."""

_DAY = (1980, 1, 1, 0, 0, 0)
LARGEST = 4 * 1024 * 1024 * 1024
"""Bytes that a folder may unpack to."""


def is_export(folder: Path) -> bool:
    """Tell whether a folder says of itself that it is an export."""
    return (folder / MANIFEST).is_file()


def pack(folder: Path) -> bytes:
    """Return a folder as one zip: files in order of name, no times, no owners, not packed: that differs by machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.startswith("."):
                info = zipfile.ZipInfo(path.name, _DAY)
                info.create_system, info.external_attr = 3, 0o600 << 16
                archive.writestr(info, path.read_bytes())
    return out.getvalue()


class Packed:
    """The files of an export by name."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises SourceError for a zip that is damaged, too large or has no readable manifest."""
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            self.parts = {m.filename: m for m in self._archive.infolist() if not m.is_dir()}
        except BAD_ZIP as error:
            raise _damaged(name, name) from error
        if sum(member.file_size for member in self.parts.values()) > LARGEST:
            raise SourceError("导出展开后过大，没有读取", where=name)
        self.manifest = self._manifest()

    def _manifest(self) -> Mapping[str, Any]:
        try:
            found = json.loads(self.content(MANIFEST).decode("utf-8"))
        except (KeyError, ValueError) as error:
            raise SourceError("导出清单不能读", where=f"{self.name} {MANIFEST}") from error
        if not isinstance(found, dict) or not isinstance(found.get("format"), str):
            raise SourceError("导出清单没有写明格式", where=f"{self.name} {MANIFEST}")
        if found.get("layout") != LAYOUT:
            hint = "请用同一版或更新的 xuntu 装载，或请对方用本版重新导出"
            said = f"导出清单是第 {found.get('layout')} 版，本程序只读第 {LAYOUT} 版"
            raise SourceError(said, where=self.name, hint=hint)
        return found

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind the manifest tells of."""
        told = (self.manifest.get(sort) for sort in ("nodes", "edges"))
        return {
            str(kind): count
            for counts in told
            if isinstance(counts, dict)
            for kind, count in counts.items()
            if isinstance(count, int)
        }

    def tables(self, suffix: str) -> Iterator[tuple[str, str]]:
        """Yield name and kind of each file of rows (`nodes_Person.parquet`, Person), nodes first."""
        for lead in ("nodes_", "edges_"):
            for part in sorted(self.parts):
                if part.startswith(lead) and part.endswith(suffix):
                    yield part, part.removeprefix(lead).removesuffix(suffix)

    def content(self, part: str) -> bytes:
        """Return a file unpacked; raise SourceError where it is damaged, KeyError where it is not there."""
        member = self.parts[part]
        try:
            return self._archive.read(member)
        except BAD_ZIP as error:
            raise _damaged(self.name, part) from error

    def stream(self, part: str) -> IO[bytes]:
        """Return a file to be read piece by piece."""
        return self._archive.open(self.parts[part])


def _damaged(name: str, part: str) -> SourceError:
    return SourceError("导出文件已损坏或不完整", where=f"{name} {part}", hint="请重新导出一次")


def is_packed(content: bytes) -> bool:
    """Tell whether a file is such a zip."""
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return MANIFEST in archive.namelist()
    except BAD_ZIP:
        return False
