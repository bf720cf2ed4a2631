"""The ledgers of an office's own work: how rounds, actors, amounts and relatives are read."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from graph.model.privacy import HIDDEN, Mask
from graph.model.unit_names import names_unit
from graph.model.values import ten_thousands
from loaders.ledgers import open_headers, references, restricted_headers

Load = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("十五届四轮1—5组", [(4, n) for n in range(1, 6)]),
        ("十五届四轮第一巡察组、第2组", [(4, 1), (4, 2)]),
        ("十五届第四轮巡察1、3-4组", [(4, 1), (4, 3), (4, 4)]),
        ("15届4轮各组", [(4, None)]),
        ("十五届2025年四轮", [(4, None)]),
        ("十五届三、四轮", [(3, None), (4, None)]),
        ("十五届一至三轮", [(1, None), (2, None), (3, None)]),
        ("十五届三轮、四轮第2组", [(3, None), (4, 2)]),
        ("十五届三、四轮2组", [(3, None), (4, 2)]),
        ("四轮1—5组", []),
        ("十五届四轮5-1组", []),
        ("十五届四轮1、3", []),
        ("全部", []),
        ("十五届", []),
    ],
)
def test_which_rounds_and_teams_a_cell_names(
    text: str, heard: list[tuple[int, int | None]]
) -> None:
    found = list(references.hearings(text))
    told = [part for part in found if part.get("round_no")]
    assert {part["term_no"] for part in told} <= {15}
    teams = [f"第{number}组" if number else None for _, number in heard]
    assert [(p["round_no"], p["team"]) for p in told] == list(
        zip((number for number, _ in heard), teams, strict=True)
    )
    # What is not understood is kept as it is written.
    assert told or "".join(str(part[""]) for part in found)


def test_a_term_of_one_item_is_not_that_of_an_item_before_it() -> None:
    found = list(references.hearings("四轮；十五届三轮"))
    assert [part.get("round_no") for part in found] == [None, 3]


def test_teams_of_a_series_keep_it() -> None:
    found = references.hearings("十五届四轮村(社区)1-2组")
    assert [part["team"] for part in found] == ["村(社区)第1组", "村(社区)第2组"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *(
            (name, True)
            for name in ("市审计局", "市委", "市委宣传部", "审计局", "市妇联", "桥头镇")
        ),
        *((name, True) for name in ("东岭县政府", "市人大常委会", "市供销社", "市纪委监委")),
        *((name, True) for name in ("云川市第一中学", "市信访办", "云川日报社", "市电视台")),
        *((name, False) for name in ("王新村", "李建社", "张中", "甲某某", "欧阳建中", "李委")),
        *((name, False) for name in ("市委书记", "分管副市长", "P0001")),
    ],
)
def test_a_unit_is_told_from_a_person_by_its_name(text: str, unit: bool) -> None:
    assert names_unit(text) is unit


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("860", "万元", 860),
        ("860", "元", 0.086),
        ("１，２００．５万", "万元", 1200.5),
        ("8,600,000元", "万元", 860),
        ("1.2亿元", "万元", 12000),
        ("3千元", "万元", 0.3),
        ("0.1亿", "万元", 1000),
        ("2百万元", "元", 200),
    ],
)
def test_money_is_counted_in_ten_thousands(text: str, unit: str, amount: float) -> None:
    assert ten_thousands(text, unit) == amount


@pytest.mark.parametrize("text", ["", "元", "约860万元", "860美元", "一百万元", "8,60元"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是"):
        ten_thousands(text)


def business(firm: str, **cells: object) -> list[list[object]]:
    row: dict[str, object] = {"人员编号": "P1", "本人或亲属姓名": "乙一", "与本人关系": "儿媳"}
    row |= {"企业名称": firm, **cells}
    return [list(row), list(row.values())]


@pytest.mark.parametrize(
    ("shown", "value", "share"),
    [("0%", 0.4, 40), ("0.00%", 0.005, 0.5), ("General", 0.5, 0.5), ("General", 40, 40)],
)
def test_a_share_is_what_its_cell_shows(
    shown: str, value: float, share: float, load: Load, percent_sheet: Load
) -> None:
    content = percent_sheet(business("云川路桥公司", **{"持股比例(%)": value}), shown)
    (owns,) = load("企业.xlsx", content).of("OWNS")
    assert owns.properties["share"] == share


@pytest.fixture
def percent_sheet(to_xlsx: Load) -> Load:
    """A sheet whose last cell has this format."""

    def make(rows: list[list[object]], number_format: str) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(to_xlsx(rows)))
        sheet = book.worksheets[0]
        sheet.cell(len(rows), len(rows[0])).number_format = number_format
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return make


def test_a_number_that_became_a_date_is_refused(load: Load, to_xlsx: Load) -> None:
    header = ["模板名称", "版本", "适用对象类型", "条目编号", "条目内容", "启用日期"]
    row = ["乡镇清单", "2025-1", "乡镇街道", datetime(1969, 12, 1), "内容", "2025-01-01"]
    got = load("清单.xlsx", to_xlsx([header, row]))
    assert [r.column for r in got.rejected] == ["条目编号"]
    assert got.of("ChecklistItem") == []


def test_one_relative_of_two_ledgers_shares_who_stands_between(load: Load, to_csv: Load) -> None:
    family = [
        ["人员编号", "姓名", "称谓", "亲属姓名", "出生年月", "填报日期"],
        ["P1", "甲", "儿媳", "乙一", "1988-03", "2025-03-10"],
    ]
    got = [
        load("家庭.csv", to_csv(family)),
        load("企业.csv", to_csv(business("云川路桥公司", **{"持股比例(%)": 40}))),
    ]
    relatives = [
        next(c for c in one.of("Person") if c.properties.get("name") == "乙一") for one in got
    ]
    assert relatives[0].mention != relatives[1].mention
    assert relatives[0].keys == relatives[1].keys != ()
    between = [{c.mention for c in one.of("Person") if c.properties.get("unnamed")} for one in got]
    assert between[0] == between[1]
    assert len(between[0]) == 1


@pytest.mark.parametrize("word", ["妻子", "配偶", "爱人", "丈夫"])
def test_a_spouse_is_one_by_whatever_word(word: str, load: Load, to_csv: Load) -> None:
    wife = load("企业.csv", to_csv(business("甲公司", 与本人关系="妻子")))
    again = load("企业.csv", to_csv(business("乙公司", 与本人关系=word)))
    keys = [c.keys for one in (wife, again) for c in one.of("Person") if "name" in c.properties]
    assert len(set(keys)) == 1


def test_what_is_restricted_is_hidden_in_the_quote(load: Load, to_csv: Load) -> None:
    mask = Mask.of([], [], restricted_headers(), open_headers())
    header = ["届次", "轮次", "人员编号", "姓名", "是否参训", "廉政意见", "廉政意见日期"]
    row = ["15", "4", "P1", "甲一", "是", "有异议", "2025-03-12"]
    (event,) = load("培训.csv", to_csv([header, row])).of("Event")
    shown = mask.quote(event.provenance.quote)
    assert "有异议" not in shown
    assert "2025-03-12" not in shown
    assert shown.count(HIDDEN) == 2
    assert "是否参训：是" in shown
    header = ["会议类型", "日期", "主持人", "点人点事", "议定事项"]
    row = ["反馈会", "2025-06-20", "组长", "37", "同意"]
    (held,) = load("会议.csv", to_csv([header, row])).of("Meeting")
    assert "37" not in mask.quote(held.provenance.quote)
