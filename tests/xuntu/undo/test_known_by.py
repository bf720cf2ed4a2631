"""What was known on a day: sources loaded and decisions taken by then, the rest as if it had never been."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from queries.avoidance import single
from xuntu import checking
from xuntu.cli import root

New = Callable[[str], Any]


def known(office: Any, day: str) -> str:
    office.graph()
    found: str = office.workspace.snapshot_known_by(date.fromisoformat(day)).hash
    return found


@pytest.fixture
def year(office: New) -> Any:
    """June's ledger, July's in its place, a third beside them withdrawn in August."""
    place = office("year")
    place.on("2025-06-05")
    place.load(place.posts("6月.xlsx", "甲乙丙"))
    place.on("2025-07-05")
    place.load(place.posts("7月.xlsx", "甲乙丁"))
    place.load(place.posts("财政局.xlsx", "戊己"))
    place.on("2025-08-05")
    place.workspace.withdraw("财政局.xlsx", by="测试员", why="有误")
    return place


def test_a_replaced_edition_and_a_withdrawn_source_count_again(year: Any, office: New) -> None:
    now = year.graph()
    june, july = office("june"), office("july")
    june.load(june.posts("6月.xlsx", "甲乙丙"))
    july.load(july.posts("7月.xlsx", "甲乙丁"), july.posts("财政局.xlsx", "戊己"))
    assert known(year, "2025-06-05") == known(year, "2025-07-04") == june.graph()
    assert known(year, "2025-07-05") == july.graph()
    assert known(year, "2025-08-05") == now
    # `current` is what is known today, whatever was asked.
    assert year.workspace.last_snapshot().hash == now


def test_days_are_kept_beside_and_only_the_last_ones(year: Any) -> None:
    beside = year.workspace.derived / "known-by"
    known(year, "2025-06-05")
    (kept,) = beside.iterdir()
    before = (kept / "current").stat().st_mtime_ns
    known(year, "2025-06-20")
    assert [path.name for path in beside.iterdir()] == [kept.name]
    assert (kept / "current").stat().st_mtime_ns == before
    # A new derivation of today does not take them away.
    year.load(year.posts("民政局.xlsx", "己"), adds=True)
    year.graph()
    assert kept.is_dir()


def test_a_check_judges_by_what_was_known_then_and_says_so(year: Any) -> None:
    year.graph()
    draft = single("P0104", "南浦县审计局", "组员")
    then = checking.check(year.workspace, draft, date(2025, 7, 10), date(2025, 6, 30))
    today = checking.check(year.workspace, draft, date(2025, 7, 10))
    assert then.to_json()["people"][0]["verdict"] == "信息不足"
    assert then.to_json()["verdicts"] != today.to_json()["verdicts"]
    (*_, last) = checking.lines(then, full=True, known_by=date(2025, 6, 30))
    assert "台账截至 2025-06-30 装载的内容" in last


def test_the_command_prints_the_day(year: Any) -> None:
    year.graph()
    words = ["--workspace", str(year.workspace.folder), "check", "--person", "P0104",
             "--unit", "南浦县审计局", "--on", "2025-07-10", "--known-by", "2025-06-30"]  # fmt: skip
    plain = CliRunner().invoke(root, words)
    assert "台账截至 2025-06-30 装载的内容" in plain.output
    data = json.loads(CliRunner().invoke(root, [*words, "--format", "json"]).output)
    assert data["known_by"] == "2025-06-30"
