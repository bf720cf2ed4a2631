"""The files are those of an office, equal to the byte for equal cities."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from graph.model import regions, values
from graph.model.names import to_half_width
from xuntu.synthetic import City, make_city, write_city

LEDGERS = {
    "被巡察对象台账": ("单位全称", "年度资金量（万元）", "撤销日期"),
    "轮次与任务安排表": ("届次", "被巡察单位", "反馈说明"),
    "巡察人才库登记表": ("人员编号", "公民身份号码", "家庭情况核对日期"),
    "任职经历表": ("姓名", "任职单位", "学历学位"),
    "回避申报表": ("申报人", "承诺签字日期", "批准日期"),
    "问题清单": ("问题编号", "被巡察党组织", "本地标签"),
    "线索移交登记表": ("线索编号", "巡察对象", "并入线索编号"),
    "线索办理与处分登记表": ("线索编号", "收缴金额（万元）", "案件标签"),
    "机构沿革表": ("原机构名称", "现机构名称", "划转机构"),
    "巡察组人员名单": ("届次", "人员编号", "授权日期"),
    "家庭成员及社会关系表": ("人员编号", "称谓", "房产所在地"),
    "领导班子成员名册": ("人员编号", "任职单位", "任职终止"),
}


PLAIN = {
    "问题底稿": ("底稿编号", "被巡察党组织", "组别"),
    "立行立改登记表": ("通知书编号", "组别", "办结日期"),
    "整改台账": ("序号", "反馈问题", "重开日期"),
    "信访登记表": ("登记号", "被巡察党组织", "反映巡察干部"),
    "巡察建议书台账": ("文号", "移交单位", "建章立制数"),
    "听取汇报会议台账": ("会议类型", "听取轮次/组", "议题类别"),
    "巡察进度周报": ("巡察组名称", "报告周期", "其他方式"),
    "转交办事项台账": ("事项编号", "转交单位", "来源问题编号"),
    "问责约谈与政治生态评价台账": ("日期", "对象", "得分"),
    "经商办企业及业务往来表": ("人员编号", "企业名称", "是否上市"),
    "培训与承诺登记表": ("届次", "派出党组织", "廉政意见日期"),
    "工作事项台账": ("日期", "组别", "派出党委"),
    "检查清单": ("模板名称", "条目编号", "停用日期"),
    "制度规划文件台账": ("文件名称", "涉及单位", "状态"),
    "清单检查记录": ("届次", "被巡察党组织", "检查人"),
}
"""The ledgers of the second tongue: headers in the first row; three of them text tables."""


@pytest.fixture(scope="module")
def city() -> City:
    return make_city()


@pytest.fixture(scope="module")
def folder(city_files: Path) -> Path:
    return city_files


def _page(folder: Path, name: str) -> Worksheet:
    page = load_workbook(folder / "台账" / f"{name}.xlsx").active
    assert isinstance(page, Worksheet)
    return page


def _column(page: Worksheet, header: str) -> list[object]:
    headers = [cell.value for cell in page[2]]
    at = headers.index(header) + 1
    return [page.cell(row, at).value for row in range(4, page.max_row + 1)]


def test_every_file_is_written_and_named(tmp_path: Path) -> None:
    written = write_city(make_city(7, 2), tmp_path)
    assert sorted(written) == sorted(p for p in tmp_path.rglob("*") if p.is_file())
    assert {p.stem for p in (tmp_path / "台账").iterdir()} == {*LEDGERS, *PLAIN}
    assert len(list((tmp_path / "报告").iterdir())) == 4
    assert (tmp_path / "拟任名单.xlsx").exists()
    assert len(_column(_page(tmp_path, "巡察人才库登记表"), "姓名")) == 2 * 169, (
        "of a larger office"
    )


def test_equal_cities_give_equal_bytes_in_another_process(folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from xuntu.synthetic import make_city, write_city;"
        "write_city(make_city(), Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, timeout=120)
    for path in folder.rglob("*.*"):
        assert (tmp_path / path.relative_to(folder)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_has_title_headers_grey_example_and_rows(folder: Path, name: str) -> None:
    page = _page(folder, name)
    headers = [cell.value for cell in page[2]]
    first, other, last = LEDGERS[name]
    assert name in str(page["A1"].value)
    assert (headers[0], headers[-1]) == (first, last)
    assert other in headers
    examples = [cell for cell in page[3] if cell.value]
    assert examples
    assert {cell.font.color.rgb for cell in examples if cell.font.color} == {"00808080"}
    assert page.max_row > 30


def _plain(folder: Path, name: str) -> list[tuple[object, ...]]:
    path = next((folder / "台账").glob(f"{name}.*"))
    if path.suffix == ".xlsx":
        return list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    encoding = {"巡察进度周报": "utf-8-sig"}.get(name, "gb18030")
    text = path.read_bytes().decode(encoding)
    return [
        tuple(cell or None for cell in row) for row in csv.reader(io.StringIO(text, newline=""))
    ]


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_ledger_has_headers_first_and_no_column_without_a_value(
    folder: Path, name: str
) -> None:
    headers, *rows = _plain(folder, name)
    first, other, last = PLAIN[name]
    assert headers[0] == first
    assert other in headers
    assert last in headers
    assert len(rows) > 10
    filled = {header for row in rows for header, cell in zip(headers, row, strict=True) if cell}
    assert filled == set(headers)
    assert any(cell is None for row in rows for cell in row)


def test_the_second_tongue_has_other_dates_and_separators(folder: Path) -> None:
    texts = [str(cell) for name in PLAIN for row in _plain(folder, name) for cell in row if cell]
    for pattern in (r"20\d\d/\d{1,2}/\d{1,2}", r"20\d{6}", r"20\d\d年\d\d月\d\d日", "√", ".+\\n.+"):
        assert any(re.fullmatch(pattern, text) for text in texts), pattern


def test_the_older_ledgers_lack_no_column_any_more(folder: Path) -> None:
    for name, header in (
        ("任职经历表", "备注"), ("线索移交登记表", "来源信访登记号"), ("线索移交登记表", "来源底稿编号"),
        ("线索移交登记表", "并入线索编号"), ("线索办理与处分登记表", "没收金额（万元）"),
        ("线索办理与处分登记表", "责令退赔金额（万元）"), ("线索办理与处分登记表", "登记上交金额（万元）"),
        ("线索办理与处分登记表", "察看期限（月）"), ("线索办理与处分登记表", "恢复权利日期"),
        ("家庭成员及社会关系表", "户籍地"), ("家庭成员及社会关系表", "房产所在地"),
        ("问题清单", "命中清单条目"), ("问题清单", "上轮同类"), ("问题清单", "本地标签"),
    ):  # fmt: skip
        column = _column(_page(folder, name), header)
        assert any(column), header
        assert not all(column), header


@pytest.mark.parametrize("name", ["轮次与任务安排表", "线索移交登记表", "巡察组人员名单"])
def test_repeated_cells_are_merged(folder: Path, name: str) -> None:
    page = _page(folder, name)
    merged = {str(r) for r in page.merged_cells.ranges if r.min_row > 3}
    assert len(merged) > 10
    assert None in _column(page, "年度")


def test_dates_are_written_in_several_ways_and_all_can_be_read(folder: Path) -> None:
    page = _page(folder, "任职经历表")
    since = [str(text) for text in _column(page, "起始年月")]
    assert {"年" in text for text in since} == {True, False}
    assert any("." in text for text in since)
    assert any("-" in text for text in since)
    assert any(to_half_width(text) != text for text in since)
    assert all(len(values.partial_date(text)) == 7 for text in since)
    assert "至今" in _column(page, "终止年月")
    entered = _column(_page(folder, "轮次与任务安排表"), "进驻日期")
    assert {type(day).__name__ for day in entered} == {"datetime", "str"}
    assert all(len(values.partial_date(str(day))) == 10 for day in entered)


def test_rows_are_those_of_the_truth(city: City, folder: Path) -> None:
    found = [*city.findings, *(f for county in city.counties for f in county.findings)]
    told = [*city.clues, *(c for county in city.counties for c in county.clues)]
    assert len(_column(_page(folder, "任职经历表"), "姓名")) == len(city.postings)
    assert _column(_page(folder, "问题清单"), "问题描述") == [f.text for f in found]
    named = [no for no in _column(_page(folder, "线索移交登记表"), "来源问题编号") if no]
    assert sorted(map(str, named)) == sorted(c.finding for c in told if c.stated)


def test_two_credit_codes_are_miscopied_on_purpose(city: City, folder: Path) -> None:
    written = _column(_page(folder, "被巡察对象台账"), "统一社会信用代码")
    truth = [o.uscc or None for o in city.organisations]
    assert len([1 for a, b in zip(written, truth, strict=True) if a != b]) == 2


def test_the_regions_can_be_loaded_and_found(city: City, folder: Path) -> None:
    table = regions.load(folder / "regions.csv")
    for place in city.places:
        assert table.get(place.code) is not None
    native = {str(text) for text in _column(_page(folder, "巡察人才库登记表"), "籍贯")}
    assert all(table.find(text) for text in native)


def test_the_draft_has_the_sheets_of_the_contract(city: City, folder: Path) -> None:
    book = load_workbook(folder / "拟任名单.xlsx")
    assert book.sheetnames == ["人员", "任务"]
    people = list(book["人员"].iter_rows(values_only=True))
    work = list(book["任务"].iter_rows(values_only=True))
    assert people[0][:4] == ("巡察组", "人员编号", "姓名", "角色")
    assert work[0][:5] == ("巡察组", "被巡察单位", "巡察类型", "组织方式", "进驻日期")
    assert [row[1] for row in people[1:]] == [m.person for m in city.draft_members]
    assert [row[1] for row in work[1:]] == [t.unit for t in city.draft_tasks]


def test_reports_tell_the_figures_of_the_truth(city: City, folder: Path) -> None:
    term = (folder / "报告" / "七届市委巡察工作综述.txt").read_text(encoding="utf-8")
    assert f"共发现问题{len(city.findings)}个" in term
    assert f"移交问题线索{len(city.clues)}条" in term
    assert "88个市管党组织" in term
    thirteenth = (folder / "报告" / "七届市委第十三轮巡察反馈情况通报.txt").read_text(
        encoding="utf-8"
    )
    found = [f for f in city.findings if f.round_no == 13]
    assert f"共发现问题{len(found)}个" in thirteenth


def test_no_office_is_smaller_than_one() -> None:
    with pytest.raises(ValueError, match="scale"):
        make_city(scale=0)
