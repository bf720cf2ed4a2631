"""The dashboard of a round: its tasks, findings by category, how far they are put right, what came of clues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model.answers import FunnelStep
from graph.model.schema import schema
from visualizations.blocks import Cell, Column, Heading, Item, Pairs, Row, Table, Tiles, sheet
from visualizations.page import Page, View
from visualizations.rectification import (
    OPEN,
    Matter,
    UnitRate,
    matters_table,
    rates_table,
)


@dataclass(frozen=True, slots=True)
class RoundTask:
    """One task of the round."""

    item: Item
    unit: str
    kind: str
    type: str
    team: str
    dates: str
    feedback: str
    findings: int
    clues: int


@dataclass(frozen=True, slots=True)
class CategoryCount:
    """The findings of one category: how many, on how many units, and how many the round before had."""

    name: str
    group: str
    number: int
    units: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A round as on a day; `steps` are the funnel from findings to sanctions, with what still waits.

    Numbers of clues, cases and sanctions below `small` are not told: of so few, somebody could be guessed.
    """

    title: str
    on: str
    context: Pairs
    tasks: tuple[RoundTask, ...]
    categories: tuple[CategoryCount, ...] = ()
    matters: tuple[Matter, ...] = ()
    rates: tuple[UnitRate, ...] = ()
    steps: tuple[FunnelStep, ...] = ()
    small: int = 5
    notes: tuple[str, ...] = ()

    def few(self, number: int) -> int | str:
        """Return a number as it may be told: one that is small, but not nought, only as small."""
        return f"少于 {self.small}" if 0 < number < self.small else number


def _tasks(board: Dashboard) -> Table:
    columns = (
        *(Column("被巡察单位"), Column("单位类别", picked=True), Column("类型", picked=True)),
        *(
            Column("巡察组", "short", picked=True),
            Column("进驻和撤点", "short"),
            Column("反馈", "short"),
        ),
        *(Column("问题（个）", "bar"), Column("线索（件）", "number")),
    )
    rows = (
        Row(
            one.item,
            (
                *(one.unit, one.kind, one.type, one.team, one.dates, one.feedback),
                *(one.findings, board.few(one.clues)),
            ),
        )
        for one in board.tasks
    )
    return Table("任务", columns, tuple(rows))


def _categories(found: Sequence[CategoryCount]) -> Table:
    columns = (
        *(Column("分类"), Column("问题（个）", "bar"), Column("涉及单位（家）", "number")),
        *(Column("上一轮（个）", "number"), Column("增减", "number"), Column("大类", picked=True)),
    )
    rows = []
    for one in sorted(found, key=lambda one: (-one.number, one.group, one.name)):
        change: Cell = None if one.before is None else one.number - one.before
        rows.append(Row(None, (one.name, one.number, one.units, one.before, change, one.group)))
    note = "具体问题见下面“问题和整改”，可按分类筛选；两轮的任务数可能不同，增减只作参考。"
    return Table("问题分类", columns, tuple(rows), note, "没有问题。")


def _median(step: FunnelStep, small: int) -> str:
    if step.went_on < small:
        return ""
    if step.median is None:
        return "未到中位"
    low, high = ("？" if end is None else f"{end:g}" for end in (step.low, step.high))
    return f"{step.median:g}（{low}—{high}）"


def _step(step: FunnelStep, board: Dashboard) -> Row:
    names, share = schema().nodes, None
    if min(step.entered, step.went_on) >= board.small:
        share = round(100 * step.went_on / step.entered, 1)
    numbers = (step.entered, step.went_on, step.ended, step.waiting)
    return Row(
        None,
        (
            f"{names[step.source].label} → {names[step.target].label}",
            share,
            *map(board.few, numbers),
            _median(step, board.small),
            "" if step.limit is None else f"{step.limit} 天",
            board.few(step.over),
        ),
    )


def _steps(board: Dashboard) -> Table:
    columns = (
        *(Column("环节"), Column("走到下一步（%）", "share"), Column("总数", "number")),
        *(Column("已到下一步", "number"), Column("已了结", "number"), Column("还在等", "number")),
        *(Column("中位天数（95% 区间）"), Column("期限"), Column("超过期限", "number")),
    )
    note = (
        f"只计台账或文件写明的联系；少于 {board.small} 件的不写具体数。"
        "中位天数按 Kaplan–Meier 估计，还在等的也算在内。"
    )
    rows = tuple(_step(one, board) for one in board.steps if one.entered)
    return Table("线索和案件的去向", columns, rows, note, "没有线索。")


def _tiles(board: Dashboard) -> Tiles:
    total = sum(one.total for one in board.rates)
    done = sum(one.done for one in board.rates)
    broad = done + sum(one.basic + one.long_term for one in board.rates)
    late = sum(one.state == "overdue" for one in board.matters)
    unfinished = sum(one.state in OPEN for one in board.matters)
    units = len({one.unit for one in board.tasks})
    return Tiles(
        (
            ("任务", str(len(board.tasks)), f"{units} 家单位"),
            ("问题", str(sum(one.findings for one in board.tasks)), "个"),
            ("线索", str(board.few(sum(one.clues for one in board.tasks))), "件"),
            (
                "严格整改率",
                f"{100 * done / total:.1f}%" if total else "—",
                f"{total} 个有整改记录的问题",
            ),
            ("宽口径整改率", f"{100 * broad / total:.1f}%" if total else "—", ""),
            ("整改未完成", str(unfinished), f"条措施，其中超期 {late}"),
        )
    )


def page(board: Dashboard) -> Page:
    """Return the dashboard of a round; of one without tasks, a page that says so."""
    heading = Heading(board.title, f"截至 {board.on}", board.context, board.notes)
    if not board.tasks:
        return sheet("round", VIEW.title, heading, ())
    blocks = (
        _tiles(board),
        _tasks(board),
        _categories(board.categories),
        _steps(board),
        rates_table(board.rates),
        matters_table(board.matters, "问题和整改", ("unit", "category")),
    )
    return sheet("round", VIEW.title, heading, blocks)


VIEW = View("round", "轮次看板", Dashboard, page)
