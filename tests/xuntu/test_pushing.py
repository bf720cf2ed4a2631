"""`xuntu push` as a user runs it, to a real Neo4j; afterwards the workspace asks the server."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import neo4j
import pytest

from graph.stores.store import Address
from xuntu.opening import PASSWORD, USER
from xuntu.workspace import Workspace

L1 = "单位全称,单位类别\n云川市林业局,政府部门\n云川市水利局,政府部门\n"


@pytest.fixture
def home(tmp_path: Path, neo4j_server: Address, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(USER, neo4j_server.user)
    monkeypatch.setenv(PASSWORD, neo4j_server.password)
    with neo4j.GraphDatabase.driver(
        neo4j_server.url, auth=(neo4j_server.user, neo4j_server.password)
    ) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    Workspace.init(tmp_path, committee="中共云川市委", region="990100")
    ledger = tmp_path / "巡察对象名录.csv"
    ledger.write_text(L1, encoding="utf-8")
    with Workspace.open(tmp_path) as workspace:
        workspace.load([ledger], forced="L1")
    return tmp_path


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from xuntu.cli import main; main()", "--workspace", str(home)]
    return subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)


def test_a_push_and_then_the_server_is_asked(home: Path, neo4j_server: Address) -> None:
    settings = home / "workspace.toml"
    said = settings.read_text(encoding="utf-8")
    settings.write_text(
        f'{said}\nstore = "bolt"\nbolt_url = "{neo4j_server.url}"\n', encoding="utf-8"
    )
    ask = (
        "query",
        "--format",
        "json",
        "--cypher",
        "MATCH (o:Organization) RETURN o.name AS name ORDER BY name",
    )
    before = run(home, *ask)
    assert before.returncode == 1
    assert "xuntu push" in before.stderr
    pushed = run(home, "push")
    assert pushed.returncode == 0, pushed.stderr
    assert "与本工作区一致" in pushed.stdout
    assert [row[0] for row in json.loads(run(home, *ask).stdout)["rows"]] == [
        "云川市林业局",
        "云川市水利局",
    ]
    assert "新增 0、修改 0、删去 0" in run(home, "push").stdout


def test_a_server_that_is_not_there_is_one_sentence(home: Path) -> None:
    gone = run(home, "push", "bolt://127.0.0.1:1")
    assert gone.returncode == 1
    assert gone.stderr.count("\n") == 1
    assert "连不上图数据库" in gone.stderr


def test_a_push_needs_an_address(home: Path) -> None:
    nowhere = run(home, "push")
    assert nowhere.returncode == 2
    assert "bolt_url" in nowhere.stderr
