"""Damage of texts in which pinyin was put between the bytes of two GBK characters.

The stream is one byte off from there on, until a byte is swallowed or stands alone. The lost byte is
found from the character that the injector saw across the two and whose reading it wrote. What then
stands there is read, not guessed: it must be made of words of the lexicon, or be the only reading of
usual characters. A last character that nothing tells is left open, and everything else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from loaders.reports.lost_signs import LONGEST_WORD, Told, alone, candidates, led_by, said
from loaders.reports.naming import surnames
from loaders.reports.offsets import Edit, Mapped
from loaders.reports.words import MISSING, readings, simplified, telling_words

_PINYIN = r"([a-zü\u00e0-\u01dc]{1,6})\)"
_SPOT = re.compile(rf"(?<=[\u4e00-\u9fff\u3001-\u301c\uff01-\uff1f“”])\?{_PINYIN}")
_NEXT = re.compile(rf"\?[(（]?{_PINYIN}")
_SWALLOWING = re.compile(r"\?[A-Za-z](?![A-Za-zü\u00e0-\u01dc])")
"""A question mark that may be two bytes itself, with the end of a stretch behind it."""

_LEFT = re.compile(
    r"(?<=[\u4e00-\u9fff\u3001-\u301c\uff01-\uff1f“”])[?？][a-zü\u00e0-\u01dc]{1,6}[)）]"
    r"(?:[\u4e00-\u9fff]{0,20}[?？A-Za-z])?"
)
"""A spot as it looks when the marks around it have been made wide."""

_REACH = 200
_MOST_ENDS = 12
_CONTEXT = 6
_NO_CHANCE = 3
"""A word that is longer is met by no chance: 工作规划 is read, not 规则 behind 工作."""

_MARKS = "，。、；：？！（）“”《》—…"
_TRAIL = range(0x40, 0x7F)
_HANZI = re.compile("[\u4e00-\u9fff]{3,}")


@dataclass(frozen=True, slots=True)
class _End:
    """Where a damaged stretch may end: behind how many characters, its bytes, and what the last byte tells.

    `reading` is None where the stretch is whole, "" where its last byte leads a character that is lost.
    """

    length: int
    code: bytes
    reading: str | None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a stretch may have been, and whether something tells its last character."""

    text: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class _Repair:
    """What may have stood there, and how sure that is.

    How many of its characters stand in words, the longest of these words, whether all characters are
    usual, and all behind the first.
    """

    end: int
    text: str
    covered: int
    longest: int
    usual: bool
    usual_behind: bool


def repair(text: Mapped) -> Mapped:
    """Return the text with every spot repaired that can be read; the others stay."""
    spots = list(_SPOT.finditer(text.text))
    told = said(text.text if spots else "")
    edits: list[Edit] = []
    for spot in spots:
        if edits and spot.start() < edits[-1][1]:
            continue
        found = _repaired(text.text, spot, told)
        if found is not None:
            edits.append((spot.start(), spot.end() + found.end, found.text))
    return text.edited(edits) if edits else text


def damaged(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a cleaned text that are still damaged, as far as their bytes may be off."""
    for spot in _LEFT.finditer(text):
        yield spot.span()


def _repaired(text: str, spot: re.Match[str], told: Told) -> _Repair | None:
    """Return what stood there, or what is left of it with a gap in it."""
    found = None
    for losts in _lost_bytes(text[spot.start() - 1], spot.group(1)):
        new = _read(text, spot, losts, told)
        if new is not None and MISSING not in new.text:
            return new
        found = found or new
    return found


def _read(text: str, spot: re.Match[str], losts: tuple[bytes, ...], told: Told) -> _Repair | None:
    line = text[max(0, spot.start() - _REACH) : spot.start()].rsplit("\n", 1)[-1]
    found = []
    for end in _ends(text[spot.end() : spot.end() + _REACH]):
        at = spot.end() + end.length
        behind = text[at : at + _REACH].split("\n", 1)[0]
        for new in _decoded(line, losts, behind, end, told):
            found.append(_judged(line, new, behind, end.length, told))
    return _best(found)


def _best(found: list[_Repair]) -> _Repair | None:
    """Return the repair made of words, else the only one of usual characters, else what they have in common."""
    fitting = [one for one in found if one.usual or one.covered == len(one.text)]
    fitting = fitting or [
        one for one in found if one.usual_behind and one.covered >= len(one.text) - 1 > 0
    ]
    most = max((one.covered for one in fitting), default=0)
    best = [one for one in fitting if one.covered == most]
    longest = max((one.longest for one in best), default=0)
    if longest > _NO_CHANCE:
        best = [one for one in best if one.longest == longest]
    return _agreed(best) if best else None


def _agreed(best: list[_Repair]) -> _Repair | None:
    """Return what several readings have in common, if they differ only in their first or last character."""
    texts = [simplified(one.text) for one in best]
    if len({(one.end, len(one.text)) for one in best}) > 1:
        return None
    signs = [chars[0] if len(set(chars)) == 1 else MISSING for chars in zip(*texts, strict=True)]
    if MISSING in signs[1:-1]:
        return None
    return best[0] if MISSING not in signs else replace(best[0], text="".join(signs))


def _judged(line: str, new: _Reading, behind: str, end: int, told: Told) -> _Repair:
    before = line[-_CONTEXT:]
    whole = simplified(before + new.text + behind[:_CONTEXT])
    words = _in_words(whole, told)
    first, last = len(before), len(before) + len(new.text) - 1
    if whole[first] in alone():
        words[first] = max(words[first], 1)
    if new.told:
        words[last] = max(words[last], 1)
    inside = range(first, last + 1)
    usual = [_usual(whole[at]) or whole[at] == MISSING for at in inside]
    covered = sum(words[at] > 0 or whole[at] in _MARKS for at in inside)
    longest = max((words[at] for at in inside), default=0)
    return _Repair(end, new.text, covered, longest, all(usual), all(usual[1:]))


def _in_words(text: str, told: Told) -> list[int]:
    """Return for each character how long the known word is, or told elsewhere, in which it stands."""
    found = [0] * len(text)
    for at in range(len(text) - 2):
        if text[at + 2] in told.get(text[at : at + 2], ()):
            found[at : at + 3] = (max(3, length) for length in found[at : at + 3])
    for at in range(len(text)):
        for end in range(min(len(text), at + LONGEST_WORD), at + 1, -1):
            if text[at:end] in telling_words():
                found[at:end] = (max(end - at, length) for length in found[at:end])
                break
    return found


@cache
def _usual(char: str) -> bool:
    """Tell a mark, a surname or one of the 3,755 characters that are most in use from the others."""
    code = char.encode("gb2312", "ignore")
    listed = char in _MARKS or char in surnames()
    return listed or (len(code) == 2 and 0xB0 <= code[0] <= 0xD7)


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
    return tuple(char for char in led_by(lead) if reading in readings(char))


def _ends(tail: str) -> Iterator[_End]:
    """Yield where a stretch may end: at a letter that was a trail byte, at a swallowed byte.

    A letter or a mark may also be one of full width, which somebody made narrow: then it goes on.
    """
    code, count = b"", 0
    for at, char in enumerate(tail):
        if char == "?":
            following = _NEXT.match(tail, at)
            reading = following.group(1) if following else ""
            run = len(tail) - at - len(tail[at:].lstrip("?"))
            yield _End(following.end() if following else at + run, code, reading)
            if following or not _SWALLOWING.match(tail, at):
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
    line: str, losts: tuple[bytes, ...], behind: str, end: _End, told: Told
) -> Iterator[_Reading]:
    """Yield what the lost byte and a damaged stretch may have been."""
    for lost in losts:
        stream = lost + end.code
        body = stream if end.reading is None else stream[:-1]
        whole = body.decode("gbk", "ignore")
        if len(body) % 2 or len(whole) != len(body) // 2:
            continue
        if end.reading is None:
            yield _Reading(whole)
        elif end.reading:
            yield from (_Reading(whole + last) for last in _read_so(stream[-1], end.reading))
        else:
            lasts = sorted(candidates(line + whole, behind, stream[-1], told))
            yield from (_Reading(whole + last, told=True) for last in lasts)
            yield _Reading(whole + MISSING)
