"""Which rows are lost to their person, and how relatives are read however an office writes them."""

from __future__ import annotations

import pytest

from graph.model.claims import Rejected
from loaders.ledgers import LOADER, kin_terms, posts
from loaders.loader import Context, SourceFile

CAREER = ["姓名", "人员编号", "起始年月", "终止年月", "任职单位", "职务", "任职方式"]
FAMILY = ["人员编号", "姓名", "称谓", "亲属姓名", "出生年月", "工作单位", "职务", "填报日期"]
DECLARED = [
    "申报人", "轮次", "有无需申报事项", "申报方式", "关系类别", "具体关系", "关系人姓名",
    "关系人单位及职务", "承诺签字日期",
]  # fmt: skip

ROWS = [
    (CAREER, ["张某", "P1", "2023-13", "2024-12", "县水利局", "科长", "任职"], {"起始年月"}),
    (CAREER, ["张某", "P1", "2023-01", "2024-12", "县水利局", "", "任职"], {"职务"}),
    (CAREER, ["张某", "P1", "2023-01", "2024-12", "", "科长", "任职"], {"任职单位"}),
    (CAREER, ["张某", "P1", "2023-01", "2024-15", "县水利局", "科长", "任职"], set()),
    (FAMILY, ["P1", "张某", "", "李某", "1980-01", "县水利局", "局长", "2025-03-01"], {"称谓"}),
    (FAMILY, ["P1", "张某", "哥哥", "", "1980-01", "县水利局", "局长", "2025-03-01"], {"亲属姓名"}),
    (FAMILY, ["P1", "张某", "表侄孙", "李某", "1980-99", "县水利局", "局长", "2025-03-01"], set()),
    (FAMILY, ["P1", "张某", "儿子", "", "2020-01", "", "", "2025-03-01"], set()),
    (DECLARED, ["P1", "第几轮", "有", "本人申报", "近姻亲", "妻弟", "李某", "县水利局局长", "2025-03-01"], {"轮次"}),
    (DECLARED, ["P1", "七届第五轮", "有", "本人申报", "近姻亲", "妻弟", "", "局长", "2025-03-01"], {"关系人姓名"}),
    (DECLARED, ["P1", "七届第五轮", "无", "本人申报", "无", "无", "无", "无", "2025-03-01"], set()),
]  # fmt: skip


def read(rows: list[list[str]], context: Context) -> list[tuple[str, str, str]]:
    content = "\n".join(",".join(row) for row in rows).encode()
    found = LOADER.read(SourceFile("表.csv", "a" * 64, content), context)
    return [(r.person, r.lost, r.until) for r in found if isinstance(r, Rejected)]


@pytest.mark.parametrize(("header", "row", "lost"), ROWS)
def test_a_row_that_is_lost(
    context: Context, header: list[str], row: list[str], lost: set[str]
) -> None:
    marked = [item for item in read([header, row], context) if item[1]]
    assert {item[1] for item in marked} == lost
    assert {item[0] for item in marked} <= {"P1"}


def test_a_column_that_is_not_there_loses_every_row(context: Context) -> None:
    place = CAREER.index("职务")
    row = ["张某", "P1", "2023-01", "2024-12", "县水利局", "任职"]
    header = CAREER[:place] + CAREER[place + 1 :]
    assert ("P1", "职务", "2024-12") in read([header, row, row], context)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("云川市水利局副局长", ("云川市水利局", "副局长")),
        ("云川市水利局办公室主任", ("云川市水利局", "办公室主任")),
        ("云川市水利局水政监察支队", ("云川市水利局水政监察支队", "")),
        ("云川市水利局", ("云川市水利局", "")),
        ("某企业", ("某企业", "")),
    ],
)
def test_unit_and_post_in_the_cell_of_the_unit(text: str, parts: tuple[str, str]) -> None:
    assert posts.unit_with_title(text) == parts


@pytest.mark.parametrize(
    ("term", "path"),
    [("夫人", "s"), ("先生", "s"), ("老伴", "s"), ("大舅哥", "sud"), ("大姨子", "sud"), ("小叔子", "sud"),
     ("妻子的哥哥", "sud"), ("哥哥的妻子", "uds"), ("表姐夫", "uudds"), ("堂姐夫", "uudds"), ("表嫂", "uudds")],
)  # fmt: skip
def test_terms_as_people_write_them(term: str, path: str) -> None:
    found = kin_terms.find(term)
    assert found is not None
    assert found.path == path
