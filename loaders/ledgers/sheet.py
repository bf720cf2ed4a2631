"""A sheet of text cells; what Excel knows of a cell beyond its text is kept as the cell's class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")


class DateCell(str):
    """The text of a cell that Excel keeps as a date."""

    __slots__ = ()


class NumberCell(str):
    """The text of a cell that Excel keeps as a number."""

    __slots__ = ()


class FormulaCell(str):
    """The text of a formula whose result the file does not hold."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows by their number as Excel shows it; cells that are blank are empty text.

    `copies` are the places (row, column from 0) that only repeat their left neighbour, being merged
    with it; `captions` are the rows whose one text is merged across columns; `hidden_rows` and
    `hidden_columns` (from 0) hold text and are read all the same. `part` tells tables apart that
    stand side by side in one sheet, `fragment` says that it is only a part of one,
    `follows` that it stands below another table.
    """

    name: str
    rows: Mapping[int, tuple[str, ...]]
    hidden: bool = False
    copies: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    captions: frozenset[int] = frozenset()
    part: str = ""
    fragment: bool = False
    follows: bool = False


def clean(text: str) -> str:
    """Return a cell's text without what nobody sees: blanks around it, zero-width marks, a text's apostrophe."""
    text = _INVISIBLE.sub("", text).strip() if not text.isalnum() else text
    return text[1:] if text.startswith("'") and "'" not in text[1:] else text


Merge = tuple[int, int, int, int]
"""First and last row, first and last column, counted from 1."""


def filled(name: str, grid: Mapping[int, list[str]], merges: Iterable[Merge]) -> Sheet:
    """Return a sheet in which a merged cell's text stands in all its places.

    What is alone in its row (a title, a note) says its text once.
    """
    width = max(map(len, grid.values()), default=0)
    copies: set[tuple[int, int]] = set()
    captions: set[int] = set()
    for top, bottom, left, merged_right in merges:
        first = grid.get(top)
        if first is None or left > len(first) or not first[left - 1]:
            continue
        text = first[left - 1]
        if merged_right > left and not any(first[: left - 1] + first[merged_right:]):
            captions.add(top)
            continue
        right = min(merged_right, width)
        for row in (n for n in range(top, min(bottom, max(grid)) + 1) if n in grid):
            cells = grid[row]
            cells.extend([""] * (right - len(cells)))
            cells[left - 1 : right] = [text] * (right - left + 1)
            copies.update((row, place) for place in range(left, right))
    rows = {number: tuple(cells) for number, cells in grid.items()}
    return Sheet(name, rows, copies=frozenset(copies), captions=frozenset(captions))
