"""The rectification board: every measure with its due date, and the rates of the units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visualizations.blocks import Column, Heading, Item, Mark, Pairs, Row, Said, Table, Tiles, sheet
from visualizations.page import Page, View

DUES = {
    "overdue": Mark("bad", "超", "超期"),
    "soon": Mark("warn", "近", "临期"),
    "undated": Mark("again", "？", "时限不明"),
    "later": Mark("info", "未", "未到期"),
    "closed": Mark("good", "完", "已了结"),
    "none": Mark("plain", "无", "没有措施"),
}
"""How a measure stands in time, what is urgent first; `closed` is 已完成（销号） or 长期坚持."""

OPEN = ("overdue", "soon", "undated", "later")
"""What still has to be done."""

_BESIDE = {"unit": "被巡察单位", "round": "轮次", "category": "问题分类"}

_ORDER = {name: place for place, name in enumerate(DUES)}


@dataclass(frozen=True, slots=True)
class Matter:
    """One measure of one finding: how it stands in time and in the ledger.

    `state` is one of DUES; `days` until it is due, below 0 when it is late, None without a due date.
    """

    item: Item
    state: str
    days: int | None
    due: str
    status: str
    finding: str
    measure: str
    unit: str
    round: str
    dept: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class UnitRate:
    """The findings of one unit by how far they are put right; `strict` and `broad` are shares in per cent.

    `total` are those with a measure on record; those without are `unknown`, and left out of both.
    """

    unit: Item
    total: int
    done: int
    basic: int
    long_term: int
    unknown: int

    @property
    def strict(self) -> float | None:
        """The share of the findings that are done."""
        return self._share(self.done)

    @property
    def broad(self) -> float | None:
        """The share of those done, nearly done, or to be kept up."""
        return self._share(self.done + self.basic + self.long_term)

    def _share(self, part: int) -> float | None:
        return round(100 * part / self.total, 1) if self.total else None


@dataclass(frozen=True, slots=True)
class Board:
    """A rectification board as on a day."""

    title: str
    on: str
    context: Pairs
    matters: tuple[Matter, ...]
    rates: tuple[UnitRate, ...] = ()
    notes: tuple[str, ...] = ()


def _due(matter: Matter) -> Said:
    """Return in words how a measure stands in time: how many days late, or left."""
    text, days = "", matter.days or 0
    if matter.days is not None and matter.state == "overdue":
        text = f"超期 {-days} 天"
    elif matter.days is not None and matter.state in {"soon", "later"}:
        text = f"还有 {days} 天" if days else "今天到期"
    return Said(DUES[matter.state], text, _ORDER[matter.state] + days / 100_000)


def _urgency(matter: Matter) -> tuple[int, int, str]:
    days = 0 if matter.days is None else matter.days
    return _ORDER[matter.state], days, matter.unit


def matters_table(
    matters: Iterable[Matter],
    title: str,
    beside: Sequence[str] = ("unit", "round"),
    hidden: Sequence[str] = (),
) -> Table:
    """Return the table of measures, the most urgent first.

    `beside` names the columns that not all rows share, `hidden` the states that are shown only when asked for.
    """
    columns = (
        *(Column("问题"), Column("时限情况", "mark", picked=True), Column("完成时限", "short")),
        Column("整改状态", "short", picked=True),
        *(Column(_BESIDE[name], picked=True) for name in beside),
        *(Column("整改措施"), Column("牵头部门")),
    )
    rows = (
        Row(
            one.item,
            (
                *(one.finding, _due(one), one.due, one.status),
                *(str(getattr(one, name)) for name in beside),
                *(one.measure, one.dept),
            ),
        )
        for one in sorted(matters, key=_urgency)
    )
    unseen = tuple(DUES[name] for name in hidden)
    return Table(title, columns, tuple(rows), empty="没有整改事项。", hidden=unseen)


RATES_NOTE = (
    "按问题计，一个问题取它最差的一条措施。严格整改率＝已完成（销号）÷有整改记录的问题；"
    "宽口径另加基本完成和长期坚持；没有整改记录的另列，不算没有整改。"
)


def rates_table(rates: Sequence[UnitRate], title: str = "各单位整改率") -> Table:
    """Return the table of the units' rates, the lowest strict one first."""
    columns = (
        *(Column("单位"), Column("严格整改率（%）", "share"), Column("宽口径整改率（%）", "share")),
        *(Column("有整改记录的问题（个）", "number"), Column("已完成（个）", "number")),
        *(Column("基本完成（个）", "number"), Column("长期坚持（个）", "number")),
        Column("没有整改记录（个）", "number"),
    )
    ordered = sorted(rates, key=lambda one: (one.strict is None, one.strict or 0, one.unit.caption))
    rows = tuple(
        Row(
            one.unit,
            (
                *(one.unit.caption, one.strict, one.broad),
                *(one.total, one.done, one.basic, one.long_term, one.unknown),
            ),
        )
        for one in ordered
    )
    return Table(title, columns, rows, RATES_NOTE)


def _tiles(matters: Sequence[Matter]) -> Tiles:
    number = {name: sum(one.state == name for one in matters) for name in DUES}
    status = {name: sum(one.status == name for one in matters) for name in ("反弹", "基本完成")}
    unfinished = sum(number[name] for name in OPEN)
    return Tiles(
        (
            ("超期", str(number["overdue"]), "过了完成时限，没有销号"),
            ("临期", str(number["soon"]), "快到完成时限"),
            ("时限不明", str(number["undated"]), "没有填完成时限"),
            (
                "未了结",
                str(unfinished),
                f"条，含反弹 {status['反弹']}、基本完成 {status['基本完成']}",
            ),
            ("已了结", str(number["closed"]), "已销号或长期坚持"),
            ("没有措施", str(number["none"]), "个问题没有整改记录"),
        )
    )


def page(board: Board) -> Page:
    """Return the page of a board: figures, measures with due dates, the rates of the units."""
    heading = Heading(
        board.title,
        f"截至 {board.on} · {len(board.matters)} 项",
        board.context,
        board.notes,
    )
    if not board.matters:
        return sheet("rectification", VIEW.title, heading, ())
    blocks = (
        _tiles(board.matters),
        matters_table(board.matters, "整改事项", hidden=("closed", "none")),
        rates_table(board.rates),
    )
    return sheet("rectification", VIEW.title, heading, blocks)


VIEW = View("rectification", "整改看板", Board, page)
