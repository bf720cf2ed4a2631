"""Reading a draft: workbook or folder, any common encoding, and errors that name the cell."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graph.model.errors import SourceError
from queries.avoidance import read_draft, single
from queries.avoidance.draft import read_modes, read_role

PEOPLE: list[list[Any]] = [
    ["巡察组", "人员编号", "姓名", "角色"],
    ["第1组", "P1", "张某", "组长"],
    ["第1组", "P2", "李 某", "巡察专员"],
]
TASKS: list[list[Any]] = [
    ["巡察组", "被巡察单位", "巡察类型", "组织方式", "进驻日期", "届次", "轮次", "派出党委"],
    [
        "第一巡察组",
        "市林业局（党组）",
        "常规巡察",
        "提级;交叉",
        "2024-03-15",
        "第六届",
        "5",
        "中共云川市委",
    ],
]


def folder(
    path: Path, people: list[list[Any]], tasks: list[list[Any]], encoding: str = "utf-8"
) -> Path:
    for name, rows in (("人员", people), ("任务", tasks)):
        with (path / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    return path


def workbook(path: Path, people: list[list[Any]], tasks: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("人员", people), ("任务", tasks)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = path / "草案.xlsx"
    book.save(target)
    return target


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_folder(tmp_path: Path, encoding: str) -> None:
    draft = read_draft(folder(tmp_path, PEOPLE, TASKS, encoding))
    assert [(m.team, m.person_no, m.name, m.role) for m in draft.members] == [
        ("第1组", "P1", "张某", "组长"),
        ("第1组", "P2", "李某", "组员"),
    ]
    [task] = draft.tasks
    assert (task.unit, task.type, task.modes) == ("市林业局（党组）", "常规", ("提级", "交叉"))
    assert (task.begins, task.term_no, task.round_no) == ("2024-03-15", 6, 5)
    assert task.crossed
    assert draft.by_team() == {"第1组": (task,)}


def test_workbook_says_the_same(tmp_path: Path) -> None:
    tasks = [TASKS[0], [*TASKS[1][:4], datetime(2024, 3, 15), 6, 5.0, "中共云川市委"]]
    plain = read_draft(folder(tmp_path, PEOPLE, TASKS))
    assert read_draft(workbook(tmp_path, PEOPLE, tasks)) == plain
    tasks[1][4] = date(2024, 3, 15)
    assert read_draft(workbook(tmp_path, [["拟任名单"], *PEOPLE], tasks)) == plain


def test_columns_may_stand_in_any_order_and_more_be_there(tmp_path: Path) -> None:
    people = [
        ["备注", "角色", "姓名", "人员编号", "巡察组"],
        ["x", "组长", "张某", "P1", "第1组"],
        ["", "", "", "", ""],
    ]
    assert len(read_draft(folder(tmp_path, people, TASKS)).members) == 1


def changed(rows: list[list[Any]], column: int, value: str) -> list[list[Any]]:
    return [rows[0], [value if i == column else cell for i, cell in enumerate(rows[1])], *rows[2:]]


@pytest.mark.parametrize(
    ("people", "tasks", "words"),
    [
        (changed(PEOPLE, 3, "负责人"), TASKS, "角色.*人员!第2行.*组长"),
        (changed(PEOPLE, 1, ""), TASKS, "人员编号为空.*人员!第2行"),
        (changed(PEOPLE, 1, "P2"), TASKS, "人员编号.*人员!第3行"),
        (changed(PEOPLE, 0, "第9组"), TASKS, "巡察组.*人员!第2行"),
        (PEOPLE, changed(TASKS, 4, "明年"), "进驻日期.*任务!第2行"),
        (PEOPLE, changed(TASKS, 5, "某"), "届次.*任务!第2行"),
        (PEOPLE, changed(TASKS, 1, ""), "被巡察单位为空.*任务!第2行"),
        ([["巡察组", "人员编号", "姓名"], ["第1组", "P1", "张某"]], TASKS, "“人员”缺少列 角色"),
        ([PEOPLE[0]], TASKS, "“人员”没有数据行"),
    ],
)
def test_errors_name_sheet_row_and_column(
    tmp_path: Path, people: list[list[Any]], tasks: list[list[Any]], words: str
) -> None:
    with pytest.raises(SourceError) as caught:
        read_draft(folder(tmp_path, people, tasks))
    assert caught.match(words)


def test_what_is_no_draft(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="找不到草案"):
        read_draft(tmp_path / "无.xlsx")
    (tmp_path / "坏.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(SourceError, match=r"坏\.xlsx"):
        read_draft(tmp_path / "坏.xlsx")
    with pytest.raises(SourceError, match=r"人员\.csv"):
        read_draft(tmp_path)
    (tmp_path / "人员.csv").write_bytes(b"\xff\xfe\xff\x81")
    with pytest.raises(SourceError, match="编码"):
        read_draft(tmp_path)
    book = openpyxl.Workbook()
    book.save(tmp_path / "空.xlsx")
    with pytest.raises(SourceError, match="没有工作表“人员”"):
        read_draft(tmp_path / "空.xlsx")


@pytest.mark.parametrize(
    ("text", "modes", "unknown"),
    [
        ("", (), ()),
        ("无", (), ()),
        ("提级；交叉", ("提级", "交叉"), ()),
        ("提级交叉", ("提级", "交叉"), ()),
        ("异地交叉巡察", ("交叉",), ()),
        ("互派式", ("交叉-互派式",), ()),
        ("提级、上下联动", ("提级", "同步/上下联动"), ()),
        ("常规", (), ()),
        ("轮岗式", (), ("轮岗式",)),
    ],
)
def test_modes(text: str, modes: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    assert read_modes(text) == (modes, unknown)


def test_roles() -> None:
    assert [read_role(t) for t in ("组长", "常务副组长", "副组长（兼）", "巡察专员")] == [
        "组长", "常务副组长", "副组长", "组员",
    ]  # fmt: skip
    with pytest.raises(SourceError, match="可用：组长"):
        single("P1", "市林业局", "队长")
