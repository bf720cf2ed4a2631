"""What cards, boards and maps are made of: things with their sources, in tables that sort, filter and print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.model.answers import Evidence
from graph.model.schema import schema
from visualizations import facts, palette
from visualizations.page import Page, assemble

Pairs = tuple[tuple[str, str], ...]
"""Labels with what they say."""

TONES = ("bad", "warn", "again", "info", "good", "plain")
"""How a mark is painted: each in a shape and a colour of its own."""

_EDGE_LOOK = ("#4b5563", "box")


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One thing that the panel tells of: a kind of the schema, its name, what is known, and what states it."""

    kind: str
    caption: str
    facts: Pairs = ()
    sources: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A state: its tone, one character for its sign, and its word, so that no colour has to be told apart."""

    tone: str
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Said:
    """A mark with what is to be said beside it (else its word), and where it stands when sorted."""

    mark: Mark
    text: str = ""
    order: float = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: days as ISO text; without an end it goes on (`ongoing`) or nobody knows how long."""

    begin: str
    end: str = ""
    ongoing: bool = False


Slot = tuple[tuple[Item, Mark], ...]
"""Several things in one cell, each to be opened by itself."""

Cell = str | int | float | None | Said | Span | Slot


@dataclass(frozen=True, slots=True)
class Column:
    """A column of cells of one sort: text, short (kept in one line), number, bar, share, mark, span or slot.

    A bar is a number with its bar, a share one of per cent. `picked` puts a list of its values above the
    table, or for marks a legend that filters.
    """

    label: str
    sort: str = "text"
    picked: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it opens, if anything, and its cells."""

    item: Item | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its title; `empty` is what is said when it has no rows, `until` where spans that go on end.

    Rows with a mark in `hidden` are shown only when the legend is asked for them.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = "没有记录。"
    until: str = ""
    hidden: tuple[Mark, ...] = ()

    def data(self, book: Book) -> dict[str, object]:
        """Return what table.js draws."""
        return {
            "type": "table",
            "title": facts.visible(self.title),
            "note": facts.visible(self.note),
            "empty": facts.visible(self.empty),
            "until": self.until,
            "hidden": [*map(book.mark, self.hidden)],
            "columns": [
                [facts.visible(one.label), one.sort, one.picked, facts.visible(one.note)]
                for one in self.columns
            ],
            "rows": [
                [book.item(row.item) if row.item else None, *map(book.cell, row.cells)]
                for row in self.rows
            ],
        }


@dataclass(frozen=True, slots=True)
class Tiles:
    """The few figures that one looks at first: label, figure, note."""

    tiles: tuple[tuple[str, str, str], ...]

    def data(self, _: Book) -> dict[str, object]:
        """Return what sheet.js draws."""
        return {"type": "tiles", "tiles": [[*map(facts.visible, tile)] for tile in self.tiles]}


Block = Table | Tiles


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated fact of a card: what it is, more of it, the dates as they stand there, and the time it took."""

    item: Item
    what: str
    detail: str
    dates: str
    span: Span | None = None


def dated_table(
    title: str, heads: tuple[str, str], rows: Sequence[Dated], *, on: str = "", note: str = ""
) -> Table:
    """Return the table of dated facts; with the day `on`, as a time line that ends there."""
    columns = (*(Column(head) for head in heads), Column("起止", "short"))
    line = (Column("时间", "span"),) if on else ()
    cells = (
        Row(one.item, (one.what, one.detail, one.dates, *((one.span,) if on else ())))
        for one in rows
    )
    return Table(title, (*columns, *line), tuple(cells), note, until=on)


def facts_table(title: str, item: Item) -> Table:
    """Return what is known of one thing, line by line."""
    rows = tuple(Row(item, pair) for pair in item.facts if pair[1])
    return Table(title, (Column("项目"), Column("内容")), rows)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a page: title, a count, on what it rests, notes."""

    title: str
    count: str = ""
    context: Pairs = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Book:
    """Collects the things, marks and texts of a page: each is written once."""

    texts: facts.Texts = field(default_factory=facts.Texts)
    rows: list[facts.Row] = field(default_factory=list)
    kinds: dict[str, None] = field(default_factory=dict)
    marks: dict[Mark, int] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)

    def item(self, item: Item) -> int:
        """Return the place of a thing, writing it down when new."""
        if id(item) not in self.places:
            self.places[id(item)] = len(self.rows)
            self.kinds[item.kind] = None
            said = (word for pair in item.facts if pair[1] for word in pair)
            told = (part for one in item.sources for part in (one.file, one.place, one.quote))
            name = (
                item.caption
                if len(item.caption) <= facts.NAME
                else f"{item.caption[: facts.NAME]}……"
            )
            self.rows.append(
                [
                    "",
                    self.texts.place(item.kind),
                    self._text(name if name.strip() else facts.BLANK),
                    list(map(self._text, said)),
                    list(map(self._text, told)),
                ]
            )
        return self.places[id(item)]

    def _text(self, text: str) -> int:
        return self.texts.place(facts.visible(text))

    def mark(self, mark: Mark) -> int:
        """Return the place of a mark."""
        if mark.tone not in TONES:
            raise ValueError(f"tone {mark.tone!r} is not one of {TONES}")
        return self.marks.setdefault(mark, len(self.marks))

    def cell(self, cell: Cell) -> object:
        """Return a cell as table.js reads it."""
        if isinstance(cell, Said):
            return [self.mark(cell.mark), facts.visible(cell.text), cell.order]
        if isinstance(cell, Span):
            return [cell.begin[:10], cell.end[:10], cell.ongoing]
        if isinstance(cell, tuple):
            return [[self.item(item), self.mark(mark)] for item, mark in cell]
        return facts.visible(cell) if isinstance(cell, str) else cell


def _looks(kinds: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return label, shape and colours of the kinds of things; edges look alike."""
    found = facts.kinds(kinds)
    light, dark = palette.themes(_EDGE_LOOK[0])
    for name in (name for name in kinds if name not in found):
        look = {"label": schema().edges[name].label, "shape": _EDGE_LOOK[1]}
        found[name] = {**look, "light": light, "dark": dark}
    return found


def sheet(view: str, name: str, heading: Heading, blocks: Sequence[Block]) -> Page:
    """Return the page of a view that is made of blocks; `name` stands behind the title in the browser."""
    book = Book()
    drawn = [block.data(book) for block in blocks]
    data = {
        "title": facts.visible(heading.title),
        "count": facts.visible(heading.count),
        "context": [[*map(facts.visible, pair)] for pair in heading.context],
        "notes": [*map(facts.visible, heading.notes)],
        "blocks": drawn,
        "marks": [[one.tone, *map(facts.visible, (one.sign, one.word))] for one in book.marks],
        "kinds": _looks([*book.kinds]),
        "nodes": book.rows,
        "edges": [],
        "texts": book.texts.table(),
    }
    scripts = ("rove.js", "cells.js", "table.js", "sheet.js")
    return assemble(view, f"{data['title']} · {name}", data, scripts=scripts, template="sheet")
