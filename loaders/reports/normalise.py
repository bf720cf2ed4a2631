"""Noise of web pages undone, character by character, each knowing where it came from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from loaders.reports import marks, straddle
from loaders.reports.offsets import Edit, Mapped
from loaders.reports.quotes import paired
from loaders.reports.spam import Spot, cut
from loaders.reports.words import declared, lines, readings, simplified

_CJK = r"\u3400-\u9fff"
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\ufffc]")
_BLANKS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_WIDE = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05]")
_SYLLABLE = r"[a-zü\u00e0-\u01dc](?:\n?[a-zü\u00e0-\u01dc]){0,5}"
_INJECTED = re.compile(
    rf"(?<=[{_CJK}])(?:\n?[(（]\n?[ ]?({_SYLLABLE}(?:[ ]{_SYLLABLE}){{0,3}})[ ]?\n?[)）])+"
)
"""Readings behind a character, which a line's end may break."""

_TONED = re.compile(r"[\u00e0-\u01dc]")
_ZHE = re.compile(
    "著(?=[力眼重手实])(?<![显名土卓昭编专原论译巨]著)|(?<=[随沿意味])著(?=[\u4e00-\u9fff])"
)
_MARKS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_HALF = re.compile(
    rf"(?<=[{_CJK}”’）》〉】%，、；：。！？])[,;:!?](?!\d\d\b(?<=:))|[,;:!?](?=[{_CJK}“‘（《])"
)
_BAR = re.compile(rf"(?<=[{_CJK}）])\|(?=[{_CJK}（\d])")
_STOP = re.compile(rf"(?<=[{_CJK}”）》%])\.(?=[ ]*(?:\n|$))")
_BRACKET = re.compile(r"[(（]([^()（）\n]{0,80}(?:\n[^()（）\n]{0,40})?)[)）]")
_TITLED = re.compile(rf"<<(?=[{_CJK}][^<>\n]{{0,80}}>>)|(?<=[{_CJK}）)])>>")
_HAS_CJK = re.compile(rf"[{_CJK}]")
_DOUBLE = re.compile(r"[，、；：]{2,}|[，、；：]+(?=[。！？])|(?<=[。！？])[，、；：]+")
_REPEATED = re.compile("。{2,}")
_STRENGTH = "。！？；：、，"
_RANGE = re.compile(
    r"(?<=[\d年月日%])[~～\-–—－―]{1,2}(?=\d+(?:\.\d+)?(?:年|月|日|个|人|天|%|万|[）)]))"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text in one width and script, and the stretches of the original where spam had replaced words."""

    text: Mapped
    spam: tuple[Spot, ...]

    def spam_between(self, start: int, end: int) -> tuple[Spot, ...]:
        """Return the spam that lies in a stretch of the original."""
        first = bisect_left(self.spam, start, key=lambda spot: spot.start)
        return self.spam[first : bisect_right(self.spam, end, key=lambda spot: spot.end)]


def clean(original: str) -> Mapped:
    """Return the original in simplified characters and one width, with its noise undone.

    Lines stay lines: what a line is (menu, byline, body) is decided from this text.
    """
    return cleaned(original).text


def cleaned(original: str) -> Cleaned:
    """Return what `clean` returns, together with what could not be restored.

    Damage comes before simplifying, because its bytes are those of the traditional characters.
    """
    text = _without_pinyin(_characters(Mapped.of(original)))
    text = _one_bar(_swallowed(straddle.repair(text)))
    text = paired(_simplify(text))
    return Cleaned(*cut(marks.restored(_punctuation(text))))


def _characters(text: Mapped) -> Mapped:
    text = text.replaced(_INVISIBLE, "").replaced(_BLANKS, " ")
    return text.replaced(_WIDE, lambda m: chr(ord(m.group()) - 0xFEE0))


def _one_bar(text: Mapped) -> Mapped:
    """Make the bars of a page one kind: damage narrows some of the wide ones."""
    return text.replaced(_BAR, "｜") if "｜" in text.text else text


def _without_pinyin(text: Mapped) -> Mapped:
    """Drop (zé) behind a character that is read so, or when it carries a tone mark."""

    def judged(found: re.Match[str]) -> str:
        syllables = found.group(1).replace("\n", "")
        char = found.string[found.start() - 1]
        if _TONED.search(syllables) or syllables in readings(char):
            return "\n" if "\n" in found.group() else ""
        return found.group()

    return text.replaced(_INJECTED, judged)


def _swallowed(text: Mapped) -> Mapped:
    """Repair the small damage that has no pinyin in it."""
    if "?" not in text.text:
        return text
    for seen, clean_ in _repairs():
        text = text.replaced(seen, clean_)
    return text


@cache
def _repairs() -> tuple[tuple[re.Pattern[str], str], ...]:
    raw = declared("eaten.toml")
    return tuple((re.compile(row["seen"]), row["clean"]) for row in raw["repair"])


def _simplify(text: Mapped) -> Mapped:
    plain = Mapped(simplified(text.text), text.starts, text.ends).replaced(_ZHE, "着")
    phrases = _phrases()
    return plain.replaced(_any_phrase(), lambda m: phrases[m.group()])


@cache
def _phrases() -> dict[str, str]:
    """Return the set phrases of Taiwan's usage and what they are here."""
    return dict(line.split() for line in lines("taiwan.txt"))


@cache
def _any_phrase() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_phrases(), key=len, reverse=True)))


def _punctuation(text: Mapped) -> Mapped:
    text = text.replaced(_HALF, lambda m: _MARKS[m.group()]).replaced(_STOP, "。")
    edits: list[Edit] = []
    for found in _BRACKET.finditer(text.text):
        if found.group()[0] == "（" or found.group()[-1] == "）" or _HAS_CJK.search(found.group(1)):
            edits += [
                (found.start(), found.start() + 1, "（"),
                (found.end() - 1, found.end(), "）"),
            ]
    text = text.edited(edits).replaced(_TITLED, lambda m: "《" if m.group() == "<<" else "》")
    return text.replaced(_DOUBLE, _strongest).replaced(_REPEATED, "。").replaced(_RANGE, "—")


def _strongest(found: re.Match[str]) -> str:
    """Keep the stronger of doubled marks; marks beside a full stop go."""
    text = found.string
    after, before = text[found.end() : found.end() + 1], text[found.start() - 1 : found.start()]
    if (after and after in "。！？") or (before and before in "。！？"):
        return ""
    return min(found.group(), key=_STRENGTH.index)
