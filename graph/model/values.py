"""Dates, codes and numbers: clean or refuse.

A partial date is ISO text of a year, a month or a day (`2019`, `2019-06`, `2019-06-30`) and stands for
every day it may mean: never a false day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from graph.model.names import to_half_width

ONGOING_WORDS = frozenset({"至今", "现在", "今", "迄今", "目前", "在任"})
"""What people write for an end that has not come."""

_FULL = re.compile(r"^(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})[日号]?|月)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")
_YEAR = re.compile(r"^(\d{4})年?$")
_ID18 = re.compile(r"^\d{17}[\dX]$")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC_CHARSET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_MONEY = re.compile(r"^(.*?)(亿元?|千万元?|百万元?|万元?|千元|元)?$")
_YUAN = {
    "亿": Decimal(10_000),
    "千万": Decimal(1_000),
    "百万": Decimal(100),
    "万": Decimal(1),
    "千": Decimal("0.1"),
    "": Decimal("0.0001"),
}
"""How many 万元 a unit of money is, by the word before 元."""
_NUMBER = re.compile(r"^[-+]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d+)?$")


Day = TypeVar("Day", date, str)
"""A day, or its ISO text: both compare as days do."""


class Left(Enum):
    """Whether somebody had left less than N years before a day: the four answers."""

    NO = "no"
    YES = "yes"
    UNKNOWN = "unknown"
    STILL_SERVING = "still serving"


def partial_date(text: str) -> str:
    """Return a date as people write it (2025.3, 2025年3月, 20250301) as partial ISO text; raise ValueError."""
    plain = to_half_width(text).replace(" ", "")
    plain = re.sub(r"T?00:00(:00(\.0+)?)?$", "", plain)
    found = _FULL.match(plain) or _COMPACT.match(plain) or _YEAR.match(plain)
    if found is None:
        raise ValueError(f"{text!r} 不是日期")
    parts = [int(p) for p in found.groups() if p is not None]
    year, month, day = (
        parts[0],
        parts[1] if len(parts) > 1 else 0,
        parts[2] if len(parts) > 2 else 0,
    )
    if not 1900 <= year <= 2100 or (len(parts) > 1 and not 1 <= month <= 12):
        raise ValueError(f"{text!r} 不是日期")
    if len(parts) > 2 and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"{text!r} 不是日期")
    return "-".join([f"{year:04d}", *(f"{p:02d}" for p in parts[1:])])


def earliest(partial: str) -> date:
    """Return the first day a partial date may mean."""
    parts = [int(p) for p in partial.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def latest(partial: str) -> date:
    """Return the last day a partial date may mean."""
    parts = [int(p) for p in partial.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]
    return date(parts[0], month, day)


def years_before(day: date, years: int) -> date:
    """Return the same day of the calendar `years` earlier; 29 February falls to the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def left_within(until: str | None, end_state: str | None, years: int, on: date) -> Left:
    """Tell whether an end lies less than `years` years before `on`.

    Exactly N years counts as outside: someone who left on 2018-03-01 is free on 2021-03-01 for N=3.
    An end after `on` means still serving that day, one that may lie on either side of `on` is within;
    an end that nobody stated is unknown.
    """
    if end_state == "ongoing":
        return Left.STILL_SERVING
    if until is None:
        return Left.UNKNOWN
    return left(earliest(until), latest(until), years_before(on, years), on)


def left(first: Day, last: Day, edge: Day, on: Day) -> Left:
    """Tell whether an end that lies between two days is after `edge`; on the edge itself is not after it."""
    if first > on:
        return Left.STILL_SERVING
    if last <= edge:
        return Left.NO
    return Left.YES if first > edge else Left.UNKNOWN


def identity_number(text: str) -> str:
    """Return an 18-digit identity number whose check digit (GB 11643) holds; raise ValueError."""
    number = to_half_width(text).replace(" ", "").upper()
    if not _ID18.match(number):
        raise ValueError("公民身份号码应为 18 位")
    total = sum(int(d) * w for d, w in zip(number, _ID_WEIGHTS, strict=False))
    if "10X98765432"[total % 11] != number[17]:
        raise ValueError("公民身份号码校验位不符")
    try:
        partial_date(number[6:14])
    except ValueError:
        # Without the cause: it would quote a part of the number.
        raise ValueError("公民身份号码中的出生日期不存在") from None
    return number


def credit_code(text: str) -> str:
    """Return a 统一社会信用代码 whose check character (GB 32100) holds; raise ValueError."""
    code = to_half_width(text).replace(" ", "").upper()
    if len(code) != 18 or any(c not in _USCC_CHARSET for c in code):
        raise ValueError("统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z）")
    total = sum(_USCC_CHARSET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    if _USCC_CHARSET[(31 - total % 31) % 31] != code[17]:
        raise ValueError("统一社会信用代码校验位不符")
    return code


def region_code(text: str) -> str:
    """Return a GB/T 2260 code of 6 digits, or a statistical one of 9 or 12; raise ValueError."""
    code = to_half_width(text).replace(" ", "")
    if not code.isdigit() or len(code) not in (6, 9, 12) or code[:2] == "00":
        raise ValueError("区划代码应为 6 位、9 位或 12 位数字")
    return code


def number(text: str) -> float:
    """Return a number as people write it (1,234.5, full width); raise ValueError."""
    plain = to_half_width(text).replace(" ", "")
    if not _NUMBER.match(plain):
        raise ValueError(f"{text!r} 不是数字")
    return float(plain.replace(",", ""))


def ten_thousands(text: str, unit: str = "万元") -> float:
    """Return an amount of money (860, 860万元, 8,600,000元, 1.2亿) in 万元; raise ValueError.

    `unit` is what a bare number counts.
    """
    plain = to_half_width(text).replace(" ", "")
    found = _MONEY.match(plain)
    if found is None:
        raise ValueError(f"{text!r} 不是金额")
    amount = number(found.group(1))
    factor = _YUAN[(found.group(2) or unit).removesuffix("元")]
    return float(Decimal(repr(amount)) * factor)


def whole_number(text: str) -> int:
    """Return a whole number; raise ValueError for anything else."""
    value = number(text)
    if value != int(value):
        raise ValueError(f"{text!r} 不是整数")
    return int(value)


def yes_or_no(text: str) -> bool:
    """Return what 是/否/有/无/√/× means; raise ValueError for anything else."""
    plain = to_half_width(text).upper()
    if plain in {
        "是",
        "有",
        "Y",
        "YES",
        "TRUE",
        "1",
        "√",
        "对",
        "已",
        "已办结",
        "办结",
    }:
        return True
    if plain in {"否", "无", "N", "NO", "FALSE", "0", "×", "X", "没有", "未", "未办结"}:
        return False
    raise ValueError(f"{text!r} 不是“是”或“否”")
