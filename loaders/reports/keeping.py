"""What is kept of a report as its original: the file, or its text where an identity number stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from graph.model.errors import SourceError
from loaders.archive import DAMAGE, Archive
from loaders.redaction import hashed, holds_number
from loaders.reports.formats import kinds, plain, text_of, webarchive

_TAG = re.compile(r"<(/?)(?:\w+:)?(\w+)[^<>]*>")
_TEXT = re.compile(rb"<(?:\w+:)?(?:t|delText|instrText)[ >]")
_APART = frozenset({"p", "tc", "c", "row", "si", "tab", "br", "cr"})
_DEEPEST = 3


def kept(content: bytes, name: str, identity_hash: Callable[[str], str]) -> bytes:
    """Return a report as it came, or its text, numbers hashed, if an identity number stands anywhere in it.

    Nobody can replace a number in a PDF file or in an encoded page; of the text, offsets are the same.
    Raises SourceError for a file that cannot be read, or whose text would be read as something else.
    """
    text = text_of(content, name)
    if not holds_number(text) and not _hides_number(content, name):
        return content
    clean = hashed(text, identity_hash)
    stored = clean.encode("utf-8")
    if text_of(stored, name) != clean:
        hint = "请删去公民身份号码后重新装载"
        raise SourceError("文件含公民身份号码，不能留存", where=name, hint=hint)
    return stored


def _hides_number(content: bytes, name: str) -> bool:
    """Tell whether a number stands where no reader sees it, or where nobody can look."""
    try:
        return any(map(holds_number, _layers(content, name)))
    except (*DAMAGE, SourceError):
        return True


def _layers(content: bytes, name: str) -> Iterator[str]:
    """Yield what stands in a file beside its text: its source, the parts of it that nobody is shown."""
    kind = kinds.kind_of(content, name)
    if kind == "mht":
        yield from map(_decoded, webarchive.bodies(content, name))
    elif kind == "word":
        yield from _parts(content, name, 0)
    yield _decoded(content)


def _parts(content: bytes, name: str, depth: int) -> Iterator[str]:
    """Yield the parts of an Office file, and those of the files in it; where text stands, without tags too."""
    archive = Archive(content, name)
    for part in archive:
        body = archive.content(part)
        yield _decoded(body)
        if body.startswith(b"PK\x03\x04") and depth < _DEEPEST:
            yield from _parts(body, name, depth + 1)
        elif _TEXT.search(body):
            yield _TAG.sub(_gap, _decoded(body))


def _gap(found: re.Match[str]) -> str:
    return "\n" if found[2] in _APART else ""


def _decoded(content: bytes) -> str:
    try:
        return plain.read(content, "")
    except SourceError:
        return content.replace(b"\x00", b"").decode("latin-1")
