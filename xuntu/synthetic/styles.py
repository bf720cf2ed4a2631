"""How clerks write: dates, months and digits in several ways, by the luck of the row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

Cell = str | int | float | date | None
Value = str | int | float | bool | tuple[str, ...] | None
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def dress(rng: Random, kind: str, value: Value) -> Cell:
    """Return a value as a cell of a column of this type would hold it."""
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return rng.choice(("；", ";", "、")).join(value)
    if isinstance(value, str) and kind == "date":
        return _day(rng, value)
    if isinstance(value, str) and kind.startswith("YYYY-MM") and value[0].isdigit():
        return _month(rng, value)
    if isinstance(value, int) and rng.random() < 0.01:
        return str(value).translate(_WIDE)
    return value


def _day(rng: Random, text: str) -> Cell:
    roll = rng.random()
    year, month, day = (int(part) for part in text.split("-"))
    if roll < 0.55:
        return date(year, month, day)
    if roll < 0.8:
        return text
    return f"{year}.{month}.{day}" if roll < 0.9 else f"{year}年{month}月{day}日"


def _month(rng: Random, text: str) -> str:
    roll = rng.random()
    year, month = text.split("-")
    if roll < 0.5:
        return text
    if roll < 0.75:
        return f"{year}.{int(month)}"
    return f"{year}年{int(month)}月" if roll < 0.985 else f"{year}.{int(month)}".translate(_WIDE)


def ordered(
    rng: Random, columns: Mapping[str, str], row: Mapping[str, Value], *, said: bool = False
) -> list[Cell]:
    """Return a row's cells in the order of the columns (field -> type); `said`: 有/无 for 是/否."""
    cells = [dress(rng, kind, row.get(field)) for field, kind in columns.items()]
    if said:
        return [{"是": "有", "否": "无"}.get(c, c) if isinstance(c, str) else c for c in cells]
    return cells
