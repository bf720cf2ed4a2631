"""A check as its page takes it: nothing of the answer is lost, nothing is said twice."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model.claims import place_shown
from queries.avoidance import Check, Reason, Severity, read_draft
from queries.avoidance.verdict import MASKED, Place, Step
from visualizations.check import Link, Matrix, page
from xuntu import check_page, checking
from xuntu.check_page import Heading
from xuntu.folder import Folder
from xuntu.workspace import Workspace

CASES = Path(__file__).parents[1] / "cases" / "avoidance"
ROW = Place("任职经历表.xlsx", "L4!第12行")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A workspace that holds the labelled ledgers."""
    home = tmp_path_factory.mktemp("page") / "office"
    with Workspace.init(home, committee="中共云川市委", region="990100") as found:
        shutil.copy(CASES / "regions.csv", home / "regions.csv")
        found.load([CASES / "ledgers"])
    return Folder.open(home)


@pytest.fixture(scope="module")
def found(folder: Folder) -> Check:
    """The check of the labelled draft."""
    return checking.check(folder, read_draft(CASES / "draft"))


@pytest.fixture(scope="module")
def made(folder: Folder, found: Check) -> Matrix:
    """The same as its page takes it."""
    heading = check_page.heading(folder, "拟任名单", None, "钱办事")
    return check_page.matrix(found, heading, checking.profile_of(folder))


def test_every_verdict_and_every_reason_has_its_place(found: Check, made: Matrix) -> None:
    answer: Any = found.to_json()
    told = {
        (team.name, who.number, unit): cell
        for team in made.teams
        for who, row in zip(team.people, team.cells, strict=True)
        for unit, cell in zip(team.units, row, strict=True)
    }
    assert len(told) == len(answer["verdicts"])
    for verdict in answer["verdicts"]:
        cell = told[verdict["team"], verdict["person_no"], verdict["unit"]]
        assert cell.verdict == verdict["verdict"]
        assert list(cell.checked) == verdict["checked"]
        assert [reason.rule or None for reason in cell.reasons] == [
            reason["rule"] for reason in verdict["reasons"]
        ]
        for reason, plain in zip(cell.reasons, verdict["reasons"], strict=True):
            assert reason.text in plain["text"]
            assert len(reason.path) == len(plain["path"])
            assert set(reason.rows) == {
                (s["file"], place_shown(s["place"])) for s in plain["sources"]
            }
        lacking = {(rule, gap.field) for gap in cell.gaps for rule in gap.rules}
        assert lacking == {(gap["rule"], gap["field"]) for gap in verdict["missing"]}


def test_every_person_has_the_worst_verdict_and_every_rule_a_name(
    found: Check, made: Matrix
) -> None:
    answer: Any = found.to_json()
    people = {(t.name, who.number): who.verdict for t in made.teams for who in t.people}
    assert people == {(p["team"], p["person_no"]): p["verdict"] for p in answer["people"]}
    spoken = {rule for verdict in answer["verdicts"] for rule in verdict["checked"]}
    assert spoken <= {rule for rule, name in made.rules.items() if name and "{" not in name}


def test_the_rules_about_teams_are_all_there(found: Check, made: Matrix) -> None:
    answer: Any = found.to_json()
    told = [(t.name, one) for t in made.teams for one in t.rules] + [
        (None, one) for one in made.round
    ]
    assert sorted(
        map(str, ((team, one.rule, one.value, one.passed) for team, one in told))
    ) == sorted(
        str((one["team"], one["rule"], one["value"], one["passed"])) for one in answer["team_rules"]
    )


def test_the_heading_says_which_data_were_asked(folder: Folder, made: Matrix) -> None:
    context = dict(made.context)
    assert context["派出党委"] == "中共云川市委"
    assert folder.snapshot().hash.startswith(context["数据版本"])
    assert context["核查人"] == "钱办事"
    assert "全部已装载的" in context["台账截至"]
    then = check_page.heading(folder, "拟任名单", date(2999, 1, 1), "钱办事")
    assert then.known_by == "2999-01-01"


def test_the_same_check_is_the_same_page(folder: Folder, made: Matrix) -> None:
    found = checking.check(Folder.open(folder.folder), read_draft(CASES / "draft"))
    heading = check_page.heading(folder, "拟任名单", None, "钱办事")
    assert page(check_page.matrix(found, heading, checking.profile_of(folder))) == page(made)


def test_a_reason_is_taken_apart_and_keeps_what_was_decided() -> None:
    text = "应回避 R02 曾任三年内: 甲一一 2019-01 起 任局长: 主持工作 [任职经历表.xlsx 第12行]；豁免（钱办事）"
    told = check_page.told(Reason("R02", Severity.H, None, text, sources=(ROW,), basis="第十二条"))
    assert (told.rule, told.name, told.grade, told.basis) == (
        "R02",
        "曾任三年内",
        "应回避",
        "第十二条",
    )
    assert told.text == "甲一一 2019-01 起 任局长: 主持工作；豁免（钱办事）"
    assert told.rows == (("任职经历表.xlsx", "第12行"),)


def test_a_note_and_what_is_missing_have_grades_of_their_own() -> None:
    assert check_page.told(Reason("R02", Severity.I, None, "可任 R02 曾任: 久远")).grade == "提示"
    lacking = check_page.told(
        Reason("R02", None, "缺数据", "信息不足 R02 曾任、R03 长期: 缺履历 [L4.起止时间]")
    )
    assert (lacking.grade, lacking.name) == ("信息不足", "曾任、R03 长期")
    assert lacking.text == "缺履历 [L4.起止时间]"


def test_a_masked_reason_is_its_words_alone() -> None:
    told = check_page.told(MASKED[Severity.H])
    assert (told.rule, told.name, told.text, told.path, told.rows) == ("", "", "不可任", (), ())


def _link(kind: str, text: str, since: str = "", until: str = "") -> Link:
    step = Step("x", kind, "标签", "甲一一", "云川市财政局", since, until, text, (ROW,))
    [link] = check_page.told(Reason("R02", Severity.H, None, "应回避 R02 一: 二", (step,))).path
    return link


@pytest.mark.parametrize(
    ("kind", "since", "until", "dates"),
    [
        ("SERVED_IN", "2016-04", "2022-11", "2016-04 — 2022-11"),
        ("SERVED_IN", "2016-04", "至今", "2016-04 — 至今"),
        ("SERVED_IN", "2016-04", "", "2016-04 起"),
        ("SERVED_IN", "", "2022-11", "至 2022-11"),
        ("SERVED_IN", "", "至今", "至今"),
        ("SUCCEEDED_BY", "2019-01-10", "", "2019-01-10"),
        ("PART_OF", "", "", ""),
    ],
)
def test_an_edge_has_its_dates(kind: str, since: str, until: str, dates: str) -> None:
    assert _link(kind, "", since, until).dates == dates


@pytest.mark.parametrize(
    ("text", "label", "said"),
    [
        ("甲一一 2016-04 至 2022-11 任云川市财政局科长", "标签", "任云川市财政局科长"),
        ("2019-01-10 并入云川市财政局", "标签", "并入云川市财政局"),
        ("甲一一 的子女是 云川市财政局", "子女", ""),
        ("甲一一 标签 云川市财政局", "标签", ""),
        (
            "中共云川市财政局党组是云川市财政局的党组织",
            "标签",
            "中共云川市财政局党组是云川市财政局的党组织",
        ),
    ],
)
def test_an_edge_says_in_words_what_its_ends_and_dates_do_not(
    text: str, label: str, said: str
) -> None:
    assert (_link("KIN", text).label, _link("KIN", text).text) == (label, said)


def test_a_check_of_nobody_is_a_page_that_says_so(folder: Folder) -> None:
    empty = check_page.matrix(
        Check("", (), ()), Heading("空", "中共云川市委"), checking.profile_of(folder)
    )
    assert empty.teams == ()
    assert "没有可以" in page(empty)
