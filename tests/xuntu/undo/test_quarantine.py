"""The quarantine goes out as a workbook, is corrected, and comes back: the rows take the place of the refused ones."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from graph.model.errors import UsageError
from graph.model.privacy import HIDDEN
from xuntu.cli.sheets import write_corrections

New = Callable[[str], Any]

MONTH = ("李三", "P0103", "2015-13", "2018-02", "东岭县财政局", "科员", "任职")
KIND = ("王七", "P0107", "2015-03", "2018-02", "东岭县财政局", "科员", "任命")


def export(office: Any, name: str, committee: str | None = None) -> Path:
    office.graph()
    sheets, rest = office.workspace.to_correct(committee)
    path: Path = office.files / name
    path.parent.mkdir(exist_ok=True)
    write_corrections(path, sheets, ["文件"], [[row["file"]] for row in rest])
    return path


def corrected(path: Path, name: str, **cells: str) -> Path:
    """Correct cells of the first sheet, named by column and person number, and save under another name."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    headers = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        number = row[headers.index("人员编号")].value
        for told, text in cells.items():
            header, _, wanted = told.rpartition("_")
            if wanted == number:
                row[headers.index(header)].value = text
    target = path.with_name(name)
    book.save(target)
    return target


def open_reasons(office: Any) -> list[tuple[str, str, str]]:
    office.graph()
    return [(r["file"], r["column"], r["value"]) for r in office.workspace.quarantine()]


def test_a_workbook_with_broken_names_of_parts_is_refused_by_one_sentence(office: New) -> None:
    place = office("broken")
    place.files.mkdir(exist_ok=True)
    path: Path = place.files / "坏.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/worksheets/表.xml", "<worksheet/>")
    path.write_bytes(path.read_bytes().replace("表".encode(), b"\xff\xff\xff"))
    report = place.one(path)
    assert report.state == "refused"
    assert "工作簿已损坏，不能读取" in report.reason


def test_the_workbook_has_the_ledgers_headers_the_whole_row_and_the_fault_marked(
    office: New, posts: dict[str, tuple[str, ...]]
) -> None:
    place = office("out")
    place.load(place.write("六月.xlsx", [posts["甲"], MONTH, KIND]))
    sheet = openpyxl.load_workbook(export(place, "改.xlsx")).worksheets[0]
    rows = list(sheet.iter_rows())
    assert [c.value for c in rows[0]][:7] == [
        "姓名", "人员编号", "起始年月", "终止年月", "任职单位", "职务", "任职方式",
    ]  # fmt: skip
    assert [c.value for c in rows[1]][:7] == list(MONTH)
    assert "2015-13" in str(rows[1][7].value)
    assert rows[1][8].value == "六月.xlsx 第3行"
    marked = [cell.coordinate for row in rows for cell in row if cell.comment]
    assert marked == ["C2", "G3"]
    assert rows[2][6].comment is not None
    assert "最接近的合法值" in rows[2][6].comment.text
    assert sheet.column_dimensions["J"].hidden


def test_corrected_and_loaded_the_rows_count_and_the_quarantine_is_settled(
    office: New, posts: dict[str, tuple[str, ...]]
) -> None:
    place, right = office("in"), office("right")
    place.load(place.write("六月.xlsx", [posts["甲"], MONTH, KIND]))
    out = export(place, "改.xlsx")
    report = place.one(corrected(out, "改好.xlsx", 起始年月_P0103="2015-12", 任职方式_P0107="任职"))
    assert (report.state, report.replaces, report.rejected) == ("loaded", (), 0)
    assert open_reasons(place) == []
    good = [posts["甲"], [*MONTH[:2], "2015-12", *MONTH[3:]], [*KIND[:6], "任职"]]
    right.load(right.write("对的.xlsx", good))
    assert place.graph() == right.graph()


def test_loaded_uncorrected_nothing_is_worse(
    office: New, posts: dict[str, tuple[str, ...]]
) -> None:
    place = office("same")
    report = place.files / "通报.txt"
    report.parent.mkdir(exist_ok=True)
    text = "中共云川市委巡察办 2024年5月6日\n七届市委第三轮巡察共发现问题 12 个。\n"
    report.write_text(text, encoding="utf-8")
    place.load(report, place.write("六月.xlsx", [posts["甲"], MONTH, KIND]))
    assert any((place.workspace.folder / "sources").rglob("STATED_IN.parquet"))
    before = place.graph()
    told = [(column, value) for _, column, value in open_reasons(place)]
    place.load(export(place, "改.xlsx"))
    assert place.graph() == before
    assert [(column, value) for _, column, value in open_reasons(place)] == told


def test_half_corrected_corrected_again_and_taken_back(
    office: New, posts: dict[str, tuple[str, ...]]
) -> None:
    place = office("again")
    place.load(place.write("六月.xlsx", [posts["甲"], MONTH, KIND]))
    out = export(place, "改.xlsx")
    half = corrected(out, "改一半.xlsx", 起始年月_P0103="2015-12")
    place.load(half)
    assert open_reasons(place) == [("改一半.xlsx", "任职方式", "任命")]
    # The rest of it goes out and comes back.
    rest = corrected(export(place, "再改.xlsx"), "再改好.xlsx", 任职方式_P0107="任职")
    assert place.one(rest).state == "loaded"
    assert open_reasons(place) == []
    # The same workbook corrected once more takes the place of its earlier form.
    place.workspace.withdraw("再改好.xlsx", by="测试员", why="试")
    whole = corrected(half, "全改.xlsx", 任职方式_P0107="任职")
    assert place.one(whole).replaces == ("改一半.xlsx",)
    assert open_reasons(place) == []
    for name in ("全改.xlsx", "改一半.xlsx"):
        place.workspace.withdraw(name, by="测试员", why="试")
    assert len(open_reasons(place)) == 2


def test_a_new_edition_takes_the_corrections_of_the_old_one_with_it(
    office: New, posts: dict[str, tuple[str, ...]]
) -> None:
    place, july = office("edition"), office("july")
    place.load(place.write("六月.xlsx", [posts["甲"], posts["乙"], MONTH]))
    place.load(corrected(export(place, "改.xlsx"), "改好.xlsx", 起始年月_P0103="2015-12"))
    second = place.posts("七月.xlsx", "甲乙")
    assert place.one(second).replaces == ("六月.xlsx",)
    july.load(second)
    assert place.graph() == july.graph()


def test_identity_numbers_and_restricted_names_do_not_leave_and_come_back(
    shelf: Any, tmp_path: Path
) -> None:
    number = "350627199711275419"
    headers = ["人员编号", "姓名", "性别", "出生年月", "籍贯", "政治面貌", "工作单位", "职务",
               "专业特长", "在库状态", "公民身份号码"]  # fmt: skip
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(headers)
    sheet.append(["P0108", "冯八", "男", "1997-13", "示例省云川市", "中共党员", "云山区林业局", "科员",
                  "财务审计", "在岗", number])  # fmt: skip
    path = tmp_path / "人才库.xlsx"
    book.save(path)
    shelf.load(path)
    out = export(shelf, "改.xlsx")
    texts = [str(c.value) for row in openpyxl.load_workbook(out).worksheets[0] for c in row]
    assert not any(number in text for text in texts)
    assert any(text.startswith("HMAC-") and text.endswith(number[-4:]) for text in texts)
    report = shelf.one(corrected(out, "改好.xlsx", 出生年月_P0108="1997-11"))
    assert report.rejected == 0
    assert open_reasons(shelf) == []


def test_what_was_hidden_on_the_way_out_is_there_again(
    office: New, posts: dict[str, tuple[str, ...]]
) -> None:
    place, right = office("hidden"), office("right")
    place.load(place.write("六月.xlsx", [posts["甲"], MONTH]))
    out = export(place, "改.xlsx")
    covered = corrected(out, "遮.xlsx", 职务_P0103=HIDDEN, 起始年月_P0103="2015-12")
    assert place.one(covered).rejected == 0
    right.load(right.write("对的.xlsx", [posts["甲"], [*MONTH[:2], "2015-12", *MONTH[3:]]]))
    assert place.graph() == right.graph()


def test_a_hidden_cell_of_any_other_file_is_no_value(shelf: Any) -> None:
    row = [*MONTH[:2], "2015-12", MONTH[3], HIDDEN, *MONTH[5:]]
    report = shelf.one(shelf.write("导出.xlsx", [row]))
    assert [(c.column, c.value) for c in report.refused] == [("任职单位", HIDDEN)]


def test_two_committees_are_corrected_one_after_the_other(shelf: Any) -> None:
    shelf.load(shelf.write("市.xlsx", [MONTH]))
    shelf.load(shelf.write("县.xlsx", [KIND]), committee="中共东岭县委")
    with pytest.raises(UsageError, match="--committee"):
        export(shelf, "改.xlsx")
    out = export(shelf, "改.xlsx", "中共东岭县委")
    shelf.load(corrected(out, "改好.xlsx", 任职方式_P0107="任职"))
    found = {source.name: source.committee for source in shelf.workspace.sources.all()}
    assert found["改好.xlsx"] == "中共东岭县委"


def test_a_cell_that_looks_like_a_formula_stays_text(shelf: Any) -> None:
    shelf.load(shelf.write("六月.xlsx", [[*MONTH[:5], "=1+1", "任职"]]))
    for row in openpyxl.load_workbook(export(shelf, "改.xlsx")).worksheets[0]:
        assert all(cell.data_type != "f" for cell in row)
