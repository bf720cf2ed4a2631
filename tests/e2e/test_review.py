"""xuntu review as a clerk meets it: list, decide, list decisions, take back, and one sentence for every mistake."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from xuntu.workspace import Workspace

Run = Callable[..., "subprocess.CompletedProcess[str]"]

POOL = """人员编号,姓名,性别,出生年月,籍贯,工作单位,职务,在库状态
P01,赵同名,男,1985-06,示例省云川市清河区,市林业局,造林科科长,可用
P02,钱另名,男,1980-02,示例省云川市清河区,市审计局,审计科科长,可用
"""
LEADERS = """姓名,任职单位,职务,是否主要负责人,是否班子成员,任职起始,任职终止
赵同名,市交通运输局,副局长,否,是,2020-01,至今
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one open pair."""
    folder = tmp_path_factory.mktemp("review")
    files = {"人才库.csv": POOL, "班子名册.csv": LEADERS}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Workspace.init(folder / "w", committee="中共云川市委", region="990100") as workspace:
        workspace.load([folder / name for name in files])
    return folder / "w"


@pytest.fixture(scope="module")
def run(place: Path) -> Run:
    """Run xuntu review in the workspace."""

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-c", "from xuntu.cli import main; main()", "review", *words]
        return subprocess.run(
            argv, capture_output=True, text=True, check=False, cwd=place, timeout=120
        )

    return call


def test_list_decide_and_take_back(run: Run, place: Path) -> None:
    before = Workspace.open(place).snapshot().hash
    (item,) = json.loads(run("--format", "json").stdout)
    assert {record["number"] for record in item["records"]} == {"P01", ""}
    listed = run().stdout
    assert item["id"] in listed
    assert "赵同名  编号 P01  市林业局 造林科科长  1985-06 生" in listed
    assert "[班子名册.csv 第2行]" in listed
    assert "相符：姓名相同" in listed
    assert "待查：出生年月" in listed
    done = run("--same", item["id"], "--by", "王某", "--reason", "核对任免文件")
    assert done.returncode == 0, done.stderr
    assert "没有待决事项" in run().stdout
    (told,) = json.loads(run("--list-decisions", "--format", "json").stdout)
    assert told["id"] in done.stdout
    assert "核对任免文件" in run("--list-decisions").stdout
    assert run("--undo", told["id"], "--by", "王某").returncode == 0
    assert Workspace.open(place).snapshot().hash == before


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--same", "zzz"), 1, "没有这个待决编号"),
        (("--same", "P01", "P99"), 1, "P99"),
        (("--same", "P01", "--not-same", "P02"), 2, "一次只能"),
        (("P01",), 2, "--same"),
        (("--undo", "0000"), 1, "没有这个决定"),
        (("--wrong-row", "人才库.csv", "第99行"), 1, "第99行"),
        (("--wrong-row", "没有.csv", "第2行"), 1, "没有.csv"),
    ],
)
def test_a_mistake_is_one_sentence(run: Run, words: tuple[str, ...], code: int, says: str) -> None:
    done = run(*words)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not done.stdout
