"""Figures in tables: what the head of a column or of a row says, said of the number in its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from graph.model.names import chinese_number
from loaders.reports.blocks import Block
from loaders.reports.clauses import State, Walker
from loaders.reports.facts import Fact
from loaders.reports.figure_grammar import Reader
from loaders.reports.grids import cells
from loaders.reports.lexemes import lexemes
from loaders.reports.measures import Measure
from loaders.reports.numbers import Quantity
from loaders.reports.offsets import Mapped

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?P<unit>%|[\u4e00-\u9fff]{1,3})?")
_UNIT = re.compile(r"[（(](?:单位：)?(?P<unit>[\u4e00-\u9fff%/]{1,4})[）)]")
_OFTEN = ("个", "件", "人", "%", "轮", "份")
"""Units that are tried where neither the head nor the cell names one."""
_ROUND = re.compile(r"第(?P<number>[一二三四五六七八九十\d]{1,3})轮(?:巡察)?")
_GAP = 3
"""Fewer characters than this may stand between the last known word of a head and its number (追缴资金)."""
_ALL = ("合计", "总计", "共计", "小计")


def tabled(pages: Sequence[Block], walker: Walker, original: str) -> Iterator[Fact]:
    """Yield the metrics of the tables of a document.

    The heads stand in the first row, or each before its row. A row's first cell may name a county or a
    round; a row of totals is the document's own.
    """
    for is_table, group in groupby(pages, key=lambda block: block.kind == "table"):
        blocks = list(group)
        if not is_table:
            continue
        rows = [list(cells(block.text)) for block in blocks]
        heads = [cell.text for cell in rows[0]]
        across = not any(_NUMBER.fullmatch(text) for text in heads)
        for block, row in zip(blocks[across:], rows[across:], strict=True):
            state = _of_row(row[0].text, walker) if across else walker.base()
            for n, cell in enumerate(row[1:], 1):
                head = (heads[n] if n < len(heads) else "") if across else row[0].text
                yield from _cell(head, cell, state, block, original)


def _of_row(first: str, walker: Walker) -> State:
    """Return whose a row is: a county's, that of one round, or the document's own."""
    base = walker.base()
    if first in _ALL:
        return replace(base, round_no=None)
    told = _ROUND.fullmatch(first)
    if told:
        return replace(base, round_no=chinese_number(told["number"]))
    place = first.removesuffix("委")
    known = place in walker.about.places or walker.places.full(place)
    if known and place != walker.about.committee.place:
        return State(f"{place}委", "county_self")
    return base


def _cell(head: str, cell: Mapped, state: State, block: Block, original: str) -> Iterator[Fact]:
    found = _NUMBER.fullmatch(cell.text)
    read = _read(head, cell.text, found["unit"] or "") if found else None
    if read is None:
        return
    measure, quantity = read
    start, end = cell.span(0, len(cell))
    yield Fact(
        "metric",
        {
            "committee": state.subject,
            "scope": state.scope,
            "measure": measure.code,
            "value": quantity.plain,
            "unit": quantity.unit,
            "attrs": {"round": str(state.round_no)} if state.round_no else {},
        },
        start,
        end,
        original[start:end],
        f"table:{measure.code}",
        0.8,
        block.place,
    )


def _read(head: str, value: str, unit: str) -> tuple[Measure, Quantity] | None:
    """Return what a head and the number under it state, as if it were said: 发现问题 and 12."""
    given = _UNIT.search(head)
    said = _UNIT.sub("", head).removesuffix("数").removesuffix("人")
    digits = value.removesuffix(unit) if unit else value
    units = [unit] if unit else [given["unit"]] if given else _OFTEN
    for one in units:
        text = f"{said}{digits}{one}"
        items = lexemes(text)
        named = len(items) > 1 and items[-1].kind == "number" and len(said) - items[-2].end < _GAP
        stated = next(Reader(text, [len(text)]).read(), None) if named else None
        quantity = items[-1].quantity if items else None
        if stated and stated.measure and quantity and not stated.planned:
            return stated.measure, quantity
    return None
