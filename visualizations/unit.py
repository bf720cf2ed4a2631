"""The unit card: what became of a unit, its inspections with findings and rectification, its leaders over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from visualizations.blocks import (
    Column,
    Dated,
    Heading,
    Item,
    Pairs,
    Row,
    Span,
    Table,
    Tiles,
    dated_table,
    facts_table,
    sheet,
)
from visualizations.page import Page, View
from visualizations.rectification import OPEN, Matter, matters_table


@dataclass(frozen=True, slots=True)
class Inspection:
    """One task on the unit, or on what it was before: `body` is the name it was inspected by."""

    item: Item
    name: str
    type: str
    team: str
    body: str
    dates: str
    span: Span | None
    findings: int


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit as known on a day; its history and leaders are also those of its party body and predecessors."""

    title: str
    on: str
    context: Pairs
    unit: Item | None
    history: tuple[Dated, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    matters: tuple[Matter, ...] = ()
    leaders: tuple[Dated, ...] = ()
    notes: tuple[str, ...] = ()


def _inspections(found: Sequence[Inspection], on: str) -> Table:
    columns = (
        *(
            Column("任务"),
            Column("类型", "short", picked=True),
            Column("巡察组"),
            Column("受巡时名称"),
        ),
        *(Column("起止", "short"), Column("发现问题（个）", "bar"), Column("时间", "span")),
    )
    rows = (
        Row(
            one.item,
            (one.name, one.type, one.team, one.body, one.dates, one.findings, one.span),
        )
        for one in found
    )
    return Table("历次巡察", columns, tuple(rows), empty="没有巡察记录。", until=on)


def _tiles(card: UnitCard) -> Tiles:
    findings = sum(one.findings for one in card.inspections)
    late = sum(one.state == "overdue" for one in card.matters)
    unfinished = sum(one.state in OPEN for one in card.matters)
    return Tiles(
        (
            ("历次巡察", str(len(card.inspections)), "含前身"),
            ("发现问题", str(findings), "个"),
            ("整改未完成", str(unfinished), "条措施"),
            ("超期", str(late), "条措施"),
            ("班子任职", str(len(card.leaders)), "人次，含前身"),
        )
    )


def page(card: UnitCard) -> Page:
    """Return the card of a unit; of none, a page that says so."""
    heading = Heading(card.title, f"截至 {card.on}", card.context, card.notes)
    if card.unit is None:
        return sheet("unit", VIEW.title, heading, ())
    blocks = (
        _tiles(card),
        _inspections(card.inspections, card.on),
        matters_table(card.matters, "问题和整改", ("round", "category")),
        dated_table("班子成员", ("姓名", "职务"), card.leaders, on=card.on),
        dated_table("机构演变", ("名称", "变化"), card.history),
        facts_table("基本情况", card.unit),
    )
    return sheet("unit", VIEW.title, heading, blocks)


VIEW = View("unit", "单位卡片", UnitCard, page)
