"""What each line of a page is: menu, byline, table, title or body; paragraphs made whole again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from loaders.reports.grids import cells, rebuilt
from loaders.reports.offsets import Mapped, joined
from loaders.reports.words import declared
from loaders.reports.wraps import ENDS, Layout, goes_on

_CJK = r"\u3400-\u9fff"
_TOKENS = re.compile(r"^(?:\S{1,6}\s+){4,}\S{1,6}$")
_CRUMBS = re.compile(r"^[^。，；]{0,20}[>»›][^。，；]*$")
_WHOLE = f"{ENDS}”』）"
_BLANKS = re.compile(
    rf"(?<=[{_CJK}\d%”》）。，、；：])[ ]+(?=[{_CJK}\d“《（，。、；：！？%])|^[ ]+|[ ]+$"
)
_TITLE = (6, 60)
_SHORT = 60
_BYLINE = 160
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
    lines = _lines(text)
    layout = Layout.of([line.text for line in lines])
    page = _Page()
    found: list[_Open] = []
    for number, line in enumerate(lines, 1):
        kind = page.kind(line.text)
        whole = line.replaced(_BLANKS, "") if kind in (*_READ, "title") else line
        if not whole.text:
            continue
        if found and kind in (*_READ, "title") and _wraps(found[-1], whole.text, line.text, layout):
            found[-1].kind = _together(found[-1], kind, whole)
            page.titled = page.titled or found[-1].kind == "body"
            found[-1].pieces.append(whole)
        else:
            found.append(_Open(kind, f"第{number}段", [whole]))
    return tuple(_with_tables([Block(b.kind, b.place, joined(b.pieces)) for b in found]))


def _lines(text: Mapped) -> list[Mapped]:
    """Return the lines that are not blank."""
    found: list[Mapped] = []
    at = 0
    for line in text.text.split("\n"):
        if line.strip():
            found.append(text[at : at + len(line)])
        at += len(line) + 1
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


def _wraps(last: _Open, line: str, raw: str, layout: Layout) -> bool:
    """Tell whether a line goes on with the paragraph before it."""
    if last.kind not in (*_READ, "title"):
        return False
    indent = " " if raw[:1] == " " else ""
    alone = len(last.pieces[-1]) == 1
    before = "".join(piece.text for piece in last.pieces[-2 if alone else -1 :])
    return goes_on(before, indent + line, layout, titled=last.kind == "title")


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
