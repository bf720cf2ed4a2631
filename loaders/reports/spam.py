"""Spam in the place of words: found by a closed list, cut out, and what stood there suggested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.reports.offsets import Mapped
from loaders.reports.words import GAP, MISSING, declared

_CONTEXT = 8
_TORN = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of spam, and the word that it probably replaced, or an empty text."""

    start: int
    end: int
    guess: str


@dataclass(frozen=True, slots=True)
class _Guess:
    """What spam replaced, told by the words before and behind it."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    word: str


def cut(text: Mapped) -> tuple[Mapped, tuple[Spot, ...]]:
    """Return the text with a guess or GAP for every stretch of spam, and the stretches in the original."""
    found = tuple(spots(text.text))
    edits = [(spot.start, spot.end, spot.guess or GAP) for spot in found]
    where = tuple(Spot(*text.span(spot.start, spot.end), spot.guess) for spot in found)
    return (text.edited(edits) if edits else text), where


def spots(text: str) -> Iterator[Spot]:
    """Yield the stretches of spam in a text."""
    pattern, guesses = _rules()
    for found in pattern.finditer(text):
        before = text[max(0, found.start() - _CONTEXT) : found.start()]
        behind = text[found.end() : found.end() + _CONTEXT]
        fit = (g.word for g in guesses if g.before.search(before) and g.behind.search(behind))
        yield Spot(found.start(), found.end(), next(fit, ""))


@cache
def _rules() -> tuple[re.Pattern[str], tuple[_Guess, ...]]:
    raw = declared("spam.toml")
    head, tail = _any(raw["heads"]), _any([*raw["heads"], *raw["tails"]])
    site = r"(?<![A-Za-z0-9.])(?:www\.|m\.)?"
    pattern = rf"(?:{site})?(?:{head})(?:{tail}|[a-z0-9]+\.(?:com|net|cc|vip)|[ _|·\-]+(?={tail}))*"
    guesses = tuple(
        _Guess(re.compile(row["before"]), re.compile(row["behind"]), row["word"])
        for row in raw["guess"]
    )
    return re.compile(pattern), guesses


def _any(words: list[str]) -> str:
    every = {form for word in words for form in (word, *_torn(word))}
    return "|".join(map(re.escape, sorted(every, key=lambda form: (-len(form), form))))


def _torn(word: str) -> Iterator[str]:
    """Yield a word of three signs or more with one of them lost: 客户□ is spam as well."""
    if len(word) >= _TORN:
        yield from (f"{word[:at]}{MISSING}{word[at + 1 :]}" for at in range(len(word)))
