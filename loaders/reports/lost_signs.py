"""Which character was lost, where only its first byte is left: told by the words and the text around it.

A byte leaves some ninety characters to choose from, or 190 traditional ones. What the same text says
elsewhere, a word, or a frame that takes only a numeral or a mark may leave one of them; what leaves
several is not decided here. A person's name is never filled in from a word: words are not names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from loaders.reports.words import lines, simplified, telling_words

LONGEST_WORD = 10
_MARK_LEAD = 0xA1
_NUMERALS = frozenset("一二三四五六七八九十")
_TO_NUMBERS = frozenset("占达有共为约近超计第")
_COUNTED = re.compile("[轮届次批组巡个]")
_HANZI = re.compile("[\u4e00-\u9fff]{3,}")
_PAIRS = (("《", "》"), ("“", "”"))
_LISTED = re.compile("([村镇乡局组委办会部院站所校司队处科])、[\u4e00-\u9fff]{1,8}$")
_ENTERED = re.compile("进驻[^，。]*[镇乡村局院会社办道]$")
_UNDONE = re.compile("(?:未|没有|正在|尚在|已经)[\u4e00-\u9fff]{1,4}$")
_OF_COUNT = re.compile(r"\d+[个件条项]")
_STARTS = re.compile(r"\d{4}年|\d{1,2}月")


Told = Mapping[str, set[str]]
"""What follows each two characters somewhere in a text."""


def said(text: str) -> Told:
    """Return what follows each two characters somewhere in a text: names are told more than once."""
    found: dict[str, set[str]] = {}
    for run in _HANZI.findall(simplified(text)):
        for at in range(len(run) - 2):
            found.setdefault(run[at : at + 2], set()).add(run[at + 2])
    return found


def candidates(line: str, behind: str, lead: int, told: Told) -> set[str]:
    """Return the characters of a lead byte for which the text or a word speaks, between a line and what follows."""
    if lead == _MARK_LEAD:
        return set(_mark(line, behind))
    left, right = simplified(line[-LONGEST_WORD:]), simplified(behind[:LONGEST_WORD])
    elsewhere = told.get(left[-2:], set())
    found = elsewhere - {"第"} if _OF_COUNT.match(right) else elsewhere
    found = found | _of_frame(left, right) | set(_in_words(left, right))
    own = _simplified_of(lead)
    return {sign for char in found for sign in own.get(char, ())}


def _of_frame(left: str, right: str) -> set[str]:
    """Return what alone can stand in a frame.

    A numeral (第□轮, □是), what leads to a number (…的□11条), the end of a list's last member (东村、西□；),
    what leads from a state to its count (还没有启动□6个), the time behind a deed (进驻东镇□，).
    """
    if left.endswith("第") and _COUNTED.match(right):
        return set(_NUMERALS)
    if right.startswith("是") and (not left or not _is_han(left[-1])):
        return set(_NUMERALS)
    if left.endswith("的") and right[:1].isdigit():
        return set(_TO_NUMBERS)
    if _UNDONE.search(left) and _OF_COUNT.match(right):
        return set("的")
    if right[:1] in {"，", ","} and _ENTERED.search(left):
        return set("后时")
    listed = _LISTED.search(left) if not _is_han(right[:1] or " ") else None
    return {listed.group(1)} if listed else set()


def _in_words(left: str, right: str) -> Iterator[str]:
    """Yield what makes a known word with what stands around it."""
    for at in range(len(left) + 1):
        for end in range(len(right) + 1):
            yield from _without_one().get((left[at:], right[:end]), ())


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _mark(line: str, behind: str) -> str:
    """Return the mark of Chinese sentences that was lost, where only one can have stood."""
    for opening, closing in _PAIRS:
        if line.rfind(opening) > line.rfind(closing):
            later = [behind.find(mark) for mark in (opening, closing)]
            again = later[1] >= 0 and not 0 <= later[0] < later[1]
            return "" if again else closing
    if not behind.strip() or _STARTS.match(behind):
        return "。"
    return ""


@cache
def alone() -> frozenset[str]:
    """Return the signs that are words by themselves."""
    return frozenset("".join(lines("alone.txt")))


@cache
def _without_one() -> dict[tuple[str, str], list[str]]:
    """Return each character of the known words by what stands before and behind it."""
    found: dict[tuple[str, str], list[str]] = {}
    for word in telling_words():
        for at, char in enumerate(word):
            found.setdefault((word[:at], word[at + 1 :]), []).append(char)
    return found


@cache
def led_by(lead: int) -> tuple[str, ...]:
    """Return all characters of a lead byte."""
    both = (bytes((lead, trail)).decode("gbk", "ignore") for trail in range(0x40, 0xFF))
    return tuple(char for char in both if len(char) == 1)


@cache
def _simplified_of(lead: int) -> dict[str, list[str]]:
    """Return the characters of a lead byte by what they are when simplified."""
    found: dict[str, list[str]] = {}
    for char in led_by(lead):
        found.setdefault(simplified(char), []).append(char)
    return found
