"""Deadlines and thresholds: one table, changed by a workspace for a committee and from a day on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.model.errors import WorkspaceError
from queries import catalogue, limits
from queries.avoidance import profile

COUNTY = "中共东岭县委"
OWN = """
[[limit]]
name = "feedback"
value = 60
committee = "中共东岭县委员会"
[[limit]]
name = "feedback"
value = 45
committee = "中共东岭县委"
from = "2025-01-01"
[[limit]]
name = "common"
value = 5
"""

STEPS = """
[[step]]
from = "Clue"
to = "CaseFile"
days = 60
basis = "本地规定"

[[clock]]
kind = "Clue"
label = "移交到反馈"
from = "transferred"
to = "fed_back"
days = 30
basis = "本地规定"

[small]
below = 3
"""


@pytest.fixture
def own(tmp_path: Path) -> limits.Limits:
    path = tmp_path / "期限.toml"
    path.write_text(OWN, encoding="utf-8")
    return limits.load(path)


@pytest.mark.parametrize(
    ("name", "committee", "on", "value"),
    [
        ("feedback", "中共云川市委", "2025-06-01", 90),
        ("feedback", COUNTY, "2024-12-31", 60),
        ("feedback", COUNTY, "2025-01-01", 45),
        ("common", "", "", 5),
        ("on_hold", COUNTY, "2025-06-01", 180),
    ],
)
def test_the_last_row_that_fits_counts(
    name: str, committee: str, on: str, value: int, own: limits.Limits
) -> None:
    assert own.value(name, committee, on) == value


def test_a_question_is_filled_with_the_limits_of_its_committee_and_day(own: limits.Limits) -> None:
    asked = catalogue.find("Q28")
    assert own.fill(asked.defaults, {"on": "2025-03-01"}, COUNTY)["days"] == 45
    assert own.fill(asked.defaults, {"on": "2024-03-01"}, COUNTY)["days"] == 60
    assert own.fill(asked.defaults, {"on": "2025-03-01", "days": 10}, COUNTY)["days"] == 10
    assert asked.bind({"on": "2025-03-01"})["days"] == 90
    assert own.fill(catalogue.find("Q16").defaults, {"term": 7}) == {"term": 7, "threshold": 5}


def test_the_influence_of_sanctions_is_what_the_profile_says() -> None:
    months = profile.load().at("", "").value("R48", "influence_months")
    told = limits.BUILT_IN.value("influence")
    assert isinstance(told, list)
    assert dict(row.split("=") for row in told) == {key: str(n) for key, n in months.items()}


def test_every_limit_that_a_question_asks_for_is_there() -> None:
    asked = {
        one.default
        for question in catalogue.CATALOGUE.values()
        for one in question.parameters.values()
        if one.default and one.default.startswith(limits.MARK)
    }
    names = {row["name"] for row in limits.BUILT_IN.rows}
    assert {name.removeprefix(limits.MARK) for name in asked} == names


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[[limit]]\nname = "feedbak"\nvalue = 1', "期限表没有 'feedbak' 这一项"),
        ('[[limit]]\nname = "feedback"\nvalue = 1\nuntil = 2', "期限表不认识 'until'"),
        ('[[limit]]\nname = "feedback"\nvalue = ["a"]', "期限 feedback 的值写法不对"),
        ('[[limit]]\nname = "feedback"\nvalue = "九十"', "期限 feedback 的值写法不对"),
        ('[[limit]]\nname = "feedback"', "期限 feedback 的值写法不对"),
        ("[[limit]", "期限表不能读"),
        ("[[limits]]\nname = 1", "期限表不认识 'limits'"),
        ('[[step]]\nfrom = "Clue"\ndays = 30', "期限表的步骤写法不对"),
    ],
)
def test_a_wrong_table_is_told(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "期限.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=re.escape(sentence)):
        limits.load(path)


def test_traces_and_questions_go_by_the_workspace_s_own_steps_and_clocks(tmp_path: Path) -> None:
    path = tmp_path / "期限.toml"
    path.write_text(STEPS, encoding="utf-8")
    found, built_in = limits.running_of(path), limits.running_of()
    step, clock = (
        found.step("Clue", "CaseFile"),
        {one.label: one.limit.days for one in found.clocks},
    )
    assert step is not None
    assert (step.days, step.basis) == (60, "本地规定")
    assert found.step("CaseFile", "Sanction") == built_in.step("CaseFile", "Sanction")
    assert (clock["移交到反馈"], clock["留置"]) == (30, 240)
    assert (found.small, built_in.small) == (3, 5)
    assert limits.load(path).value("feedback") == 30
    assert limits.load().value("feedback") == 90
