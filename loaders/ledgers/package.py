"""The zip of an Excel workbook: its parts by name, as XML elements, within limits."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO, TypeAlias
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers import expat

from graph.model.errors import SourceError
from loaders.faults import BAD_CONTENT, BAD_ZIP

LARGEST = 1024 * 1024 * 1024
"""Bytes that a workbook may unpack to: a million rows that are only formatted have half of it."""

STEEPEST = 400
"""How many times larger than packed a large part may be: formatted emptiness shrinks to a hundredth."""

MOST_PARTS = 10_000

DAMAGE = (*BAD_ZIP, *BAD_CONTENT, ParseError, expat.ExpatError)
"""What reading raises over a file that is not what it should be."""

_Parser: TypeAlias = "XMLPullParser[tuple[str, Element]]"
_CHUNK = 1 << 20
_LARGE_PART = 10 * 1024 * 1024
_EMPTY_CELLS = re.compile(rb'<c(?: [^<>]*)? r="[^<>]*(?:/>|></c>)')
_EMPTY_ROWS = re.compile(rb'<row(?: [^<>]*)? r="[^<>]*(?:/>|>\s*</row>)')
_OTHERS = {
    "word/document.xml": ("这是 Word 文档，不是工作簿", "请把其中的表格复制到 Excel，另存为 .xlsx"),
    "ppt/presentation.xml": ("这是演示文稿，不是工作簿", "请提供 .xlsx 或 .csv"),
    "content.xml": ("这是 OpenDocument（.ods）文件", "请用 Excel 或 WPS 另存为 .xlsx"),
    "xl/workbook.bin": ("这是二进制工作簿（.xlsb）", "请用 Excel 另存为 .xlsx"),
    "index/document.iwa": ("这是 Numbers 文件", "请导出为 .xlsx"),
}


class Package:
    """An opened workbook file; parts go by their path in lower case."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises SourceError for a file with a password, of another program, or too large to be a ledger."""
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        members = self._archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise SourceError("文件设有密码", where=name, hint="请取消密码后重新保存")
        if _is_bomb(members):
            hint = "请拆成几个文件并删除空行，或另存为 CSV UTF-8"
            raise SourceError("工作簿展开后过大，没有读取", where=name, hint=hint)
        # Some programs write xl\workbook.xml.
        self._parts = {m.filename.replace("\\", "/").lstrip("/").lower(): m for m in members}
        for part, (message, hint) in _OTHERS.items():
            if part in self._parts:
                raise SourceError(message, where=name, hint=hint)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def elements(self, part: str, *names: str) -> Iterator[Element]:
        """Yield each closed element of these local names, without its namespace; its children are then dropped.

        Cells and rows that hold nothing are cut out before. Raises ValueError for a part with a DTD: no program
        of ledgers writes one, and its entities could unfold without end.
        """
        parser: _Parser = XMLPullParser(events=("end",))
        with self._archive.open(self._parts[part.lower()]) as stream:
            _refuse_dtd(stream)
        with self._archive.open(self._parts[part.lower()]) as stream:
            for chunk in _without_emptiness(stream):
                parser.feed(chunk)
                yield from _wanted(parser, names)
        parser.close()
        yield from _wanted(parser, names)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part refers to: by the reference's id, the path and the kind of each."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self:
            return {}
        return {
            relation.get("Id", ""): (
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:],
                relation.get("Type", "").rpartition("/")[2],
            )
            for relation in self.elements(rels, "Relationship")
        }


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def _wanted(parser: _Parser, names: tuple[str, ...]) -> Iterator[Element]:
    for event in parser.read_events():
        element = event[-1]
        if isinstance(element, Element) and element.tag.endswith(names) and local(element) in names:
            yield element
            element.clear()


def _is_bomb(members: list[zipfile.ZipInfo]) -> bool:
    steep = (
        member.file_size > _LARGE_PART
        and member.file_size > STEEPEST * max(member.compress_size, 1)
        for member in members
    )
    total = sum(member.file_size for member in members)
    return len(members) > MOST_PARTS or total > LARGEST or any(steep)


def _refuse_dtd(stream: IO[bytes]) -> None:
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: found.append("dtd")
    parser.StartElementHandler = lambda *_: found.append("root")
    while not found and (chunk := stream.read(512)):
        parser.Parse(chunk, False)
    if "dtd" in found:
        raise ValueError("a part of a workbook has no DTD")


def _without_emptiness(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        whole, mark, rest = (rest + chunk).rpartition(b">")
        yield _EMPTY_ROWS.sub(b"", _EMPTY_CELLS.sub(b"", whole + mark))
    yield rest
