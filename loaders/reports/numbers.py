"""Numbers, money and dates as reports write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model.names import chinese_number

_SCALE = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
_UNITS = (
    "人次|户次|家次|万元|元|个|家|件|条|项|名|人|次|轮|份|所|户|起|张|处|宗|批|套|篇|笔|期|%|％"
)
_QUANTITY = re.compile(
    r"(?<![\d.第/\-a-zA-Z+])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|(?<![一二两三四五六七八九十第])[一二两三四五六七八九十]{1,3})"
    rf"(?P<more>余|多|几)?(?P<scale>百万|千万|[百千万亿])?(?P<more2>余|多)?(?P<unit>{_UNITS})(?P<after>以上|左右|多)?"
)
_CHINESE_BEFORE = re.compile(r"(?:[^，。；、“”]{0,4}巡察组|轮(?!次)|个组)")
_NOT_A_UNIT = re.compile(r"^(?:月|半月|小时|工作日|百分点|五年|平方|方面|月份)")
_MASKED = re.compile(r"“[^“”]{1,12}”|《[^《》]{1,60}》|\d{1,2}:\d\d|\d{9,}[\d/\-]*")
_CN = "一二三四五六七八九十"
_ORDINAL = re.compile(r"(?P<range>[至到—])?第?(?P<number>[一二三四五六七八九十百]{1,4}|\d{1,3})")
_LONGEST_RANGE = 20
_DAY = (
    r"(?:(?P<{0}y>(?:19|20)\d\d)年|(?P<{0}t>今年|去年|当年))?"
    r"(?:(?P<{0}m>\d{{1,2}})(?:月|(?=[至到—－-]\d{{1,2}}月)))?(?:(?P<{0}d>\d{{1,2}})日)?(?P<{0}x>初|底|上旬|中旬|下旬|中下旬|上半年|下半年)?"
)
_PERIOD = re.compile(_DAY.format("a") + r"(?:至|到|—|－|-)" + _DAY.format("b"))
_DATE = re.compile(_DAY.format("a"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (元 for money, % as 0-100), and whether it is only about so much."""

    start: int
    end: int
    value: float
    unit: str
    approximate: bool
    bound: str = ""


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text; slogans, titles, clock times and index numbers give none."""
    masked = masks(text)
    for found in _QUANTITY.finditer(text):
        if any(a <= found.start() < b for a, b in masked):
            continue
        if _NOT_A_UNIT.match(text[found.end("unit") :]):
            continue
        value = _value(found, text)
        if value is not None:
            more = found["more"] or found["more2"] or found["after"] == "多"
            bound = "over" if more else "at_least" if found["after"] == "以上" else ""
            unit = {"万元": "元", "％": "%"}.get(found["unit"], found["unit"])
            about = bool(bound) or found["after"] == "左右"
            yield Quantity(found.start(), found.end(), value, unit, about, bound)


def masks(text: str) -> list[tuple[int, int]]:
    """Return the stretches in which digits count nothing."""
    return [m.span() for m in _MASKED.finditer(text)]


def _value(found: re.Match[str], text: str) -> float | None:
    digits, unit = found["number"].replace(",", ""), found["unit"]
    if digits[0] in _CN + "两":
        spelled = chinese_number(digits)
        if spelled is None or not _CHINESE_BEFORE.match(
            text[found.start("unit") + 1 - (unit == "轮") :]
        ):
            return None
        digits = str(spelled)
    scale = _SCALE[found["scale"] or ""] * (10**4 if unit == "万元" else 1)
    return round(float(digits) * scale, 2)


def chinese_ordinal(number: int) -> str:
    """Return 1 to 99 as 一 to 九十九, greater numbers in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    ten = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return ten + (digits[ones] if ones or not tens else "")


def ordinals(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and value of the ordinals of a text; 第一至第四 gives all four."""
    last = 0
    for found in _ORDINAL.finditer(text):
        number = chinese_number(found["number"])
        if number is None:
            continue
        if found["range"] and 0 < last < number <= last + _LONGEST_RANGE:
            for between in range(last + 1, number):
                yield found.start(), found.end(), between
        last = number
        yield found.start(), found.end(), number


@dataclass(frozen=True, slots=True)
class Span:
    """A date or a period in a text, its ends as partial ISO dates (`--MM-DD` without a year)."""

    start: int
    end: int
    since: str
    until: str


def periods(text: str, year: int | None) -> Iterator[Span]:
    """Yield periods and dates; `year` is the document's, for 今年 and 去年."""
    done = 0
    for pattern in (_PERIOD,):
        for found in pattern.finditer(text):
            first = _iso(found, "a", year, None)
            second = _iso(found, "b", year, first)
            if first and second and (found["am"] or found["ay"]):
                done = max(done, found.end())
                yield Span(found.start(), found.end(), first, second)
    for found in _DATE.finditer(text):
        if found.end() - found.start() < 2 or found.start() < done:
            continue
        day = _iso(found, "a", year, None)
        if day:
            yield Span(found.start(), found.end(), day, day)


def _iso(found: re.Match[str], part: str, year: int | None, like: str | None) -> str:
    """Return one end as partial date; an end without year or month takes those of the other end."""
    years, month, day = found[f"{part}y"], found[f"{part}m"], found[f"{part}d"]
    word = found[f"{part}t"]
    if not years and word and year:
        years = str(year - (word == "去年"))
    base = (like or "").lstrip("-").split("-") if like else []
    dated = bool(like) and not (like or "").startswith("--")
    if not years and dated:
        years = base[0]
    if not month and day and like:
        month = base[1] if dated and len(base) > 1 else base[0]
    if not (years or month):
        return ""
    if (month and not 1 <= int(month) <= 12) or (day and not 1 <= int(day) <= 31):
        return ""
    text = years or "-"
    if month:
        text += f"-{int(month):02d}"
    if month and day:
        text += f"-{int(day):02d}"
    return text
