"""The zip that an Office file is: its parts by name, as XML elements, within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO, ClassVar, TypeAlias
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from xml.parsers import expat

from graph.model.errors import SourceError
from loaders.faults import BAD_CONTENT, BAD_ZIP

LARGEST = 1024 * 1024 * 1024
"""Bytes that a file may unpack to: a million rows that are only formatted have half of it."""

STEEPEST = 400
"""How many times larger than packed a large part may be: formatted emptiness shrinks to a hundredth."""

MOST_PARTS = 10_000

DAMAGE = (*BAD_ZIP, *BAD_CONTENT, ParseError, expat.ExpatError)
"""What reading raises over a file that is not what it should be."""

_Parser: TypeAlias = "XMLPullParser[tuple[str, Element]]"
_CHUNK = 1 << 20
_LARGE_PART = 10 * 1024 * 1024


class Archive:
    """An opened Office file; parts go by their path in lower case."""

    TOO_LARGE: ClassVar[tuple[str, str]] = ("文件展开后过大，没有读取", "请删去图片和附件后另存")
    """What is said of a file that unpacks beyond all measure, and what to do."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises SourceError for a file with a password or too large, DAMAGE for what is no zip."""
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        members = self._archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise SourceError("文件设有密码", where=name, hint="请取消密码后重新保存")
        if _is_bomb(members):
            message, hint = self.TOO_LARGE
            raise SourceError(message, where=name, hint=hint)
        # Some programs write xl\workbook.xml.
        self._parts = {m.filename.replace("\\", "/").lstrip("/").lower(): m for m in members}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def size(self, part: str) -> int:
        """Return how many bytes a part unpacks to."""
        return self._parts[part.lower()].file_size

    def content(self, part: str) -> bytes:
        """Return a part unpacked."""
        return self._archive.read(self._parts[part.lower()])

    def elements(self, part: str, *names: str) -> Iterator[Element]:
        """Yield each closed element of these local names; its children are then dropped.

        Raises ValueError for a part with a DTD: no program of offices writes one, and its entities
        could unfold without end.
        """
        parser: _Parser = XMLPullParser(events=("end",))
        with self._archive.open(self._parts[part.lower()]) as stream:
            _refuse_dtd(stream)
        with self._archive.open(self._parts[part.lower()]) as stream:
            for chunk in self._chunks(stream):
                parser.feed(chunk)
                yield from _wanted(parser, names)
        parser.close()
        yield from _wanted(parser, names)

    def _chunks(self, stream: IO[bytes]) -> Iterator[bytes]:
        """Yield an unpacked part piece by piece."""
        while chunk := stream.read(_CHUNK):
            yield chunk

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

    def main(self, usual: str) -> str:
        """Return the part that holds the document itself; `usual` where nothing says which."""
        found = (path for path, kind in self.related("").values() if kind == "officeDocument")
        return next(found, "") or usual


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
        raise ValueError("a part of an Office file has no DTD")
