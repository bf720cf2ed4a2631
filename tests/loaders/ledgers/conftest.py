"""A fictional office to load ledgers into, and short ways to write files and read them."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import openpyxl
import pytest

from graph.model.claims import Claim, Rejected
from graph.model.regions import Region, Regions
from graph.model.schema import schema
from loaders.ledgers import LOADER
from loaders.loader import Context, SourceFile

PLACES = (
    Region("990000", "示例省", "省", ""),
    Region("990100", "云川市", "地市", "990000"),
    Region("990102", "云山区", "县", "990100"),
    Region("990103", "清河区", "县", "990100"),
    Region("990121", "东岭县", "县", "990100"),
    Region("990122", "南浦县", "县", "990100"),
)

Table = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file gave: its claims, each checked against the schema, and its rejects."""

    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]

    def of(self, kind: str) -> list[Claim]:
        """Return the claims of one kind."""
        return [claim for claim in self.claims if claim.kind == kind]


@pytest.fixture(scope="session")
def context() -> Context:
    """The workspace of the fictional city."""
    return office()


def office(forced: str | None = None) -> Context:
    def hashed(number: str) -> str:
        return hashlib.sha256(f"secret{number}".encode()).hexdigest()[:20]

    return Context("中共云川市委", "990100", Regions(PLACES), hashed, forced)


def comma_separated(rows: Table, encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def excel(rows: Table, merged: Sequence[str] = (), title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def source(name: str, content: bytes) -> SourceFile:
    return SourceFile(name, hashlib.sha256(content).hexdigest(), content)


def loaded(name: str, content: bytes, forced: str | None = None) -> Loaded:
    claims: list[Claim] = []
    rejected: list[Rejected] = []
    for item in LOADER.read(source(name, content), office(forced)):
        if isinstance(item, Claim):
            claims.append(schema().check(item))
        else:
            rejected.append(item)
    return Loaded(tuple(claims), tuple(rejected))


@pytest.fixture(scope="session")
def load() -> Callable[..., Loaded]:
    """Read a file: name, content, ledger to force."""
    return loaded


@pytest.fixture(scope="session")
def to_csv() -> Callable[..., bytes]:
    """Write rows as .csv: rows, encoding."""
    return comma_separated


@pytest.fixture(scope="session")
def to_xlsx() -> Callable[..., bytes]:
    """Write rows as .xlsx: rows, merged ranges, title of the sheet."""
    return excel


@pytest.fixture(scope="session")
def file() -> Callable[[str, bytes], SourceFile]:
    """Make a file of a name and a content."""
    return source
