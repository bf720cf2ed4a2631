"""A sheet of text cells; what Excel knows of a cell beyond its text is kept as the cell's class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class DateCell(str):
    """The text of a cell that Excel keeps as a date."""

    __slots__ = ()


class NumberCell(str):
    """The text of a cell that Excel keeps as a number."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows by their number as Excel shows it; cells that are blank are empty text."""

    name: str
    rows: Mapping[int, tuple[str, ...]]
    hidden: bool = False
