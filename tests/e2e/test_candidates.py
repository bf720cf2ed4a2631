"""Teams on record, the whole pool and candidates on the command line: ledgers of a small office, loaded."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.avoidance import RULES
from xuntu.cli import main
from xuntu.workspace import Workspace

LEDGERS = Path(__file__).parents[1] / "cases" / "avoidance" / "pool"
KEPT = {"R01", "R40", "R47"}
"""The rules for single people that this office keeps: what they need is in its ledgers."""

Said = tuple[int, str, str]
Run = Callable[..., Said]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds the ledgers; its profile keeps few rules."""
    folder = tmp_path_factory.mktemp("office")
    off = [f"[rule.{rule.id}]\non = false\n" for rule in RULES if rule.id not in KEPT]
    (folder / "规则.toml").write_text("\n".join(off), encoding="utf-8")
    with Workspace.init(
        folder, committee="中共云川市委", region="990100", profile="规则.toml"
    ) as workspace:
        workspace.load([LEDGERS])
    return folder


@pytest.fixture
def run(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Run xuntu as its command line does: exit code, standard output, standard error."""

    def call(*words: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["xuntu", "--workspace", str(office), *words])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    yield call
    gc.enable()


def answer(said: Said) -> dict[str, Any]:
    code, out, err = said
    assert code == 0, err
    return dict(json.loads(out))


def refused(said: Said, *words: str, code: int = 1) -> None:
    found, out, err = said
    assert (found, out) == (code, ""), err
    assert [word for word in words if word not in err] == [], err


def entry(found: dict[str, Any], rule: str, team: str = "第1组") -> dict[str, Any]:
    [one] = [e for e in found["team_rules"] if (e["team"], e["rule"]) == (team, rule)]
    return dict(one)


def test_a_team_on_record_is_checked_as_it_stands(run: Run) -> None:
    said = run("check", "--team", "第一组", "--format", "json")
    found = answer(said)
    assert "七届市委第三轮巡察第1组" in said[2]
    assert found["on"] == "2024-03-15"
    # Who left to avoid a conflict is in the team no more.
    assert {v["person_no"] for v in found["verdicts"]} == {"P01", "P02", "P03", "P04", "P05"}
    assert {v["unit"] for v in found["verdicts"]} == {"市林业局"}
    assert entry(found, "R44") | {"text": ""} == {
        "team": "第1组", "rule": "R44", "value": "2/5", "required": "≥30%", "passed": True, "text": "",
    }  # fmt: skip
    assert entry(found, "R45")["value"] == "组长1 副组长1 联络员1 共5人"
    assert entry(found, "R45")["passed"]
    assert entry(found, "R43")["passed"]
    assert entry(found, "R47")["value"] == "0人"


def test_an_earlier_round_is_asked_for_by_number(run: Run) -> None:
    found = answer(
        run("check", "--team", "1组", "--term", "七", "--round", "2", "--format", "json")
    )
    assert found["on"] == "2023-03-01"
    assert {v["unit"] for v in found["verdicts"]} == {"市审计局"}
    assert entry(found, "R44")["value"] == "0/3"


def test_the_table_tells_which_team_rules_fail(run: Run) -> None:
    _, out, _ = run("check", "--team", "1组", "--round", "2")
    assert "【组内规则不通过】R44 以老带新: 第1组：3 人中 0 人" in out
    assert "核查日期 2023-03-01" in out


def test_the_pool_against_what_is_planned(run: Run) -> None:
    found = answer(run("check", "--all", "--format", "json"))
    verdicts = {(v["person_no"], v["unit"]): v["verdict"] for v in found["verdicts"]}
    assert {unit for _, unit in verdicts} == {"市林业局", "市水利局"}
    assert {no for no, _ in verdicts} == {
        "P01", "P02", "P03", "P04", "P05", "P11", "P12", "P13", "P15",
    }  # fmt: skip
    assert verdicts["P12", "市林业局"] == verdicts["P02", "市水利局"] == "应回避"
    assert found["on"] == "2025-03-10"
    assert found["team_rules"] == []


def test_the_pool_as_a_matrix(run: Run) -> None:
    _, out, _ = run("check", "--all")
    lines = out.splitlines()
    assert lines[:2] == ["  1 第1组 市林业局", "  2 第2组 市水利局"]
    assert any("郑林业（P12）" in line and "×" in line for line in lines)
    assert "9 人 × 2 个任务单位" in lines[-1]


def test_the_pool_against_the_tasks_of_a_draft(run: Run, tmp_path: Path) -> None:
    text = "巡察组,被巡察单位,巡察类型,组织方式,进驻日期\n第1组,市审计局,常规,,2025-06-01\n"
    (tmp_path / "任务.csv").write_text(text, encoding="utf-8")
    found = answer(run("check", "--all", "--draft", str(tmp_path), "--format", "json"))
    assert {v["unit"] for v in found["verdicts"]} == {"市审计局"}
    own = {v["person_no"] for v in found["verdicts"] if v["verdict"] == "应回避"}
    assert own == {"P04", "P11", "P15"}


def test_who_can_take_somebodys_place(run: Run) -> None:
    """T10: no H, fewest S, same skill, keeps the team rules, fewer recent rounds; shows what breaks."""
    found = answer(run("candidates", "--team", "1组", "--instead-of", "李财务", "--format", "json"))
    people = {c["person_no"]: c for c in found["candidates"]}
    # Who is on the list, and who is not to be had, are no candidates.
    assert set(people) == {"P11", "P12", "P13", "P15"}
    assert (found["instead_of"], found["need"]) == ("李财务", ["财务审计"])
    assert [c["person_no"] for c in found["candidates"]] == ["P11", "P15", "P13", "P12"]
    assert people["P11"]["breaks"] == people["P15"]["breaks"] == []
    assert people["P13"]["breaks"] == ["R41", "R43"]
    assert people["P12"]["verdict"] == "应回避"
    assert people["P12"]["reasons"][0]["rule"] == "R01"
    assert (people["P15"]["rounds"], people["P15"]["recent_rounds"]) == (2, 2)
    assert people["P15"]["last_round"] == "七届市委第二轮巡察"
    assert {e["rule"] for e in people["P13"]["team_rules"]} >= {"R40", "R41", "R43", "R44", "R45"}


def test_a_skill_that_is_needed_leaves_only_who_has_it(run: Run) -> None:
    _, out, err = run("candidates", "--team", "第1组", "--need", "信访")
    assert "王信访（P13）" in out
    assert "吴顶替" not in out
    assert "七届市委第三轮巡察第1组" in err
    _, out, _ = run("candidates", "--team", "第1组", "--need", "财务审计")
    assert "郑林业" not in out
    _, out, _ = run("candidates", "--team", "第1组", "--need", "财务审计", "--full")
    assert "【应回避】郑林业（P12）" in out


def test_what_cannot_be_answered_is_said_in_a_sentence(run: Run) -> None:
    refused(run("check", "--team", "第9组"), "没有这个巡察组", "第9组", "七届市委第三轮巡察第1组")
    refused(run("check", "--team", "1组", "--round", "下一"), "不是序号", code=2)
    refused(run("check", "--team", "1组", "--round", "8"), "没有这个巡察组")
    refused(run("candidates", "--team", "5组"), "没有这个巡察组")
    refused(run("candidates", "--team", "1组", "--need", "驾驶"), "没有“驾驶”这项专长", code=2)
    refused(
        run("candidates", "--team", "1组", "--instead-of", "无此人"),
        "里没有这个人",
        "李财务（P04）",
    )
    refused(run("check", "--team", "1组", "--all"), "中的一种", code=2)


def test_a_planned_team_that_nobody_is_in_yet(run: Run) -> None:
    words = ("--team", "第1组", "--term", "7", "--round", "4")
    found = answer(run("candidates", *words, "--format", "json"))
    assert found["candidates"]
    refused(run("check", *words), "没有登记组员", "巡察组人员名单")
