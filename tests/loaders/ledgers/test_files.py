"""Files as offices keep them: workbooks with their habits, text tables in three encodings, wrecks."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from graph.model.errors import SourceError
from loaders import archive as zips
from loaders.ledgers import LOADER, formats, notices
from loaders.loader import Context

Load = Callable[..., Any]
HEADER = ["姓名", "人员编号", "起始年月", "终止年月", "任职单位", "职务", "任职方式"]
EXAMPLE = ["示例甲", "P0001", "2016-03", "2019-01", "县国土资源局", "副局长", "任职"]
ROW = ["甲一", "P0001", "2016-03", "2019-01", "市国土局", "副局长", "任职"]
TASKS = ["届次", "年度", "轮次", "巡察组", "派出党委", "被巡察党组织", "巡察类型", "进驻日期"]


def posts(loaded: Any) -> list[tuple[object, ...]]:
    names = ("title", "since", "until", "end_state")
    return [tuple(c.properties.get(n) for n in names) for c in loaded.of("SERVED_IN")]


def test_title_rows_example_row_marks_and_full_width(load: Load, to_xlsx: Load) -> None:
    header = [
        "姓 名*",
        "人员\n编号（必填）",
        "起始年月",
        "终止年月",
        "任职单位",
        "职　务",
        "任职方式",
    ]
    row = ["甲一", "Ｐ０００１", "２０１６年３月", "至今", "市国土局", "副局长", "任职"]
    rows = [["任职经历表"], ["填表单位：市委组织部"], header, EXAMPLE, row, [None] * 7, [""] * 7]
    got = load("任职经历.xlsx", to_xlsx(rows, merged=["A1:G1"]))
    assert posts(got) == [("副局长", "2016-03", None, "ongoing")]
    assert got.rejected == ()
    (claim,) = got.of("SERVED_IN")
    assert claim.provenance.place == "L4!第5行"
    assert "人员编号（必填）：Ｐ０００１" in claim.provenance.quote
    assert got.of("Person")[0].properties["person_no"] == "P0001"


def test_merged_cells_speak_for_all_their_rows(load: Load, to_xlsx: Load) -> None:
    rows = [
        TASKS,
        [15, 2025, 4, "第1组", "中共云川市委", "市甲局党组", "常规", "2025-03-24"],
        [None, None, None, "第1组", None, "市乙局党组", "常规", "2025-03-24"],
        [None, None, None, "第2组", None, "市丙局党组", "常规", "2025-03-24"],
    ]
    merged = ["A2:A4", "B2:B4", "C2:C4", "E2:E4"]
    got = load("任务.xlsx", to_xlsx(rows, merged=merged))
    assert len(got.of("INSPECTS")) == 3
    assert len({c.mention for c in got.of("Round")}) == 1
    assert got.rejected == ()


@pytest.mark.parametrize(
    "alias", ["被巡察单位", "被巡察党组织", "巡察对象", "被巡察对象", "被 巡 察 单 位"]
)
def test_a_header_has_many_spellings(load: Load, to_csv: Load, alias: str) -> None:
    header = [alias if h == "被巡察党组织" else h for h in TASKS]
    row = [15, 2025, 4, "第1组", "中共云川市委", "市甲局党组", "常规", "2025-03-24"]
    assert len(load("任务.csv", to_csv([header, row])).of("INSPECTS")) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_tables_in_three_encodings(load: Load, to_csv: Load, encoding: str) -> None:
    got = load("表.csv", to_csv([HEADER, ROW], encoding))
    assert posts(got) == [("副局长", "2016-03", "2019-01", "stated")]
    assert got.of("SERVED_IN")[0].provenance.quote.startswith("姓名：甲一｜人员编号：P0001｜")


def test_a_cell_over_several_lines_is_one_row(load: Load, to_csv: Load) -> None:
    noted = [[*HEADER, "备注"], [*ROW, "第一行\n第二行"], [*ROW[:2], "2019-02", *ROW[3:], ""]]
    places = [c.provenance.place for c in load("表.csv", to_csv(noted)).of("SERVED_IN")]
    assert places == ["L4!第2行", "L4!第3行"]


def test_the_precision_of_dates_is_kept(load: Load) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    day = datetime(2016, 3, 15)
    for since, shown in (
        (day, "yyyy-mm"),
        (day, "yyyy/m/d"),
        (day, 'yyyy"年"m"月"'),
        (day, "yyyy"),
        (42444, "General"),
        (2016.3, "General"),
        (2016.1, "0.00"),
        (201603, "General"),
        (datetime(2016, 3, 1), "yyyy-mm-dd"),
    ):
        sheet.append([*ROW[:2], since, *ROW[3:]])
        sheet.cell(sheet.max_row, 3).number_format = shown
    out = io.BytesIO()
    book.save(out)
    got = load("表.xlsx", out.getvalue())
    assert [post[1] for post in posts(got)] == [
        "2016-03",
        "2016-03-15",
        "2016-03",
        "2016",
        "2016-03-15",
        "2016-03",
        "2016-10",
        "2016-03",
        "2016-03",
    ]


def test_a_number_that_may_be_january_or_october_is_refused(load: Load, to_xlsx: Load) -> None:
    got = load("表.xlsx", to_xlsx([HEADER, [*ROW[:2], 2016.1, *ROW[3:]]]))
    assert posts(got) == []
    (rejected,) = got.rejected
    assert (rejected.column, rejected.value) == ("起始年月", "2016.1")


def test_numbers_keep_what_their_cell_shows() -> None:
    shown = [
        formats.number_text(*cell)
        for cell in (
            (12, "0000"),
            (15.0, "General"),
            (3.2, "0.00"),
            (3.256, "0.00"),
            (0.1 + 0.2, "General"),
        )
    ]
    assert shown == ["0012", "15", "3.20", "3.256", "0.3"]


def test_several_ledgers_in_one_workbook(load: Load, context: Context, file: Load) -> None:
    book = openpyxl.Workbook()
    tasks, career = book.active, book.create_sheet("任职")
    assert tasks is not None
    tasks.append(TASKS)
    tasks.append([15, 2025, 4, "第1组", "中共云川市委", "市甲局党组", "常规", "2025-03-24"])
    for row in (HEADER, ROW):
        career.append(row)
    second = book.create_sheet("任职（续）")
    for row in (HEADER, ROW):
        second.append(row)
    other = book.create_sheet("说明")
    other.append(["本表由巡察办填写"])
    book.create_sheet("空表")
    enums = book.create_sheet("枚举")
    enums.append(["常规", "专项"])
    enums.sheet_state = "hidden"
    old = book.create_sheet("旧")
    for row in (HEADER, ROW):
        old.append(row)
    old.sheet_state = "veryHidden"
    out = io.BytesIO()
    book.save(out)
    recognised = LOADER.recognise(file("全.xlsx", out.getvalue()), context)
    assert recognised is not None
    assert (recognised.kind, recognised.rank) == ("L2+L4", 12)
    got = load("全.xlsx", out.getvalue())
    places = [c.provenance.place for c in got.of("SERVED_IN")]
    assert places == ["L4!第2行", "L4·任职（续）!第2行"]
    assert {(r.provenance.place, r.reason) for r in got.rejected} == {
        ("说明", "认不出是哪一种台账，没有载入"),
        ("旧", "隐藏的工作表没有读取"),
    }


def test_strange_repeated_and_missing_columns_are_said_once(load: Load, to_csv: Load) -> None:
    header = ["序号", *HEADER[:-1], "星座", "职务名称"]
    rows = [header, *([i, *ROW[:-1], "某", "别的"] for i in range(3)), [4] + [""] * 8]
    got = load("表.csv", to_csv(rows))
    assert len(posts(got)) == 3
    assert [(r.column, r.reason) for r in got.rejected] == [
        ("星座", "未识别的列"),
        ("职务名称", "与前面的列重复，没有读取"),
        ("任职方式", "缺少必填列"),
    ]
    # What no ledger knows is kept in the row's quote, what another column has said is not.
    quote = got.of("SERVED_IN")[0].provenance.quote
    assert quote.endswith("｜星座：某")
    assert "别的" not in quote


def test_a_long_cell_is_kept_whole(load: Load, to_xlsx: Load) -> None:
    long = "某" * 10_000
    got = load("表.xlsx", to_xlsx([[*HEADER, "分管工作"], [*ROW, long]]))
    assert got.of("SERVED_IN")[0].properties["in_charge"] == long


@pytest.mark.parametrize("first", ["示例", "例：", "（样例）"])
def test_a_marked_example_row_is_left_out(load: Load, to_csv: Load, first: str) -> None:
    rows = [["序号", *HEADER], [first, *ROW], ["1", *ROW]]
    assert len(posts(load("表.csv", to_csv(rows)))) == 1


def test_only_the_row_under_the_header_can_be_an_example(load: Load, to_csv: Load) -> None:
    almost = [*EXAMPLE[:5], "局长", EXAMPLE[6]]
    assert len(posts(load("表.csv", to_csv([HEADER, ROW, EXAMPLE])))) == 2
    assert len(posts(load("表.csv", to_csv([HEADER, almost])))) == 1


def test_a_header_said_again_is_no_row(load: Load, to_csv: Load) -> None:
    got = load("表.csv", to_csv([HEADER, ROW, HEADER, ROW]))
    assert len(posts(got)) == 2
    (said,) = got.rejected
    assert (said.provenance.place, said.value, said.reason) == (
        "L4!第3行",
        "第3行",
        notices.NO_RECORDS,
    )


def test_doubt_is_not_recognised_until_the_user_says(
    load: Load, to_csv: Load, context: Context, file: Load
) -> None:
    rows = [["姓名", "人员编号", "职务"], ["甲一", "P0001", "科长"]]
    content = to_csv(rows)
    assert LOADER.recognise(file("表.csv", content), context) is None
    got = load("表.csv", content, "L4")
    assert [c.properties["name"] for c in got.of("Person")] == ["甲一"]
    assert {r.column for r in got.rejected} == {"起始年月", "终止年月", "任职单位", "任职方式"}


PAGE = (
    "<html><![foo bar]><table><tr><td>姓名<td>人员编号<td>起始年月<td>终止年月<td>任职单位<td>职务<td>任职方式"
    "<tr><td>甲一<td>P0001<td>2019-01<td>至今<td>云山区水利局<td>局长<td>任职</table>"
)


@pytest.mark.parametrize("name", ["任职.html", "任职.htm", "任职.xls"])
def test_a_page_of_tables_is_a_ledger_and_one_with_words_is_none(
    name: str, load: Load, context: Context, file: Load
) -> None:
    got = load(name, PAGE.encode())
    assert [c.properties["name"] for c in got.of("Person")] == ["甲一"]
    if not name.endswith(".xls"):
        report = PAGE + "<p>" + "云川市委巡察的正文。" * 30
        assert LOADER.recognise(file(name, report.encode()), context) is None


def test_a_draft_is_no_ledger(context: Context, file: Load) -> None:
    book = openpyxl.Workbook()
    tasks, people = book.active, book.create_sheet("人员")
    assert tasks is not None
    tasks.title = "任务"
    tasks.append(TASKS)
    tasks.append([15, 2025, 4, "第1组", "中共云川市委", "市甲局党组", "常规", "2025-03-24"])
    people.append(["巡察组", "人员编号", "姓名", "角色"])
    out = io.BytesIO()
    book.save(out)
    assert LOADER.recognise(file("拟任名单.xlsx", out.getvalue()), context) is None


@pytest.mark.parametrize("name", ["报告.txt", "说明.docx", "图.png"])
def test_files_of_other_families_are_left_to_them(name: str, context: Context, file: Load) -> None:
    assert LOADER.recognise(file(name, b"anything"), context) is None


def _zip(names: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = "姓名,人员编号\n".encode()
WRECKS = {
    "空文件": ("表.xlsx", b"", "空"),
    "空表格": ("表.csv", b" \r\n ", "空"),
    "文本叫作工作簿": ("表.xlsx", GOOD, "内容却不是"),
    "工作簿叫作文本": ("表.csv", _zip({"a": b""}), "损坏"),
    "旧版工作簿": ("表.xls", OLE + b"\0" * 600, "旧版"),
    "有密码": ("表.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "文档叫作工作簿": ("表.xlsx", _zip({"word/document.xml": b"<a/>"}), "Word 文档"),
    "不是工作簿的压缩包": ("表.xlsx", _zip({"a.xml": b"<a/>"}), "损坏"),
    "目录不全": ("表.xlsx", _zip({"[Content_Types].xml": b"<a/>"}), "损坏"),
    "乱写的内容": (
        "表.xlsx",
        _zip({"[Content_Types].xml": b"<a", "xl/workbook.xml": b"<"}),
        "损坏",
    ),
    "UTF-16 断了": ("表.csv", "姓名,人员编号".encode("utf-16") + b"\xd8", "UTF-16"),
    "二进制": ("表.csv", bytes(range(256)) * 8, "不是文本"),
    "别的编码": ("表.csv", "Prénom,Âge,Numéro\né,à,ü\n".encode("latin-1") * 20, "编码"),
    "混用编码": (
        "表.csv",
        "姓名，人员编号，起始年月，任职\n".encode() + "甲".encode("gb18030"),
        "第2行",
    ),
    "引号不成对": ("表.csv", '姓名,人员编号\n甲,"P1\n乙,P2\n'.encode(), "第2行"),
}


@pytest.mark.parametrize(("name", "content", "words"), WRECKS.values(), ids=list(WRECKS))
def test_a_wreck_gives_one_sentence(
    name: str, content: bytes, words: str, context: Context, file: Load
) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        LOADER.recognise(file(name, content), context)
    assert caught.value.where.startswith("表")
    assert caught.value.hint


def test_a_truncated_workbook_gives_one_sentence(
    to_xlsx: Load, context: Context, file: Load
) -> None:
    content = to_xlsx([HEADER, ROW])
    for length in range(10, len(content), 97):
        with pytest.raises(SourceError, match="损坏"):
            LOADER.recognise(file("表.xlsx", content[:length]), context)


def test_a_bomb_is_not_unpacked(
    context: Context, file: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "LARGEST", 1_000_000)
    bomb = _zip({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * 2_000_000})
    assert len(bomb) < 10_000
    with pytest.raises(SourceError, match="过大"):
        LOADER.recognise(file("表.xlsx", bomb), context)


def test_a_large_ledger_takes_moments(load: Load) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("任职")
    sheet.append(HEADER)
    for number in range(5000):
        sheet.append([ROW[0], f"P{number:05d}", *ROW[2:]])
    out = io.BytesIO()
    book.save(out)
    started = time.process_time()
    assert len(load("任职.xlsx", out.getvalue()).of("SERVED_IN")) == 5000
    assert time.process_time() - started < 12
