"""The words of load, quarantine, history and withdraw."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from xuntu.cli import root

WRONG = ("李三", "P0103", "2015-13", "2018-02", "东岭县财政局", "科员", "任职")

Run = Callable[..., Result]


@pytest.fixture
def run(shelf: Any) -> Run:
    """Run a command in the office."""

    def call(*words: str | Path) -> Result:
        argv = ["--quiet", "--workspace", str(shelf.workspace.folder), *map(str, words)]
        return CliRunner().invoke(root, argv)

    return call


def test_a_clerk_loads_corrects_looks_back_and_takes_back(
    shelf: Any, run: Run, posts: dict[str, tuple[str, ...]]
) -> None:
    june = shelf.write("6月.xlsx", [posts["甲"], posts["乙"], WRONG])
    dry = json.loads(run("load", june, "--dry-run", "--format", "json").output)[0]
    assert (dry["state"], dry["rows"], dry["new"], dry["refused"]) == ("would load", 3, 3, 1)
    (cell,) = dry["refused_cells"]
    assert (cell["sheet"], cell["row"], cell["column"], cell["value"]) == (
        "L4",
        4,
        "起始年月",
        "2015-13",
    )
    assert "'2015-13'" in run("load", june, "--dry-run").output
    assert run("load", june).exit_code == 0
    out = shelf.files / "改.xlsx"
    assert "1 行可改正" in run("quarantine", "--export", out).output
    assert run("load", out).exit_code == 0

    july = run("load", shelf.posts("7月.xlsx", "甲乙丁"), "--by", "王主任", "--reason", "七月更新")
    assert "7月.xlsx 替代 6月.xlsx，旧版有而新版没有的 1 行不再计入" in july.output
    doubt = run("load", shelf.posts("别处.xlsx", "丁戊己"))
    assert doubt.exit_code == 1
    assert "待指明" in doubt.output
    assert "--adds" in doubt.output

    told = json.loads(run("history", "P0101", "--format", "json").output)
    (decision,) = told["decisions"]
    assert (decision["by"], decision["why"]) == ("王主任", "七月更新")
    assert "替代旧版" in run("history", "P0101").output
    back = run("withdraw", decision["id"], "--undo", "--by", "李主任", "--reason", "另一单位的")
    assert "已撤销决定：替代旧版（王主任" in back.output
    assert json.loads(run("status", "--format", "json").output)["sources"] == 3


def test_what_was_erased_is_not_said_to_be_restored(shelf: Any, run: Run) -> None:
    path = shelf.posts("6月.xlsx", "甲")
    run("load", path)
    assert "已删除" in run("withdraw", path.name, "--erase").output
    back = run("withdraw", path.name, "--undo")
    assert back.exit_code == 1
    assert "已恢复" not in back.output
    assert "不能恢复" in str(back.exception)
    assert run("load", path).exit_code == 0


def test_a_file_is_not_told_to_replace_and_to_add(shelf: Any, run: Run) -> None:
    path = shelf.posts("6月.xlsx", "甲")
    done = run("load", path, path, "--replaces", "5月.xlsx")
    assert done.exit_code == 1
    assert "--replaces" in str(done.exception)
