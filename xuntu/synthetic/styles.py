"""How clerks write: dates, months and digits in several ways, by the luck of the row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

Cell = str | int | float | date | None
Value = str | int | float | bool | tuple[str, ...] | None
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Tongue:
    """The habits of one office: how it separates lists, writes days and says yes and no."""

    separators: tuple[str, ...]
    days: tuple[tuple[float, str], ...]
    """Up to which share of the luck a day is written by this pattern; an empty one is a date cell."""

    answers: tuple[str, str] = ("是", "否")


FIRST = Tongue(
    ("；", ";", "、"), ((0.55, ""), (0.8, "{0:04d}-{1:02d}-{2:02d}"), (0.9, "{0}.{1}.{2}"), (1, "{0}年{1}月{2}日"))
)  # fmt: skip
SECOND = Tongue(
    ("、", "\n", "，"),
    ((0.3, ""), (0.6, "{0}/{1}/{2}"), (0.8, "{0:04d}{1:02d}{2:02d}"), (1, "{0}年{1:02d}月{2:02d}日")),
    ("√", "×"),
)  # fmt: skip
STANDARD = Tongue(("；",), ((1, "{0:04d}-{1:02d}-{2:02d}"),))
"""What a template asks for: nothing is left to luck."""


def dress(rng: Random, kind: str, value: Value, tongue: Tongue = FIRST) -> Cell:
    """Return a value as a cell of a column of this type would hold it."""
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, bool):
        return tongue.answers[0] if value else tongue.answers[1]
    if isinstance(value, tuple):
        return rng.choice(tongue.separators).join(value)
    if isinstance(value, str) and kind.startswith("date") and value[0].isdigit():
        return _day(rng, value, tongue)
    if isinstance(value, str) and kind.startswith("YYYY-MM") and value[0].isdigit():
        return value if tongue is STANDARD else _month(rng, value)
    if isinstance(value, int) and tongue is not STANDARD and rng.random() < 0.01:
        return str(value).translate(_WIDE)
    return value


def _day(rng: Random, text: str, tongue: Tongue) -> Cell:
    roll = rng.random()
    year, month, day = (int(part) for part in text.split("-"))
    pattern = next(written for share, written in tongue.days if roll < share)
    return pattern.format(year, month, day) if pattern else date(year, month, day)


def _month(rng: Random, text: str) -> str:
    roll = rng.random()
    year, month = text.split("-")
    if roll < 0.5:
        return text
    if roll < 0.75:
        return f"{year}.{int(month)}"
    return f"{year}年{int(month)}月" if roll < 0.985 else f"{year}.{int(month)}".translate(_WIDE)


def ordered(
    rng: Random,
    columns: Mapping[str, str],
    row: Mapping[str, Value],
    tongue: Tongue = FIRST,
    *,
    said: bool = False,
) -> list[Cell]:
    """Return a row's cells in the order of the columns (field -> type); `said`: 有/无 for 是/否."""
    cells = [dress(rng, kind, row.get(field), tongue) for field, kind in columns.items()]
    if said:
        return [{"是": "有", "否": "无"}.get(c, c) if isinstance(c, str) else c for c in cells]
    return cells
