"""Every ledger's template: what it looks like, that it loads empty, and that its example is never a record."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graph.model.claims import Claim, Rejected
from graph.model.errors import UsageError
from loaders.ledgers import LEDGERS, LOADER
from loaders.ledgers.declaration import load as declared
from loaders.ledgers.templates import (
    EXAMPLE_ROW,
    HEADER_ROW,
    condition_shown,
    template,
    write_templates,
)
from loaders.loader import Context, SourceFile
from xuntu.cli import root

_MANGLED = ("text", "code", "date", "month", "end", "person_no", "uscc", "identity", "region_code")
"""Types of which Excel would make dates or rounded numbers."""

File = Callable[[str, bytes], SourceFile]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("templates")
    write_templates(made, LEDGERS)
    return made


@pytest.fixture(scope="module", params=LEDGERS)
def ledger(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def book(folder: Path, ledger: str) -> Workbook:
    return load_workbook(next(folder.glob(f"{ledger} *.xlsx")))


def _page(book: Workbook) -> Worksheet:
    return book.worksheets[0]


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _read(book: Workbook, file: File, context: Context) -> tuple[str, list[Claim | Rejected]]:
    source = file("模板.xlsx", _saved(book))
    found = LOADER.recognise(source, context)
    return (found.kind if found else ""), list(LOADER.read(source, context))


def test_an_empty_template_is_known_and_gives_nothing(
    book: Workbook, ledger: str, file: File, context: Context
) -> None:
    assert _read(book, file, context) == (ledger, [])
    for cell in _page(book)[EXAMPLE_ROW]:
        cell.value = None
    assert _read(book, file, context) == (ledger, [])


def test_an_example_is_no_record_wherever_it_stands(
    book: Workbook, ledger: str, file: File, context: Context
) -> None:
    page = _page(book)
    examples = [cell.value for cell in page[EXAMPLE_ROW]]
    page.append([None] * len(examples))
    page.append(examples)
    assert _read(book, file, context) == (ledger, [])
    key = next(at for at, c in enumerate(declared(ledger).columns) if c.required.always)
    page.cell(EXAMPLE_ROW, key + 1).value = "七"
    _, items = _read(book, file, context)
    assert items, "what is typed over the example is read"


def test_a_day_that_excel_keeps_as_a_date_stays_a_day(
    folder: Path, file: File, context: Context
) -> None:
    book = load_workbook(folder / "L19 巡察组人员名单.xlsx")
    said: dict[str, Any] = {"届次": 7, "年度": 2020, "轮次": 4, "巡察组": "第3组", "人员编号": "P0001", "姓名": "甲一",
            "角色": "组员", "到岗日期": date(2020, 9, 1), "离岗日期": date(2020, 10, 1)}  # fmt: skip
    for at, column in enumerate(declared("L19").columns, start=1):
        _page(book).cell(EXAMPLE_ROW, at).value = said.get(column.header)
    _, items = _read(book, file, context)
    (member,) = (c for c in items if isinstance(c, Claim) and c.kind == "MEMBER_OF")
    assert (member.properties["since"], member.properties["until"]) == ("2020-09-01", "2020-10-01")


def test_headers_tell_what_must_be_filled(book: Workbook, ledger: str) -> None:
    page = _page(book)
    columns = declared(ledger).columns
    assert [cell.value for cell in page[HEADER_ROW]] == [column.header for column in columns]
    assert page["A1"].value == declared(ledger).name
    assert page.freeze_panes == f"A{EXAMPLE_ROW}"
    for cell, column in zip(page[HEADER_ROW], columns, strict=True):
        assert cell.comment is not None
        told = cell.comment.text.split("\n")[0]
        wanted = (
            "必填"
            if column.required.always
            else "条件必填"
            if column.required.alternatives
            else "选填"
        )
        assert told.split("：")[0] == wanted
        assert bool(cell.font.b) is column.required.always
        assert column.restricted is ("敏感" in cell.comment.text)
        assert (column.type == "identity") is ("加密指纹" in cell.comment.text)


def test_drop_downs_hold_the_words_of_the_vocabularies(book: Workbook, ledger: str) -> None:
    page, choices = _page(book), book["选项"]
    assert choices.sheet_state == "hidden"
    found = {str(rule.sqref).split(":")[0]: rule for rule in page.data_validations.dataValidation}
    for at, column in enumerate(declared(ledger).columns):
        cell = page.cell(EXAMPLE_ROW, at + 1).coordinate
        rule: Any = found.get(cell)
        if column.type in ("enum", "bool", "enums"):
            assert rule is not None, column.header
            place, last = rule.formula1.removeprefix("='选项'!").replace("$", "").split(":")
            words = [cell.value for (cell,) in choices[f"{place}:{last}"]]
            assert words
            assert None not in words
            assert len(set(words)) == len(words)
            assert bool(rule.showErrorMessage) is (column.type != "enums")


def test_what_excel_would_mangle_is_text(book: Workbook, ledger: str) -> None:
    page = _page(book)
    for at, column in enumerate(declared(ledger).columns):
        letter = get_column_letter(at + 1)
        if column.type in _MANGLED:
            assert page.column_dimensions[letter].number_format == "@", column.header
        if column.type in ("money", "int"):
            assert page.column_dimensions[letter].number_format == "General", column.header


def test_conditions_are_told_in_words() -> None:
    ledger = declared("L4")
    column = next(c for c in ledger.columns if c.field == "home_unit")
    assert condition_shown(ledger, column.required) == "任职方式为 借调、抽调 时"


def test_a_template_that_is_there_is_left_alone(tmp_path: Path) -> None:
    written, kept = write_templates(tmp_path / "新", ("L1", "L2"))
    assert (len(written), kept) == (2, [])
    written[0].write_bytes(b"filled")
    assert write_templates(tmp_path / "新", ("L1", "L2")) == ([], written)
    assert written[0].read_bytes() == b"filled"


def test_the_command_writes_all_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root(["templates", str(tmp_path / "模板")], standalone_mode=False)
    assert "27 份模板" in capsys.readouterr().out
    assert len(list((tmp_path / "模板").iterdir())) == 27
    root(["templates", str(tmp_path / "模板")], standalone_mode=False)
    said = capsys.readouterr()
    assert "已写出 0 份" in said.out
    assert said.err.count("没有覆盖") == 27
    with pytest.raises(UsageError, match="不是文件夹"):
        root(["templates", str(next((tmp_path / "模板").iterdir()))], standalone_mode=False)


def test_no_word_of_a_template_is_a_formula() -> None:
    for name in LEDGERS:
        for page in template(declared(name)).worksheets:
            for row in page.iter_rows():
                assert not [c.value for c in row if str(c.value or "").startswith(("=", "+", "@"))]
