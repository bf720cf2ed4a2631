"""Web pages, saved by hand: what a reader sees, a line for each block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from graph.model.errors import SourceError
from loaders.reports.formats import plain
from loaders.reports.formats.lines import Cell, Lines, table_lines
from loaders.webtree import Element, TooDeep, Walk

LARGEST = 64 * 1024 * 1024

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_HEAD = 20_000
_ENCODINGS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre",
    "section", "summary", "ul", "br", "table", "tr",
))  # fmt: skip
_UNSEEN = frozenset((
    "script", "style", "noscript", "template", "nav", "footer", "aside", "button",
    "select", "textarea", "object", "svg", "math", "iframe", "frameset", "audio", "video",
    "canvas", "map", "datalist", "rt", "rp",
))  # fmt: skip
_TABULAR = frozenset(("table", "tr", "td", "th"))
_HIDING = re.compile(
    r"display:none|visibility:hidden|(?:left|top|text-indent):-\d{3,}", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\n\f\v\x00]+")
_IN_LINE = re.compile(r"[ \t\f\v\x00]+")
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--+|——")
_SHORTEST_TITLE = 6
_MOST_SPANNED = 1000


def text_of(content: bytes, name: str, declared: str = "") -> str:
    """Return a page's text: its title, then a line for each block that can be seen.

    Menus marked as such, scripts and hidden blocks are left out, and so are lines of links alone.
    `declared` is the encoding that the page came with. Raises SourceError.
    """
    if len(content) > LARGEST:
        raise SourceError("网页过大，没有读取", where=name, hint="请另存为 .docx 或 .txt")
    reader = _Reader()
    try:
        reader.read(Walk(decode(content, name, declared)))
    except TooDeep as error:
        raise SourceError(
            "网页嵌套过深，没有读取", where=name, hint="请另存为 .docx 或 .txt"
        ) from error
    lines = reader.lines()
    return "\n".join([*_title(" ".join(reader.title.split()), lines), *lines])


def decode(content: bytes, name: str, declared: str = "") -> str:
    """Return a page decoded; what it says of its encoding counts where its bytes leave a doubt."""
    stated = _DECLARED.search(content[:_HEAD])
    label = declared or (stated[1].decode("ascii") if stated else "")
    if content.count(0) * 10 < len(content):
        content = content.replace(b"\x00", b"")
    return plain.read(content, name, _ENCODINGS.get(label.lower(), ""))


def _title(title: str, lines: list[str]) -> Iterator[str]:
    """Yield a page's title without the site's name: as the page's own heading has it, if it has one."""
    own = (line for line in lines if len(line) >= _SHORTEST_TITLE and title.startswith(line))
    piece = next(own, "") or max(_SITE.split(title), key=len).strip()
    if len(piece) >= _SHORTEST_TITLE and lines[:1] != [piece]:
        yield piece


def _is_seen(element: Element) -> bool:
    if element.tag in ("html", "body"):
        # Hidden until a script has run.
        return True
    style = (element.given.get("style") or "").replace(" ", "")
    hidden = "hidden" in element.given or _HIDING.search(style)
    return element.tag not in _UNSEEN and not hidden


class _Reader:
    """The title and the lines of a page, and the tables and cells that are open."""

    def __init__(self) -> None:
        self.title = ""
        self._lines = Lines()
        self._outer: list[Lines] = []
        self._tables: list[list[list[Cell]]] = []
        self._cells: list[Cell] = []
        self._anchors: list[bool] = []
        """Whether each that is open leads anywhere: some only mark a place."""
        self._inside = Counter({"h1": 0, "pre": 0, "title": 0})

    def lines(self) -> list[str]:
        """Return the lines; those of links alone only where there are no others."""
        return self._lines.whole() or self._lines.links

    def read(self, walk: Walk) -> None:
        """Read a page."""
        for element in walk:
            if element.tag == "-text":
                self._text(element.text)
                continue
            if not element.end and not _is_seen(element):
                walk.skip()
            if element.tag in _BLOCKS:
                self._lines.end()
            if element.tag in self._inside:
                self._inside[element.tag] += -1 if element.end else 1
            elif element.tag == "a" and element.end:
                self._anchors.pop()
            elif element.tag == "a":
                self._anchors.append("href" in element.given)
            elif element.tag in _TABULAR:
                (self._close if element.end else self._open)(element)

    def _text(self, text: str) -> None:
        if self._inside["title"]:
            self.title = self.title or text
            return
        link = any(self._anchors) and not self._inside["h1"]
        blanks = _IN_LINE if self._inside["pre"] else _SPACE
        self._lines.add(blanks.sub(" ", text), link=link)

    def _open(self, element: Element) -> None:
        if element.tag == "table":
            self._tables.append([])
            if self._cells:
                self._cells[-1].nests = True
        elif self._tables and element.tag == "tr":
            self._tables[-1].append([])
        elif self._tables:
            if not self._tables[-1]:
                self._tables[-1].append([])
            down, right = (_count(element.given.get(name)) for name in ("rowspan", "colspan"))
            self._cells.append(Cell([], down, right))
            self._outer.append(self._lines)
            self._lines = Lines()

    def _close(self, element: Element) -> None:
        if element.tag == "table":
            self._lines.done += table_lines(self._tables.pop())
        elif self._tables and element.tag != "tr":
            cell = self._cells.pop()
            cell.lines, links = self._lines.whole(), self._lines.links
            self._lines = self._outer.pop()
            self._lines.links += links
            self._tables[-1][-1].append(cell)


def _count(text: str | None) -> int:
    digits = text if text and text.isascii() and text.isdigit() and len(text) < 5 else ""
    return min(max(int(digits or 1), 1), _MOST_SPANNED)
