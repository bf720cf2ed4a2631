"""The forty questions put to a workspace: an empty one, the city, its own limits; and on the command line."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graph.model.errors import QueryError, UsageError, WorkspaceError
from queries import catalogue
from queries.avoidance.candidates import Wanted
from xuntu import checking
from xuntu.cli import root as command
from xuntu.workspace import Workspace

FORTY = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases/queries/forty.toml").read_text("utf-8")
)
NEEDED: dict[str, object] = {
    "term": 7, "round": 1, "since": "2019-01-01", "until": "2025-12-31", "on": "2025-03-31", "person": "P0001",
    "unit": "云川市财政局", "team": "第1组", "sanction": "Sanction-1", "people": ["P0001"], "units": ["云川市财政局"],
    "node": "Round-1",
}  # fmt: skip
SPAN = {"since": "2019-01-01", "until": "2025-12-31"}


def asked(number: str) -> dict[str, object]:
    """Return a value for everything that a question cannot do without."""
    needed = catalogue.find(number).parameters.values()
    return {
        one.name: NEEDED[one.name]
        for one in needed
        if one.default in (None, "today") and one.name in NEEDED
    }


@pytest.fixture(scope="session")
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A workspace into which nothing was loaded."""
    folder = tmp_path_factory.mktemp("nobody")
    with Workspace.init(folder, committee="中共云川市委") as made:
        yield made


@pytest.mark.parametrize("number", FORTY)
def test_an_empty_workspace_answers_with_no_rows_or_zeros(number: str, nobody: Workspace) -> None:
    answer = nobody.query(number, asked(number))
    assert [c.name for c in answer.columns] == [c.name for c in catalogue.find(number).columns]
    assert answer.heading[0][1].startswith(f"{number} ")
    assert answer.definitions
    assert [cell for row in answer.rows for cell in row if isinstance(cell, (int, float)) and cell] == []  # fmt: skip
    assert answer.rows or answer.notes


@pytest.mark.parametrize("number", FORTY)
def test_a_parameter_that_must_be_given_is_asked_for(number: str, nobody: Workspace) -> None:
    needed = [p.name for p in catalogue.find(number).parameters.values() if p.default is None]
    for name in needed:
        given = {key: value for key, value in asked(number).items() if key != name}
        with pytest.raises(QueryError, match=f"需要参数 {name}"):
            nobody.query(number, given)


def test_the_conflicts_of_a_round_are_those_of_the_check(city: Workspace) -> None:
    answer = city.query("Q7", {"term": 7, "round": 14})
    draft = checking.roster(city, "第1组", (7, 14)).draft
    found = checking.check(city, draft)
    expected = {
        (j.member.person_no, j.unit, j.verdict.label, reason.text)
        for j in found.verdicts
        for reason in j.reasons
    }
    names = [c.name for c in answer.columns]
    rows = [dict(zip(names, row, strict=True)) for row in answer.rows]
    assert {(r["person_no"], r["unit"], r["verdict"], r["reason"]) for r in rows} == expected
    assert expected
    assert {r["severity"] for r in rows} <= {"H", "S", "I", "不明"}
    everybody = city.query("Q7", {"term": 7, "round": 14, "all": True})
    assert len(everybody.rows) == len(rows) + sum(not j.reasons for j in found.verdicts)


def test_the_rules_of_a_round_are_those_of_the_check(city: Workspace) -> None:
    answer = city.query("Q10", {"term": 7, "round": 14})
    found = checking.check(city, checking.roster(city, "第1组", (7, 14)).draft)
    assert [(row[0], row[2], row[4]) for row in answer.rows] == [
        (one.team or "全轮", one.result.value, "是" if one.result.passed else "否")
        for one in found.team_rules
    ]


def test_candidates_and_substitutes_are_those_of_the_check(city: Workspace) -> None:
    draft = checking.roster(city, "第1组", (7, 14)).draft
    found = checking.candidates(city, draft, Wanted("第1组", "财务审计"))
    free = [c for c in found.people if not c.masked and c.verdict.label != "应回避"]
    answer = city.query("Q8", {"team": "第1组", "need": "财务审计", "term": 7, "round": 14})
    assert [(row[0], row[1], row[2], row[3]) for row in answer.rows] == [
        (c.name, c.verdict.label, c.reviews, c.skills) for c in free
    ]
    assert answer.notes[-1] == f"另有 {len(found.people) - len(free)} 人应回避或不可任，没有列出"
    leaving = next(m for m in draft.members if m.team == "第1组" and m.role == "组员")
    given = {"team": "第1组", "person": leaving.person_no, "term": 7, "round": 14}
    kept = city.query("Q12", given).rows
    assert kept
    assert all(row[3] is None for row in kept)
    everybody = city.query("Q12", {**given, "all": True}).rows
    weighed = checking.candidates(city, draft, Wanted("第1组", "", leaving.person_no))
    assert len(everybody) == len(weighed.people)


def test_a_draft_of_the_workspace_is_read_and_no_other(city: Workspace, city_files: Path) -> None:
    shutil.copy(city_files / "拟任名单.xlsx", city.folder / "拟任名单.xlsx")
    answer = city.query("Q7", {"draft": "拟任名单.xlsx", "on": "2025-03-24"})
    assert any("H" in row for row in answer.rows)
    with pytest.raises(UsageError, match="不在工作区里"):
        city.query("Q7", {"draft": str(city_files / "拟任名单.xlsx")})


def test_names_of_the_reported_are_hidden(city: Workspace) -> None:
    subjects = {str(row[0]) for row in city.snapshot().values("nodes_Clue", ("subject",)) if row[0]}
    given = {"Q21": {"on": "2025-03-31"}, "Q30": {}, "Q33": {"on": "2025-03-31"}, "Q34": SPAN}
    for number, parameters in given.items():
        answer = city.query(number, parameters)
        assert answer.rows
        assert not [name for name in subjects if name in repr(answer.rows)], number


def test_a_workspace_has_its_own_limits(new_workspace: Callable[[str], Workspace]) -> None:
    office = new_workspace("limits")
    path = office.folder / "workspace.toml"
    path.write_text(path.read_text("utf-8") + '\nlimits = "期限.toml"\n', encoding="utf-8")
    (office.folder / "期限.toml").write_text('[[limit]]\nname = "feedback"\nvalue = 60\n', "utf-8")
    with Workspace.open(office.folder) as own:
        assert own.query("Q28", {"on": "2025-03-31"}).parameters["days"] == 60
        assert own.query("Q31", {"on": "2025-03-31"}).parameters["days"] == 180
    (office.folder / "期限.toml").unlink()
    with (
        Workspace.open(office.folder) as own,
        pytest.raises(WorkspaceError, match="没有这个期限表"),
    ):
        own.query("Q28", {"on": "2025-03-31"})


def said(folder: Path, *words: str) -> Any:
    return CliRunner().invoke(
        command, ["--workspace", str(folder), "query", *words], catch_exceptions=False
    )


def test_the_command_line_lists_all_by_group(city: Workspace) -> None:
    lines = said(city.folder).output.splitlines()
    assert [line for line in lines if line in catalogue.GROUPS] == list(catalogue.GROUPS)
    assert all(any(line.startswith(f"{number} ") for line in lines) for number in FORTY)


def test_the_command_line_prints_the_day_and_what_is_counted(city: Workspace) -> None:
    out = said(city.folder, "Q10", "--param", "term=7", "--on", "2025-03-24").output
    assert "核查日期 2025-03-24" in out
    assert f"说明：{catalogue.find('Q10').definitions[0]}" in out
    plain = said(city.folder, "Q10", "--param", "term=7", "--format", "csv")
    assert next(csv.reader(io.StringIO(plain.stdout)))[0] == "巡察组"


def test_the_command_line_writes_files(city: Workspace, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.html", "a.json", "a.csv"):
        assert said(city.folder, "Q10", "--out", str(tmp_path / name)).exit_code == 0
    rows = json.loads((tmp_path / "a.json").read_text("utf-8"))["rows"]
    assert len((tmp_path / "a.csv").read_text("utf-8-sig").splitlines()) == len(rows) + 1
    with pytest.raises(UsageError, match="不能写成"):
        said(city.folder, "Q10", "--out", str(tmp_path / "a.doc"))
    with pytest.raises(UsageError, match="没有这个文件夹"):
        said(city.folder, "Q10", "--out", str(tmp_path / "无" / "a.csv"))
