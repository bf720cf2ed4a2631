"""Ledgers: one declaration (TOML) a ledger, one engine for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.model.claims import Claim, Provenance, Rejected
from loaders.ledgers import engine, headers, tables
from loaders.ledgers.cells import Surroundings, committee_parts
from loaders.ledgers.declaration import Ledger, load
from loaders.ledgers.headers import Layout
from loaders.ledgers.rows import Reading
from loaders.ledgers.sheet import Sheet
from loaders.ledgers.tables import Tables
from loaders.loader import Context, Recognised, SourceFile

LEDGERS = ("L1", "L2", "L3", "L4", "L5", "L7", "L10", "L11", "L16", "L19", "L20", "L25")
"""The ledgers that are declared; each is a file under declarations/."""


_DRAFT = {"人员", "任务"}
"""The sheets of a draft, which is checked and never loaded."""


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The loader of ledgers, in workbooks and text tables."""

    name: str = "ledgers"
    version: str = "2"

    def recognise(self, file: SourceFile, context: Context) -> Recognised | None:
        """Return which ledgers a file holds (`L4`, `L1+L4`), or None if none for certain.

        Raises SourceError for a table file that is damaged, protected or not what its name says.
        """
        opened = _open(file)
        if opened is None or (not context.forced and {s.name for s in opened.sheets} >= _DRAFT):
            return None
        sheets = _laid_out(opened, context)
        ledgers = {layout.ledger for sheet, layout in sheets if layout and not sheet.hidden}
        if not ledgers:
            return None
        found = sorted(ledgers, key=lambda ledger: int(ledger.id[1:]))
        kind, title = "+".join(f.id for f in found), "+".join(f.name for f in found)
        return Recognised(kind, title, min(f.rank for f in found))

    def read(self, file: SourceFile, context: Context) -> Iterator[Claim | Rejected]:
        """Yield what every sheet says; a sheet that is no ledger is rejected as a whole."""
        opened = _open(file) or Tables(())
        around = Surroundings(opened.epoch, context.identity_hash)
        seen: set[str] = set()
        for sheet, layout in _laid_out(opened, context):
            if layout is None or sheet.hidden:
                yield from _left_out(file, sheet, layout)
                continue
            own = layout.ledger.id
            mark = own if own not in seen else f"{own}·{sheet.name}"
            seen.add(own)
            committee = committee_parts(context.committee)
            reading = Reading(file.hash, layout, around, committee, mark)
            yield from _notices(file, layout, mark)
            yield from engine.read(sheet, reading, context)


@lru_cache(maxsize=1)
def _open(file: SourceFile) -> Tables | None:
    """Open a file once for recognising and reading it."""
    return tables.read(file)


def _laid_out(opened: Tables, context: Context) -> Iterator[tuple[Sheet, Layout | None]]:
    """Yield each sheet that holds anything with what it was taken for; hidden ones never forced."""
    named = [load(name) for name in (context.forced or "").split("+") if name in LEDGERS]
    if context.forced and not named:
        return
    known: list[Ledger] = named or [load(name) for name in LEDGERS]
    for sheet in opened.sheets:
        if not sheet.rows:
            continue
        layout = headers.recognise(sheet, known)
        if layout is None and named and not sheet.hidden:
            layout = headers.forced(sheet, named)
        yield sheet, layout


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


def _left_out(file: SourceFile, sheet: Sheet, layout: Layout | None) -> Iterator[Rejected]:
    """Reject a sheet as a whole; a hidden one only if it looks like a ledger."""
    if sheet.hidden and layout is None:
        return
    reason = "隐藏的工作表没有读取" if sheet.hidden else "认不出是哪一种台账，没有载入"
    advice = "取消隐藏后重新载入" if sheet.hidden else "核对表头，或用 --as 指明台账"
    where = Provenance(file.hash, sheet.name or file.name, 0, 0, "")
    yield Rejected(where, "", "", reason, advice, layout.ledger.id if layout else "")


def _notices(file: SourceFile, layout: Layout, mark: str) -> Iterator[Rejected]:
    """Say once what is odd about the columns of a sheet."""
    where = Provenance(file.hash, f"{mark}!第{layout.row}行", 0, 0, "")
    for header in layout.unknown.values():
        yield Rejected(where, header, "", "未识别的列", "", layout.ledger.id)
    for header in layout.repeated.values():
        yield Rejected(where, header, "", "与前面的列重复，没有读取", "", layout.ledger.id)
    for header in layout.missing():
        yield Rejected(where, header, "", "缺少必填列", "", layout.ledger.id)


LOADER = Ledgers()
