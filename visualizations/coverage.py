"""The coverage map: units against the rounds of a term, and how much of what counts was inspected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from visualizations.blocks import (
    Cell,
    Column,
    Heading,
    Item,
    Mark,
    Pairs,
    Row,
    Said,
    Table,
    Tiles,
    sheet,
)
from visualizations.page import Page, View

STATES = {
    "open": Mark("bad", "未", "未巡"),
    "covered": Mark("good", "巡", "已巡"),
    "excluded": Mark("plain", "免", "不纳入"),
}
"""How a unit can stand in the term; also the order of sorting."""


_LEVELS = ("中央", "省", "市", "县", "乡")


def _rank(level: str) -> tuple[int, str]:
    """Return where a level stands, from the top down; unknown ones come last."""
    found = (place for place, name in enumerate(_LEVELS) if level.startswith(name))
    return next(found, len(_LEVELS)), level


@dataclass(frozen=True, slots=True)
class Visit:
    """One task on a unit: in which column, of what type, and whether that counts as coverage."""

    column: int
    type: str
    counts: bool
    item: Item


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that is to be inspected, or why not; `managed` by who sends the inspectors, or by another committee."""

    item: Item
    level: str
    kind: str
    state: str
    why: str
    visits: tuple[Visit, ...]
    managed: bool = True


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of a term as on a day; `rounds` are the columns: label and year."""

    title: str
    on: str
    context: Pairs
    rounds: tuple[tuple[str, str], ...]
    units: tuple[Unit, ...]
    days_left: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of one level is covered, in distinct units; the share in per cent, None of nothing."""

    level: str
    denominator: int
    covered: int
    excluded: int
    why: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The rate in per cent, with one place."""
        return round(100 * self.covered / self.denominator, 1) if self.denominator else None


def rates(units: Iterable[Unit]) -> list[Rate]:
    """Return the rate of each level, from the top down."""
    levels: dict[str, list[Unit]] = {}
    for unit in units:
        levels.setdefault(unit.level, []).append(unit)
    return [_rate(level, levels[level]) for level in sorted(levels, key=_rank)]


def _rate(level: str, units: Sequence[Unit]) -> Rate:
    states = [unit.state for unit in units]
    return Rate(
        level,
        states.count("covered") + states.count("open"),
        states.count("covered"),
        states.count("excluded"),
        tuple(sorted({unit.why for unit in units if unit.state == "excluded"})),
    )


def _mark(visit: Visit) -> Mark:
    word = visit.type if visit.counts else f"{visit.type}（不计入覆盖）"
    return Mark("good" if visit.counts else "info", visit.type[:1] or "？", word)


def _rates_table(units: Sequence[Unit]) -> Table:
    columns = (
        *(Column("管理层级"), Column("覆盖率（%）", "share"), Column("应巡（家）", "number")),
        *(Column("已巡（家）", "number"), Column("不纳入（家）", "number"), Column("不纳入原因")),
    )
    rows = tuple(
        Row(
            None,
            (
                *(one.level, one.share, one.denominator),
                *(one.covered, one.excluded, "、".join(one.why)),
            ),
        )
        for one in rates(units)
    )
    return Table("各管理层级的覆盖率", columns, rows, "单位去重；前身被巡察过的也算。")


def _order(unit: Unit) -> tuple[int, str, str, int, str]:
    return (*_rank(unit.level), unit.kind, [*STATES].index(unit.state), unit.item.caption)


def _map(coverage: Coverage) -> Table:
    columns = (
        *(Column("单位"), Column("本届", "mark", picked=True)),
        *(Column(label, "slot", note=year) for label, year in coverage.rounds),
        *(Column("管理层级", picked=True), Column("单位类别", picked=True)),
        Column("管理党委", "short", picked=True),
    )
    rows = []
    for unit in sorted(coverage.units, key=_order):
        cells: list[Cell] = [
            tuple((one.item, _mark(one)) for one in unit.visits if one.column == place)
            for place in range(len(coverage.rounds))
        ]
        state = Said(STATES[unit.state], unit.why, [*STATES].index(unit.state))
        who = "本届派出党委" if unit.managed else "其他党委"
        ends = (unit.level, unit.kind, who)
        rows.append(Row(unit.item, (unit.item.caption, state, *cells, *ends)))
    note = "圆圈：计入覆盖的任务；虚线方框：不计入（专项、机动、回头看等）。"
    return Table("单位 × 轮次", columns, tuple(rows), note)


def page(coverage: Coverage) -> Page:
    """Return the page of a term's coverage: figures, rates by level, the map."""
    whole = _rate("", coverage.units)
    heading = Heading(
        coverage.title,
        f"截至 {coverage.on} · {len(coverage.units)} 家单位",
        coverage.context,
        coverage.notes,
    )
    if not coverage.units:
        return sheet("coverage", VIEW.title, heading, ())
    left = "" if coverage.days_left is None else f"距换届 {coverage.days_left} 天"
    share = "—" if whole.share is None else f"{whole.share}%"
    tiles = Tiles(
        (
            ("覆盖率", share, "已巡 ÷ 应巡"),
            ("应巡", str(whole.denominator), "家，去重"),
            ("已巡", str(whole.covered), "家"),
            ("未巡", str(whole.denominator - whole.covered), f"家{'，' * bool(left)}{left}"),
            ("不纳入", str(whole.excluded), "家"),
        )
    )
    blocks = (tiles, _rates_table(coverage.units), _map(coverage))
    return sheet("coverage", VIEW.title, heading, blocks)


VIEW = View("coverage", "巡察覆盖图", Coverage, page)
