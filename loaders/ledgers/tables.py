"""Files of rows: what a workbook or a .csv holds, as text, whatever program wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from graph.model.errors import SourceError
from loaders.ledgers import delimited, workbook
from loaders.ledgers.sheet import Sheet
from loaders.loader import SourceFile

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Tables:
    """The sheets of a file, and the day its plain numbers count from when they are dates."""

    sheets: tuple[Sheet, ...]
    epoch: datetime = workbook.EPOCH_1900


def read(file: SourceFile) -> Tables | None:
    """Return the tables of a file, or None if it is no file of tables.

    Raises SourceError for a file whose name promises a table that its content does not hold.
    """
    name, content = file.name.lower(), file.content
    if not name.endswith((*_WORKBOOKS, ".xls", ".csv")):
        return None
    if not content.strip():
        raise SourceError("文件是空的", where=file.name, hint="请检查文件是否保存完整")
    if content.startswith(_OLE):
        raise _old_workbook(file)
    if name.endswith(".csv"):
        if content.startswith(_ZIP):
            raise _misnamed(file, "文件名是 .csv，内容却是 Excel 工作簿", "请把文件名改为 .xlsx")
        return Tables((delimited.read(content, file.name),))
    if not content.startswith(_ZIP):
        raise _misnamed(
            file, "文件名是 Excel 工作簿，内容却不是", "如果内容是文本表格，请把文件名改为 .csv"
        )
    return Tables(*workbook.read(content, file.name))


def _misnamed(file: SourceFile, message: str, hint: str) -> SourceError:
    return SourceError(message, where=file.name, hint=hint)


def _old_workbook(file: SourceFile) -> SourceError:
    if _ENCRYPTED in file.content:
        return SourceError("工作簿设有打开密码", where=file.name, hint="请取消密码后重新保存")
    return SourceError(
        "这是旧版 Excel（.xls）文件", where=file.name, hint="请用 Excel 另存为 .xlsx"
    )
