"""Web pages saved as one file (.mht): the page among the parts of a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from graph.model.errors import SourceError
from loaders.faults import BAD_CONTENT
from loaders.reports.formats import plain, webpage

LARGEST = 128 * 1024 * 1024
"""Bytes, pictures among them."""

_PLAIN = ("text/plain",)
_KINDS = (("text/html", "application/xhtml+xml"), _PLAIN)
_FIRST = re.compile(rb"[A-Za-z][A-Za-z-]*:")
_END = re.compile(rb"\r?\n\r?\n")
_MARK = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)


def is_archive(head: bytes) -> bool:
    """Tell whether a file begins with the headers of a mail."""
    headers = _END.split(head.lstrip(), maxsplit=1)[0]
    return bool(_FIRST.match(headers)) and bool(_MARK.search(headers))


def text_of(content: bytes, name: str) -> str:
    """Return the text of the page, the first part that has any; raise SourceError if none has."""
    if len(content) > LARGEST:
        raise SourceError("网页过大，没有读取", where=name, hint="请另存为 .docx 或 .txt")
    parts = _parts(content, name)
    for kind in _KINDS:
        for part, body in parts:
            if part.get_content_type() not in kind:
                continue
            label = str(part.get_content_charset() or "")
            read = plain.read(body, name) if kind == _PLAIN else webpage.text_of(body, name, label)
            if read.strip():
                return read
    raise SourceError("单个文件网页（.mht）中没有正文", where=name, hint="请另存为 .html 或 .docx")


def bodies(content: bytes, name: str) -> Iterator[bytes]:
    """Yield the bytes of every part, pictures and styles too."""
    yield from (body for _, body in _parts(content, name))


def _parts(content: bytes, name: str) -> list[tuple[Message, bytes]]:
    """Return the parts of a mail that hold anything, unpacked; raise SourceError for one that is damaged."""
    try:
        found: list[tuple[Message, bytes]] = []
        for part in message_from_bytes(content).walk():
            body = None if part.is_multipart() else part.get_payload(decode=True)
            if isinstance(body, bytes) and body.strip():
                found.append((part, body))
        return found
    except (*BAD_CONTENT, MessageError, AssertionError) as error:
        hint = "请用浏览器重新保存网页"
        raise SourceError("单个文件网页（.mht）已损坏", where=name, hint=hint) from error
