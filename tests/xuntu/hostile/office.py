"""The office whose every text is hostile: ledgers, reports and a draft as files, and what went into which column."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from loaders.ledgers import declaration
from loaders.ledgers.declaration import Column, Ledger
from tests.xuntu.hostile.poison import TEXTS, Poison, strings
from tests.xuntu.hostile.slice import some
from xuntu.answer_book import sheet_text
from xuntu.synthetic import City, data, make_city
from xuntu.synthetic.reports import reports
from xuntu.synthetic.styles import STANDARD, Value, dress
from xuntu.synthetic.writing import LEDGERS, write_regions

Line = dict[str, str]
"""The cells of a row by the field of their column."""

COMMITTEE = "中共云{}县委"
FILE = "{}<img src=x onerror=window.__fired=1>{{{{1337*1337}}}}&lt;.{}"


@dataclass
class Office:
    """The files of the office, and the cells of every column: what was meant to load, and what was not."""

    folder: Path
    columns: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    spoilt: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @property
    def files(self) -> list[Path]:
        """Ledgers and reports."""
        return [self.folder / "台账", self.folder / "报告"]

    @property
    def draft(self) -> Path:
        """The people and units of the next round."""
        return self.folder / "拟任名单.xlsx"


def write(folder: Path) -> Office:
    """Write the office into a folder."""
    whole = make_city()
    city, poison, office = some(whole), Poison(strings()), Office(folder)
    for one in office.files:
        one.mkdir(parents=True)
    for number, (name, title, made) in enumerate(LEDGERS):
        ledger = declaration.load(name)
        good = list(_dressed(ledger, list(_written(ledger, made(city))), poison))
        bad = list(_spoilt(ledger, good[0], poison))
        for column in ledger.columns:
            cells, wrong = ([row.get(column.field, "") for row in rows] for rows in (good, bad))
            office.columns[name, column.field] = cells
            office.spoilt[name, column.field] = wrong
        path = office.files[0] / FILE.format(title, "xlsx" if number % 2 else "csv")
        headers = [column.header for column in ledger.columns]
        rows = [[row.get(c.field, "") for c in ledger.columns] for row in (*good, *bad)]
        write_table(path, [headers, *rows])
    _reports(office, whole, poison)
    write_regions(whole, folder / "regions.csv")
    _draft(office, city, poison)
    return office


def _written(ledger: Ledger, rows: Iterable[Mapping[str, object]]) -> Iterator[Line]:
    """Yield the rows of a ledger as its template asks for them."""
    luck = Random(7)
    columns = {column.header: column for column in ledger.columns}
    looks = [row for row in data.rows("ledgers") if row["ledger"] == ledger.id]
    for row in rows:
        told = ((columns[k["header"]], k["type"], row.get(k["field"])) for k in looks)
        cells = (
            (column, dress(luck, kind, cast(Value, value), STANDARD))
            for column, kind, value in told
        )
        yield {column.field: str(cell) for column, cell in cells if cell is not None}


def _dressed(ledger: Ledger, rows: Sequence[Line], poison: Poison) -> Iterator[Line]:
    """Yield rows with a hostile string in every text; two more have one in every column that takes texts."""
    columns = {column.field: column for column in ledger.columns}
    for row in rows:
        yield {name: poison.cell(columns[name], text) for name, text in row.items()}
    poison.thorough = True
    for row in rows[:2]:
        filled = {c.field: c.example or "示例" for c in ledger.columns if c.type in TEXTS} | row
        yield {name: poison.cell(columns[name], text) for name, text in filled.items()}
    poison.thorough = False


def _spoilt(ledger: Ledger, good: Line, poison: Poison) -> Iterator[Line]:
    """Yield a row of a hostile committee, rows with one column that takes no texts spoilt, one with all."""
    strict = [column for column in ledger.columns if column.type not in TEXTS]
    for column in (c for c in ledger.columns if c.type == "committee"):
        yield good | {column.field: COMMITTEE.format("<svg/onload=window.__fired=1>")}
    for column in strict:
        yield good | {column.field: poison.alone()}
    yield good | {column.field: poison.alone() for column in strict}


def write_table(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write rows as the kind of file that its name says; every cell is a text, whatever it begins with."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        return
    book = Workbook(write_only=True)
    _sheet(book, "台账", rows)
    book.save(path)


def _sheet(book: Workbook, title: str, rows: Sequence[Sequence[str]]) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, sheet_text(text))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)


def _reports(office: Office, city: City, poison: Poison) -> None:
    """Write the reports with a string behind every clause; the last also as the page of a website."""
    for title, text in reports(city).items():
        named = re.sub(r"(?<=[，。、；：\n])", lambda _: poison.alone()[:300], text)
        named = named.replace("有的单位", f"有的单位{strings()[0]}")
        file = office.files[1] / FILE.format(title, "txt")
        file.write_text(named, encoding="utf-8", newline="\n")
    body = "".join(f"<p>{html.escape(line)}</p>" for line in named.splitlines())
    page = f"<html><head><meta charset=utf-8><title>{html.escape(strings()[0])}</title></head><body>{body}"
    (office.files[1] / FILE.format("转载", "html")).write_text(page, encoding="utf-8")


def _draft(office: Office, city: City, poison: Poison) -> None:
    name = Column("姓名", "name", key=True)
    people = [["巡察组", "人员编号", "姓名", "角色"]]
    people += [[m.team, m.person, poison.cell(name, m.name), m.role] for m in city.draft_members]
    work = [["巡察组", "被巡察单位", "巡察类型", "组织方式", "进驻日期"]]
    work += [
        [t.team, poison.unit(t.unit), t.type, "；".join(t.modes), t.start] for t in city.draft_tasks
    ]
    book = Workbook(write_only=True)
    _sheet(book, "人员", people)
    _sheet(book, "任务", work)
    book.save(office.draft)
