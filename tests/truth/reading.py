"""How a cell of an answer is read, so that it can be held against one of the truth."""

from __future__ import annotations

import re
from collections.abc import Callable

from graph.model.cells import Cell as Answered
from graph.model.cells import Edge, Node
from tests.truth.records import Cell, Records

Reader = Callable[[Records, Answered], Cell]


def as_is(_: Records, cell: Answered) -> Cell:
    """Return a cell as it stands; the one of several, any number as a float."""
    if isinstance(cell, tuple):
        assert len(cell) < 2, f"one value expected: {cell}"
        return as_is(_, cell[0]) if cell else None
    assert not isinstance(cell, Node | Edge), cell
    if isinstance(cell, bool) or cell is None:
        return cell
    return float(cell) if isinstance(cell, int | float) else str(cell)


def yes(_: Records, cell: Answered) -> Cell:
    """Return what 是, 否 or a truth value says."""
    return {"是": True, "否": False}.get(str(cell)) if isinstance(cell, str) else bool(cell)


def many(_: Records, cell: Answered) -> Cell:
    """Return how many values there are, or the number that stands for them."""
    if isinstance(cell, int | float):
        return float(cell)
    return float(len(cell)) if isinstance(cell, tuple) else float(cell is not None)


def some(records: Records, cell: Answered) -> Cell:
    """Tell whether there is any value, or a number above none."""
    found = many(records, cell)
    return bool(found)


def unit(records: Records, cell: Answered) -> Cell:
    """Return the party body that a unit is called by at the end."""
    name = as_is(records, cell)
    return records.body(str(name)) if name else None


def head(_: Records, cell: Answered) -> Cell:
    """Return the first word: R44 of R44 以老带新."""
    return str(cell).split()[0]


def tail(_: Records, cell: Answered) -> Cell:
    """Return the last word: 共7人 of 组长1 副组长1 联络员1 共7人."""
    return str(cell).split()[-1]


def document(_: Records, cell: Answered) -> Cell:
    """Return the report that a place lies in."""
    return str(as_is(_, cell)).split(".txt")[0]


def level_of(level: str) -> Reader:
    """Return a reader of how many units of a level are listed: 6 of 县管 6."""

    def read(_: Records, cell: Answered) -> Cell:
        listed = " ".join(map(str, cell)) if isinstance(cell, tuple) else str(cell)
        found = re.search(rf"{level}\s*(\d+)", listed)
        return float(found[1]) if found else 0.0

    return read


def round_no(records: Records, cell: Answered) -> Cell:
    """Return the number of a round by its number or its name."""
    told = as_is(records, cell)
    if not isinstance(told, str):
        return told
    digits = "一二三四五六七八九"
    found = re.search(r"第([一二三四五六七八九十]+)轮", told)
    tens, _, ones = found[1].rpartition("十") if found else ("", "", "")
    many_tens = (digits.index(tens) + 1 if tens else 1) if found and "十" in found[1] else 0
    return float(many_tens * 10 + (digits.index(ones) + 1 if ones else 0)) if found else None


def checklist(part: int) -> Reader:
    """Return a reader of the name (0) or the version (1) of a checklist."""
    return lambda _, cell: str(as_is(_, cell)).split()[part]


def pair(part: int) -> Reader:
    """Return a reader of one of two names that stand side by side, in their order as text."""
    return lambda _, cell: sorted(str(cell).split(" / "))[part].split()[0]
