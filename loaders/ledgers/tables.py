"""Files of rows: what a workbook, a web table or a .csv holds, as text, whatever program wrote it.

A file is read as what it is; where its name says something else, that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graph.model.errors import SourceError
from loaders import oldbook
from loaders.ledgers import delimited, webtable, workbook
from loaders.ledgers.formats import EPOCH_1900
from loaders.ledgers.sheet import Sheet
from loaders.loader import SourceFile

_ZIP = b"PK"
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt")
_TEXTS = (".csv", ".tsv", ".tab")
_PAGES = (".html", ".htm")
_OTHERS = {
    ".ods": "OpenDocument 表格",
    ".et": "WPS 表格",
    ".ett": "WPS 表格",
    ".xlsb": "二进制工作簿",
    ".numbers": "Numbers 表格",
}
_COLUMNS_OF_TEXT = 3


@dataclass(frozen=True, slots=True)
class Tables:
    """The sheets of a file, and the day its plain numbers count from when they are dates.

    `misnamed` says what the file is, where its name says something else; `certain` is false for a
    text that may be no table at all.
    """

    sheets: tuple[Sheet, ...]
    epoch: datetime = EPOCH_1900
    misnamed: str = ""
    certain: bool = True


def read(file: SourceFile) -> Tables | None:
    """Return the tables of a file, or None if it is no file of tables.

    Raises SourceError for a file whose name promises a table that its content does not hold.
    """
    name, content = file.name.lower(), file.content
    for suffix, what in _OTHERS.items():
        if name.endswith(suffix):
            raise SourceError(
                f"不能读取{what}（{suffix}）", where=file.name, hint="请另存为 .xlsx 后再装载"
            )
    if name.endswith(".txt"):
        return _maybe(file)
    if name.endswith(_PAGES):
        return _maybe_page(file)
    if not name.endswith((*_WORKBOOKS, *_TEXTS)):
        return None
    if not content.strip(b" \t\r\n\x00"):
        raise SourceError("文件是空的", where=file.name, hint="请检查文件是否保存完整")
    return _by_content(file, name)


def _by_content(file: SourceFile, name: str) -> Tables:
    content = file.content
    if content.startswith(oldbook.MARK):
        said = "" if name.endswith((".xls", ".xlt")) else "内容是旧版 Excel 工作簿（.xls）"
        return Tables(*workbook.read(_modern(file), file.name), said)
    if content.startswith(_ZIP):
        old = name.endswith((".xls", ".xlt")) and not content.endswith(oldbook.MADE)
        new = name.endswith(_WORKBOOKS) and not old
        return Tables(
            *workbook.read(content, file.name), "" if new else "内容是 Excel 工作簿（.xlsx）"
        )
    text = _text(file, name)
    if webtable.is_page(text):
        return Tables(webtable.read(text, file.name), misnamed="内容是网页表格")
    said = "" if name.endswith(_TEXTS) else "内容是文本表格"
    return Tables((delimited.read(content, file.name),), misnamed=said, certain=not said)


def _text(file: SourceFile, name: str) -> str:
    if name.endswith(_TEXTS):
        return delimited.decode(file.content, file.name)
    try:
        return delimited.decode(file.content, file.name)
    except SourceError as error:
        raise not_a_workbook(file) from error


def not_a_workbook(file: SourceFile) -> SourceError:
    """Return the refusal of a file that only its name makes a workbook."""
    return SourceError(
        "文件名是 Excel 工作簿，内容却不是",
        where=file.name,
        hint="请用 Excel 打开后另存为 .xlsx；如果内容是文本表格，请核对表头并把文件名改为 .csv",
    )


def _maybe(file: SourceFile) -> Tables | None:
    """Return the table that Excel saved as Unicode text; most .txt are no tables."""
    try:
        text = delimited.decode(file.content, file.name)
        head = next((line for line in text[:10_000].splitlines() if "\t" in line), "")
        if head.count("\t") < _COLUMNS_OF_TEXT:
            return None
        return Tables((delimited.read(file.content, file.name),), certain=False)
    except SourceError:
        return None


def _maybe_page(file: SourceFile) -> Tables | None:
    """Return the tables of a page that holds little else; most pages are reports."""
    try:
        text = delimited.decode(file.content, file.name)
        if not webtable.is_page(text):
            return None
        return Tables(webtable.read(text, file.name, bare=True), certain=False)
    except SourceError:
        return None


def _modern(file: SourceFile) -> bytes:
    try:
        return oldbook.modern(file.content)
    except oldbook.Protected as error:
        raise SourceError(
            "工作簿设有打开密码", where=file.name, hint="请取消密码后重新保存"
        ) from error
    except oldbook.Damaged as error:
        raise SourceError(
            "旧版 Excel 工作簿已损坏或不是工作簿",
            where=file.name,
            hint="请用 Excel 打开后另存为 .xlsx",
        ) from error
