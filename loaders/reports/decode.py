"""Bytes of a report to text."""

from __future__ import annotations

from graph.model.errors import SourceError
from loaders.encodings import PUNCTUATION, looks_chinese

_ENCODINGS = ("utf-8", "gb18030")
_LOOK = 4096


def decode(content: bytes, name: str) -> str:
    """Return the text of a report; offsets of facts count characters of this text.

    A byte order mark stays a character of it, line ends become one character. Raises SourceError
    for a file that is empty, binary or of an unknown encoding.
    """
    if not content.strip():
        raise SourceError("文件是空的", where=name, hint="请检查文件内容")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _plain(_try(content, "utf-16"), name)
    if b"\x00" in content or _control_share(content[:_LOOK]) > 0.02:
        raise SourceError("文件不是文本", where=name, hint="请提供 .txt 文本文件")
    for encoding in _ENCODINGS:
        text = _try(content, encoding)
        if text is not None and (encoding == "utf-8" or looks_chinese(text, PUNCTUATION)):
            return _plain(text, name)
    raise SourceError("文件编码无法识别", where=name, hint="请另存为 UTF-8 或 GB18030")


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plain(text: str | None, name: str) -> str:
    if text is None:
        raise SourceError("文件编码无法识别", where=name, hint="请另存为 UTF-8 或 GB18030")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _control_share(head: bytes) -> float:
    odd = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return odd / max(len(head), 1)
