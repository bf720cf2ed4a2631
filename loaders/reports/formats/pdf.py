"""PDF files: the text layer, a line for each paragraph. The one door of pypdfium2.

What looks like a table gives its rows, blanks between the cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise, zip_longest

import pypdfium2
import pypdfium2.raw as pdfium

from graph.model.errors import SourceError
from loaders.faults import BAD_CONTENT

LARGEST = 200 * 1024 * 1024
MOST_PAGES = 2000

_DAMAGE = (*BAD_CONTENT, pypdfium2.PdfiumError, AssertionError)
_HINT = "请用原来的程序另存为 PDF 或 .docx 后重新装载"
_READABLE = "请先做文字识别（OCR），或提供 .docx、.txt 文件"
_NUMBER = re.compile(
    r"[-—–\s·•]*(?:第\s*)?(?:\d{1,4}|[IVXivx]{1,5})(?:\s*页)?(?:\s*[/／共,，]\s*共?\s*\d{1,4}\s*页?)?[-—–\s·•]*"
)
_NO_LETTERS = re.compile(r"[\d\s]+")
_EDGE = 2
"""Lines at the head and at the foot of a page that may be furniture."""

_REPEATED = 2
_PRINTED = re.compile(
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?|\d{1,4}/\d{1,2}/\d{1,4},?\s+(?:[上下]午)?\d{1,2}:\d\d\b.*"
)
"""What a browser prints above and below a page."""

_LEAST = 10
"""Characters without which a page with a picture counts as scanned; its number and running head are none."""

_PICTURE = 0.1
"""Share of a page that pictures cover together when the page may be a scan: a seal or a logo takes less."""

_DEEPEST = 5
"""Forms inside forms in which pictures are looked for."""

_MOST_UNKNOWN = 0.1
_ENDS = ("。", "！", "？", "；", "…", "：", "”", "』", "）")
_LATIN = re.compile(r"[A-Za-z]")
_ALIKE = 0.1
_INDENT = 1.2
"""Characters by which a paragraph's first line begins further in, at least."""

_SLACK = 2.5
"""Characters that a full line may lack: no line begins with a comma, and numbers are not broken."""

_GAP = 2.0
"""Characters that two columns of a table are apart, at least."""

_SAMPLE = 7
"""Characters that are measured in a line: single ones come out narrower than they are."""

_UNKNOWN = "\ufffd"
_DROPPED = {0x0: _UNKNOWN, 0x2: "", 0x9: " ", 0xD: "", 0xAD: "", 0xFFFE: ""}
"""A character without a code; marks of a word broken at the end of a line, and of the end itself."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its text, where it begins and ends, the size of its characters, if it has columns."""

    text: str
    left: float
    right: float
    size: float
    columns: bool


def text_of(content: bytes, name: str) -> str:
    """Return the text of all pages, without page numbers and running heads, wrapped lines joined.

    Raises SourceError for a file that is damaged, protected or too large, and for one with a scanned
    page: what stands there cannot be read, and the rest alone would pass for the whole.
    """
    if len(content) > LARGEST:
        raise SourceError("PDF 过大，没有读取", where=name, hint="请拆成几个文件，或另存为 .docx")
    try:
        document = pypdfium2.PdfDocument(content)
    except _DAMAGE as error:
        raise _refused(error, name) from error
    try:
        return _text(document, name)
    except _DAMAGE as error:
        raise SourceError("PDF 已损坏，不能读取", where=name, hint=_HINT) from error
    finally:
        document.close()


def _refused(error: Exception, name: str) -> SourceError:
    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
        return SourceError("PDF 设有打开密码", where=name, hint="请取消密码后重新保存")
    return SourceError("PDF 已损坏，不能读取", where=name, hint=_HINT)


def _text(document: pypdfium2.PdfDocument, name: str) -> str:
    count = len(document)
    if count > MOST_PAGES:
        raise SourceError(f"PDF 有 {count} 页，没有读取", where=name, hint="请拆成几个文件")
    pages: list[list[_Line]] = []
    for number in range(count):
        page = document[number]
        pages.append(list(_lines(page)))
        page.close()
    bodies = list(_without_furniture(pages))
    scanned = list(_scanned(document, bodies))
    if scanned:
        shown = "、".join(map(str, scanned[:10])) + ("等" if len(scanned) > 10 else "")
        raise SourceError(f"PDF 第{shown}页是扫描图像，没有文字", where=name, hint=_READABLE)
    text = "\n".join(_paragraphs([line for lines in bodies for line in lines]))
    if text.count(_UNKNOWN) > _MOST_UNKNOWN * len(text):
        raise SourceError("PDF 的文字没有编码，无法识别", where=name, hint=_READABLE)
    return text


def _lines(page: pypdfium2.PdfPage) -> Iterator[_Line]:
    """Yield the lines of a page in the order of its text."""
    text = page.get_textpage()
    signs: list[tuple[int, str]] = []
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code == 0xA:
            yield from _line(text, signs)
            signs = []
        elif sign := _DROPPED.get(code, chr(code)):
            private = 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF
            signs.append((index, _UNKNOWN if private else sign))
    yield from _line(text, signs)
    text.close()


def _line(text: pypdfium2.PdfTextPage, signs: list[tuple[int, str]]) -> Iterator[_Line]:
    said = "".join(sign for _, sign in signs)
    visible = [(index, sign) for index, sign in signs if sign.strip()]
    if not visible:
        return
    first, last = (text.get_charbox(index, loose=True) for index, _ in (visible[0], visible[-1]))
    squares = [index for index, sign in visible if "\u4e00" <= sign <= "\u9fff"][:_SAMPLE]
    boxes = [text.get_charbox(index, loose=True) for index in squares]
    size = max((box[2] - box[0] for box in boxes), default=first[3] - first[1])
    columns = any(
        later - index > 1 and text.get_charbox(later)[0] - text.get_charbox(index)[2] > _GAP * size
        for (index, _), (later, _) in pairwise(visible)
    )
    yield _Line(said.strip(), first[0], last[2], size, columns)


def _scanned(document: pypdfium2.PdfDocument, bodies: Sequence[Sequence[_Line]]) -> Iterator[int]:
    """Yield the numbers of the pages that are pictures without text of their own."""
    for number, lines in enumerate(bodies):
        if sum(len(line.text) for line in lines) < _LEAST:
            page = document[number]
            if _pictured(page) > _PICTURE:
                yield number + 1
            page.close()


def _pictured(page: pypdfium2.PdfPage) -> float:
    """Return the share of a page that its pictures cover: a scanner may cut one into strips."""
    left, low, right, high = map(float, page.get_bbox())
    covered = 0.0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
        box = item.get_bounds()
        while item.container is not None:
            # Inside a form, bounds are the form's own.
            item = item.container
            box = item.get_matrix().on_rect(*box)
        wide = min(right, box[2]) - max(left, box[0])
        covered += max(wide, 0.0) * max(min(high, box[3]) - max(low, box[1]), 0.0)
    return covered / ((right - left) * (high - low))


def _without_furniture(pages: Sequence[Sequence[_Line]]) -> Iterator[Sequence[_Line]]:
    """Yield the lines of each page without its number and what heads or ends most pages alike."""
    edges = Counter(
        mark for lines in pages for mark in {_mark(e) for e in (*lines[:_EDGE], *lines[-_EDGE:])}
    )
    often = max(_REPEATED, len(pages) // 2)
    repeated = {mark for mark, times in edges.items() if times >= often}
    for lines in pages:
        first = _furniture(lines, repeated)
        last = len(lines) - _furniture(lines[:first:-1], repeated)
        yield lines[first:last]


def _furniture(lines: Sequence[_Line], repeated: AbstractSet[str]) -> int:
    """Return how many lines, from the page's edge inwards, are furniture."""
    for number, line in enumerate(lines[:_EDGE]):
        own = _NUMBER.fullmatch(line.text) or _PRINTED.fullmatch(line.text)
        if not own and (_mark(line) not in repeated or line.text.endswith(_ENDS)):
            return number
    return min(len(lines), _EDGE)


def _mark(line: _Line) -> str:
    return _NO_LETTERS.sub("0", line.text)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the paragraphs: a line that fills its measure goes on in the next, unless that is indented."""
    measures = _measures(lines)
    text = ""
    for line, following in zip_longest(lines, lines[1:]):
        text += line.text
        if following is None or not _goes_on(line, following, measures[round(line.size)]):
            yield text
            text = ""
        elif _LATIN.match(line.text[-1:]) and _LATIN.match(following.text):
            text += " "


@dataclass(frozen=True, slots=True)
class _Measure:
    """Where lines of one size begin and end, and whether paragraphs begin further in."""

    left: float
    right: float
    indents: bool


def _measures(lines: Sequence[_Line]) -> dict[int, _Measure]:
    found: dict[int, _Measure] = {}
    for size in {round(line.size) for line in lines}:
        same = [line for line in lines if abs(line.size - size) <= max(_ALIKE * size, 0.5)]
        left = Counter(round(line.left) for line in same).most_common(1)[0][0]
        deeper = sum(_INDENT < (line.left - left) / max(size, 1) < 2 * _INDENT for line in same)
        found[size] = _Measure(left, max(line.right for line in same), deeper > 1)
    return found


def _goes_on(line: _Line, following: _Line, measure: _Measure) -> bool:
    full = line.right > measure.right - _SLACK * line.size
    alike = abs(following.size - line.size) < _ALIKE * line.size
    indented = following.left > measure.left + _INDENT * line.size
    ended = line.text.endswith(_ENDS) and not measure.indents
    return full and alike and not (indented or ended or line.columns or following.columns)
