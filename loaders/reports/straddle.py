"""Damage of texts in which pinyin was put between the bytes of two GBK characters.

The stream is one byte off from there on, until a byte is swallowed or stands alone. The lost byte is
found from the character that the injector saw across the two and whose reading it wrote. What then
stands there is read, not guessed: it must be made of words of the lexicon, or be the only reading of
usual characters. A last character that nothing tells is left open, and everything else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from loaders.reports.offsets import Edit, Mapped
from loaders.reports.words import GAP, lexicon, readings, simplified

_PINYIN = r"([a-zü\u00e0-\u01dc]{1,6})\)"
_SPOT = re.compile(rf"(?<=[\u4e00-\u9fff\u3001-\u301c\uff01-\uff1f“”])\?{_PINYIN}")
_NEXT = re.compile(rf"\?{_PINYIN}")
_LEFT = re.compile(
    r"(?<=[\u4e00-\u9fff\u3001-\u301c\uff01-\uff1f“”])[?？][a-zü\u00e0-\u01dc]{1,6}[)）]"
    r"(?:[\u4e00-\u9fff]{0,20}[?？A-Za-z])?"
)
"""A spot as it looks when the marks around it have been made wide."""

_REACH = 200
_MOST_ENDS = 12
_CONTEXT = 6
_LONGEST_WORD = 10
_NO_CHANCE = 3
"""A word that is longer is met by no chance: 工作规划 is read, not 规则 behind 工作."""

_MARKS = "，。、；：？！（）“”《》—…"
_TRAIL = range(0x40, 0x7F)
_HANZI = re.compile("[\u4e00-\u9fff]{3,}")

Said = Mapping[str, set[str]]


@dataclass(frozen=True, slots=True)
class _End:
    """Where a damaged stretch may end: behind how many characters, its bytes, and what the last byte tells.

    `reading` is None where the stretch is whole, "" where its last byte leads a character that is lost.
    """

    length: int
    code: bytes
    reading: str | None


@dataclass(frozen=True, slots=True)
class _Repair:
    """What may have stood there, how many of its characters stand in words, and the longest of these words."""

    end: int
    text: str
    covered: int
    longest: int
    usual: bool


def repair(text: Mapped) -> Mapped:
    """Return the text with every spot repaired that can be read; the others stay."""
    spots = list(_SPOT.finditer(text.text))
    said = _said(text.text) if spots else {}
    edits: list[Edit] = []
    for spot in spots:
        if edits and spot.start() < edits[-1][1]:
            continue
        found = _repaired(text.text, spot, said)
        if found is not None:
            edits.append((spot.start(), spot.end() + found.end, found.text))
    return text.edited(edits) if edits else text


def _said(text: str) -> Said:
    """Return what follows each two characters somewhere in a text: names are told more than once."""
    found: dict[str, set[str]] = {}
    for run in _HANZI.findall(simplified(text)):
        for at in range(len(run) - 2):
            found.setdefault(run[at : at + 2], set()).add(run[at + 2])
    return found


def damaged(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a cleaned text that are still damaged, as far as their bytes may be off."""
    for spot in _LEFT.finditer(text):
        yield spot.span()


def _repaired(text: str, spot: re.Match[str], said: Said) -> _Repair | None:
    before = text[max(0, spot.start() - _CONTEXT) : spot.start()]
    ends = list(_ends(text[spot.end() : spot.end() + _REACH]))
    for lost in _lost_bytes(text[spot.start() - 1], spot.group(1)):
        found = []
        for end in ends:
            behind = text[spot.end() + end.length :][:_CONTEXT]
            for new in _decoded(before, lost, behind, end, said):
                found.append(_judged(before, new, behind, end.length, said))
        best = _best(found)
        if best is not None:
            return best
    return None


def _best(found: list[_Repair]) -> _Repair | None:
    """Return the repair made of words, else the only one of usual characters, else none."""
    found = [one for one in found if one.usual or one.covered == len(one.text)]
    most = max((one.covered for one in found), default=0)
    best = [one for one in found if one.covered == most]
    longest = max((one.longest for one in best), default=0)
    if longest > _NO_CHANCE:
        best = [one for one in best if one.longest == longest]
    told = {(one.end, simplified(one.text)) for one in best}
    if len(told) <= 1:
        return best[0] if best else None
    # All but the last character is sure: the last stays open.
    open_ = [one for one in found if one.text.endswith(GAP)]
    sure = {(end, text[:-1]) for end, text in told}
    return open_[0] if len(sure) == len(open_) == 1 else None


def _judged(before: str, new: str, behind: str, end: int, said: Said) -> _Repair:
    whole = simplified(before + new + behind)
    words = _in_words(whole, said)
    inside = range(len(before), len(before) + len(new))
    usual = all(_usual(whole[at]) or whole[at] == GAP for at in inside)
    covered = sum(words[at] > 0 or whole[at] in _MARKS for at in inside)
    return _Repair(end, new, covered, max((words[at] for at in inside), default=0), usual)


def _in_words(text: str, said: Said) -> list[int]:
    """Return for each character how long the word of the lexicon is, or told elsewhere, in which it stands."""
    found = [0] * len(text)
    for at in range(len(text) - 2):
        if text[at + 2] in said.get(text[at : at + 2], ()):
            found[at : at + 3] = (max(3, length) for length in found[at : at + 3])
    for at in range(len(text)):
        for end in range(min(len(text), at + _LONGEST_WORD), at + 1, -1):
            if text[at:end] in lexicon():
                found[at:end] = (max(end - at, length) for length in found[at:end])
                break
    return found


@cache
def _usual(char: str) -> bool:
    """Tell a mark or one of the 3,755 characters that are most in use from the others."""
    code = char.encode("gb2312", "ignore")
    return char in _MARKS or (len(code) == 2 and 0xB0 <= code[0] <= 0xD7)


def _lost_bytes(previous: str, reading: str) -> Iterator[tuple[bytes, ...]]:
    """Yield the bytes which make, behind the trail byte of `previous`, a character of that reading.

    Traditional characters first: mostly those are given a reading.
    """
    code = previous.encode("gbk", "ignore")
    if len(code) == 2:
        found = _read_so(code[1], reading)
        traditional = tuple(char for char in found if simplified(char) != char)
        for chars in filter(None, (traditional, found)):
            yield tuple(char.encode("gbk")[1:] for char in chars)


def _read_so(lead: int, reading: str) -> tuple[str, ...]:
    """Return the characters of a lead byte that have a reading."""
    return tuple(char for char in _led_by(lead) if reading in readings(char))


@cache
def _led_by(lead: int) -> tuple[str, ...]:
    """Return all characters of a lead byte."""
    both = (bytes((lead, trail)).decode("gbk", "ignore") for trail in range(0x40, 0xFF))
    return tuple(char for char in both if len(char) == 1)


def _ends(tail: str) -> Iterator[_End]:
    """Yield where a stretch may end: at a letter that was a trail byte, at a swallowed byte.

    A letter or a mark may also be one of full width, which somebody made narrow: then it goes on.
    """
    code, count = b"", 0
    for at, char in enumerate(tail):
        if char == "?":
            following = _NEXT.match(tail, at)
            reading = following.group(1) if following else ""
            yield _End(following.end() if following else at + 1, code, reading)
            return
        if not char.isascii():
            own = char.encode("gbk", "ignore")
        elif char.isprintable() and char != " ":
            if ord(char) in _TRAIL and count < _MOST_ENDS:
                count += 1
                yield _End(at + 1, code + char.encode(), None)
            own = bytes((0xA3, ord(char) + 0x80))
        else:
            return
        if len(own) != 2:
            return
        code += own


def _decoded(
    before: str, losts: tuple[bytes, ...], behind: str, end: _End, said: Said
) -> Iterator[str]:
    """Yield what the lost byte and a damaged stretch may have been."""
    for lost in losts:
        stream = lost + end.code
        body = stream if end.reading is None else stream[:-1]
        whole = body.decode("gbk", "ignore")
        if len(body) % 2 or len(whole) != len(body) // 2:
            continue
        if end.reading is None:
            yield whole
        elif end.reading:
            yield from (whole + last for last in _read_so(stream[-1], end.reading))
        else:
            yield from (whole + last for last in _lasts(before + whole, behind, stream[-1], said))
            if whole:
                yield whole + GAP


def _lasts(before: str, behind: str, lead: int, said: Said) -> Iterator[str]:
    """Yield the characters, of that lead byte, that make a known word with what stands around them."""
    left, right = simplified(before[-_LONGEST_WORD:]), simplified(behind)
    own, words = _simplified_of(lead), _without_one()
    found = {char for last in said.get(left[-2:], ()) for char in own.get(last, ())}
    for at in range(len(left) + 1):
        for end in range(len(right) + 1):
            for missing in words.get((left[at:], right[:end]), ()):
                found.update(own.get(missing, ()))
    yield from sorted(found)


@cache
def _without_one() -> dict[tuple[str, str], list[str]]:
    """Return each character of the lexicon's words by what stands before and behind it."""
    found: dict[tuple[str, str], list[str]] = {}
    for word in lexicon():
        for at, char in enumerate(word):
            found.setdefault((word[:at], word[at + 1 :]), []).append(char)
    return found


@cache
def _simplified_of(lead: int) -> dict[str, list[str]]:
    """Return the characters of a lead byte by what they are when simplified."""
    found: dict[str, list[str]] = {}
    for char in _led_by(lead):
        found.setdefault(simplified(char), []).append(char)
    return found
