"""Rows of a table that somebody broke, or that were broken at the width of the page: made whole again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.reports.offsets import Mapped, joined

_BAR = "|"
_NUMERAL = re.compile(r"[一二三四五六七八九十]+|\d+")
_MOST = 12
"""Lines that one row is broken into at most: where more are of one length, they are rows of one length."""
_EQUAL = 3
"""How many lines are as long as the longest where a text was broken at one width."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, its length in the original, and whether a blank line goes before it."""

    text: Mapped
    length: int
    apart: bool

    @property
    def bars(self) -> int:
        """How many bars between cells it has."""
        return self.text.text.count(_BAR)

    def with_rest(self, rest: Line) -> Line:
        """Return the line with its rest, as long as the page sets its end."""
        return replace(self, text=joined((self.text, rest.text)))


def whole_rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, the parts of a broken row of a table as one."""
    width = max((line.length for line in lines), default=0)
    if sum(line.length == width for line in lines) < _EQUAL:
        return _by_count(lines)
    found: list[Line] = []
    at = 0
    while at < len(lines):
        rows, taken = _broken_at(width, lines, at) if lines[at].bars else ([], 0)
        found += rows or [lines[at]]
        at += taken or 1
    return _by_count(found)


def _broken_at(width: int, lines: Sequence[Line], start: int) -> tuple[list[Line], int]:
    """Return the rows of the table that begins at a line, and how many lines they take; none if they differ."""
    rows: list[Line] = []
    at = start
    while at < len(lines) and lines[at].bars:
        bars = rows[0].bars if rows else 0
        row, end = lines[at], at + 1
        while end < len(lines) and lines[end - 1].length == width and not lines[end].apart:
            if end - at == _MOST:
                return [], 0
            if bars and row.bars >= bars and lines[end].bars:
                break
            row, end = row.with_rest(lines[end]), end + 1
        if bars and row.bars != bars:
            break
        rows.append(row)
        at = end
    return (rows, at - start) if len(rows) > 1 else ([], 0)


def _by_count(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, two as one that have together as many bars as the row before them.

    Also those whose first cell was broken, if together it is named like one before (县委第三 | 巡察组).
    """
    found: list[Line] = []
    bars = 0
    for line in lines:
        before = found[-1].bars if found else 0
        counted = bool(line.bars) and before + line.bars == bars
        if counted if before else _named_alike(found, line):
            found[-1] = found[-1].with_rest(line)
        else:
            found.append(line)
            bars = max(bars, line.bars) if line.bars else 0
    return found


def _named_alike(found: Sequence[Line], line: Line) -> bool:
    """Tell whether the last line and a row's first cell are together like the first cell of the row before."""
    if len(found) < 2 or found[-2].bars != line.bars:
        return False
    cell = found[-1].text.text.strip() + _first_cell(line)
    return bool(line.bars) and _shape(cell) == _shape(_first_cell(found[-2]))


def _first_cell(row: Line) -> str:
    return row.text.text.split(_BAR)[0].strip()


def _shape(cell: str) -> str:
    """Return a cell with every numeral the same."""
    return _NUMERAL.sub("#", cell)
