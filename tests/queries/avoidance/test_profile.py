"""The profile: every default names its source; what a committee changes is checked."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import WorkspaceError
from queries.avoidance import RULES, TIES, Severity, load_profile
from queries.avoidance.profile import changed
from queries.avoidance.teams import TEAM_RULES
from queries.avoidance.ties import LINKS

DEFAULT: dict[str, Any] = tomllib.loads(
    files("queries.avoidance").joinpath("profile.toml").read_text(encoding="utf-8")
)


def test_every_default_names_its_source() -> None:
    sections = [DEFAULT["roles"], DEFAULT["completeness"], *DEFAULT["rule"].values()]
    for section in sections:
        assert section.keys() - {"source"} == section["source"].keys()
        assert all(
            text.startswith(("law, ", "practice, ", "our design"))
            for text in section["source"].values()
        )


def test_every_rule_has_its_section_and_its_ties() -> None:
    known = {rule.id for rule in RULES} | {rule.id for rule in TEAM_RULES}
    assert sorted(known) == sorted(DEFAULT["rule"])
    families = {*TIES, *(family.name for family in LINKS)}
    assert {family for rule in RULES for family in rule.ties} == families
    folder = files("queries.avoidance").joinpath("ties")
    sql = {Path(str(path)).stem for path in folder.iterdir() if path.name.endswith(".sql")}
    assert sql == families | {"service", "circle", "bearer", "selves", "groups"}


def test_a_workspace_changes_only_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    path.write_text('[rule.R02]\nyears = 5\nseverity = { member = "H" }\n', encoding="utf-8")
    found = load_profile(path).at("中共云川市委", "2024-01-01")
    assert found.years("R02") == 5
    assert found.severity("R02", "组员") is found.severity("R02", "组长") is Severity.H
    assert found.severity("R12", "组员") is Severity.H


@pytest.mark.parametrize(
    "text",
    [
        "[rules.R02]\nyears = 3",
        "[rule.R99]\non = false",
        "[rule.R02]\nyear = 3",
        '[rule.R02]\nyears = "3"',
        "[rule.R02]\nyears = -1",
        '[rule.R02]\nseverity = { leader = "X" }',
        '[rule.R02]\nseverity = { boss = "H" }',
        "[[committee]]\nrule.R02.years = 5",
        '[[committee]]\nname = "中共云川市委"\nyears = 5',
        "[rule",
    ],
)
def test_a_wrong_profile_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "profile.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"profile\.toml"):
        load_profile(path)


def test_dates_of_a_committees_rules() -> None:
    entries = [
        {"name": "中共云川市委", "until": "2023-01-01", "rule": {"R02": {"years": 2}}},
        {"name": "中共云川市委员会", "from": "2023-01-01", "rule": {"R02": {"years": 5}}},
    ]
    profile = changed(load_profile(), {"committee": entries})
    days = {"2022-12-31": 2, "2023-01-01": 5}
    assert {day: profile.at("云川市委", day).years("R02") for day in days} == days
    assert profile.at("中共清河区委", "2023-05-01").years("R02") == 3
