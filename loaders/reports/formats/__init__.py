"""What a report is written in, and its text: one module a format."""

from __future__ import annotations

from collections.abc import Callable

from graph.model.errors import SourceError
from loaders.reports.formats import kinds, plain, webarchive, webpage, word

LONGEST = 2_000_000
"""Characters of a report: three thousand pages."""


def _text(content: bytes, name: str) -> str:
    try:
        return plain.read(content, name)
    except SourceError as error:
        raise kinds.not_as_named(name) or error from error


def _pdf(content: bytes, name: str) -> str:
    # PDFium takes longer to import than anything else here, and every command on a workspace would pay for it.
    from loaders.reports.formats import pdf

    return pdf.text_of(content, name)


READERS: dict[str, Callable[[bytes, str], str]] = {
    "text": _text,
    "page": webpage.text_of,
    "mht": webarchive.text_of,
    "word": word.text_of,
    "pdf": _pdf,
}
"""What reads each kind of file."""


def text_of(content: bytes, name: str) -> str:
    """Return the text of a report; offsets of facts count characters of exactly this text.

    A file is read as what it holds, whatever its name says. Line ends are one character, a byte order
    mark stays one. Raises SourceError, and nothing else, for a file that cannot be read.
    """
    if not content.strip():
        raise SourceError("文件是空的", where=name, hint="请检查文件内容")
    kind = kinds.kind_of(content, name)
    if kind not in READERS:
        raise kinds.refusal(kind, name)
    try:
        text = READERS[kind](content, name)
    except MemoryError as error:
        raise SourceError("文件过大，没有读取", where=name, hint="请拆成几个文件") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \n\t"):
        raise SourceError("文件中没有文字", where=name, hint="请检查文件内容")
    if len(text) > LONGEST:
        raise SourceError("报告过长，没有读取", where=name, hint="请拆成几个文件")
    return text
