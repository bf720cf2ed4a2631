"""What each line of a page is: menu, byline, table, title or body; paragraphs made whole again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from loaders.reports.grids import cells, rebuilt
from loaders.reports.offsets import Mapped, joined
from loaders.reports.rows import Line, whole_rows
from loaders.reports.words import declared
from loaders.reports.wraps import ENDS, Layout, goes_on, heading_ends, word_cut

_CJK = r"\u3400-\u9fff"
_TOKENS = re.compile(r"^(?:\S{1,6}\s+){4,}\S{1,6}$")
_CRUMBS = re.compile(r"^[^。，；]{0,20}[>»›][^。，；]*$")
_WHOLE = f"{ENDS}”』）"
_BLANKS = re.compile(
    rf"(?<=[{_CJK}\d%”》）。，、；：])[ ]+(?=[{_CJK}\d“《（，。、；：！？%])|^[ ]+|[ ]+$"
)
_DATED = re.compile(r"(?:[\d:：-]|时间|日期)$")
_DATE = re.compile(r"[：:]|[\d:-]+(?:[ 　]|$)")
_TITLE = (6, 60)
_SHORT = 60
_BYLINE = 160
_LABEL = 4
_REST = 4
_HEADING = 3
"""Of how many lines a heading is at most."""

_READ = ("body", "heading")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line: its kind, its place (`第3段`), its text."""

    kind: str
    place: str
    text: Mapped


@dataclass(slots=True)
class _Open:
    """A block that may still go on."""

    kind: str
    place: str
    pieces: list[Mapped]
    length: int


@dataclass(frozen=True, slots=True)
class _Furniture:
    """What stands on a page beside the report."""

    menu: re.Pattern[str]
    footer: re.Pattern[str]
    links: re.Pattern[str]
    byline: re.Pattern[str]


@cache
def _furniture() -> _Furniture:
    raw = declared("furniture.toml")
    begins, ends, within = ("|".join(raw[name]) for name in ("begins", "ends", "within"))
    menu = re.compile(rf"^(?:{begins})|(?:{ends})$|{within}")
    return _Furniture(menu, *(re.compile("|".join(raw[n])) for n in ("footer", "links", "byline")))


def split(text: Mapped) -> tuple[Block, ...]:
    """Return the blocks of a cleaned text in order; wrapped paragraphs are one block.

    Behind the lines of a table of teams stand its cells once more, team by team, as body.
    """
    lines = whole_rows(_lines(text))
    layout = Layout.of([line.text.text for line in lines], [line.length for line in lines])
    page = _Page()
    found: list[_Open] = []
    for number, line in enumerate(lines, 1):
        kind = page.kind(line.text.text)
        whole = line.text.replaced(_BLANKS, "") if kind in (*_READ, "title") else line.text
        if not whole.text:
            continue
        last = _before(found, kind)
        if last and last.kind == "byline" and _of_byline(last.pieces[-1].text, whole.text):
            last.pieces.append(whole)
            continue
        if last and kind in (*_READ, "title") and _wraps(last, whole.text, line, layout):
            last.kind = _together(last, kind, whole)
            page.titled = page.titled or last.kind == "body"
            last.pieces.append(whole)
            last.length = line.length
        else:
            found.append(_Open(kind, f"第{number}段", [whole], line.length))
    return tuple(_with_tables([Block(b.kind, b.place, joined(b.pieces)) for b in found]))


def _before(found: list[_Open], kind: str) -> _Open | None:
    """Return the block with which a line may go on: a title may do so behind a byline between its lines."""
    if kind == "title" and [block.kind for block in found[-2:]] == ["title", "byline"]:
        return found[-2]
    return found[-1] if found else None


def _of_byline(before: str, line: str) -> bool:
    """Tell whether a line is the rest of a byline that was broken at its date, or in a word (发布 | 机构：)."""
    if len(line) >= _SHORT:
        return False
    if _DATED.search(before) and _DATE.match(line):
        return True
    if len(line) <= _REST and word_cut(before, line):
        return True
    last, known = before.split()[-1], _furniture().byline
    return len(last) <= _LABEL and bool(known.match(last + line)) and not known.match(line)


def _lines(text: Mapped) -> list[Line]:
    """Return the lines that are not blank."""
    found: list[Line] = []
    at = 0
    apart = False
    for line in text.text.split("\n"):
        end = at + len(line)
        if line.strip():
            piece = text[at:end]
            length = (text.starts[end] if end < len(text) else piece.ends[-1]) - piece.starts[0]
            found.append(Line(piece, length, apart))
        apart = not line.strip()
        at = end + 1
    return found


class _Page:
    """Tells what a line is, knowing those before it."""

    def __init__(self) -> None:
        self.titled = False
        self._footer = self._links = False

    def kind(self, line: str) -> str:
        """Return the kind of the next line."""
        plain, known = line.strip(), _furniture()
        self._footer = self._footer or bool(known.footer.search(plain) and len(line) < _SHORT)
        if self._footer or known.menu.search(plain) or _listed(plain):
            return "menu"
        if known.links.search(plain):
            self._links = True
            return "menu"
        kind = self._of_text(plain)
        self._links = self._links and kind in ("heading", "title")
        if self._links:
            return "menu"
        self.titled = self.titled or kind in _READ
        return kind

    def _of_text(self, plain: str) -> str:
        if _tabular(plain):
            return "table"
        if _furniture().byline.search(plain) and len(plain) < _BYLINE:
            return "byline"
        if plain[-1] in _WHOLE or "。" in plain or len(plain) > _TITLE[1]:
            return "body"
        if not self.titled and len(plain) >= _TITLE[0]:
            return "title"
        return "heading"


def _tabular(line: str) -> bool:
    return line.count("|") >= 2 or " | " in line


def _listed(line: str) -> bool:
    """Tell whether a line is a row of a menu's words, or the way to a page (首页 > 要闻)."""
    return not _tabular(line) and bool(_TOKENS.match(line) or _CRUMBS.match(line))


def _wraps(last: _Open, whole: str, line: Line, layout: Layout) -> bool:
    """Tell whether a line goes on with the paragraph before it."""
    if last.kind not in (*_READ, "title"):
        return False
    heading = "".join(piece.text for piece in last.pieces[:_HEADING])
    if len(last.pieces) <= _HEADING and heading_ends(heading, whole):
        return False
    indent = " " if line.text.text[:1] == " " else ""
    alone = len(last.pieces[-1]) == 1
    before = "".join(piece.text for piece in last.pieces[-2 if alone else -1 :])
    titled, full = last.kind == "title", layout.full(last.length)
    if before[-1] in ENDS and (line.apart or last.length != layout.width):
        full = False
    return goes_on(before, indent + whole, layout, full=full, titled=titled)


def _together(last: _Open, kind: str, line: Mapped) -> str:
    """Return the kind of a block with a line more: a title stays one while it is no sentence."""
    length = sum(map(len, last.pieces)) + len(line)
    return "title" if last.kind == "title" and kind != "body" and length <= _TITLE[1] else "body"


def _with_tables(blocks: list[Block]) -> list[Block]:
    """Return the blocks, behind each table of teams its cells team by team; its own lines are a `grid`."""
    found: list[Block] = []
    for is_table, group in groupby(blocks, key=lambda block: block.kind == "table"):
        rows = list(group)
        cut = [cells(block.text) for block in rows] if is_table and len(rows) > 1 else []
        told = [Block("body", rows[0].place, line) for line in rebuilt(cut)] if cut else []
        found += [replace(block, kind="grid") for block in rows] if told else rows
        found += told
    return found
