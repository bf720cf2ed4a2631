"""The rows of pages: the table holds the folder, and none of them is a question of the catalogue."""

from __future__ import annotations

from pathlib import Path

from queries.library import QUERIES
from queries.statistics import STATISTICS
from queries.statistics.pages import NAMES, PAGES


def test_the_table_holds_the_folder(root: Path) -> None:
    files = {path.stem for path in (root / "queries/statistics/pages").glob("*.sql")}
    assert files == set(NAMES) == set(PAGES)


def test_no_rows_of_pages_are_asked_for_by_name_or_number() -> None:
    assert not any(one.number for one in PAGES.values())
    assert not PAGES.keys() & (QUERIES.keys() | STATISTICS.keys())


def test_what_tells_of_findings_and_of_who_was_handled_is_sensitive() -> None:
    assert {name for name, one in PAGES.items() if one.sensitive} == {"measures", "person_closed"}
    tables = ("nodes_Clue", "nodes_CaseFile", "nodes_Sanction", "nodes_Finding", "nodes_Measure")
    for name, one in PAGES.items():
        assert one.sensitive == any(table in one.text for table in tables), name
