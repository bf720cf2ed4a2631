"""Text files: UTF-8, GB18030, Big5 or UTF-16, told apart by their bytes."""

from __future__ import annotations

from graph.model.errors import SourceError
from loaders.encodings import PUNCTUATION, Undecodable, looks_chinese
from loaders.encodings import decode as decoded

_ENCODINGS = ("utf-8", "gb18030", "big5hkscs")
_LOOK = 4096
_MOST_CONTROLS = 0.02
_MOST_LOST = 0.005
"""Characters that may be broken in a text: a saved page's summary is cut in the middle of one."""

LOST = "\ufffd"
"""Stands for bytes that are no character."""


def read(content: bytes, name: str, declared: str = "") -> str:
    """Return the text of a file as it stands, a byte order mark included, a few broken characters as LOST.

    `declared` (gb18030, big5hkscs) is believed where the bytes leave a doubt. Raises SourceError for a
    file that is binary or of an unknown encoding.
    """
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not marked and _control_share(content[:_LOOK].replace(b"\x00", b"")) > _MOST_CONTROLS:
        raise SourceError("文件不是文本", where=name, hint="请提供文本、网页、.docx 或 .pdf 文件")
    try:
        return decoded(content, declared)[0]
    except Undecodable as error:
        if b"\x00" in content and not marked:
            raise SourceError(
                "文件不是文本", where=name, hint="请提供文本、网页、.docx 或 .pdf 文件"
            ) from error
        found = _mended(content)
        if found is None:
            hint = "请另存为 UTF-8 或 GB18030"
            raise SourceError("文件编码无法识别", where=name, hint=hint) from error
        return found


def _mended(content: bytes) -> str | None:
    """Return the text in the encoding that breaks least, if that is little and Chinese."""
    texts = [content.decode(encoding, "replace") for encoding in _ENCODINGS]
    best = min(texts, key=lambda text: text.count(LOST))
    few = best.count(LOST) <= _MOST_LOST * len(best)
    return best if few and looks_chinese(best.replace(LOST, ""), PUNCTUATION) else None


def _control_share(head: bytes) -> float:
    odd = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head)
    return odd / max(len(head), 1)
