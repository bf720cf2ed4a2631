"""Traces and funnels of the fictional city, through the workspace and the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.model.errors import QueryError, UsageError
from queries.tracing import Scope
from xuntu.cli import root
from xuntu.workspace import Workspace

ON = "2025-03-24"
Run = Callable[..., str]


@pytest.fixture
def run(city: Workspace, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the open city and return what it answered."""
    for command in ("trace", "funnel"):
        monkeypatch.setattr(f"xuntu.cli.{command}.workspace_of", lambda _: nullcontext(city))

    def run_(*words: str) -> str:
        found = CliRunner().invoke(root, ["--quiet", *words])
        assert found.exception is None, found.exception
        return found.stdout

    return run_


def test_the_funnel_of_a_round_counts_what_the_graph_holds(city: Workspace) -> None:
    rows = {row[0]: row for row in city.funnel(Scope(term=7, round=8), ON).rows}
    asked = "MATCH (:Team {term_no: 7, round_no: 8})-[:EXECUTES]->(:InspectionTask)-[:FOUND]->(f:Finding) "
    [[findings]] = city.query(asked + "RETURN count(DISTINCT f) AS n", cypher=True).rows
    led = asked + "MATCH (f)-[:LED_TO]->(:Clue) RETURN count(DISTINCT f) AS n"
    [[went_on]] = city.query(led, cypher=True).rows
    assert rows["问题 → 问题线索"][1:3] == (findings, went_on)
    assert list(rows) == [
        "问题 → 问题线索",
        "问题线索 → 案件",
        "案件 → 处分处理",
        "案件 → 移送司法",
    ]


@pytest.mark.parametrize("form", ["table", "csv", "json", "html"])
def test_a_funnel_in_every_form(run: Run, form: str) -> None:
    said = run("funnel", "--term", "7", "--round", "8", "--on", ON, "--format", form)
    assert "问题线索 → 案件" in said or "问题线索 \\u2192" in said
    assert "少于5" in said
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(said)))) == 5


def test_a_funnel_can_be_of_a_team_a_unit_or_a_category(city: Workspace) -> None:
    whole = city.funnel(Scope(term=7, round=8), ON).rows[0][1]
    team = city.funnel(Scope(term=7, round=8, team=1), ON).rows[0][1]
    assert isinstance(whole, int)
    assert isinstance(team, int)
    assert 0 < team < whole
    [(unit, category, _)] = city.query(
        "MATCH (t:InspectionTask)-[:INSPECTS]->(o:Organization) MATCH (t)-[:FOUND]->(f:Finding) "
        "RETURN o.name AS unit, min(f.cat1) AS category, count(f) AS n ORDER BY n DESC LIMIT 1",
        cypher=True,
    ).rows
    assert city.funnel(Scope(unit=str(unit)), ON).rows[0][1]
    assert city.funnel(Scope(category=str(category)), ON).rows[0][1]
    with pytest.raises(QueryError, match="没有巡察任务"):
        city.funnel(Scope(unit="没有这家单位"), ON)


def test_what_has_no_effect_and_what_has_no_cause(city: Workspace) -> None:
    asked = (
        "MATCH (j:Prosecution) WHERE NOT EXISTS { MATCH (:Finding)-[:LED_TO|REFERRED_TO|MERGED_INTO*1..5]->(j) } "
        "RETURN j.id AS id ORDER BY id"
    )
    expected = [row[0] for row in city.query(asked, cypher=True).rows]
    found = city.funnel(Scope(), ON, what="unexplained")
    assert sorted(str(row[-1]) for row in found.rows) == expected
    assert expected
    nothing = city.funnel(Scope(term=7, round=8), ON, what="nothing").rows
    assert {row[5] for row in nothing} <= {"没有措施", "未全部销号", "已销号"}
    with pytest.raises(UsageError, match="没有 'x' 这种统计"):
        city.funnel(Scope(), ON, what="x")


def test_nobody_who_is_reported_is_named(city: Workspace) -> None:
    hidden = city.mask().names
    found = city.trace_scope(Scope(term=7, round=8), ON)
    told = json.dumps([dict(node.properties) for node in found.subgraph.nodes], ensure_ascii=False)
    assert not [name for name in hidden if name in told]
    for what in ("nothing", "unexplained"):
        rows = city.funnel(Scope(term=7, round=8), ON, what=what).rows
        assert not [name for name in hidden if name in str(rows)]


def test_a_round_is_drawn_and_what_is_too_much_is_not(
    run: Run, city: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "轮.html"
    run("trace", "--term", "7", "--round", "8", "--team", "1", "--on", ON, "-o", str(page))
    assert "</html>" in page.read_text(encoding="utf-8")
    monkeypatch.setattr("xuntu.tracking.MOST_DRAWN", 10)
    with pytest.raises(UsageError, match="范围太大"):
        city.trace_scope(Scope(term=7, round=8, team=1), ON)


def test_a_trace_from_every_kind_in_every_form(run: Run, city: Workspace) -> None:
    for kind, option in (("Finding", "finding"), ("Clue", "clue"), ("CaseFile", "case")):
        asked = f"MATCH (:Finding)-[:LED_TO*0..2]->(n:{kind}) RETURN n.no AS no ORDER BY no LIMIT 1"
        [[number]] = city.query(asked, cypher=True).rows
        assert "依据" in run("trace", f"--{option}", str(number), "--on", ON)
    for kind in ("Sanction", "Prosecution", "Person"):
        way = "" if kind != "Person" else "-[:CHARGES]-(:Prosecution)"
        [[one]] = city.query(
            f"MATCH (n:{kind}){way} RETURN n.id AS id ORDER BY id LIMIT 1", cypher=True
        ).rows
        data = json.loads(run("trace", str(one), "--on", ON, "--format", "json"))
        assert data["steps"]
    assert run("trace", str(one), "--on", ON, "--format", "csv").startswith("起点类别,起点,关系")
    assert run("trace", str(one), "--on", ON, "--format", "html").startswith("<!doctype html>")
