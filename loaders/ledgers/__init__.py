"""Ledgers: one declaration (TOML) a ledger, one engine for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.model.claims import Claim, Line, Rejected
from loaders.ledgers import blocks, engine, headers, notices, tables
from loaders.ledgers import lines as comparing
from loaders.ledgers.cells import Surroundings, committee_parts
from loaders.ledgers.declaration import load
from loaders.ledgers.headers import Layout
from loaders.ledgers.rows import Reading
from loaders.ledgers.sheet import Sheet
from loaders.ledgers.tables import Tables
from loaders.loader import Context, Recognised, SourceFile
from loaders.redaction import redact

LEDGERS = (
    "L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "L10", "L11", "L12", "L13", "L14",
    "L15", "L16", "L17", "L18", "L19", "L20", "L21", "L22", "L23", "L24", "L25", "L26", "L27",
)  # fmt: skip
"""The ledgers that are declared; each is a file under declarations/."""


_DRAFT = {"人员", "任务"}
"""The sheets of a draft, which is checked and never loaded."""


def is_draft(file: SourceFile) -> bool:
    """Tell whether a file is a draft; raise SourceError for a table file that is not what its name says."""
    opened = _open(file)
    return opened is not None and {sheet.name for sheet in opened.sheets} >= _DRAFT


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The loader of ledgers, in workbooks and text tables."""

    name: str = "ledgers"
    version: str = "5"
    # As it came: of a number that is hashed nobody can tell any more that it was wrong.
    reads_kept: bool = False

    def recognise(self, file: SourceFile, context: Context) -> Recognised | None:
        """Return which ledgers a file holds (`L4`, `L1+L4`), or None if none for certain.

        Raises SourceError for a table file that is damaged, protected or not what its name says.
        """
        if context.forced == "report":
            return None
        opened = _open(file)
        if opened is None or (not context.forced and is_draft(file)):
            return None
        sheets = _laid_out(file, context.forced)
        ledgers = {layout.ledger for sheet, layout in sheets if layout and not sheet.hidden}
        if not ledgers and opened.misnamed and not (opened.certain or context.forced):
            raise tables.not_a_workbook(file)
        if not ledgers:
            return None
        found = sorted(ledgers, key=lambda ledger: int(ledger.id[1:]))
        kind, title = "+".join(f.id for f in found), "+".join(f.name for f in found)
        return Recognised(kind, title, min(f.rank for f in found))

    def kept(self, file: SourceFile, context: Context) -> bytes:
        """Return the file with every identity number hashed in its place."""
        return redact(file.content, context.identity_hash)

    def read(self, file: SourceFile, context: Context) -> Iterator[Claim | Rejected]:
        """Yield what every sheet says; a sheet that is no ledger is rejected as a whole."""
        yield from notices.of_file(file, _open(file))
        for sheet, reading in readings(file, context):
            if not isinstance(reading, Reading):
                yield from notices.of_stranger(file.hash, file.name, sheet, reading)
                continue
            yield from notices.of_table(sheet, reading)
            yield from engine.read(sheet, reading, context)

    def lines(self, file: SourceFile, context: Context) -> Iterator[Line]:
        """Yield the rows of every sheet that is read, by natural key."""
        for sheet, reading in readings(file, context):
            if isinstance(reading, Reading):
                yield from comparing.lines(sheet, reading)


def readings(file: SourceFile, context: Context) -> Iterator[tuple[Sheet, Reading | Layout | None]]:
    """Yield each sheet that holds anything with how it is read; only with what it looks like if it is not."""
    opened = _open(file) or Tables(())
    around = Surroundings(opened.epoch, context.identity_hash)
    committee = committee_parts(context.committee)
    marks: dict[tuple[str, str, str], str] = {}
    for sheet, layout in _laid_out(file, context.forced):
        if layout is None or sheet.hidden:
            yield sheet, layout
            continue
        own = layout.ledger.id
        # Rows of one sheet have their own numbers, unless the tables stand side by side.
        first = all(ledger != own for ledger, _, _ in marks)
        mark = own if first else f"{own}·{sheet.name}{sheet.part}"
        mark = marks.setdefault((own, sheet.name, sheet.part), mark)
        yield sheet, Reading(file.hash, layout, around, committee, mark)


def sheet_names(file: SourceFile, context: Context) -> dict[str, str]:
    """Return the name of the sheet behind each mark that places begin with: L4 -> 任职经历表."""
    found = ((sheet, reading) for sheet, reading in readings(file, context))
    return {reading.mark: sheet.name for sheet, reading in found if isinstance(reading, Reading)}


@lru_cache(maxsize=1)
def _open(file: SourceFile) -> Tables | None:
    """Open a file once for recognising and reading it."""
    return tables.read(file)


@lru_cache(maxsize=1)
def _laid_out(file: SourceFile, forced: str | None) -> tuple[tuple[Sheet, Layout | None], ...]:
    """Return each table with what it was taken for; hidden sheets stay whole and are never forced."""
    opened = _open(file) or Tables(())
    named = tuple(load(name) for name in (forced or "").split("+") if name in LEDGERS)
    if forced and not named:
        return ()
    known = named or tuple(load(name) for name in LEDGERS)
    found: list[tuple[Sheet, Layout | None]] = []
    for sheet in opened.sheets:
        if not sheet.rows or sheet.name.startswith(headers.ASIDE):
            continue
        for table in (sheet,) if sheet.hidden else blocks.tables(sheet, known):
            layout = headers.recognise(table, known)
            if layout is None and named and not sheet.hidden:
                layout = headers.forced(table, named)
            found.append((table, layout and headers.complete(layout, table)))
    return tuple(found)


def restricted_headers() -> frozenset[str]:
    """Return the headers of the columns whose cells are masked wherever they leave the workspace.

    Each as a file may write it, unless a column that everybody may see is written like that too.
    """
    return _written(restricted=True) - open_headers()


def open_headers() -> frozenset[str]:
    """Return the headers of all other columns, as files may write them."""
    return _written(restricted=False)


def _written(*, restricted: bool) -> frozenset[str]:
    columns = (column for ledger in LEDGERS for column in load(ledger).columns)
    return frozenset(
        header
        for column in columns
        if column.restricted is restricted
        for header in (column.header, *column.aliases)
    )


LOADER = Ledgers()
