"""Damage of texts in which pinyin was put between the bytes of two GBK characters.

The stream is one byte off from there on. The lost byte is found from the character that the injector
saw across the two and whose reading it wrote; a word of the lexicon must confirm the repair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from loaders.reports.offsets import Edit, Mapped
from loaders.reports.words import lexicon, readings, simplified

_SPOT = re.compile(r"(?<=[\u4e00-\u9fff])\?([a-zü\u00e0-\u01dc]{1,6})\)")
_REACH = 12
_HANZI = re.compile(r"[\u4e00-\u9fff]+")


def repair(text: Mapped) -> Mapped:
    """Return the text with every spot repaired that the lexicon confirms; the others stay."""
    edits: list[Edit] = []
    for spot in _SPOT.finditer(text.text):
        if edits and spot.start() < edits[-1][1]:
            continue
        found = _repaired(text.text, spot)
        if found is not None:
            edits.append(found)
    return text.edited(edits) if edits else text


def damaged(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spots of a text that are still damaged."""
    for spot in _SPOT.finditer(text):
        yield spot.span()


def _repaired(text: str, spot: re.Match[str]) -> Edit | None:
    before = text[max(0, spot.start() - 6) : spot.start()]
    tail = text[spot.end() : spot.end() + _REACH]
    best: tuple[int, Edit] | None = None
    for lost in _lost_bytes(text[spot.start() - 1], spot.group(1)):
        for length in range(1, len(tail) + 1):
            for new in _decoded(before, lost, tail[:length]):
                weight = _confirmed(simplified(before), simplified(new))
                if weight and (best is None or weight > best[0]):
                    best = weight, (spot.start(), spot.end() + length, new)
            if tail[length - 1] == "?":
                break
    return best[1] if best else None


def _lost_bytes(previous: str, reading: str) -> tuple[bytes, ...]:
    """Return the bytes which make, behind the trail byte of `previous`, a character of that reading."""
    code = previous.encode("gbk", "ignore")
    if len(code) != 2:
        return ()
    return _trails(code[1], reading)


@cache
def _trails(lead: int, reading: str) -> tuple[bytes, ...]:
    found = []
    for trail in range(0x40, 0xFF):
        char = bytes((lead, trail)).decode("gbk", "ignore")
        if len(char) == 1 and reading in readings(char):
            found.append(bytes((trail,)))
    return tuple(found)


def _decoded(before: str, lost: bytes, tail: str) -> Iterator[str]:
    """Yield what the lost byte and a damaged stretch may have been."""
    body, open_end = (tail[:-1], True) if tail.endswith("?") else (tail, False)
    for code in _codes(body):
        stream = lost + code
        if open_end != bool(len(stream) % 2):
            continue
        whole = (stream[:-1] if open_end else stream).decode("gbk", "ignore")
        if len(whole) != len(stream) // 2 or not _HANZI.fullmatch(whole or before):
            continue
        if not open_end:
            yield whole
        else:
            yield from (whole + last for last in _lasts(before + whole, stream[-1]))


def _codes(body: str) -> Iterator[bytes]:
    """Yield the GBK bytes of a stretch; a letter was a trail byte or a full-width letter."""
    choices: list[tuple[bytes, ...]] = []
    for char in body:
        if char.isascii() and char.isalpha():
            choices.append((char.encode(), bytes((0xA3, ord(char) + 0x80))))
        else:
            code = char.encode("gbk", "ignore")
            if not code:
                return
            choices.append((code,))
    if sum(len(c) > 1 for c in choices) <= 3:
        yield from (b"".join(parts) for parts in product(*choices))


def _lasts(text: str, lead: int) -> Iterator[str]:
    """Yield the last characters, of that lead byte, with which the stretch ends in a known word."""
    plain = simplified(text)
    for word in lexicon():
        last = word[-1]
        code = last.encode("gbk", "ignore")
        if plain.endswith(word[:-1]) and len(code) == 2 and code[0] == lead:
            yield last


def _confirmed(before: str, new: str) -> int:
    """Return how many characters of a repair stand in words of the lexicon, 0 unless all do."""
    joined = before + new
    covered = [False] * len(joined)
    for word in lexicon():
        at = joined.find(word)
        while at >= 0:
            covered[at : at + len(word)] = [True] * len(word)
            at = joined.find(word, at + 1)
    return len(new) if all(covered[len(before) :]) else 0
