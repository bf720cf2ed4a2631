"""Answers as files: the same cells in every form, what is counted above them, no formula and no markup anywhere."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from graph.model.answers import Answer, Column
from xuntu import outputs

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>", '"><svg onload=alert(1)>', "javascript:alert(1)",
    "{{7*7}}", "\u202e文", "\u2028", "甲" * 40_000, "  ", "\x07",
    "＝1+1", "＠SUM(A1)", "\n=1", "甲\ufffe乙\uffff",
)  # fmt: skip
ANSWER = Answer(
    "整改率",
    (Column("unit", "单位"), Column("rate", "整改率（%）"), Column("talked", "是否约谈")),
    (("云川市林业局", 62.5, True), ("云川市财政局", None, False), (("甲", "乙"), 3, None)),
    {"on": "2025-03-31", "round": 0, "unit": "", "broad": False},
    notes=("结果超过 3 行",),
    number="Q25",
    definitions=("严格整改率＝已完成÷有整改记录的问题",),
    labels={
        "on": "截至日期",
        "round": "轮次（0为整届）",
        "unit": "单位（空为全部）",
        "broad": "按宽口径",
    },
)
HEADING = (
    ("问题", "Q25 整改率"),
    ("参数", "截至日期 2025-03-31；按宽口径 否"),
    ("说明", "严格整改率＝已完成÷有整改记录的问题"),
    ("提示", "结果超过 3 行"),
)


def hostile(text: str) -> Answer:
    """Return an answer that holds a text wherever one can stand."""
    return replace(
        ANSWER, title=text, columns=(Column("x", text),), rows=((text,),), parameters={"on": text},
        notes=(text,), definitions=(text,), labels={"on": text},
    )  # fmt: skip


def test_the_heading() -> None:
    assert ANSWER.heading == HEADING
    assert outputs.about(ANSWER).splitlines()[1] == "参数：截至日期 2025-03-31；按宽口径 否"


def test_csv_is_plain_and_what_it_counts_stands_beside_it(tmp_path: Path) -> None:
    path, beside = outputs.write(ANSWER, "csv", tmp_path / "率.csv")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert rows == [
        ["单位", "整改率（%）", "是否约谈"],
        ["云川市林业局", "62.5", "是"],
        ["云川市财政局", "", "否"],
        ["甲、乙", "3", ""],
    ]
    assert beside.name == "率.csv.说明.txt"
    assert beside.read_text("utf-8") == outputs.about(ANSWER)


def test_xlsx_has_the_rows_and_a_sheet_that_explains_them(tmp_path: Path) -> None:
    (path,) = outputs.write(ANSWER, "xlsx", tmp_path / "率.xlsx")
    book = load_workbook(path)
    assert book.sheetnames == ["结果", "说明"]
    assert [list(row) for row in book["结果"].values] == [
        ["单位", "整改率（%）", "是否约谈"],
        ["云川市林业局", 62.5, "是"],
        ["云川市财政局", None, "否"],
        ["甲、乙", 3, None],
    ]
    assert list(book["说明"].values)[1:] == list(HEADING)
    again = outputs.write(ANSWER, "xlsx", tmp_path / "再.xlsx")[0]
    assert again.read_bytes() == path.read_bytes()


def test_json(tmp_path: Path) -> None:
    (path,) = outputs.write(ANSWER, "json", tmp_path / "率.json")
    data = json.loads(path.read_text("utf-8"))
    assert data["rows"] == [
        ["云川市林业局", 62.5, True],
        ["云川市财政局", None, False],
        [["甲", "乙"], 3, None],
    ]
    assert (data["number"], data["parameters"]["on"]) == ("Q25", "2025-03-31")
    assert (data["definitions"], data["notes"]) == ([HEADING[2][1]], ["结果超过 3 行"])
    assert data["columns"][1] == {"name": "rate", "label": "整改率（%）"}


def test_html_is_one_page_without_script(tmp_path: Path) -> None:
    (path,) = outputs.write(ANSWER, "html", tmp_path / "率.html")
    text = path.read_text("utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"<script|src=|href=|url\(", text)
    assert [
        t for t in ("截至日期 2025-03-31", "62.5", "共 3 行", "Q25 整改率") if t not in text
    ] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_or_markup(text: str, tmp_path: Path) -> None:
    answer = hostile(text)
    cells = [cell for row in csv.reader(io.StringIO(outputs.as_csv(answer))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in (*"=+-@＝＋－＠\t\r\n",)]
    (path,) = outputs.write(answer, "xlsx", tmp_path / "a.xlsx")
    kinds = {c.data_type for sheet in load_workbook(path) for row in sheet for c in row}
    assert kinds <= {"s", "inlineStr", "n"}
    page = outputs.as_html(answer)
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9!]+)", page))
    assert tags == set(re.findall(r"<\s*/?\s*([a-zA-Z0-9!]+)", outputs.as_html(hostile("甲"))))


@given(st.text())
def test_any_text_comes_back_from_csv(text: str) -> None:
    out = outputs.as_csv(replace(ANSWER, rows=((text, "尾", None),)))
    cell = list(csv.reader(io.StringIO(out, newline="")))[1][0]
    assert cell.removeprefix("'") == re.sub("\r\n?", "\n", text).removeprefix("'")
