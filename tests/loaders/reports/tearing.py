"""Pinyin put between the bytes of two GBK characters, as pages have it; and the characters it is put to."""

from __future__ import annotations

import random
import re
from functools import cache

from opencc import OpenCC
from pypinyin import Style, pinyin


class Torn(str):
    """A text that was torn: what it was before, where the injector's reading stands, which signs lost a byte.

    `at` is a place of both texts; `lost` are places of the text before.
    """

    base: str
    at: int
    lost: tuple[int, ...]

    @staticmethod
    def of(noisy: str, base: str, at: int, lost: tuple[int, ...]) -> Torn:
        """Return a torn text that knows where it was torn."""
        text = Torn(noisy)
        text.base, text.at, text.lost = base, at, lost
        return text


WIDE = "，；：！？（）"
NARROW = str.maketrans(WIDE, ",;:!?()")
HANZI = re.compile(r"[\u4e00-\u9fff]")


@cache
def converter(name: str) -> OpenCC:
    return OpenCC(name)


def as_traditional(line: str) -> str:
    converted: str = converter("s2t").convert(line)
    return converted if len(converted) == len(line) else line


def reading_of(char: str) -> str:
    return str(pinyin(char, style=Style.TONE, errors="ignore")[0][0])


def straddle(text: str, chance: random.Random) -> str | None:
    """5 and 6: pinyin between the bytes of two characters, in a page with narrow marks."""
    return _torn(as_traditional(text).translate(NARROW), chance)


def long_straddle(text: str, chance: random.Random) -> str | None:
    """7: the same, and the bytes are off until the next pinyin, whose bracket they swallow."""
    text = as_traditional(text).translate(NARROW)
    spots = [(at, last) for at in _spots(text) for last in _behind(text, at)]
    if not spots:
        return None
    at, last = chance.choice(spots)
    off = text[at + 1 : last + 1].encode("gbk")[1:-1].decode("gbk", "replace")
    if off.encode("gbk", "ignore").decode("gbk") != off:
        return None
    readings = reading_of(_across(text, at)), reading_of(text[last])
    noisy = f"{text[: at + 1]}?{readings[0]}){off}?{readings[1]}){text[last + 1 :]}"
    return Torn.of(noisy, text, at + 1, (at + 1, last))


def _behind(text: str, at: int) -> list[int]:
    """Return the traditional characters, not far behind, until which every byte is one of two."""
    found = []
    for last in range(at + 2, min(at + 10, len(text))):
        char = text[last]
        if not HANZI.match(char) or text[last - 1].encode("gbk", "replace")[-1] < 0x80:
            break
        if converter("t2s").convert(char) != char:
            found.append(last)
    return found


def _torn(text: str, chance: random.Random) -> str | None:
    spots = _spots(text)
    return _tear(text, chance.choice(spots)) if spots else None


@cache
def _spots(text: str) -> tuple[int, ...]:
    """Return the characters behind which a traditional character stands across the bytes."""
    found = []
    for at in range(len(text) - 1):
        if HANZI.match(text[at]) and HANZI.match(text[at + 1]):
            across = _across(text, at)
            if HANZI.fullmatch(across) and converter("t2s").convert(across) != across:
                found.append(at)
    return tuple(found)


def _across(text: str, at: int) -> str:
    return text[at : at + 2].encode("gbk", "replace")[1:3].decode("gbk", "replace")


def _tear(text: str, at: int) -> str:
    """Put a reading behind the first byte of the character at + 1; what cannot be read becomes `?`.

    The bracket is swallowed by the byte before it. The bytes are off until a trail byte that is ASCII,
    or until one before a narrow mark, a figure or a line's end.
    """
    reading = reading_of(_across(text, at))
    end = re.compile(r"[^\u0080-\uffff]|$").search(text, at + 2)
    stop = end.start() if end else len(text)
    tail = text[at + 1 : stop].encode("gbk", "replace")[1:]
    seen = tail.decode("gbk", "replace").replace("\ufffd", "?")
    narrow = "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in seen)
    noisy = f"{text[: at + 1]}?{reading}){narrow}{text[stop:]}"
    return Torn.of(noisy, text, at + 1, (at + 1, *(at + 1 + n for n in _alone(tail))))


def _alone(tail: bytes) -> list[int]:
    """Return which signs have a byte that stands alone, counted from the one that was torn."""
    found, at = [], 0
    while at < len(tail):
        whole = len(tail[at : at + 2].decode("gbk", "ignore")) == 1 and tail[at] >= 0x80
        if not whole:
            found.append((at + 1) // 2)
        at += 2 if whole else 1
    return found
