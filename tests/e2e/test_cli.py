"""The command line as a user meets it: answers on standard output, one sentence and exit code 1 for a mistake."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from xuntu import demo
from xuntu.synthetic import make_city, write_city
from xuntu.workspace import Workspace

Run = Callable[..., "subprocess.CompletedProcess[str]"]
SOAK = bool(os.environ.get("XUNTU_SOAK"))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration's folder, files and workspace, loaded."""
    folder = tmp_path_factory.mktemp("cli") / "demo"
    with demo.prepare(folder, lambda _: None) as workspace:
        workspace.load([folder / demo.FILES / "台账", folder / demo.FILES / "报告"])
    return folder


@pytest.fixture(scope="module")
def run(place: Path) -> Run:
    """Run xuntu in the demonstration's folder."""

    def call(*words: str, cwd: Path = place) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-c", "from xuntu.cli import main; main()", *words]
        return subprocess.run(
            argv, capture_output=True, text=True, check=False, cwd=cwd, timeout=120, env=os.environ
        )

    return call


def refused(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """One clear sentence on standard error, no traceback, nothing on standard output."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not done.stdout
    for word in words:
        assert word in done.stderr


def test_status_as_the_contract_says(run: Run) -> None:
    found = json.loads(run("status", "--format", "json").stdout)
    assert {
        "sources",
        "nodes",
        "edges",
        "snapshot_hash",
        "quarantined",
        "undecided",
    } <= found.keys()
    assert found["sources"] >= 16
    assert found["nodes"] > 2_000


def test_raw_cypher_in_three_forms(run: Run) -> None:
    text = "MATCH (o:Organization {name: $name}) RETURN o.name AS name, o.kind AS kind"
    words = ("query", "--cypher", text, "--param", "name=中共云川市委员会")
    assert "中共云川市委员会" in run(*words).stdout
    rows = list(csv.reader(io.StringIO(run(*words, "--format", "csv").stdout)))
    assert rows[0] == ["name", "kind"]
    assert rows[1][0] == "中共云川市委员会"
    data = json.loads(run(*words, "--format", "json").stdout)
    assert data["columns"] == [{"name": "name", "label": "name"}, {"name": "kind", "label": "kind"}]
    assert data["rows"][0][0] == "中共云川市委员会"


@pytest.mark.parametrize(
    ("cypher", "params", "words"),
    [
        ("MATCH (p:Person) SET p.name = 'x' RETURN p.name", (), ("只能查询",)),
        ("CREATE (p:Person {id: 'x'})", (), ("只能查询",)),
        ("MATCH (p:Person) DETACH DELETE p", (), ("只能查询",)),
        ("MATCH (p:Persn) RETURN p.name AS n", (), ("Persn", "Person")),
        ("MATCH (p:Person)-[:SERVD_IN]->(o) RETURN p.name AS n", (), ("SERVD_IN", "SERVED_IN")),
        ("MATCH (p:Person RETURN p", (), ()),
        ("MATCH (p:Person {name: $who}) RETURN p.name AS n", (), ("who",)),
        ("MATCH (p:Person) RETURN count(p) AS n", ("who=x",), ("who",)),
    ],
)
def test_a_mistake_in_cypher_is_one_sentence(
    run: Run, cypher: str, params: tuple[str, ...], words: tuple[str, ...]
) -> None:
    given = [word for param in params for word in ("--param", param)]
    refused(run("query", "--cypher", cypher, *given), 1, *words)


def test_a_query_that_would_run_for_a_minute_is_stopped(run: Run) -> None:
    text = (
        "MATCH (a:Person), (b:Person), (c:Person), (d:Person) "
        "WHERE a.name + b.name = c.name + d.name RETURN count(*) AS n"
    )
    refused(run("query", "--cypher", text, "--timeout", "2"), 1, "2")


def test_named_query_by_number_and_its_mistakes(run: Run) -> None:
    data = json.loads(run("query", "Q2", "--param", "term=7", "--format", "json").stdout)
    assert data["rows"]
    assert [c["name"] for c in data["columns"]][:4] == ["level", "denominator", "covered", "rate"]
    refused(run("query", "Q2"), 1, "term")
    refused(run("query", "Q2", "--param", "term=七"), 1, "term")
    refused(run("query", "coverage_rate"), 1, "coverage_rates")
    refused(run("query", "Q2", "--cypher", "RETURN 1 AS one"), 2)
    refused(run("query", "Q2", "--param", "term=7", "--format", "xlsx"), 2, "--out")


def test_an_empty_answer_says_what_was_searched(run: Run) -> None:
    done = run("query", "--cypher", "MATCH (p:Person {name: '查无此人'}) RETURN p.name AS name")
    assert done.returncode == 0
    assert "没有符合条件的记录；已查找" in done.stderr


def test_restricted_names_are_hidden_everywhere(run: Run, place: Path) -> None:
    subjects = {
        str(row[0])
        for row in Workspace.open(place).snapshot().values("nodes_Clue", ("subject",))
        if row[0]
    }
    assert subjects
    asked = [
        "MATCH (c:Clue) RETURN c.no AS no, c.subject AS s, c.problem AS p",
        "MATCH (c:Clue)-[:ABOUT]->(p:Person) RETURN c.no AS no, p.name AS name",
        "MATCH (c:Clue)-[:ABOUT]->(p:Person) RETURN p AS person, c AS clue",
        "MATCH path = (k:CaseFile)-[:AGAINST]->(p:Person) RETURN path AS path",
        "MATCH (a)-[r]->(p:Person) WHERE type(r) = 'ABOUT' RETURN p.name AS name",
    ]
    for number, text in enumerate(asked):
        forms = ("json", "csv")
        for form in forms if SOAK else (forms[number % 2],):
            out = run("query", "--cypher", text, "--format", form).stdout
            assert out
            assert not [name for name in subjects if name in out], text
    lifted = run("query", "--cypher", asked[0], "--format", "csv", "--reveal").stdout
    assert all(name in lifted for name in subjects)
    assert (place / "reveals.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_check_of_the_draft_explains_its_conflicts(run: Run, place: Path) -> None:
    draft = str(place / demo.FILES / "拟任名单.xlsx")
    data = json.loads(run("check", "--draft", draft, "--format", "json").stdout)
    planted = {(p.person, p.rule) for p in make_city().planted if p.rule not in ("", "R42")}
    assert planted
    reasons = {(v["person_no"], r["rule"]) for v in data["verdicts"] for r in v["reasons"]}
    assert planted <= reasons
    for verdict in data["verdicts"]:
        for reason in verdict["reasons"]:
            assert reason["sources"] or reason["severity"] is None, reason
    refused(run("check", "--draft", "没有.xlsx"), 1)
    refused(run("check", "--person", "P0001"), 2)


def test_trace_and_pages(run: Run, place: Path, tmp_path: Path) -> None:
    with Workspace.open(place) as workspace:
        clue = workspace.query(
            "MATCH (f:Finding)-[:LED_TO]->(c:Clue) RETURN f.no AS no LIMIT 1", cypher=True
        )
    number = str(clue.rows[0][0])
    assert "线索" in run("trace", "--finding", number, "--on", "2025-03-24").stdout
    found = json.loads(
        run("trace", "--finding", number, "--on", "2025-03-24", "--format", "json").stdout
    )
    start = next(node["id"] for node in found["nodes"] if node["kind"] == "Finding")
    for words in (("trace", start, "--on", "2025-03-24"), ("network", start)):
        page = tmp_path / f"{words[0]}.html"
        assert run("view", *words, "-o", str(page)).returncode == 0
        assert "</html>" in page.read_text(encoding="utf-8")
    refused(run("trace", "--finding", "没有这个编号"), 1, "没有找到")


def test_load_says_what_became_of_each_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    (tmp_path / "乱.csv").write_bytes(bytes(range(256)))
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    done = run("load", str(tmp_path))
    assert done.returncode == 1
    assert done.stdout.count("拒绝") == 3
    assert "Traceback" not in done.stderr
    refused(run("load", "没有这个文件夹"), 1, "没有这个文件")


def test_no_workspace_here(run: Run, tmp_path: Path) -> None:
    refused(run("status", cwd=tmp_path), 1, "xuntu init")


def test_extract_needs_no_workspace(run: Run, tmp_path: Path) -> None:
    files = tmp_path / "files"
    write_city(make_city(), files)
    report = sorted((files / "报告").glob("*.txt"))[0]
    facts = json.loads(run("extract", str(report), "--format", "json", cwd=tmp_path).stdout)[
        "facts"
    ]
    text = report.read_text(encoding="utf-8")
    assert facts
    assert all(text[f["start"] : f["end"]] == f["evidence"] for f in facts)


def test_extract_reads_as_load_does_in_a_workspace_and_says_in_what_context(
    run: Run, place: Path, tmp_path: Path
) -> None:
    report = tmp_path / "简报.txt"
    body = "市委第一轮巡察结束，云川一中等学校参加。巡察组向市委作了报告。"
    report.write_text(f"巡察工作简报\n{body}\n", encoding="utf-8")
    outside = run("extract", str(report), "--format", "json", cwd=tmp_path)
    assert "不在工作区内" in outside.stderr
    inside = run("extract", str(report), "--format", "json")
    assert f"派出党委 {demo.COMMITTEE}" in inside.stderr
    named = run("--workspace", str(place), "extract", str(report), "--format", "json", cwd=tmp_path)
    assert named.stdout == inside.stdout != outside.stdout
    rounds = [f for f in json.loads(inside.stdout)["facts"] if f["type"] == "round"]
    assert [f["committee"] for f in rounds] == ["云川市委"]
    assert not run("--quiet", "extract", str(report)).stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("query", "Q2", "--param", "term=7", "--param", "term=6"), 2, "两次"),
        (("query", "--cypher", "RETURN $n AS n", "--param", "n:=[1,"), 2, "JSON"),
        (("load", ".", "--as", "L99"), 2, "L4"),
        (
            (
                "view",
                "network",
                "--cypher",
                "MATCH (p:Person) RETURN p.name AS n LIMIT 1",
                "-o",
                "x.html",
            ),
            1,
            "RETURN p",
        ),
        (("trace", "XS2024-004"), 1, "--clue"),
        (("init", "elsewhere", "--region", "abc"), 2, "区划"),
        (("quarantine", "--export", "/proc/x.xlsx"), 1, "不能读写"),
        (
            (
                "check",
                "--person",
                "P0001",
                "--unit",
                "市财政局党组",
                "--role",
                "皇帝",
                "--on",
                "2025-03-24",
            ),
            1,
            "组长",
        ),
    ],
)
def test_other_mistakes_are_one_sentence(
    run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    refused(run(*words), code, said)


def test_numbers_and_lists_as_parameters(run: Run) -> None:
    text = "MATCH (r:Round) WHERE r.number IN $numbers RETURN count(r) AS n"
    data = json.loads(
        run("query", "--cypher", text, "--param", "numbers:=[1,2]", "--format", "json").stdout
    )
    assert data["rows"][0][0] == 2
