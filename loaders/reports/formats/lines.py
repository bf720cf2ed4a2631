"""The text of a page or document while it grows: lines, and tables as lines with `|` between cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_BLANKS = re.compile(r"[ \t\r\f\v]+")
_NO_WORDS = re.compile(r"[\d\s\-/.:：|｜>»›·•\[\]（）()【】年月日]*")
_LONGEST_CELL = 400
_MOST_SENTENCES = 3
_WIDEST = 200
_LONGEST_LINK = 60


@dataclass(slots=True)
class Lines:
    """Lines that are done, those of links alone apart, and the pieces of the one that is open."""

    done: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _open: list[tuple[str, bool]] = field(default_factory=list)

    def add(self, text: str, *, link: bool = False) -> None:
        """Add a piece to the open line; a line break in it ends the line."""
        first, *others = text.split("\n")
        self._open.append((first, link))
        for other in others:
            self.end()
            self._open.append((other, link))

    def end(self) -> None:
        """End the open line; one that holds nothing is left out."""
        line = _BLANKS.sub(" ", "".join(text for text, _ in self._open)).strip()
        said = "".join(text for text, link in self._open if not link)
        linked = any(link for _, link in self._open) and bool(_NO_WORDS.fullmatch(said))
        if len(line) > _LONGEST_LINK or line.endswith("。"):
            # The end of a link before it was lost.
            linked = False
        self._open.clear()
        if line:
            (self.links if linked else self.done).append(line)

    def whole(self) -> list[str]:
        """Return the lines, the open one ended."""
        self.end()
        return self.done


@dataclass(slots=True)
class Cell:
    """A cell: its lines, how many rows and columns it spans, whether a table stands in it."""

    lines: list[str]
    down: int = 1
    right: int = 1
    nests: bool = False


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return a table's lines, a row each: `组别 | 组长 | 单位`.

    A cell over several rows stands in each of them. A table that only lays out a page (others stand in
    it, or prose, or one column) is read cell by cell, each line by itself.
    """
    cells = [cell for row in rows for cell in row]
    if any(map(_is_layout, cells)) or all(_filled(row) < 2 for row in rows):
        return [line for cell in cells for line in cell.lines]
    return [line for row in _grid(rows) if (line := _line(row))]


def _is_layout(cell: Cell) -> bool:
    text = "".join(cell.lines)
    return cell.nests or len(text) > _LONGEST_CELL or text.count("。") > _MOST_SENTENCES


def _filled(row: Sequence[Cell]) -> int:
    return sum(bool(cell.lines) for cell in row)


def _line(texts: Sequence[str]) -> str:
    filled = [text for text in texts if text]
    return filled[0] if len(filled) == 1 else " | ".join(texts) if filled else ""


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """Return the rows with every text in its own column, those from above repeated."""
    found: list[list[str]] = []
    above: dict[int, tuple[int, str]] = {}
    for row in rows:
        texts: list[str] = []
        below: dict[int, tuple[int, str]] = {}
        cells = iter(row)
        while len(texts) in above or (cell := next(cells, None)) is not None:
            column = len(texts)
            if column in above:
                left, text = above[column]
                texts.append(text)
                below |= {column: (left - 1, text)} if left > 1 else {}
                continue
            assert cell is not None
            for text in (" ".join(cell.lines), *[""] * (min(cell.right, _WIDEST) - 1)):
                below |= {len(texts): (cell.down - 1, text)} if cell.down > 1 else {}
                texts.append(text)
        above = below
        found.append(texts)
    return found
