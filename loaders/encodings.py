"""Bytes of a text table to text: what offices' programs write, told apart by what makes sense."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOK = 20_000
_ENOUGH = 10
_USUAL = 0.6
_WORD = 0.1
"""What a page's own word for its encoding weighs: it is often wrong."""

PUNCTUATION = "“”‘’—…·"
"""Signs of Chinese writing outside the blocks of Unicode that are Chinese."""

_COMMON = PUNCTUATION + "～，。、；：！？（）《》〔〕【】「」○●①②③④⑤⑥⑦⑧⑨⑩√×%℃"


class Undecodable(ValueError):
    """No encoding fits; `line` is the first that breaks the likeliest one, 0 if none is likely."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def decode(content: bytes, declared: str = "") -> tuple[str, str]:
    """Return text and encoding; the text keeps a byte order mark. Raises Undecodable.

    `declared` (gb18030, big5hkscs) is believed where the bytes alone leave a doubt.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding.removesuffix("-sig"))
    if b"\x00" in content:
        return _unmarked_wide(content)
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if sum(not c.isascii() for c in content[: error.start].decode("utf-8")) >= _ENOUGH:
            raise _broken(content, error, "UTF-8") from error
    return _chinese(content, declared)


def _strictly(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise _broken(content, error, encoding.upper()) from error


def _unmarked_wide(content: bytes) -> tuple[str, str]:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and "\n" in text and looks_chinese(text, _COMMON):
            return text, encoding
    raise Undecodable("文件不是文本表格")


def _chinese(content: bytes, declared: str) -> tuple[str, str]:
    """Tell GB18030 from Big5 by which gives the usual characters: each decodes much of the other."""
    found: dict[str, str] = {}
    first: UnicodeDecodeError | None = None
    for encoding in ("gb18030", "big5hkscs"):
        try:
            found[encoding] = content.decode(encoding)
        except UnicodeDecodeError as error:
            first = first or error
    shares = {encoding: _usual(text, encoding) for encoding, text in found.items()}
    best = max(found, key=lambda name: shares[name] + _WORD * (name == declared), default="")
    if best == "big5hkscs" and shares[best] < _USUAL:
        best = "gb18030" if "gb18030" in found else ""
    if not best:
        assert first is not None
        raise _broken(content, first, "UTF-8 或 GB18030")
    if not looks_chinese(found[best], _COMMON):
        raise Undecodable("文件编码无法识别")
    return found[best], best


def _usual(text: str, encoding: str) -> float:
    """Return which share of the foreign characters is Chinese and on the usual plane of an encoding."""
    plane = (0xB0, 0xD7) if encoding == "gb18030" else (0xA4, 0xC6)
    foreign = [c for c in text[:_LOOK] if not c.isascii() and c not in _COMMON]
    chinese = (char for char in foreign if "\u4e00" <= char <= "\u9fff")
    usual = sum(plane[0] <= char.encode(encoding)[0] <= plane[1] for char in chinese)
    return usual / len(foreign) if foreign else 0.0


def _broken(content: bytes, error: UnicodeDecodeError, encoding: str) -> Undecodable:
    line = content[: error.start].count(b"\n") + 1
    return Undecodable(f"有字符不是 {encoding} 编码", line)


def looks_chinese(text: str, signs: str) -> bool:
    """Tell a text in a Chinese encoding, with some usual signs, from one of another that happens to decode."""
    foreign = [char for char in text if not char.isascii()]
    known = sum(
        "\u3000" <= char <= "\u303f"
        or "\u4e00" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef"
        or char in signs
        for char in foreign
    )
    return known >= 0.9 * len(foreign)
