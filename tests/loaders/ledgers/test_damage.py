"""Random damage: every row of a ledger is claimed, rejected or said, or the whole file is refused."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.claims import Claim, Rejected
from graph.model.errors import SourceError
from loaders.ledgers import LEDGERS, LOADER, headers, tables
from loaders.ledgers.asides import NOTHING
from loaders.ledgers.declaration import load as declared
from loaders.loader import Context, SourceFile
from loaders.redaction import redact

Rows = list[list[str]]
SOAK = bool(os.environ.get("XUNTU_SOAK"))
GARBLED = [
    "", "　", "至今", "2019-13", "#REF!", "甲" * 40, "15.0", "；；", "原", "合计", "备注：无", "说明", "1e9",
    "姓名", "一、", "填表说明：", "0", "\u200b", "制表人：", "第3行", "=1+1",
]  # fmt: skip
cells = st.sampled_from(GARBLED) | st.text(max_size=6).map(
    lambda text: re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", text)
)
few = settings(
    max_examples=400 if SOAK else 8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def good_rows(ledger: str, number: int) -> Rows:
    """A header and rows of the ledger's examples, in each of which the texts are its own."""
    columns = declared(ledger).columns
    rows = [
        [
            c.example + letter * (c.type in {"text", "code", "org"} and c.example != "")
            for c in columns
        ]
        for letter in "丙丁戊己"[:number]
    ]
    return [[column.header for column in columns], *rows]


@st.composite
def damaged(draw: st.DrawFn, rows: Rows) -> Rows:
    """Rows with cells blanked, garbled and swapped, rows doubled, deleted and blank, headers renamed."""
    table = [list(row) for row in rows]
    place = st.integers(0, len(table[0]) - 1)
    for work in draw(st.lists(st.sampled_from("gbsdxrnh"), max_size=9)):
        row = draw(st.integers(2, max(len(table) - 1, 2)))
        if row >= len(table):
            break
        column, other = draw(place), draw(place)
        if work == "g":
            table[row][column] = draw(cells)
        elif work == "b":
            table[row] = [draw(cells) if n == column else "" for n in range(len(table[0]))]
        elif work == "s":
            table[row][column], table[row][other] = table[row][other], table[row][column]
        elif work == "d":
            table.insert(row, list(table[row]))
        elif work == "x":
            del table[row]
        elif work == "r":
            table[0][column] = draw(cells | st.just(table[0][other]))
        elif work == "n":
            table.insert(row, ["填表说明：如实填写", *[""] * (len(table[0]) - 1)])
        else:
            table.insert(row, list(table[0]))
    return table


def source(name: str, content: bytes) -> SourceFile:
    return SourceFile(name, hashlib.sha256(content).hexdigest(), content)


def result(file: SourceFile, context: Context) -> list[Claim | Rejected] | None:
    """What a file gives, or None where it is refused as a whole: nothing else may be raised."""
    try:
        if LOADER.recognise(file, context) is None:
            return None
        return list(LOADER.read(file, context))
    except SourceError as error:
        return None if str(error) else []


def told(items: Iterable[Claim | Rejected]) -> set[int]:
    """The rows that claims, rejects and notices speak of."""
    found: set[int] = set()
    for item in items:
        said = item.provenance.place + (f" {item.value}" if isinstance(item, Rejected) else "")
        found |= {int(n) for n in re.findall(r"第(\d+)行", said)}
        for first, last in re.findall(r"第(\d+)至(\d+)行", said):
            found |= set(range(int(first), int(last) + 1))
    return found


def filled(rows: Iterable[tuple[int, Sequence[str]]], counted: set[int]) -> set[int]:
    """The rows that say something, beside their number; a lone apostrophe is how Excel marks a text."""
    return {
        number
        for number, row in rows
        if any(
            not NOTHING.fullmatch(headers.plain(cell).removeprefix("'"))
            for n, cell in enumerate(row)
            if n not in counted
        )
    }


def written(table: Rows, form: str, to_csv: Any, to_xlsx: Any) -> bytes:
    return bytes(to_csv(table) if form == "csv" else to_xlsx(table))


@pytest.mark.parametrize("ledger", LEDGERS)
@given(data=st.data())
@few
def test_rows_in_are_claims_and_rejects(
    ledger: str,
    data: st.DataObject,
    context: Context,
    to_csv: Callable[..., bytes],
    to_xlsx: Callable[..., bytes],
) -> None:
    table = data.draw(damaged(good_rows(ledger, 4)))
    form = data.draw(st.sampled_from(["csv", "xlsx"]))
    items = result(source(f"表.{form}", written(table, form, to_csv, to_xlsx)), context)
    if items is None:
        return
    counted = {n for n, header in enumerate(table[0]) if headers.is_counter(header)}
    titles = set(good_rows(ledger, 0)[0])
    headings = {n for n, row in enumerate(table, 1) if sum(c in titles for c in row) > len(row) / 2}
    rows = filled(enumerate(table[2:], 3), counted) - headings
    assert rows <= told(items), sorted(rows - told(items))


@pytest.fixture(scope="session")
def whole(to_csv: Callable[..., bytes], to_xlsx: Callable[..., bytes]) -> dict[str, bytes]:
    """A file of each form, made once: a zip holds the time of its making."""
    table = good_rows("L4", 3)
    return {"csv": to_csv(table), "xlsx": to_xlsx(table)}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@given(data=st.data())
@settings(few, max_examples=3000 if SOAK else 60)
def test_wrong_bytes_are_read_or_refused_and_nothing_else(
    form: str, data: st.DataObject, context: Context, whole: dict[str, bytes]
) -> None:
    table = good_rows("L4", 3)
    content = bytearray(whole[form])
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content) - 1))
        work = data.draw(st.sampled_from(["flip", "cut", "drop", "add"]))
        if work == "flip":
            content[start] ^= data.draw(st.integers(1, 255))
        elif work == "cut" and start > 10:
            del content[start:]
        elif work == "drop":
            del content[start : start + data.draw(st.integers(1, 9))]
        else:
            content[start:start] = data.draw(st.binary(max_size=9))
        content = content or bytearray(b"P")
    file = source(data.draw(st.sampled_from([f"表.{form}", "表.xls"])), bytes(content))
    items = result(file, context)
    assert redact(file.content, context.identity_hash) is not None
    opened = tables.read(file) if items is not None else None
    if opened and opened.sheets[0].rows.get(1) == tuple(table[0]):
        rows = filled(opened.sheets[0].rows.items(), set()) - {1, 2}
        assert rows <= told(items or ()), file.content
