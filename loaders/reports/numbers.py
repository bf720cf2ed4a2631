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
    "人（次）|个（次）|人次|户次|家次|件次|项次|个次|场次|元|个|家(?![子店渠庄湾坪沟营堡屯寨窑])|件|条|项|名|位|人|次|轮|份"
    "|所|户|起|张|处|宗|批|套|篇|笔|期|例|桩|场|回|支|路(?!口|段|灯|径)|%|％"
)
_SPELLED = "一二两三四五六七八九十百千零〇"
_QUANTITY = re.compile(
    rf"百分之(?P<share>[{_SPELLED}点]+|\d+(?:\.\d+)?)"
    r"|(?<![完形建组达收生促变构])(?P<tenths>[一二三四五六七八九])成(?=以上|多|左右|的|线索|[，。；、])"
    rf"|(?<![\d.第/\-a-zA-Z+])(?<![\d{_SPELLED}][至到~～—－、])"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![{_SPELLED}第])[{_SPELLED}]{{1,9}})"
    r"(?P<more>余|多)?(?P<scale>百万|千万|[百千](?!分)|万|亿)?"
    r"(?(scale)(?P<rest>\d+(?:\.\d+)?)?(?P<small>万)?)(?P<more2>余|多)?"
    rf"(?P<unit>{_UNITS}|(?<=[万亿])(?=[，。；、）\u3000]|$))(?P<after>以上|左右|多(?!个|家|项|次))?"
)
_HEDGES = {
    "近": "nearly", "约": "about", "大约": "about", "逾": "over", "超": "over", "超过": "over",
    "不到": "under", "不足": "under", "上": "over",
}  # fmt: skip
_HEDGE = re.compile("(?:" + "|".join(sorted(_HEDGES, key=len, reverse=True)) + ")$")
_NOT_A_UNIT = re.compile(
    r"^(?:月|半月|季度|小时|工作日|自然日|百分点|五年|平方|方面|月份|年度|维度|环节|字|标题|一体|大类)"
)
_NOT_A_PERSON = re.compile(r"^(?:大(?:代表|常委|机关|及)|民|均|力|口|才库|居|防)")
_MASKED = re.compile(
    r"“[^“”]{1,12}”|《[^《》]{1,60}》|\d{1,2}:\d\d|\d{9,}[\d/\-]*|〔\d{4}〕\d+号"
    r"|[一二两三四五六七八九十]项(?:规定|纪律|监督|权利|改革)"
    r"|[一二两三四五六七八九十][个种大](?:意识|自信|维护|确立|聚焦|责任(?!人)|紧盯|围绕|全面|坚持|必查|"
    r"看|能力|革命|带头|服从|务必|纪律|属性|工程|协同|贯通|融合|一批|不放过|一律|形态|方面|清单)"
)
_RANK = re.compile(
    rf"(?:位列|位居|排名|排在|名列|居|列)[^，。；]{{0,14}}?第(?P<rank>[{_SPELLED}]{{1,3}}|\d{{1,3}})(?:名|位|(?=[，。；]|$))"
)
_SAME = {"％": "%", "": "元", "人（次）": "人次", "个（次）": "个次"}
_ONE = re.compile(r"[件起轮人批例](?![\u4e00-\u9fff])")
_CN = "一二三四五六七八九十"
_ORDINAL = re.compile(r"(?P<range>[至到—])?第?(?P<number>[一二三四五六七八九十百]{1,4}|\d{1,3})")
_LONGEST_RANGE = 20
_DAY = (
    r"(?:(?P<{0}y>(?:19|20)\d\d)年|(?P<{0}t>今年|去年|当年))?"
    r"(?:(?P<{0}m>\d{{1,2}})(?:月|(?=[至到—－-]\d{{1,2}}月)))?(?:(?P<{0}d>\d{{1,2}})日)?(?P<{0}x>初|底|上旬|中旬|下旬|中下旬|上半年|下半年)?"
)
_DATED = r"(?=\d|今年|去年|当年)"
# Every part of a day may be missing: without this the patterns are tried to their end at each character.
_PERIOD = re.compile(_DATED + _DAY.format("a") + r"(?:至|到|—|－|-)" + _DAY.format("b"))
_DATE = re.compile(_DATED + _DAY.format("a"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (元 for money, % as 0-100), and whether it is only about so much."""

    start: int
    end: int
    value: float
    unit: str
    approximate: bool
    bound: str = ""

    @property
    def plain(self) -> int | float:
        """The value, without a decimal point where it is a whole number."""
        return int(self.value) if self.value == int(self.value) else self.value


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of a text; slogans, titles, clock times and index numbers give none."""
    masked = masks(text)
    for found in _QUANTITY.finditer(text):
        if any(a <= found.start() < b for a, b in masked):
            continue
        unit = "%" if found["share"] or found["tenths"] else found["unit"]
        behind = text[found.end("unit") if found["unit"] else found.end() :]
        if _NOT_A_UNIT.match(behind) or (unit == "人" and _NOT_A_PERSON.match(behind)):
            continue
        value = _share(found) if unit == "%" and not found["number"] else _value(found, text)
        if value is not None:
            bound = _bound(found, text)
            about = bool(bound) or found["after"] == "左右"
            yield Quantity(found.start(), found.end(), value, _SAME.get(unit, unit), about, bound)


def _bound(found: re.Match[str], text: str) -> str:
    if found["more"] or found["more2"] or found["after"] == "多":
        return "over"
    if text.startswith("以上", found.end("unit") if found["unit"] else found.end()):
        return "at_least"
    hedge = _HEDGE.search(text, max(0, found.start() - 2), found.start())
    return _HEDGES[hedge.group()] if hedge else ""


def ranks(text: str) -> Iterator[Quantity]:
    """Yield the ranks that a text tells (位居全省第二)."""
    for found in _RANK.finditer(text):
        rank = chinese_number(found["rank"])
        if rank:
            yield Quantity(found.start(), found.end(), rank, "名", False)


def masks(text: str) -> list[tuple[int, int]]:
    """Return the stretches in which digits count nothing."""
    return [m.span() for m in _MASKED.finditer(text)]


def _value(found: re.Match[str], text: str) -> float | None:
    digits, unit = found["number"].replace(",", ""), found["unit"]
    if digits[0] in _SPELLED:
        spelled = chinese_number(digits)
        lone = spelled == 1 and not found["scale"] and not _ONE.match(text, found.start("unit"))
        if not spelled or lone or not digits.strip("零〇"):
            return None
        digits = str(spelled)
    if not unit and found["scale"] is None:
        return None
    value = float(digits) * _SCALE[found["scale"] or ""]
    if found["rest"]:
        value += float(found["rest"]) * (10**4 if found["small"] else 1)
    elif found["small"]:
        value *= 10**4
    return round(value, 2)


def _share(found: re.Match[str]) -> float | None:
    """Return the percentage that 百分之九十六点五 or 四成 means."""
    if found["tenths"]:
        tenths = chinese_number(found["tenths"])
        return None if tenths is None else tenths * 10.0
    text = found["share"]
    if text[0].isdigit():
        return float(text)
    whole, _, part = text.partition("点")
    number = chinese_number(whole)
    places = "".join(str(chinese_number(digit)) for digit in part)
    return None if number is None else float(f"{number}.{places or 0}")


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
