"""HTML tables: what web systems export under the name .xls."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph.model.errors import SourceError
from loaders.ledgers.sheet import Merge, Sheet, clean, filled
from loaders.webtree import Element, TooDeep, Walk

_WIDEST = 16_384
_MOST_BESIDE = 200
"""Characters beside the tables of a ledger: its title, who made it."""

_BREAKS = frozenset({"br", "p", "div", "li"})
_IGNORED = frozenset({"script", "style", "head"})
_FORM = re.compile(r"<(?:table|!doctype html|html)\b", re.IGNORECASE)
_SPREADSHEET = re.compile(r"<(?:\w+:)?Workbook\b")
_HINT = "请用 Excel 打开后另存为 .xlsx"


def is_page(text: str) -> bool:
    """Tell whether a text is a page with a table, or another of the web's forms that we refuse."""
    head = text.lstrip("\ufeff \t\r\n")[:4000]
    return head.startswith(("<", "MIME-Version:")) and (
        bool(_FORM.search(head)) or bool(_SPREADSHEET.search(head)) or head.startswith("MIME")
    )


def read(text: str, name: str, *, bare: bool = False) -> tuple[Sheet, ...]:
    """Return the tables of a page, one sheet each; raise SourceError where they stand in one another.

    With `bare`, a page that says much beside its tables is refused too.
    """
    head = text.lstrip("\ufeff \t\r\n")[:4000]
    if head.startswith("MIME-Version:"):
        raise SourceError("这是单个文件网页（.mht）", where=name, hint=_HINT)
    if _SPREADSHEET.search(head):
        raise SourceError("这是 XML 表格 2003 文件", where=name, hint=_HINT)
    page = _Page()
    try:
        page.read(Walk(text))
    except TooDeep as error:
        raise SourceError("网页嵌套过深，不能读取", where=name, hint=_HINT) from error
    if page.nested:
        raise SourceError("网页中的表格互相嵌套，不能读取", where=name, hint=_HINT)
    if bare and page.beside > _MOST_BESIDE:
        raise SourceError("网页中表格以外还有正文", where=name, hint=_HINT)
    tables = [table for table in page.tables if table.rows]
    names = [""] if len(tables) == 1 else [f"表{n}" for n in range(1, len(tables) + 1)]
    return tuple(_sheet(table, title) for table, title in zip(tables, names, strict=True))


@dataclass(slots=True)
class _Table:
    rows: dict[int, list[str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    row: int = 0
    column: int = 0


def _sheet(table: _Table, title: str) -> Sheet:
    grid = {number: cells for number, cells in table.rows.items() if any(cells)}
    return filled(title, grid, table.merges)


class _Page:
    """The tables of a page, and the cell that is open."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self.nested = False
        self.beside = 0
        """Characters that stand in no cell."""
        self._depth = 0
        self._text: list[str] | None = None
        self._span = (1, 1)

    def read(self, walk: Walk) -> None:
        """Read a page."""
        for element in walk:
            if element.tag == "-text":
                if self._text is not None:
                    self._text.append(re.sub(r"\s+", " ", element.text))
                else:
                    self.beside += len(element.text.strip())
            elif element.end:
                self._end(element.tag)
            elif element.tag in _IGNORED:
                walk.skip()
            else:
                self._begin(element)

    def _begin(self, element: Element) -> None:
        if element.tag == "table":
            self._depth += 1
            self.nested |= self._depth > 1
            self.tables.append(_Table())
        elif element.tag == "tr" and self.tables:
            self.tables[-1].row += 1
            self.tables[-1].column = 0
        elif element.tag in {"td", "th"} and self.tables:
            given = element.given
            self._span = (_count(given.get("rowspan")), _count(given.get("colspan")))
            self._text = []
        elif element.tag in _BREAKS and self._text:
            self._text.append("\n")

    def _end(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._finish()
        elif tag == "table":
            self._depth -= 1

    def _finish(self) -> None:
        """Put the cell that was open in the first free place of its row."""
        if self._text is None:
            return
        table, text = self.tables[-1], clean("".join(self._text))
        self._text = None
        place = table.column
        while (table.row, place) in table.taken:
            place += 1
        down, right = self._span
        table.taken |= {(table.row + n, place + m) for n in range(1, down) for m in range(right)}
        if down * right > 1:
            table.merges.append((table.row, table.row + down - 1, place + 1, place + right))
        cells = table.rows.setdefault(table.row, [])
        cells.extend([""] * (place + right - len(cells)))
        cells[place] = text
        table.column = place + right


def _count(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isascii() and text.isdigit() and int(text) else 1
