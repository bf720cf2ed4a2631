"""Declarations of avoidance (L5), and places that the region table knows only in part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Load = Callable[..., Any]

HEADER = [
    "申报人", "轮次", "有无需申报事项", "申报方式", "关系类别", "具体关系", "关系人姓名", "关系人单位及职务",
    "利害事项说明", "承诺签字日期", "涉及单位", "利害类型",
]  # fmt: skip
UNIT = "市林业局"


def test_two_matters_with_one_unit_are_two_declarations(load: Load, to_csv: Load) -> None:
    same = ["P1", "十五届第四轮", "有", "本人申报", "本人利害", "", "", ""]
    rows = [
        HEADER,
        [*same, "缴纳水费", "2024-03-01", UNIT, "其他"],
        [*same, "起诉", "2024-03-01", UNIT, "诉讼"],
    ]
    got = load("回避申报表.csv", to_csv(rows)).of("Declaration")
    kinds = {claim.properties["interest_kind"]: claim.mention for claim in got}
    assert len(set(kinds.values())) == 2
    assert kinds.keys() == {"其他", "诉讼"}


def test_what_a_unit_asks_for_is_no_declaration_of_the_persons(load: Load, to_csv: Load) -> None:
    said = ["夫妻", "妻子", "王某", "市林业局副局长", "", "2024-03-08", UNIT, ""]
    own = [HEADER, ["P1", "十五届第四轮", "有", "本人申报", *said]]
    asked = [HEADER, ["P1", "十五届第四轮", "有", "单位申请", *said]]
    assert load("回避申报表.csv", to_csv(own)).of("SPOUSE_OF")
    got = load("回避申报表.csv", to_csv(asked))
    assert not got.of("SPOUSE_OF")
    assert not got.of("SERVED_IN")
    [declaration] = got.of("Declaration")
    assert declaration.properties["declared_by"] == "单位申请"
    both = load("回避申报表.csv", to_csv([*own, asked[1]])).of("Declaration")
    assert len({claim.mention for claim in both}) == 2


def in_the_pool(native_place: str) -> list[list[str]]:
    row = {
        "人员编号": "P1",
        "姓名": "张某",
        "性别": "男",
        "出生年月": "1980-01",
        "籍贯": native_place,
        "政治面貌": "群众",
        "工作单位": "市审计局",
        "职务": "科员",
        "专业特长": "财务审计",
        "在库状态": "可用",
    }
    return [list(row), list(row.values())]


def test_a_town_that_no_table_has_lies_in_the_county_before_it(load: Load, to_csv: Load) -> None:
    got = load("人才库登记表.csv", to_csv(in_the_pool("示例省云川市东岭县青崖镇石桥村")))
    [native] = got.of("NATIVE_OF")
    regions = {claim.mention: claim.properties for claim in got.of("Region")}
    within = {claim.ends[0]: claim.ends[1] for claim in got.of("WITHIN")}
    assert regions[native.ends[1]] == {"name": "示例省云川市东岭县青崖镇石桥村"}
    assert regions[within[native.ends[1]]]["code"] == "990121"


def test_a_text_that_begins_with_no_county_lies_nowhere(load: Load, to_csv: Load) -> None:
    got = load("人才库登记表.csv", to_csv(in_the_pool("某处青崖镇")))
    assert len(got.of("NATIVE_OF")) == 1
    assert not got.of("WITHIN")
