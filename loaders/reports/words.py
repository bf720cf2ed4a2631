"""Word lists and readings that the reports' modules share; each is read once, when first needed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from opencc import OpenCC

GAP = "□"
"""Stands where words are lost that nobody can restore."""

MISSING = "\u9fff"
"""Stands for one character that is lost: a Chinese one that nobody writes, so that a name with a gap is still
one name to every pattern, and the sentence around it is read. It is shown as GAP."""

KINDS = r"(?:常规|专项|机动|提级[“”]?交叉|提级|交叉|联动|回头看)"
"""The kinds of inspection, as a pattern."""

PARTY = r"(?:党组|党委|党工委|党总支|党支部)"
"""The organs of the party in a unit, as a pattern."""


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a word list of this folder, blank ones and comments left out."""
    return tuple(line for line in _text(name).splitlines() if line and not line.startswith("#"))


def declared(name: str) -> dict[str, Any]:
    """Return a table of this folder, as TOML gives it."""
    return tomllib.loads(_text(name))


def _text(name: str) -> str:
    return files("loaders.reports").joinpath(name).read_text(encoding="utf-8")


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of a list of this folder that has several in a line."""
    return frozenset(word for line in lines(name) for word in line.split())


def lexicon() -> frozenset[str]:
    """Return the words of the trade that may confirm a repair, at most ten characters each."""
    return words("lexicon.txt")


@cache
def telling_words() -> frozenset[str]:
    """Return the words of the trade, and those of doing that stand behind a name."""
    return lexicon() | frozenset(word for word in lines("stops.txt") if len(word) > 1)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


_SURNAME = "沈"


def simplified(text: str) -> str:
    """Return a text in simplified characters, of the same length."""
    whole: str = _converter().convert(text)
    if len(whole) == len(text):
        if _SURNAME in text:  # The converter takes it for an old spelling of 沉.
            return "".join(
                old if old == _SURNAME else new for old, new in zip(text, whole, strict=True)
            )
        return whole
    return "".join(_single(char) for char in text)


@cache
def _single(char: str) -> str:
    found: str = _converter().convert(char)
    return found if len(found) == 1 else char


@cache
def readings(char: str) -> frozenset[str]:
    """Return the readings of a character, with tone marks and without.

    pypinyin reads its whole dictionary when it is imported (0.2 s), and few texts ask for a reading:
    it is imported here, so that no command pays for it that does not read such a text.
    """
    from pypinyin import Style, pinyin

    found: set[str] = set()
    for style in (Style.TONE, Style.NORMAL):
        for options in pinyin(char, style=style, heteronym=True, errors="ignore"):
            found.update(options)
    return frozenset(found)
