"""The zip of an Excel workbook: an Office file that is told from others, read without its emptiness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, ClassVar

from graph.model.errors import SourceError
from loaders.archive import Archive

_EMPTY_CELLS = re.compile(rb'<c(?: [^<>]*)? r="[^<>]*(?:/>|></c>)')
_EMPTY_ROWS = re.compile(rb'<row(?: [^<>]*)? r="[^<>]*(?:/>|>\s*</row>)')
_OTHERS = {
    "word/document.xml": ("这是 Word 文档，不是工作簿", "请把其中的表格复制到 Excel，另存为 .xlsx"),
    "ppt/presentation.xml": ("这是演示文稿，不是工作簿", "请提供 .xlsx 或 .csv"),
    "content.xml": ("这是 OpenDocument（.ods）文件", "请用 Excel 或 WPS 另存为 .xlsx"),
    "xl/workbook.bin": ("这是二进制工作簿（.xlsb）", "请用 Excel 另存为 .xlsx"),
    "index/document.iwa": ("这是 Numbers 文件", "请导出为 .xlsx"),
}


class Package(Archive):
    """An opened workbook file; cells and rows that hold nothing are cut out of what is read."""

    TOO_LARGE: ClassVar[tuple[str, str]] = (
        "工作簿展开后过大，没有读取",
        "请拆成几个文件并删除空行，或另存为 CSV UTF-8",
    )

    def __init__(self, content: bytes, name: str) -> None:
        """Raises SourceError for a file with a password, of another program, or too large to be a ledger."""
        super().__init__(content, name)
        for part, (message, hint) in _OTHERS.items():
            if part in self:
                raise SourceError(message, where=name, hint=hint)

    def _chunks(self, stream: IO[bytes]) -> Iterator[bytes]:
        rest = b""
        for chunk in super()._chunks(stream):
            whole, mark, rest = (rest + chunk).rpartition(b">")
            yield _EMPTY_ROWS.sub(b"", _EMPTY_CELLS.sub(b"", whole + mark))
        yield rest
