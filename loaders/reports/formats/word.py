"""Word documents (.docx): paragraphs and tables as they follow one another, notes at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from graph.model.errors import SourceError
from loaders.archive import DAMAGE, Archive, local
from loaders.reports.formats.lines import Cell, Lines, table_lines

LARGEST = 32 * 1024 * 1024
"""Bytes of text that a document may unpack to: pictures do not count."""

MAIN = "word/document.xml"
_UNREAD = frozenset({"del", "moveFrom", "pPr", "rPr", "rt", "instrText", "delText", "sectPr"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_OFF = frozenset({"0", "false", "off"})
_WIDEST = 100


def text_of(content: bytes, name: str) -> str:
    """Return a document's text: its lines, those of text boxes behind their paragraph, notes last.

    Headers, footers, comments, hidden text and what was deleted under tracking are left out. Raises
    SourceError for a document that is damaged, protected or too large.
    """
    try:
        document = Archive(content, name)
        main = document.main(MAIN)
        if document.size(main) > LARGEST:
            raise SourceError("Word 文档过大，没有读取", where=name, hint="请拆成几个文件")
        reader = _Reader()
        for body in document.elements(main, "body"):
            reader.blocks(body, reader.lines)
        lines = reader.lines.whole()
        for part, kind in document.related(main).values():
            if kind in _NOTES.values() and part in document and document.size(part) <= LARGEST:
                lines += _notes(document, part, reader.notes.get(kind, ()))
        return "\n".join(lines)
    except DAMAGE as error:
        hint = "请用 Word 或 WPS 打开后另存为新的 .docx"
        raise SourceError("Word 文档已损坏，不能读取", where=name, hint=hint) from error


def _notes(document: Archive, part: str, wanted: Iterable[str]) -> list[str]:
    """Return the lines of a document's notes in the order in which the text refers to them."""
    found: dict[str, list[str]] = {}
    for note in document.elements(part, "footnote", "endnote"):
        reader = _Reader()
        reader.blocks(note, reader.lines)
        found[_given(note, "id")] = reader.lines.whole()
    return [line for number in dict.fromkeys(wanted) for line in found.get(number, [])]


class _Reader:
    """Goes through a document's elements, whatever wraps them."""

    def __init__(self) -> None:
        self.lines = Lines()
        self._boxes: list[Element] = []
        self.notes: dict[str, list[str]] = {}
        """What the text refers to: the kind of note, and the numbers in order."""

    def blocks(self, parent: Element, lines: Lines) -> None:
        """Read the paragraphs and tables below an element."""
        for element in parent:
            kind = local(element)
            if kind == "p":
                self._paragraph(element, lines)
            elif kind == "tbl":
                lines.end()
                lines.done += table_lines(list(self._rows(element)))
            elif kind not in _UNREAD:
                self.blocks(element, lines)

    def _paragraph(self, paragraph: Element, lines: Lines) -> None:
        waiting, self._boxes = self._boxes, []
        self._inline(paragraph, lines)
        if not _joins_the_next(paragraph):
            lines.end()
        for box in self._boxes:
            self.blocks(box, lines)
            lines.end()
        self._boxes = waiting

    def _inline(self, parent: Element, lines: Lines) -> None:
        for element in parent:
            kind = local(element)
            if kind == "t":
                lines.add((element.text or "").replace("\n", " "))
            elif kind in _SIGNS:
                lines.add(_SIGNS[kind])
            elif kind in _NOTES:
                self.notes.setdefault(_NOTES[kind], []).append(_given(element, "id"))
            elif kind == "txbxContent":
                self._boxes.append(element)
            elif kind == "AlternateContent":
                # The same box twice: for new programs, then for old ones.
                for choice in element[:1]:
                    self._inline(choice, lines)
            elif kind not in _UNREAD and not _is_hidden(element):
                self._inline(element, lines)

    def _rows(self, table: Element) -> Iterator[list[Cell]]:
        """Yield the rows; a cell that goes on from above says the same again."""
        above: dict[int, list[str]] = {}
        for row in _below(table, "tr"):
            if _under(row, "trPr", "del") is not None:
                continue
            cells: list[Cell] = []
            column = 0
            for element in _below(row, "tc"):
                cell = self._cell(element)
                merged = _under(element, "tcPr", "vMerge")
                if merged is not None and _given(merged, "val") != "restart":
                    cell.lines = cell.lines or above.get(column, [])
                above[column] = cell.lines
                cells.append(cell)
                column += cell.right
            yield cells

    def _cell(self, element: Element) -> Cell:
        lines = Lines()
        self.blocks(element, lines)
        span = _under(element, "tcPr", "gridSpan")
        wide = int(_given(span, "val") or 1) if span is not None else 1
        nests = any(True for _ in _below(element, "tbl"))
        return Cell(lines.whole(), right=min(max(wide, 1), _WIDEST), nests=nests)


def _below(parent: Element, wanted: str) -> Iterator[Element]:
    """Yield the nearest elements of a kind, through what only wraps them, as a content control does."""
    for element in parent:
        kind = local(element)
        if kind == wanted:
            yield element
        elif kind not in _UNREAD and kind not in ("p", "tbl"):
            yield from _below(element, wanted)


def _under(element: Element, *path: str) -> Element | None:
    """Return the element that these names lead to, one below another."""
    found: Element | None = element
    for name in path:
        found = next((e for e in found if local(e) == name), None) if found is not None else None
    return found


def _given(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _is_hidden(run: Element) -> bool:
    vanish = _under(run, "rPr", "vanish")
    return vanish is not None and _given(vanish, "val") not in _OFF


def _joins_the_next(paragraph: Element) -> bool:
    """Tell whether the end of a paragraph was deleted under tracking."""
    return _under(paragraph, "pPr", "rPr", "del") is not None
