"""The lanes of a network: one row a kind, one column a period; nothing overlaps, nothing is at random."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.model.schema import schema

Point = tuple[float, float]

WIDE, HIGH = 92.0, 54.0
"""Room of one node with its name below it."""
HEAD, GAP = 26.0, 34.0
"""Room of a column's head above its nodes; between two lanes or columns."""
UNDATED = "无日期"


@dataclass(frozen=True, slots=True)
class Band:
    """A lane or a column: its name and where it begins and ends."""

    label: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Lanes:
    """Where each node stands, the lanes from top to bottom, the columns from left to right."""

    points: Mapping[int, Point]
    rows: tuple[Band, ...]
    columns: tuple[Band, ...]


def _period(first: int, last: int) -> int:
    """Return the months of a column, so that there are not many of them."""
    return next((size for size, most in ((1, 14), (3, 48)) if last - first < most), 12)


def _label(start: int, months: int) -> str:
    year, month = divmod(start, 12)
    if months == 12:
        return f"{year}年"
    return f"{year}年{month + 1}月" if months == 1 else f"{year}年{month // 3 + 1}季度"


def place(kinds: Sequence[str], starts: Sequence[int | None], names: Sequence[int]) -> Lanes:
    """Return the lanes of the nodes `names`, whose kinds and first months are given by their places."""
    known = [start for name in names if (start := starts[name]) is not None]
    months = _period(min(known), max(known)) if known else 12
    cells: dict[tuple[str, int], list[int]] = defaultdict(list)
    for name in names:
        start = starts[name]
        cells[kinds[name], -1 if start is None else start // months * months].append(name)
    lanes = [kind for kind in schema().nodes if any(kind == lane for lane, _ in cells)]
    periods = sorted({period for _, period in cells})
    across = {period: _across(period, cells) for period in periods}
    columns = _bands(
        [UNDATED if p < 0 else _label(p, months) for p in periods],
        [across[p] * WIDE for p in periods],
    )
    tall = [
        max(
            math.ceil(len(cells[lane, p]) / across[p]) if (lane, p) in cells else 0 for p in periods
        )
        for lane in lanes
    ]
    rows = _bands([schema().nodes[lane].label for lane in lanes], [n * HIGH + HEAD for n in tall])
    points = {
        name: (
            round(column.start + (at % across[period] + 0.5) * WIDE, 1),
            round(row.start + HEAD + (at // across[period] + 0.3) * HIGH, 1),
        )
        for lane, row in zip(lanes, rows, strict=True)
        for period, column in zip(periods, columns, strict=True)
        for at, name in enumerate(cells.get((lane, period), ()))
    }
    return Lanes(points, rows, columns)


def _across(period: int, cells: Mapping[tuple[str, int], list[int]]) -> int:
    """Return how many nodes stand beside each other in a column: its fullest cell is wider than high."""
    fullest = Counter({lane: len(names) for (lane, p), names in cells.items() if p == period})
    return max(1, math.ceil(math.sqrt(fullest.most_common(1)[0][1] * 2.6)))


def _bands(labels: Sequence[str], sizes: Sequence[float]) -> tuple[Band, ...]:
    found, at = [], 0.0
    for label, size in zip(labels, sizes, strict=True):
        found.append(Band(label, at, at + size))
        at += size + GAP
    return tuple(found)
