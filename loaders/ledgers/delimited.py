"""Text tables: .csv as offices save it, in UTF-8, UTF-8 with a mark, or GB18030."""

from __future__ import annotations

import csv
import io

from graph.model.errors import SourceError
from loaders.ledgers.sheet import Sheet

_ENCODING_HINT = "请用 Excel 另存为“CSV UTF-8（逗号分隔）”"
_ENOUGH = 10
_COMMON = "“”‘’—…·～，。、；：！？（）《》〔〕【】○●①②③④⑤⑥⑦⑧⑨⑩√×%℃"


def read(content: bytes, name: str) -> Sheet:
    """Return the one sheet of a text table; raise SourceError, with the line, for what it cannot read."""
    text = decode(content, name)
    csv.field_size_limit(max(len(text), 131_072))
    head = text[:10_000].split("\n", 1)[0]
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    # Strict, because the lenient reader takes everything after a lost quote as one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: dict[int, tuple[str, ...]] = {}
    start = 1
    try:
        for number, row in enumerate(reader, 1):
            start = reader.line_num + 1
            cells = tuple(cell.strip() for cell in row)
            if any(cells):
                rows[number] = cells
    except csv.Error as error:
        raise SourceError(
            "表格的引号没有成对", where=f"{name} 第{start}行", hint="请改正这一行的引号"
        ) from error
    return Sheet("", rows)


def decode(content: bytes, name: str) -> str:
    """Return the text of a table, or raise SourceError saying where its encoding breaks."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise SourceError("文件编码是 UTF-16", where=name, hint=_ENCODING_HINT)
    if b"\x00" in content:
        raise SourceError("文件不是文本表格", where=name, hint=_ENCODING_HINT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _foreign(content[: error.start].decode("utf-8")) >= _ENOUGH:
            raise _broken(content, error, name, "UTF-8") from error
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _broken(content, error, name, "UTF-8 或 GB18030") from error
    if not _looks_chinese(text):
        raise SourceError("文件编码无法识别", where=name, hint=_ENCODING_HINT)
    return text


def _foreign(text: str) -> int:
    return sum(not char.isascii() for char in text)


def _broken(content: bytes, error: UnicodeDecodeError, name: str, encoding: str) -> SourceError:
    line = content[: error.start].count(b"\n") + 1
    return SourceError(
        f"有字符不是 {encoding} 编码", where=f"{name} 第{line}行", hint=_ENCODING_HINT
    )


def _looks_chinese(text: str) -> bool:
    """Tell a text in GB18030 from one of another encoding that happens to decode."""
    foreign = [char for char in text if not char.isascii()]
    known = sum(
        "\u3000" <= char <= "\u303f"
        or "\u4e00" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef"
        or char in _COMMON
        for char in foreign
    )
    return known >= 0.9 * len(foreign)
