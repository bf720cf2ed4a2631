"""Keeping a check from the command line, asking it again, and deciding on one of its conflicts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graph.model.errors import UsageError
from xuntu.cli import root
from xuntu.workspace import Workspace

CASES = Path(__file__).parents[2] / "cases" / "avoidance"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command on a workspace that holds the labelled ledgers."""
    folder = tmp_path / "office"
    with Workspace.init(folder, committee="中共云川市委", region="990100") as made:
        shutil.copy(CASES / "regions.csv", folder / "regions.csv")
        made.load([CASES / "ledgers"])

    def go(*words: Any) -> Result:
        return CliRunner().invoke(root, ["--workspace", str(folder), *map(str, words)])

    return go


def test_kept_asked_again_and_decided(run: Run) -> None:
    assert "没有保存过核查" in run("check", "--kept").output
    kept = run("check", "--draft", CASES / "draft", "--keep", "--by", "钱办事")
    assert kept.exit_code == 0, kept.output
    found = re.search(r"已保存为核查 (\w+)", kept.stderr)
    assert found
    id_ = found[1]
    assert f"{id_}  " in run("check", "--kept").output
    told = run("check", "--kept", id_).output
    assert "与当时相比没有变化" in told
    code = re.search(rf"({id_}-\w+)  \S+（P03）", told)
    assert code
    assert run("review", "--waive", code[1]).exit_code != 0
    done = run("review", "--waive", code[1], "--reason", "无交集", "--by", "孙组长")
    assert done.exit_code == 0, done.output
    assert "豁免冲突（孙组长" in run("check", "--kept", id_).output


def test_a_whole_pool_and_a_day_of_the_past_are_not_kept(run: Run) -> None:
    for words in (("--all",), ("--draft", CASES / "draft", "--known-by", "2024-01-01")):
        refused = run("check", *words, "--keep")
        assert isinstance(refused.exception, UsageError)
