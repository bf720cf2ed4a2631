"""Words of a sentence that bear on its figures: verbs, nouns, numbers and breaks, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.reports.numbers import Quantity, quantities
from loaders.reports.words import declared

_SMALL = "(?:了|已经|已|全部|均|都|任务|工作|逐项|逐一){0,3}"
_BREAKS = {**dict.fromkeys("，。；！？（）", "break"), **dict.fromkeys("、和及与并", "pause")}
_NOT = re.compile(r"(?:未|没有|没)(?:能|予|按期|如期|按时|及时|完全|彻底|真正|全部)?$")
_ASPECT = re.compile(r"(?:方面|领域|环节|类)(?:的)?(?:问题)?(?=\d)")
_OF_ASPECT = re.compile(r"[^，。；、（）\d]{1,6}(?:方面|领域|环节)(?:的)?(?:问题)?(?=\d)")
"""What follows a word that only names what a number is about (补贴发放方面96个): nobody did it."""
_SUCH = re.compile(r"等(?=[^，。；、\d]{1,6}\d)")
"""What follows a word that only names one of several things (出台信用评价等制度7项)."""
_SIGNS = re.compile(r"[\[(\\?]")
_TITLE = re.compile("《[^《》]*》")
_ASIDE = re.compile(r"（[^（）\d]*）|《[^《》]{10,}》|“[^“”\d]{9,}”")
"""Aliases in brackets, long titles and quoted findings: their words state no figure of the sentence."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word, a number or a break: its kind, its meaning (of a word), where it stands."""

    kind: str
    sense: str
    start: int
    end: int
    quantity: Quantity | None = None


@cache
def _words() -> dict[str, list[tuple[re.Pattern[str], str, str]]]:
    """Return patterns with kind and meaning by the first character of the words."""
    raw = declared("figure_words.toml")
    found: dict[str, list[tuple[re.Pattern[str], str, str]]] = {}
    for kind in ("verb", "noun", "mark"):
        for sense, words in raw[f"{kind}s"].items():
            for word in words:
                plain = word if _SIGNS.search(word) else word.replace("~", _SMALL)
                for first in _firsts(word):
                    found.setdefault(first, []).append((re.compile(plain), kind, sense))
    return found


def _firsts(word: str) -> set[str]:
    """Return the characters with which a word may begin."""
    body = re.sub(r"^\(\?<=[^)]*\)", "", word)
    if body.startswith("["):
        return set(body[1 : body.index("]")])
    if body.startswith("(?:"):
        return {option[0] for option in body[3 : body.index(")")].split("|")}
    return {body[0]}


def lexemes(text: str) -> list[Lexeme]:
    """Return the lexemes of a sentence in order; none for a sentence without a number."""
    numbers = {q.start: q for q in quantities(text)}
    if not numbers:
        return []
    titles = [m.span() for m in _TITLE.finditer(text)]
    found: list[Lexeme] = []
    at = 0
    while at < len(text):
        number = numbers.get(at)
        titled = any(a < at < b for a, b in titles)
        word = None if number else _word(text, at, titled=titled)
        one = Lexeme("number", number.unit, at, number.end, number) if number else word
        aside = None if one and one.kind != "break" else _ASIDE.match(text, at)
        if aside:
            at = aside.end()
        elif one:
            found.append(one)
            at = one.end
        else:
            at += 1
    return found


def _word(text: str, at: int, *, titled: bool) -> Lexeme | None:
    """Return the longest word at a place, or a break; a title holds nouns alone."""
    char = text[at]
    best: tuple[int, str, str] | None = None
    for pattern, kind, sense in _words().get(char, ()):
        allowed = kind == "noun" or sense == "none" or not titled
        match = pattern.match(text, at) if allowed else None
        if match and (best is None or match.end() > best[0]):
            best = match.end(), kind, sense
    if best:
        end, kind, sense = best
        named = sense == "other" and _SUCH.match(text, end)
        about = _OF_ASPECT.match(text, end) if kind == "noun" and sense != "problem" else None
        if about or (kind == "verb" and (named or _ASPECT.match(text, end))):
            return Lexeme("name", sense, at, end)
        denied = kind == "verb" and _NOT.search(text, max(0, at - 4), at)
        return Lexeme(kind, f"not:{sense}" if denied else sense, at, end)
    return Lexeme(_BREAKS[char], char, at, at + 1) if char in _BREAKS else None
