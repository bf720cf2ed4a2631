"""What cleaning did to a report: where it is read otherwise than it is written, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.reports import spam
from loaders.reports.offsets import Mapped
from loaders.reports.words import GAP, MISSING, simplified

SCRIPT, MARKS, PINYIN, DAMAGE, SPAM = "script", "marks", "pinyin", "damage", "spam"
LABELS = {
    SCRIPT: "繁体字",
    MARKS: "标点",
    PINYIN: "夹带注音",
    DAMAGE: "编码修复",
    SPAM: "垃圾文字",
}
"""What each kind of repair is called, in the order in which a clerk reads it."""

_PINYIN = re.compile(r"[(（]\s*[a-zü\u00e0-\u01dc]+\s*[)）]")
_CJK = re.compile(r"[\u3400-\u9fff]")
_FOREIGN = re.compile(r"[?A-Za-zü\u00e0-\u01dc\ufffd]")
_IN_RUNS = frozenset((SCRIPT, MARKS))


@dataclass(frozen=True, slots=True)
class Repair:
    """One stretch of the original and what is read there; nothing, where it was taken out."""

    start: int
    end: int
    read: str
    kind: str


def repairs(original: str, cleaned: Mapped) -> list[Repair]:
    """Return all repairs of a text in order, apart from each other; neighbours of one kind are one."""
    found: list[Repair] = []
    for start, end, read in _differences(original, cleaned):
        kind = _kind(original[start:end], read)
        last = found[-1] if found else None
        if last and last.end == start and kind == last.kind and kind in _IN_RUNS:
            found[-1] = Repair(last.start, end, last.read + read, kind)
        else:
            found.append(Repair(start, end, read.replace(MISSING, GAP), kind))
    return found


def _differences(original: str, cleaned: Mapped) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and new text of every stretch that is not what it was."""
    done = 0
    for start, end, read in _stretches(cleaned):
        if done < start:
            yield done, start, ""
        if read != original[start:end]:
            yield start, end, read
        done = max(done, end)
    if done < len(original):
        yield done, len(original), ""


def _stretches(cleaned: Mapped) -> Iterator[tuple[int, int, str]]:
    """Yield the text by stretches of the original, those that share characters made one."""
    start = end = 0
    read: list[str] = []
    for char, first, last in zip(cleaned.text, cleaned.starts, cleaned.ends, strict=True):
        if read and first < end:
            start, end = min(start, first), max(end, last)
            read.append(char)
            continue
        if read:
            yield start, end, "".join(read)
        start, end, read = first, last, [char]
    if read:
        yield start, end, "".join(read)


def _kind(written: str, read: str) -> str:
    if any(spam.spots(simplified(written))):
        return SPAM
    if not read and _PINYIN.fullmatch(written):
        return PINYIN
    if not _CJK.search(written + read) or (_CJK.search(written) and _with_mark(written, read)):
        return MARKS
    return DAMAGE if _FOREIGN.search(written) else SCRIPT


def _with_mark(written: str, read: str) -> bool:
    """Tell whether what is read is what is written and a mark behind it."""
    return read[:-1] == simplified(written) and not _CJK.search(read[-1:])
