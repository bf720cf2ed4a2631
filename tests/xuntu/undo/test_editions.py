"""Editions: July's file takes June's place by a decision, in doubt nothing is loaded, the last word wins."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph import derive
from graph.model.errors import UsageError, WorkspaceError
from graph.sources import Source

New = Callable[[str], Any]


def test_july_after_june_takes_one_command_and_what_july_lacks_is_gone(office: New) -> None:
    month = office("months")
    june, july = month.posts("6月.xlsx", "甲乙丙"), month.posts("7月.xlsx", "甲乙丁")
    month.one(june)
    report = month.one(july)
    assert (report.state, report.replaces) == ("loaded", ("6月.xlsx",))
    rows = report.rows
    assert (rows.rows, rows.new, rows.changed, rows.same, rows.gone) == (3, 1, 0, 2, 1)
    only_july = office("july")
    only_july.one(july)
    assert month.graph() == only_july.graph()
    (line,) = (month.workspace.folder / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    decision = json.loads(line)
    assert decision["kind"] == "REPLACES"
    assert decision["by"]
    assert "相同 2 个" in decision["why"]


def test_a_chain_of_months_and_an_old_one_again(office: New) -> None:
    month = office("chain")
    files = [
        month.posts(f"{n}月.xlsx", which)
        for n, which in ((6, "甲乙丙"), (7, "甲乙丁"), (8, "乙丁戊"))
    ]
    for path in files:
        assert month.one(path).state == "loaded"
    alone = office("alone")
    alone.one(files[2])
    assert month.graph() == alone.graph()
    again = month.one(files[0])
    assert again.state == "replaced"
    assert "7月.xlsx" in again.reason
    assert "--replaces" in again.reason
    assert month.graph() == alone.graph()
    # August was wrong: July stands again, and June does not.
    month.workspace.withdraw("8月.xlsx", by="测试员", why="有误")
    july = office("july")
    july.one(files[1])
    assert month.graph() == july.graph()


def test_the_last_word_wins_and_one_edition_always_stands(office: New) -> None:
    month = office("word")
    june, july = month.posts("6月.xlsx", "甲乙丙"), month.posts("7月.xlsx", "甲乙丁")
    month.one(june)
    before = month.graph()
    month.one(july)
    assert month.one(june, replaces=["7月.xlsx"]).replaces == ("7月.xlsx",)
    assert month.graph() == before
    month.one(july, replaces=["6月.xlsx"])
    alone = office("alone")
    alone.one(july)
    assert month.graph() == alone.graph()


def test_taking_the_decision_back_lets_both_stand(office: New) -> None:
    month, beside = office("back"), office("beside")
    june, july = month.posts("6月.xlsx", "甲乙丙"), month.posts("7月.xlsx", "甲乙丁")
    month.load(june)
    month.load(july)
    assert month.workspace.restore("6月.xlsx", by="测试员", why="另一个单位的") == "6月.xlsx"
    beside.load(june)
    beside.load(july, adds=True)
    assert month.graph() == beside.graph()
    (decision,) = [d for d in month.workspace.decisions() if d.kind == "TAKEN_BACK"]
    assert decision.by == "测试员"
    with pytest.raises(WorkspaceError, match="没有这个决定"):
        month.workspace.take_back("0" * 20, by="测试员", why="")


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("甲乙丙丁", "甲戊己", "其他.xlsx"),
        ("甲乙丙", "丁戊己", "名册.xlsx"),
        ("甲乙丙丁", "甲", "改正.xlsx"),
    ],
    ids=["little in common", "same name, nothing in common", "a part of it"],
)
def test_in_doubt_nothing_is_loaded_and_both_answers_are_offered(
    first: str, second: str, name: str, shelf: Any
) -> None:
    shelf.one(shelf.posts("名册.xlsx", first))
    other = shelf.posts(f"另/{name}", second)
    report = shelf.one(other)
    assert report.state == "doubt"
    assert "--replaces" in report.reason
    assert "--adds" in report.reason
    assert len(shelf.workspace.sources.all()) == 1
    assert shelf.workspace.decisions() == ()
    added = shelf.one(other, adds=True)
    assert (added.state, added.replaces) == ("loaded", ())


def test_two_candidates_are_a_doubt_unless_named(shelf: Any) -> None:
    shelf.load(shelf.posts("一.xlsx", "甲乙"))
    shelf.load(shelf.posts("二.xlsx", "丙丁"))
    new = shelf.posts("新.xlsx", "甲乙丙丁")
    assert shelf.one(new).state == "doubt"
    report = shelf.one(new, replaces=["一.xlsx", "二.xlsx"])
    assert report.replaces == ("一.xlsx", "二.xlsx")
    assert [s.name for s in in_use(shelf)] == ["新.xlsx"]


def in_use(office: Any) -> tuple[Source, ...]:
    return derive.in_use(office.workspace.sources, office.workspace.decisions())


def test_a_row_that_the_older_edition_shared_with_another_file_is_no_doubt(
    shelf: Any, posts: dict[str, tuple[str, ...]]
) -> None:
    shelf.load(shelf.posts("一.xlsx", "甲乙丙"))
    shelf.load(shelf.posts("二.xlsx", "丙丁戊己"), adds=True)
    report = shelf.one(shelf.write("新一.xlsx", [posts[sign] for sign in "丙乙甲"]))
    assert report.replaces == ("一.xlsx",)
    assert {s.name for s in in_use(shelf)} == {"新一.xlsx", "二.xlsx"}


def test_files_of_one_command_never_replace_each_other_unasked(shelf: Any) -> None:
    june, july = shelf.posts("6月.xlsx", "甲乙丙"), shelf.posts("7月.xlsx", "甲乙丁")
    for dry_run in (True, False):
        states = [report.state for report in shelf.load(june, july, dry_run=dry_run)]
        assert states == ["would load" if dry_run else "loaded", "doubt"]
    assert shelf.one(july).replaces == ("6月.xlsx",)


def test_nothing_in_common_stands_beside(shelf: Any) -> None:
    shelf.load(shelf.posts("林业局.xlsx", "甲乙"))
    report = shelf.one(shelf.posts("财政局.xlsx", "丙丁"))
    assert (report.state, report.replaces) == ("loaded", ())


def test_another_committee_is_another_ledger(shelf: Any) -> None:
    shelf.load(shelf.posts("6月.xlsx", "甲乙"))
    report = shelf.one(shelf.posts("7月.xlsx", "甲乙丙"), committee="中共东岭县委")
    assert (report.state, report.replaces) == ("loaded", ())


def test_a_workbook_replaces_only_what_it_holds_whole(
    shelf: Any, book: Callable[..., Path], posts: dict[str, tuple[str, ...]]
) -> None:
    change = [("云山区林业局", "更名", "2019-01-10", "云山区林业和草原局")]
    first = book(shelf.files / "一.xlsx", {"L16": change, "L4": [posts["甲"], posts["乙"]]})
    assert shelf.one(first).kind == "L4+L16"
    alone = shelf.posts("只有任职.xlsx", "甲乙")
    assert shelf.one(alone).state == "doubt"
    second = book(shelf.files / "二.xlsx", {"L16": change, "L4": [posts["乙"], posts["丙"]]})
    assert shelf.one(second).replaces == ("一.xlsx",)


def test_reports_never_replace_each_other(shelf: Any) -> None:
    reports = []
    for folder, number in (("一", 12), ("二", 13)):
        path = shelf.files / folder / "通报.txt"
        path.parent.mkdir(parents=True)
        text = f"中共云川市委巡察办 2024年5月6日\n七届市委第三轮巡察共发现问题 {number} 个。\n"
        path.write_text(text, encoding="utf-8")
        reports.append(shelf.one(path))
    assert [report.state for report in reports] == ["loaded", "loaded"]
    assert "并存" in reports[1].reason


def test_replaces_and_adds_speak_of_one_file(shelf: Any) -> None:
    june, july = shelf.posts("6月.xlsx", "甲乙"), shelf.posts("7月.xlsx", "乙丙")
    shelf.load(june)
    with pytest.raises(UsageError, match="--replaces"):
        shelf.load(june, july, replaces=["6月.xlsx"])
    with pytest.raises(UsageError, match="--adds"):
        shelf.load(july, replaces=["6月.xlsx"], adds=True)
    with pytest.raises(WorkspaceError, match="没有这个来源"):
        shelf.load(july, replaces=["5月.xlsx"])


WRONG = ("李三", "P0103", "2015-13", "2018-02", "东岭县财政局", "科员", "任命")


def test_a_dry_run_says_the_same_and_writes_nothing(
    office: New, posts: dict[str, tuple[str, ...]]
) -> None:
    place = office("dry")
    july = place.write("7月.xlsx", [posts["甲"], posts["丁"], WRONG])
    place.load(place.posts("6月.xlsx", "甲乙"))

    def everything() -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in place.workspace.folder.rglob("*") if p.is_file()}

    before = everything()
    dry = place.one(july, dry_run=True, replaces=["6月.xlsx"])
    assert everything() == before
    assert dry.state == "would load"
    assert replace(place.one(july, replaces=["6月.xlsx"]), state="would load") == dry
    rows = dry.rows
    assert (rows.rows, rows.new, rows.changed, rows.same, rows.gone) == (3, 2, 0, 1, 1)


def test_a_dry_run_names_each_refused_cell(shelf: Any, posts: dict[str, tuple[str, ...]]) -> None:
    report = shelf.one(shelf.write("6月.xlsx", [posts["甲"], WRONG]), dry_run=True)
    assert report.state == "would load"
    told = {(c.sheet, c.row, c.column, c.value) for c in report.refused}
    assert told == {("L4", 3, "起始年月", "2015-13"), ("L4", 3, "任职方式", "任命")}
    assert all(c.reason for c in report.refused)
    assert [c.suggestion for c in report.refused if c.column == "任职方式"] != [""]
    assert report.rejected == len(report.refused)
    # Also of a file of which it cannot be told whether it is a new edition.
    shelf.load(shelf.posts("名册.xlsx", "甲乙丙丁戊"))
    doubtful = shelf.one(shelf.files / "6月.xlsx", dry_run=True)
    assert (doubtful.state, len(doubtful.refused)) == ("doubt", 2)


def test_a_changed_cell_is_told_from_a_row_written_otherwise(
    shelf: Any, posts: dict[str, tuple[str, ...]]
) -> None:
    shelf.load(shelf.posts("6月.xlsx", "甲乙"))
    otherwise = [*posts["甲"][:2], "2016.3", "2019年1月", *posts["甲"][4:]]
    changed = [*posts["乙"][:3], "2021-05", *posts["乙"][4:]]
    rows = shelf.one(shelf.write("7月.xlsx", [changed, otherwise])).rows
    assert (rows.same, rows.changed, rows.new, rows.gone) == (1, 1, 0, 0)


def test_a_source_of_before_rows_were_kept_is_compared_by_its_original(shelf: Any) -> None:
    shelf.load(shelf.posts("6月.xlsx", "甲乙丙"))
    (june,) = shelf.workspace.sources.all()
    (shelf.workspace.sources.folder / june.hash / "lines.parquet").unlink()
    assert shelf.one(shelf.posts("7月.xlsx", "甲乙丁")).replaces == ("6月.xlsx",)
