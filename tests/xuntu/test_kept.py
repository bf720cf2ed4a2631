"""Checks that are kept: asked again they say what changed; what a reviewer decides holds while its facts do."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.model.errors import UsageError, WorkspaceError
from queries.avoidance import Check, Draft, read_draft
from xuntu import checking, judging, kept
from xuntu.workspace import Workspace

CASES = Path(__file__).parents[1] / "cases" / "avoidance"
CAREERS = "任职经历表.csv"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that holds the labelled ledgers: copied, never changed."""
    folder = tmp_path_factory.mktemp("kept") / "office"
    with Workspace.init(folder, committee="中共云川市委", region="990100") as found:
        shutil.copy(CASES / "regions.csv", folder / "regions.csv")
        found.load([CASES / "ledgers"])
    return folder


@pytest.fixture
def office(loaded: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace that holds the labelled ledgers, to be changed by one test."""
    shutil.copytree(loaded, tmp_path / "office")
    with Workspace.open(tmp_path / "office") as found:
        yield found


def draft(person: str, unit: str) -> Draft:
    """Return the part of the labelled draft that is about one person and one unit."""
    whole = read_draft(CASES / "draft")
    [member] = [m for m in whole.members if m.person_no == person]
    tasks = [t for t in whole.tasks if t.team == member.team]
    [task] = [t for t in tasks if t.unit == unit] or [replace(tasks[0], unit=unit)]
    return Draft((member,), (task,))


def keep(office: Workspace, asked: Draft) -> kept.Kept:
    held, _ = judging.keep(
        office, asked, checking.profile_of(office), None, by="钱办事", title="草案"
    )
    return held


def verdict(found: Check) -> str:
    [judged] = found.verdicts
    return judged.verdict.label


def only(office: Workspace, held: kept.Kept, rule: str) -> judging.Conflict:
    [found] = [c for c in judging.asked_again(office, held).conflicts if c.reason.rule == rule]
    return found


FORMER = ("P03", "市交通局")


def test_a_kept_check_says_the_same_as_long_as_nothing_changes(office: Workspace) -> None:
    asked = draft(*FORMER)
    held = keep(office, asked)
    assert keep(office, asked) == held == kept.named(office, held.id[:4])
    assert kept.all_kept(office) == [held]
    assert (held.draft, held.by) == (asked, "钱办事")
    again = judging.asked_again(office, held)
    assert (again.changes, again.now.to_json()) == ((), held.answer)


def test_a_waiver_is_told_and_lowers_the_verdict(office: Workspace) -> None:
    asked = draft(*FORMER)
    held, before = keep(office, asked), office.snapshot()
    assert verdict(checking.check(office, asked)) == "需复核"
    code = only(office, held, "R02").code
    judging.decide(office, code, waive=True, by="孙组长", why="分管工作无交集")
    found = checking.check(office, asked)
    assert verdict(found) == "可任"
    assert judging.asked_again(office, held).changes == ()
    [told] = [r for r in found.verdicts[0].reasons if r.rule == "R02"]
    assert "孙组长" in told.text
    assert "分管工作无交集" in told.text
    assert office.snapshot() == before


def test_upheld_it_is_a_conflict_and_taken_back_it_is_open_again(office: Workspace) -> None:
    asked = draft(*FORMER)
    code = only(office, keep(office, asked), "R02").code
    judging.decide(office, code, waive=False, by="孙组长", why="曾分管")
    assert verdict(checking.check(office, asked)) == "应回避"
    office.take_back(office.decisions()[-1].id, by="孙组长", why="看错了人")
    assert verdict(checking.check(office, asked)) == "需复核"


def test_a_waiver_is_void_when_its_facts_change(office: Workspace, tmp_path: Path) -> None:
    asked = draft(*FORMER)
    held = keep(office, asked)
    judging.decide(office, only(office, held, "R02").code, waive=True, by="孙组长", why="无交集")
    ledger = (CASES / "ledgers" / CAREERS).read_text("utf-8-sig")
    (tmp_path / CAREERS).write_text(_later(ledger), "utf-8")
    office.load([tmp_path / CAREERS])
    assert verdict(checking.check(office, asked)) == "需复核"
    [change] = judging.asked_again(office, held).changes
    assert [text for text in change.came if "2022-11" in text]
    assert [text for text in change.gone if "2022-05" in text]


def _later(ledger: str) -> str:
    """Return the ledger with P03 leaving half a year later."""
    lines = ledger.splitlines(keepends=True)
    changed = [
        line.replace("2022-05", "2022-11") if "P03" in next(csv.reader([line])) else line
        for line in lines
    ]
    assert changed != lines
    return "".join(changed)


def test_what_blocks_is_waived_only_where_the_profile_lets_it(office: Workspace) -> None:
    held = keep(office, draft("P02", "云川市交通运输局"))
    code = only(office, held, "R02").code
    with pytest.raises(UsageError, match="不能豁免"):
        judging.decide(office, code, waive=True, by="孙组长", why="组长书面决定")


APPLICANT = ("P08", "云川市交通运输局")
HEADER = "申报人,轮次,有无需申报事项,申报方式,承诺签字日期,涉及单位,处理意见,批准人,批准日期"


def apply(office: Workspace, folder: Path, opinion: str = "", decided_on: str = "") -> None:
    """Load what the unit applied for, with what L5 says was decided of it."""
    approver = "领导小组" if opinion else ""
    row = f"P08,六届第五轮,有,单位申请,2024-03-08,{APPLICANT[1]},{opinion},{approver},{decided_on}"
    (folder / "单位申请.csv").write_text(f"{HEADER}\n{row}\n", "utf-8")
    office.load([folder / "单位申请.csv"])


LATER = [
    # which was there first, what L5 says, when, what the log said on 2024-03-12, and what then holds
    ("log", "回避", "2024-03-14", "waive", "应回避", "以台账为准"),
    ("ledger", "驳回", "2024-03-10", "uphold", "应回避", "以此为准"),
]


@pytest.mark.parametrize(("first", "opinion", "day", "word", "then", "says"), LATER)
def test_of_the_log_and_the_ledger_the_later_word_holds(
    office: Workspace,
    tmp_path: Path,
    first: str,
    opinion: str,
    day: str,
    word: str,
    then: str,
    says: str,
) -> None:
    """Whichever was loaded or decided first; both words stand in the reason."""
    office.clock = lambda: datetime(2024, 3, 12, 10, tzinfo=UTC)
    asked = draft(*APPLICANT)
    apply(office, tmp_path, *((opinion, day) if first == "ledger" else ()))
    code = only(office, keep(office, asked), "R25").code
    judging.decide(office, code, waive=word == "waive", by="孙组长", why="另有考虑")
    apply(office, tmp_path, opinion, day)
    found = checking.check(office, asked)
    assert verdict(found) == then
    [told] = [r for r in found.verdicts[0].reasons if r.rule == "R25"]
    assert [w for w in (opinion, day, "孙组长", "2024-03-12", says) if w not in told.text] == []


def test_missing_data_is_waived_by_name(office: Workspace) -> None:
    asked = draft("P23", "云川市水务局")
    assert verdict(checking.check(office, asked)) == "信息不足"
    held = keep(office, asked)
    codes = {c.code for c in judging.asked_again(office, held).conflicts}
    for code in codes:
        judging.decide(office, code, waive=True, by="孙组长", why="已当面核实")
    assert verdict(checking.check(office, asked)) == "可任"


def test_a_code_that_says_too_little_is_refused(office: Workspace) -> None:
    held = keep(office, draft("P23", "云川市水务局"))
    with pytest.raises(WorkspaceError, match="对应几条"):
        judging.decide(office, held.id, waive=True, by="孙组长", why="核实")
    with pytest.raises(WorkspaceError, match="没有保存过"):
        judging.decide(office, "ffffffff", waive=True, by="孙组长", why="核实")
    with pytest.raises(UsageError, match="理由"):
        judging.decide(office, held.id, waive=True, by="孙组长", why=" ")


def test_a_damaged_check_is_named(office: Workspace) -> None:
    held = keep(office, draft(*FORMER))
    (office.folder / "checks" / held.id / "check.json").write_text("{", "utf-8")
    with pytest.raises(WorkspaceError, match=f"checks/{held.id}"):
        kept.all_kept(office)
