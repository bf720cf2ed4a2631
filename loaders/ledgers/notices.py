"""What is said once of a table: odd columns, what is hidden, which rows were taken for no records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from openpyxl.utils.cell import get_column_letter

from graph.model.claims import Provenance, Rejected
from loaders.ledgers import asides
from loaders.ledgers.headers import Layout
from loaders.ledgers.rows import Reading
from loaders.ledgers.sheet import Sheet
from loaders.ledgers.tables import Tables
from loaders.loader import SourceFile

UNKNOWN = "未识别的列"
REPEATED = "与前面的列重复，没有读取"
MISSING = "缺少必填列"
NO_RECORDS = "说明、小标题、合计、签字或重复的表头，没有作为数据读取"
ABOVE = "在表头之上，没有作为数据读取"
HIDDEN_ROWS = "隐藏的行也已读取"
HIDDEN_COLUMNS = "隐藏的列也已读取"
HIDDEN_SHEET = "隐藏的工作表没有读取"
STRANGE = "认不出是哪一种台账，没有载入"
MISNAMED = "文件名与内容不符，已按内容读取"
SAME_KEY = "与前面的行编号相同、内容不同，两行都已载入"
NOTICES = frozenset(
    {
        UNKNOWN,
        REPEATED,
        MISSING,
        NO_RECORDS,
        ABOVE,
        HIDDEN_ROWS,
        HIDDEN_COLUMNS,
        HIDDEN_SHEET,
        STRANGE,
    }
    | {MISNAMED, SAME_KEY}
)
"""The reasons that speak of a file or a table and ask for no cell to be corrected."""

_NAMED = 20


def of_file(file: SourceFile, opened: Tables | None) -> Iterator[Rejected]:
    """Yield what is odd about a file as a whole."""
    if opened is not None and opened.misnamed:
        where = Provenance(file.hash, file.name, 0, 0, "")
        yield Rejected(where, "", opened.misnamed, MISNAMED, "请把文件名改得与内容一致")


def of_table(sheet: Sheet, reading: Reading) -> Iterator[Rejected]:
    """Yield what is odd about the columns of a table, what of it is hidden, what is no record."""
    layout, mark = reading.layout, reading.mark
    head = Provenance(reading.source, f"{mark}!第{layout.row}行", 0, 0, "")
    ledger = layout.ledger.id
    for header in layout.unknown.values():
        yield Rejected(head, header, "", UNKNOWN, "", ledger)
    for header in layout.repeated.values():
        yield Rejected(head, header, "", REPEATED, "", ledger)
    for header in layout.missing():
        yield Rejected(head, header, "", MISSING, "", ledger)
    hidden = [place for place in sheet.hidden_columns if place not in layout.counters]
    columns = [f"{get_column_letter(place + 1)}列" for place in hidden]
    if columns:
        yield Rejected(head, "", _listed(columns), HIDDEN_COLUMNS, "", ledger)
    concealed, kinds = frozenset(sheet.hidden_rows), asides.rows(sheet, layout)
    odd = [(n, aside) for n, _, aside in kinds if aside or n in concealed]
    for reason, rows in (
        (ABOVE, list(asides.above(sheet, layout))),
        (HIDDEN_ROWS, [n for n, aside in odd if not aside]),
        (NO_RECORDS, [n for n, aside in odd if aside and aside not in asides.SILENT]),
    ):
        if rows:
            where = replace(head, place=f"{mark}!第{rows[0]}行")
            yield Rejected(where, "", _listed([f"第{n}行" for n in rows]), reason, "", ledger)


def of_stranger(source: str, file: str, sheet: Sheet, layout: Layout | None) -> Iterator[Rejected]:
    """Reject a table as a whole; one in a hidden sheet only if it looks like a ledger."""
    if sheet.hidden and layout is None:
        return
    reason, advice = (
        (HIDDEN_SHEET, "取消隐藏后重新载入")
        if sheet.hidden
        else (STRANGE, "核对表头，或用 --as 指明台账")
    )
    rows = list(sheet.rows)
    span = f" 第{rows[0]}至{rows[-1]}行" if sheet.fragment else ""
    where = Provenance(source, f"{sheet.name or file}{sheet.part}{span}", 0, 0, "")
    yield Rejected(where, "", "", reason, advice, layout.ledger.id if layout else "")


def _listed(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 处" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
