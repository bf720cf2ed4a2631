"""Noise of web pages undone, character by character, each knowing where it came from."""

from __future__ import annotations

import re
from collections.abc import Callable

from loaders.reports import straddle
from loaders.reports.offsets import Edit, Mapped
from loaders.reports.words import lines, readings, simplified

GAP = "□"
"""Stands where spam replaced words that nobody can restore."""

_CJK = r"\u3400-\u9fff"
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\ufffc]")
_BLANKS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_WIDE = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05]")
_INJECTED = re.compile(rf"(?<=[{_CJK}])[(（][ ]?([a-zü\u00e0-\u01dc]{{1,6}})[ ]?[)）]")
_TONED = re.compile(r"[\u00e0-\u01dc]")
_LOST = re.compile(rf"(?<=[。，])\?\?h(?=[{_CJK}])")
_ZHE = re.compile("著(?=[力眼重])(?<![显名土卓昭编专原论译巨]著)")
_MARKS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_HALF = re.compile(rf"(?<=[{_CJK}”’）》〉】%])[,;:!?](?!\d\d\b(?<=:))|[,;:!?](?=[{_CJK}“‘（《])")
_BRACKET = re.compile(r"\(([^()\n]{0,80})\)")
_HAS_CJK = re.compile(rf"[{_CJK}]")
_DOUBLE = re.compile(r"[，、；：]{2,}|[，、；：]+(?=[。！？])|(?<=[。！？])[，、；：]+")
_STRENGTH = "。！？；：、，"
_RANGE = re.compile(r"(?<=[\d年月日])[~～\-–—－]{1,2}(?=\d+(?:年|月|日|个|人|天|%|[）)]))")
_CORNER = str.maketrans("「」『』﹁﹂", "“”‘’“”")
_STRAIGHT = re.compile(r'"([^"\n]{1,60})"')


def clean(original: str) -> Mapped:
    """Return the original in simplified characters and one width, with its noise undone.

    Lines stay lines: what a line is (menu, byline, body) is decided from this text.
    """
    text = Mapped.of(original)
    for step in STEPS:
        text = step(text)
    return text


def _characters(text: Mapped) -> Mapped:
    text = text.replaced(_INVISIBLE, "").replaced(_BLANKS, " ")
    text = text.replaced(_WIDE, lambda m: chr(ord(m.group()) - 0xFEE0))
    return Mapped(text.text.translate(_CORNER), text.starts, text.ends)


def _pinyin(text: Mapped) -> Mapped:
    """Drop (zé) behind a character that is read so, or when it carries a tone mark."""

    def judged(found: re.Match[str]) -> str:
        syllable = found.group(1)
        char = found.string[found.start() - 1]
        return "" if _TONED.search(syllable) or syllable in readings(char) else found.group()

    return text.replaced(_LOST, "县").replaced(_INJECTED, judged)


def _simplify(text: Mapped) -> Mapped:
    plain = Mapped(simplified(text.text), text.starts, text.ends)
    return plain.replaced(_ZHE, "着")


def _punctuation(text: Mapped) -> Mapped:
    text = text.replaced(_HALF, lambda m: _MARKS[m.group()])
    edits: list[Edit] = []
    for found in _BRACKET.finditer(text.text):
        if _HAS_CJK.search(found.group(1)):
            edits += [
                (found.start(), found.start() + 1, "（"),
                (found.end() - 1, found.end(), "）"),
            ]
    text = text.edited(edits).replaced(_STRAIGHT, lambda m: f"“{m.group(1)}”")
    return text.replaced(_DOUBLE, _strongest).replaced(_RANGE, "—")


def _strongest(found: re.Match[str]) -> str:
    """Keep the stronger of doubled marks; marks beside a full stop go."""
    text = found.string
    after, before = text[found.end() : found.end() + 1], text[found.start() - 1 : found.start()]
    if (after and after in "。！？") or (before and before in "。！？"):
        return ""
    return min(found.group(), key=_STRENGTH.index)


def _spam(text: Mapped) -> Mapped:
    return text.replaced(_spam_pattern(), GAP)


def _spam_pattern() -> re.Pattern[str]:
    heads, tails = (lines("spam.txt")[i].split() for i in (0, 1))
    head, tail = "|".join(map(re.escape, heads)), "|".join(map(re.escape, heads + tails))
    return re.compile(rf"(?:{head})(?:{tail}|_)+")


STEPS: tuple[Callable[[Mapped], Mapped], ...] = (
    _characters,
    straddle.repair,
    _pinyin,
    _simplify,
    _punctuation,
    _spam,
)
"""The steps in order; damage comes first, because its letters look like pinyin."""
