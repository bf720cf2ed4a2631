"""A check as a workbook: a sheet a team, all reasons, what is missing, the rules about teams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from visualizations.check import VERDICTS, Cell, Gap, Link, Matrix, Member, Reason, Team
from xuntu import stillbook
from xuntu.answer_book import put_text, sheet_title

LOOKS = dict(zip(VERDICTS, ("E4F3E9", "FFE3B0", "DCE9F9", "F5B7B1"), strict=True))
"""Grounds of the verdicts; the word stands in each cell, so that no colour is needed to read it."""

SUMMARY, REASONS, GAPS, TEAM_RULES = "概况", "理由", "缺数据", "组内规则"
_WHO = ("人员编号", "姓名", "角色", "总结论")
_REASONS = (
    "组", "人员编号", "姓名", "角色", "单位", "结论", "核查日期", "规则", "规则名称", "导致", "说明码", "理由",
    "依据", "关系（逐条）", "来源", "改变结论的一件事",
)  # fmt: skip
_GAPS = ("组", "人员编号", "姓名", "单位", "缺的字段", "缺什么", "哪些规则需要", "影响")
_TEAM_RULES = ("组", "规则", "规则名称", "实际", "要求", "结果", "说明", "依据")
_FEW = 3
"""Units of a team that are always named one by one."""
_EDGE = Side(style="thin", color="BFC5CD")
_GRID = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEAD = PatternFill("solid", start_color="EEF0F3")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")
_GROUNDS = {word: PatternFill("solid", start_color=color) for word, color in LOOKS.items()}

Line = Sequence[str]


def write(path: Path, matrix: Matrix) -> None:
    """Write a check as a workbook: 概况, a sheet for each team, 理由, 缺数据, 组内规则."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _table(book.create_sheet(SUMMARY), (), _summary(matrix), (18, 110))
    taken = {SUMMARY, REASONS, GAPS, TEAM_RULES}
    for team in matrix.teams:
        _team(book.create_sheet(sheet_title(team.name or "核查结果", taken)), team)
    widths = (10, 11, 10, 9, 24, 10, 12, 7, 16, 10, 12, 60, 36, 60, 44, 44)
    _table(book.create_sheet(REASONS), _REASONS, _reasons(matrix), widths)
    _table(book.create_sheet(GAPS), _GAPS, _gaps(matrix), (10, 11, 10, 30, 22, 44, 44, 14))
    rules = _team_rules(matrix)
    _table(book.create_sheet(TEAM_RULES), _TEAM_RULES, rules, (12, 8, 20, 30, 30, 10, 60, 40))
    stillbook.save(book, path)


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    put_text(sheet, row, column, text)
    cell = sheet.cell(row, column)
    cell.border = _GRID
    cell.alignment = _WRAPPED
    ground = _GROUNDS.get(text.partition("\n")[0])
    if ground:
        cell.fill = ground


def _head(sheet: Worksheet, headers: Sequence[str]) -> None:
    for column, header in enumerate(headers, 1):
        _put(sheet, 1, column, header)
        cell = sheet.cell(1, column)
        cell.font, cell.fill = Font(bold=True), _HEAD
        cell.alignment = _CENTRED


def _printed(sheet: Worksheet, frozen: str) -> None:
    """Set a sheet up for A4 landscape, as wide as the paper, its head on every page."""
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", 9, 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.freeze_panes = frozen
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&A　第 &P 页，共 &N 页"


def _table(
    sheet: Worksheet, headers: Sequence[str], lines: Iterable[Line], widths: Sequence[int]
) -> None:
    start = 1 if headers else 0
    _head(sheet, headers)
    for row, line in enumerate(lines, start + 1):
        for column, value in enumerate(line, 1):
            _put(sheet, row, column, value)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    _printed(sheet, "A2" if headers else "A1")
    if headers and sheet.max_row > 1:
        sheet.auto_filter.ref = sheet.dimensions


def _team(sheet: Worksheet, team: Team) -> None:
    lines = (
        (*_who(who), who.verdict, *map(_short, row))
        for who, row in zip(team.people, team.cells, strict=True)
    )
    _table(sheet, (*_WHO, *team.units), lines, (11, 10, 9, 10, *(20 for _ in team.units)))
    sheet.freeze_panes = "E2"
    sheet.print_title_cols = "A:D"
    # A pool of units does not fit the width of one sheet of paper.
    sheet.page_setup.fitToWidth = max(1, -(-len(team.units) // 10))


def _who(who: Member) -> tuple[str, str, str]:
    return who.number, who.name, who.role


def _short(cell: Cell) -> str:
    said = [f"{one.rule} {one.name}" if one.rule else one.text for one in cell.reasons]
    return "\n".join((cell.verdict, *dict.fromkeys(said)))


def _summary(matrix: Matrix) -> Iterator[Line]:
    yield "核查", matrix.title
    yield from matrix.context
    counts = matrix.counts()
    for verdict in reversed(VERDICTS):
        people = sum(who.verdict == verdict for team in matrix.teams for who in team.people)
        yield (
            verdict,
            f"{people} 人（按对本组全部单位中最重的一项），人与单位共 {counts[verdict]} 对",
        )
    for note in matrix.notes:
        yield "说明", note


def _rows(matrix: Matrix) -> Iterator[tuple[Team, Member, tuple[Cell, ...]]]:
    for team in matrix.teams:
        for who, cells in zip(team.people, team.cells, strict=True):
            yield team, who, cells


def _reasons(matrix: Matrix) -> Iterator[Line]:
    """Yield each reason of each person once, with the units it holds for."""
    for team, who, cells in _rows(matrix):
        found: dict[tuple[str, str, Reason, str], list[str]] = {}
        for unit, cell in zip(team.units, cells, strict=True):
            for reason in cell.reasons:
                key = (cell.verdict, cell.on, reason, cell.pivot)
                found.setdefault(key, []).append(unit)
        for (verdict, on, reason, pivot), units in found.items():
            whose = (team.name, *_who(who), _named(units, team), verdict, on)
            yield (*whose, *_said(reason), pivot)


def _named(units: Sequence[str], team: Team) -> str:
    """Return the units as lines, unless they are all of many."""
    every = len(units) > _FEW and len(units) == len(team.units)
    return f"全部 {len(units)} 个单位" if every else "\n".join(units)


def _said(reason: Reason) -> Line:
    return (
        reason.rule, reason.name, reason.grade, reason.code, reason.text, reason.basis,
        "\n".join(_edge(n, link) for n, link in enumerate(reason.path, 1)),
        "\n".join(f"{file} {place}".strip() for file, place in reason.rows),
    )  # fmt: skip


def _edge(number: int, link: Link) -> str:
    dates = f"（{link.dates}）" if link.dates else ""
    arrow = f" → {link.target}" if link.target else ""
    where = "；".join(f"{file} {place}".strip() for file, place in link.rows)
    return f"{number}. {link.source} —{link.label}{dates}{arrow}" + (f" [{where}]" if where else "")


def _gaps(matrix: Matrix) -> Iterator[Line]:
    """Yield what is missing of each person once, with the units it matters for."""
    for team, who, cells in _rows(matrix):
        found: dict[Gap, list[str]] = {}
        for unit, cell in zip(team.units, cells, strict=True):
            for gap in cell.gaps:
                found.setdefault(gap, []).append(unit)
        for gap, units in found.items():
            names = "、".join(f"{rule} {matrix.rules.get(rule, '')}".strip() for rule in gap.rules)
            effect = "不能判定" if gap.blocks else "不改变结论"
            whose = (team.name, who.number, who.name, _named(units, team))
            yield (*whose, gap.field, gap.text, names, effect)


def _team_rules(matrix: Matrix) -> Iterator[Line]:
    for name, rules in (
        *((team.name, team.rules) for team in matrix.teams),
        ("全轮", matrix.round),
    ):
        for one in rules:
            result = "无法判定" if one.passed is None else "符合" if one.passed else "不符合"
            yield name, one.rule, one.name, one.value, one.required, result, one.text, one.basis
