"""Rows of a table that are no records: what stands between and below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from loaders.ledgers import headers
from loaders.ledgers.headers import Layout
from loaders.ledgers.sheet import Sheet

NOTHING = re.compile(r"[\s/\\—–－_-]*")
"""What people write into a cell that is to stay empty."""

UNTOLD = re.compile(
    r"[?？.。…*xX×]+|[nN]/[aA]|空|缺|同上|保密|(?:暂|尚|单位|情况)*(?:不详|不明|不清楚?|不知道?|未知"
    r"|未填写?|未报|未提供|未说明|待查|待补充?|待填|待核实?|待定|暂缺)"
)
"""What people write where a unit is asked for and they do not know it: it names none."""

_TOTAL = re.compile(
    r"(?:合计|总计|小计|共计|累计|总数|(?:本页|本表|全年)?(?:合|小|总|累)计)(?:\(.*\))?[::]?"
)
_NOTE = re.compile(
    r"(?:注|备注|说明|附注|注意事项|温馨提示|特别说明)\d*[::]|(?:填表|填报|填写|编制|指标|使用)(?:说明|须知)"
)
_SIGNED = re.compile(
    r"(?:制表|填表|填报|审核|复核|审批|经办|联系|录入|统计|报送|主管|分管|单位)?"
    r"(?:人员?|单位|部门|领导|负责人|日期|时间|电话|签字|盖章|签名|意见)+(?:\(.{0,12}\))?[::]"
)
_SECTION = re.compile(
    r"(?:\(?[一二三四五六七八九十]+[)、.]|第[一二三四五六七八九十]+(?:部分|批|类)).{0,40}"
)
_FEW = 2


class Aside(Enum):
    """Why a row is no record."""

    BLANK = "空行"
    EXAMPLE = "示例"
    HEADER = "重复的表头"
    NUMBERING = "栏次"
    NOTE = "说明"
    TOTAL = "合计"
    SIGNATURE = "签字"
    CAPTION = "小标题"


SILENT = frozenset({Aside.BLANK, Aside.EXAMPLE})
"""What nobody need be told of."""


def rows(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, tuple[str, ...], Aside | None]]:
    """Yield the rows below the header with their numbers; None for one that may be a record."""
    first = True
    noting = False
    for number, cells in sheet.rows.items():
        if number <= layout.row:
            continue
        texts = [cell for place, cell in enumerate(cells) if cell and place not in layout.counters]
        if all(map(NOTHING.fullmatch, texts)) and not _totals(cells):
            yield number, cells, Aside.BLANK
            continue
        lone = number in sheet.captions or _lone(cells)
        aside = _aside(layout, cells, lone=lone, first=first)
        if aside is None and noting and lone:
            aside = Aside.NOTE
        noting = aside in {Aside.NOTE, Aside.SIGNATURE}
        first = first and aside in {Aside.HEADER, Aside.NUMBERING}
        if aside is None and number in sheet.captions:
            aside = Aside.CAPTION
        yield number, cells, aside


def above(sheet: Sheet, layout: Layout) -> Iterator[int]:
    """Yield the rows above the header that are neither title nor heading: the header may have slipped.

    Between two tables a title too: it could be the last row of the upper one.
    """
    records = sheet.follows
    for number, cells in sheet.rows.items():
        if number >= layout.row:
            return
        texts = [cell for cell in cells if cell]
        merged = any((number, place) in sheet.copies for place in range(len(cells)))
        words = sum(headers.column_of(layout.ledger, text) is not None for text in texts)
        stated = any(mark in text for text in texts for mark in ":：")
        plain = len(texts) == 1 or merged or stated
        if words < _FEW and (records or not plain):
            records = True
            yield number


def _aside(layout: Layout, cells: Sequence[str], *, lone: bool, first: bool) -> Aside | None:
    if headers.is_header(layout, cells):
        return Aside.HEADER
    if first and headers.is_example(layout, cells):
        return Aside.EXAMPLE
    # A template that was sorted has its example anywhere.
    if headers.is_whole_example(layout, cells):
        return Aside.EXAMPLE
    if first and _numbering(cells):
        return Aside.NUMBERING
    if _totals(cells):
        return Aside.TOTAL
    head = headers.plain(next(cell for cell in cells if cell))
    few = sum(map(bool, cells)) <= _FEW or lone
    if few and _NOTE.match(head):
        return Aside.NOTE
    if _SIGNED.match(head):
        return Aside.SIGNATURE
    return Aside.CAPTION if lone and _SECTION.fullmatch(head) else None


def _lone(cells: Sequence[str]) -> bool:
    return sum(map(bool, cells)) == 1


def _totals(cells: Sequence[str]) -> bool:
    head = next((cell for cell in cells if cell), "")
    return len(head) < 12 and bool(_TOTAL.fullmatch(headers.plain(head)))


def _numbering(cells: Sequence[str]) -> bool:
    """Tell whether a row only numbers the columns: 1 2 3 4, or 甲 乙 1 2."""
    said = [headers.plain(cell).strip("()") for cell in cells if cell]
    counted = [text for text in said if text not in {"甲", "乙", "丙", "丁", "栏次"}]
    start = int(counted[0]) if counted and counted[0].isdecimal() else -1
    return (
        len(counted) > _FEW
        and start in {0, 1}
        and counted == [str(n) for n in range(start, start + len(counted))]
    )
