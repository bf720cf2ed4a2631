"""Small offices with one ledger or two, whose files are written as a test needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from xuntu import demo
from xuntu.loading import FileReport
from xuntu.workspace import Workspace

HEADERS = {
    "L4": ("姓名", "人员编号", "起始年月", "终止年月", "任职单位", "职务", "任职方式"),
    "L16": ("原机构名称", "变更类型", "变更日期", "现机构名称"),
}
POSTS: dict[str, tuple[str, ...]] = {
    "甲": ("钱一", "P0101", "2016-03", "2019-01", "云山区林业局", "副局长", "任职"),
    "乙": ("钱一", "P0101", "2019-01", "至今", "云山区水利局", "局长", "任职"),
    "丙": ("孙二", "P0102", "2015-05", "2018-02", "东岭县财政局", "科员", "任职"),
    "丁": ("周四", "P0104", "2020-01", "至今", "南浦县审计局", "科员", "任职"),
    "戊": ("吴五", "P0105", "2014-07", "2021-06", "西泽县教育局", "股长", "任职"),
    "己": ("郑六", "P0106", "2013-02", "2016-09", "北原县民政局", "主任", "任职"),
}


@dataclass(frozen=True)
class Office:
    """A workspace with the folder that its files come from."""

    workspace: Workspace
    files: Path

    def write(self, name: str, rows: Iterable[Sequence[str]], ledger: str = "L4") -> Path:
        """Write a ledger."""
        return write_book(self.files / name, {ledger: rows})

    def posts(self, name: str, which: str) -> Path:
        """Write an L4 of some of the posts, by their signs."""
        return self.write(name, [POSTS[sign] for sign in which])

    def load(self, *paths: Path, **how: object) -> list[FileReport]:
        """Load files."""
        return self.workspace.load(list(paths), **how)  # type: ignore[arg-type]  # as the caller says

    def one(self, path: Path, **how: object) -> FileReport:
        """Load one file."""
        (report,) = self.load(path, **how)
        return report

    def graph(self) -> str:
        """Derive, and return the hash of what is known."""
        with self.workspace.writing():
            return Workspace.derive_if_stale(self.workspace).hash

    def on(self, day: str) -> None:
        """Set the calendar."""
        self.workspace.clock = lambda: datetime.fromisoformat(f"{day}T09:00:00+08:00")


def write_book(path: Path, sheets: dict[str, Iterable[Sequence[str]]]) -> Path:
    """Write a workbook with a sheet for each ledger."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for ledger, rows in sheets.items():
        sheet = book.create_sheet(ledger)
        sheet.append(list(HEADERS[ledger]))
        for row in rows:
            sheet.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Office]:
    """Make an empty office by name; every one has the same key, so that hashes can be compared.

    Nothing is derived while files are loaded, only when the graph is asked for: a third of the time.
    """

    def make(name: str) -> Office:
        key = tmp_path / "key"
        key.write_text("0" * 64, encoding="ascii")
        made = Workspace.init(
            tmp_path / name, key=key, committee=demo.COMMITTEE, region=demo.REGION
        )
        monkeypatch.setattr(made, "derive_if_stale", lambda: None)
        return Office(made, tmp_path / "files")

    return make


@pytest.fixture
def shelf(office: Callable[[str], Office]) -> Office:
    """One office."""
    return office("shelf")


@pytest.fixture(scope="session")
def book() -> Callable[[Path, dict[str, Iterable[Sequence[str]]]], Path]:
    """Write a workbook of several ledgers."""
    return write_book


@pytest.fixture(scope="session")
def posts() -> dict[str, tuple[str, ...]]:
    """Six posts of five people, by a sign for each."""
    return POSTS
