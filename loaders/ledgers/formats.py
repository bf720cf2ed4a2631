"""What a number in a cell means: Excel keeps dates, codes and amounts alike as numbers with a format."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from loaders.ledgers.sheet import DateCell, NumberCell

EPOCH_1900, EPOCH_1904 = CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904

_MONTH, _DAY, _FULL = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_CLOCK = 'h"时"mm"分"'
BUILT_IN = {
    **BUILTIN_FORMATS,
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _DAY),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), _CLOCK),
    30: "m-d-yy",
    31: _FULL,
}
"""Formats that a file names by number only; openpyxl leaves out those of a Chinese Excel (57 is 2019年6月)."""

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_FALSE_DAY = 60
"""Excel believes in 29 February 1900."""

_LAST_DAY = 2_958_465
"""31 December 9999, the last that Excel knows."""


@lru_cache(maxsize=65_536)
def shown(value: float | int, number_format: str, epoch: datetime) -> str:
    """Return a number or date as text, with the precision that its cell shows."""
    if _is_date(number_format):
        text = _date(value, number_format, epoch)
        if text is not None:
            return DateCell(text)
    return NumberCell(number_text(value, number_format))


@lru_cache(maxsize=1024)
def _is_date(number_format: str) -> bool:
    return bool(is_date_format(number_format)) or bool(is_timedelta_format(number_format))


def _date(value: float | int, number_format: str, epoch: datetime) -> str | None:
    if not 0 <= value <= _LAST_DAY:
        return None
    if value < 1 and value:
        return f"{timedelta(seconds=round(value * 86_400))}"
    whole = int(value)
    if epoch == EPOCH_1900:
        if whole in (0, _FALSE_DAY):
            # No day of any calendar: refused where a date is wanted.
            return "1900-02-29" if whole else "1900-01-00"
        whole += whole < _FALSE_DAY
    return date_text(epoch + timedelta(days=whole), number_format)


def number_text(value: int | float, number_format: str) -> str:
    """Return a number as its cell shows it where that matters: 0012, 2019.10, 40%."""
    if "%" in _QUOTED.sub("", number_format):
        return f"{value * 100:.15g}%"
    if re.fullmatch(r"0+", number_format) and value == int(value):
        return str(int(value)).zfill(len(number_format))
    decimals = re.fullmatch(r"0\.(0+)", number_format)
    text = f"{value:.{len(decimals.group(1))}f}" if decimals else ""
    if text and float(text) == value:
        return text
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        # Not int(value): its last digits would be made up.
        return f"{Decimal(f'{value:.15g}'):f}"
    return str(value) if isinstance(value, int) else f"{value:.15g}"


def date_text(value: date, number_format: str) -> str:
    """Return a date with the precision its cell shows: yyyy"年"m"月" has no day."""
    asked = _QUOTED.sub("", number_format).lower()
    if "d" not in asked and "y" in asked:
        return f"{value:%Y-%m}" if "m" in asked else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"
