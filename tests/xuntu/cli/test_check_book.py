"""A check as a workbook, read back: what is in it, how it prints, that nothing in it is a formula."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from visualizations.check import Cell, Gap, Link, Matrix, Member, Reason, Team, TeamRule
from xuntu.cli import check_book

LINK = Link(
    "甲一一", "云川市财政局", "任职", "2019-01 — 至今", "任局长", (("任职经历表.xlsx", "第12行"),)
)
OWN = Reason("R01", "现职", "应回避", "甲一一 现任局长", "第十二条", "", (LINK,), LINK.rows)
MASKED = Reason("", "", "应回避", "不可任")
LACKING = Reason("R10", "近亲任班子", "信息不足", "家庭成员没有申报", "第七条", "缺数据")
GAP = Gap("L20.成员姓名", "没有填写家庭成员", ("R10",), True)
PEOPLE = (Member("P001", "甲一一", "组长", "应回避"), Member("P002", "乙二二", "组员", "信息不足"))
UNITS = ("云川市财政局", "云川市教育局")
CELLS = (
    (Cell("应回避", "2025-03-24", (OWN, MASKED), pivot="若不属实，结论为“可任”"), Cell("可任", "2025-03-24")),
    (Cell("信息不足", "2025-03-24", (LACKING,), (GAP,)), Cell("信息不足", "2025-03-24", (LACKING,), (GAP,))),
)  # fmt: skip
RULES = (TeamRule("R40", "组内亲属", "0人", "0人", True, "未发现", "第七十四条"),)
GIVEN = Matrix(
    "拟任名单",
    (("派出党委", "中共云川市委"), ("核查日期", "2025-03-24")),
    {"R01": "现职", "R10": "近亲任班子"},
    (Team("第1组", PEOPLE, UNITS, CELLS, RULES),),
    ("第3行按现名核查",),
    (replace(RULES[0], passed=False),),
)


def _book(given: Matrix, folder: Path) -> Workbook:
    check_book.write(folder / "核查.xlsx", given)
    return load_workbook(folder / "核查.xlsx")


def _lines(sheet: Worksheet) -> list[list[object]]:
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_a_team_is_a_sheet_of_people_and_units(tmp_path: Path) -> None:
    sheet = _book(GIVEN, tmp_path)["第1组"]
    assert _lines(sheet) == [
        ["人员编号", "姓名", "角色", "总结论", *UNITS],
        ["P001", "甲一一", "组长", "应回避", "应回避\nR01 现职\n不可任", "可任"],
        ["P002", "乙二二", "组员", "信息不足", *["信息不足\nR10 近亲任班子"] * 2],
    ]
    grounds = {
        sheet[at].value.partition("\n")[0]: sheet[at].fill.start_color.rgb
        for at in ("E2", "F2", "E3")
    }
    assert len(set(grounds.values())) == 3
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)


def test_every_sheet_prints_on_a4_landscape_with_its_head(tmp_path: Path) -> None:
    for sheet in _book(GIVEN, tmp_path).worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    team = _book(GIVEN, tmp_path)["第1组"]
    assert (team.freeze_panes, team.print_title_rows, team.print_title_cols) == (
        "E2",
        "$1:$1",
        "$A:$D",
    )


def test_reasons_come_with_rule_basis_path_and_rows(tmp_path: Path) -> None:
    head, own, masked, lacking = _lines(_book(GIVEN, tmp_path)["理由"])
    told = dict(zip(map(str, head), own, strict=True))
    assert told["规则"] == "R01"
    assert told["依据"] == "第十二条"
    assert told["单位"] == "云川市财政局"
    assert (
        told["关系（逐条）"]
        == "1. 甲一一 —任职（2019-01 — 至今） → 云川市财政局 [任职经历表.xlsx 第12行]"
    )
    assert told["来源"] == "任职经历表.xlsx 第12行"
    assert told["改变结论的一件事"] == "若不属实，结论为“可任”"
    assert masked[7:15] == ["", "", "应回避", "", "不可任", "", "", ""]
    assert lacking[4] == "\n".join(UNITS)


def test_what_is_missing_and_the_rules_about_teams_are_told(tmp_path: Path) -> None:
    book = _book(GIVEN, tmp_path)
    assert _lines(book["缺数据"])[1:] == [
        [
            "第1组",
            "P002",
            "乙二二",
            "\n".join(UNITS),
            "L20.成员姓名",
            "没有填写家庭成员",
            "R10 近亲任班子",
            "不能判定",
        ]
    ]
    rules = [[row[0], row[1], row[5]] for row in _lines(book["组内规则"])[1:]]
    assert rules == [["第1组", "R40", "符合"], ["全轮", "R40", "不符合"]]
    summary = {str(a): str(b) for a, b in _lines(book["概况"])}
    assert summary["派出党委"] == "中共云川市委"
    assert summary["说明"] == "第3行按现名核查"
    assert summary["应回避"].startswith("1 人")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(1)"])
def test_no_text_is_a_formula(tmp_path: Path, text: str) -> None:
    cell = Cell(
        "应回避", text, (Reason(text, text, text, text, text, text, (LINK,)),), (GAP,), (), (), text
    )
    team = Team(text, (Member(text, text, text, "应回避"),), (text,), ((cell,),), RULES)
    book = _book(replace(GIVEN, title=text, teams=(team,), notes=(text,)), tmp_path)
    cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.value]
    assert all(c.data_type == "s" for c in cells)
    assert all(c.quotePrefix for c in cells if c.value == text)
    assert sum(c.value == text for c in cells) > 8


def test_sheets_have_titles_that_excel_takes(tmp_path: Path) -> None:
    [team] = GIVEN.teams
    names = ("理由", "第[1]组：甲/乙*?", "长" * 40, "长" * 40, "", "Team", "TEAM", "'")
    book = _book(replace(GIVEN, teams=tuple(replace(team, name=n) for n in names)), tmp_path)
    assert len({title.lower() for title in book.sheetnames}) == len(names) + 4
    assert all(0 < len(title) <= 31 for title in book.sheetnames)


def test_what_no_cell_can_hold_is_left_out(tmp_path: Path) -> None:
    [team] = GIVEN.teams
    long = replace(OWN, text="长" * 40000 + "\x00")
    rows = ((Cell("应回避", "", (long,)), CELLS[0][1]), CELLS[1])
    sheet = _book(replace(GIVEN, teams=(replace(team, cells=rows),)), tmp_path)["理由"]
    assert 30000 < len(str(sheet["L2"].value)) < 32768
