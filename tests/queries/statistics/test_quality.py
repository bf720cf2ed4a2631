"""The report on data quality says what was planted, where it stands and what to do, and no more."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from graph.model.answers import Answer
from graph.model.errors import QueryError
from queries.statistics import STATISTICS, named
from queries.statistics.quality import CHECKS
from xuntu.workspace import Workspace

CASES = tomllib.loads(Path("tests/cases/quality.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("office")
    files = folder / "files"
    files.mkdir()
    for name, text in CASES["ledgers"].items():
        (files / name).write_text(text.lstrip(), encoding="utf-8")
    workspace = Workspace.init(folder / "w", committee="中共云川市委", region="990100")
    (workspace.folder / "regions.csv").write_text(CASES["regions"].lstrip(), encoding="utf-8")
    reports = workspace.load([files])
    assert {report.state for report in reports} == {"loaded"}, reports
    return workspace


def rows(answer: Answer) -> list[dict[str, str]]:
    names = [column.name for column in answer.columns]
    return [dict(zip(names, map(str, row), strict=True)) for row in answer.rows]


@pytest.mark.parametrize(
    "case", CASES["expected"], ids=lambda case: f"{case['check']}-{case['problem']}"
)
def test_what_was_planted_is_said_once(office: Workspace, case: dict[str, str]) -> None:
    found = rows(office.query("Q39", {"check": case["check"]}, reveal="测试"))
    fitting = [
        row
        for row in found
        if all(case[word] in row[word] for word in ("record", "problem", "place", "fix"))
    ]
    assert len(fitting) == 1, found


def test_nothing_else_is_said(office: Workspace) -> None:
    checks = [case["check"] for case in CASES["expected"]]
    for check in CHECKS:
        if check != "undecided":
            found = rows(office.query("Q39", {"check": check}, reveal="测试"))
            assert len(found) == checks.count(check), (check, found)


def test_facts_of_a_ledger_are_certain(office: Workspace) -> None:
    answer = office.query("Q40")
    assert (answer.rows, answer.notes) == ((), ("没有查出问题；全部记录都已检查",))
    assert len(office.query("weak_facts", {"below": 1.1}).rows) > 0


def test_it_starts_no_store(office: Workspace) -> None:
    office.query("Q39")
    assert not (office.folder / "store").exists()


def test_an_unknown_parameter_is_an_error(office: Workspace) -> None:
    with pytest.raises(QueryError, match="没有参数 chek"):
        office.query("Q39", {"chek": "coarse_dates"})


def test_each_has_a_name_and_a_number() -> None:
    assert {one.number for one in STATISTICS.values()} == {"Q38", "Q39", "Q40"}
    assert named("ｑ39") is STATISTICS["data_quality"]
    assert named("Q16") is None
