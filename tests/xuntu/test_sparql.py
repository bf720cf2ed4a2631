"""SPARQL on the whole city: the same rows as Cypher in the store, and the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from graph.model.answers import Answer, Cell
from graph.model.privacy import Mask
from queries import library
from queries import sparql as twins
from xuntu import asking, sparql
from xuntu.cli import root as xuntu
from xuntu.workspace import Workspace

SOAK = bool(os.environ.get("XUNTU_SOAK"))
ASKED: dict[str, list[dict[str, object]]] = {
    "uncovered_units": [
        {"term": 7, "on": "2021-06-30"},
        {"term": 7, "on": "2023-01-01", "types": "常规、专项", "committee": "中共云川市委"},
        {"term": 8, "on": "2025-03-24", "ends": "2031-12-31"},
    ],
    "coverage_rates": [{"term": 7, "types": "常规、专项"}, {"term": 7}, {"term": 8}],
    "findings_distribution": [{"term": 7, "round": number} for number in (4, 1, 2, 3, 7, 10, 14)],
    "clue_funnel": [{"term": 7}, {"term": 7, "committee": "中共云川市委"}, {"term": 8}],
    "within_influence_period": [{"on": "2025-03-24"}, {"on": "2023-01-01"}, {"on": "2020-06-30"}],
    "sanction_origin": [],
}  # fmt: skip


def as_set(answer: Answer) -> list[str]:
    """Return the rows in an order of their own: a list that a question gathers has none."""
    return sorted(repr([_unordered(cell) for cell in row]) for row in answer.rows)


def _unordered(cell: Cell) -> object:
    plain = isinstance(cell, tuple) and all(isinstance(part, str) for part in cell)
    return sorted(map(str, cell)) if plain and isinstance(cell, tuple) else cell


def asked(city: Workspace, name: str) -> list[dict[str, object]]:
    """Return the parameters to ask with: one set here, all where there is time."""
    found = ASKED[name]
    if name == "sanction_origin":
        ids = [row[0] for row in city.snapshot().values("edges_RESULTED_IN", ("target",))]
        found = [{"sanction": one} for one in (ids if SOAK else ids[::60])]
    return found if SOAK or name == "sanction_origin" else found[:1]


@pytest.mark.parametrize("name", twins.NAMES)
def test_the_same_rows_as_cypher(name: str, city: Workspace) -> None:
    mask = city.mask()
    for given in asked(city, name):
        for hidden in (Mask(lifted=True), mask):
            expected = asking.query(
                city.store(), name, given, cypher=False, timeout=60, limit=10_000, mask=hidden
            )
            where = twins.Asked(city.snapshot(), hidden, timeout=60)
            found = twins.ask(name, given, where)
            assert as_set(found) == as_set(expected), given
            assert found.columns == expected.columns
        assert expected.rows or name == "sanction_origin"


def test_every_twin_is_asked() -> None:
    assert set(ASKED) == set(twins.NAMES) <= set(library.NAMES)


def test_a_reveal_is_logged(city: Workspace) -> None:
    text = "SELECT ?n { ?s xu:IMPOSED_ON ?p . ?p xu:name ?n } ORDER BY ?n LIMIT 1"
    hidden, shown = sparql.ask(city, text), sparql.ask(city, text, reveal="tester")
    assert hidden.rows != shown.rows
    last = (city.folder / "reveals.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(last)["about"] == text


def test_the_command_prints_as_query_does(city: Workspace) -> None:
    words = ["sparql", "coverage_rates", "--param", "term=7", "--format", "json"]
    done = CliRunner().invoke(xuntu, ["--workspace", str(city.folder), *words])
    assert (done.exit_code, done.stderr) == (0, "")
    data = json.loads(done.stdout)
    asked = library.named("coverage_rates")
    assert data["title"] == asked.title
    assert data["columns"] == [{"name": c.name, "label": c.label} for c in asked.columns]
    rows = city.query("coverage_rates", {"term": 7}).rows
    assert [row[:-1] for row in data["rows"]] == [list(row[:-1]) for row in rows]


def test_the_command_lists_and_refuses(city: Workspace) -> None:
    listed = CliRunner().invoke(xuntu, ["sparql", "--list"])
    assert all(name in listed.stdout for name in twins.NAMES)
    code = "import sys; from xuntu.cli import main; sys.argv[0] = 'xuntu'; main()"
    for text, sentence in (
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { } }", "错误：不能用 SERVICE 查询别处的数据（第1行第12列）"),
        ("coverage_rate", "错误：没有名为 'coverage_rate' 的 SPARQL 查询：相近的有：coverage_rates、uncovered_units"),
    ):  # fmt: skip
        words = ["--workspace", str(city.folder), "sparql", text]
        done = subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == sentence + "\n"


def test_other_commands_do_not_start_the_library() -> None:
    code = "import xuntu.workspace, xuntu.cli.query, sys; print('rdflib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
