"""The person card: career on a time line, teams, kin, business and what ties the person to units."""

from __future__ import annotations

from dataclasses import dataclass

from visualizations.blocks import (
    Block,
    Column,
    Dated,
    Heading,
    Item,
    Mark,
    Pairs,
    Row,
    Said,
    Table,
    dated_table,
    facts_table,
    sheet,
)
from visualizations.page import Page, View

VERDICTS = {
    "应回避": Mark("bad", "避", "应回避"),
    "需复核": Mark("warn", "核", "需复核"),
    "信息不足": Mark("info", "缺", "信息不足"),
    "可任": Mark("good", "可", "可任"),
}
"""What a tie leads to, what was found before what could not be looked at; also the order of sorting."""

HIDDEN = "线索、案件、处分受限：没有显示，有没有都不说明；加 --reveal 显示，会记录。"


@dataclass(frozen=True, slots=True)
class Tie:
    """One reason why the person might not inspect a unit: the verdict it leads to, the rule, and what it says."""

    item: Item
    unit: str
    verdict: str
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as known on a day; `handled` is None where clues, cases and sanctions are not to be shown."""

    title: str
    on: str
    context: Pairs
    person: Item | None
    career: tuple[Dated, ...] = ()
    teams: tuple[Dated, ...] = ()
    kin: tuple[Dated, ...] = ()
    business: tuple[Dated, ...] = ()
    ties: tuple[Tie, ...] = ()
    handled: tuple[Dated, ...] | None = None
    notes: tuple[str, ...] = ()


def _ties(card: PersonCard) -> Table:
    columns = (
        *(Column("单位", picked=True), Column("会导致", "mark", picked=True)),
        *(Column("规则", picked=True), Column("理由")),
    )
    order = [*VERDICTS]
    ordered = sorted(card.ties, key=lambda one: (order.index(one.verdict), one.unit, one.rule))
    rows = (
        Row(
            one.item,
            (
                one.unit,
                Said(VERDICTS[one.verdict], "", order.index(one.verdict)),
                one.rule,
                one.text,
            ),
        )
        for one in ordered
    )
    note = (
        f"按 {card.on} 的情况，以组员身份对全部巡察对象核查；列出的是发现的理由，可任的单位不列。"
    )
    return Table("与巡察对象的关联", columns, tuple(rows), note, "没有发现关联。")


def page(card: PersonCard) -> Page:
    """Return the card of a person; of nobody, a page that says so."""
    heading = Heading(card.title, f"截至 {card.on}", card.context, card.notes)
    if card.person is None:
        return sheet("person", VIEW.title, heading, ())
    blocks: list[Block] = [
        dated_table("任职经历", ("单位", "职务"), card.career, on=card.on),
        dated_table("巡察经历", ("巡察组", "角色"), card.teams, on=card.on),
        dated_table("亲属", ("姓名", "关系和去向"), card.kin),
        dated_table("经商办企业", ("企业", "事项"), card.business),
        _ties(card),
    ]
    if card.handled is not None:
        blocks.append(dated_table("线索、案件、处分", ("事项", "说明"), card.handled))
    blocks.append(facts_table("基本情况", card.person))
    return sheet("person", VIEW.title, heading, blocks)


VIEW = View("person", "人员卡片", PersonCard, page)
