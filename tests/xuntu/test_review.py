"""What is open, as a clerk sees it, and the decisions that settle it: on ledgers that were really loaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model.claims import place_shown
from graph.model.errors import UsageError, WorkspaceError
from graph.model.privacy import GUARDED, HIDDEN
from xuntu import deciding, reviewing
from xuntu.reviewing import Item
from xuntu.workspace import Workspace

POOL = """人员编号,姓名,性别,出生年月,籍贯,政治面貌,参加工作时间,工作单位,职务,在库状态
P01,赵同名,男,1985-06,示例省云川市清河区,中共党员,2008-07,市林业局,造林科科长,可用
P02,钱另名,男,1980-02,示例省云川市清河区,中共党员,2003-07,市审计局,审计科科长,可用
"""
LEADERS = """人员编号,姓名,性别,出生年月,任职单位,职务,是否主要负责人,是否班子成员,任职起始,任职终止
,赵同名,,,市交通运输局,副局长,否,是,2020-01,至今
"""
CAREERS = """姓名,人员编号,起始年月,终止年月,任职单位,编制单位,职务,任职方式,是否班子成员,内设机构
赵同名,P01,2012-05,至今,市林业局,,造林科科长,任职,,
李履历,P88,2015-03,至今,市水务局,,局长,任职,是,
李履历,P88,2010-07,2014-03,市水务局,,副局长,任职,是,
"""
CLUES = (
    "线索编号,届次,年度,轮次,巡察组,被巡察单位,被反映人姓名,被反映人职务,具体问题,线索来源,移交时间,移交方式,移交单位\n"
    "XS-1,15,2025,4,第2组,市林业局党组,钱另名,副局长,涉嫌违规,信访,2025-05-20,单移交,市纪委监委\n"
)
FILES = {"人才库.csv": POOL, "班子名册.csv": LEADERS, "任职经历表.csv": CAREERS, "线索.csv": CLUES}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office: one namesake in the open, one among the clues, one number that only careers know."""
    folder = tmp_path_factory.mktemp("review")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Workspace.init(folder / "w", committee="中共云川市委", region="990100") as made:
        reports = made.load([folder / name for name in FILES])
    assert {report.state for report in reports} == {"loaded"}
    return folder / "w"


@pytest.fixture
def workspace(loaded: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The office, for one test to decide on."""
    shutil.copytree(loaded, tmp_path / "w")
    with Workspace.open(tmp_path / "w") as found:
        yield found


def opened(workspace: Workspace, reveal: str | None = None) -> dict[str, Item]:
    """What is open, by the name that both records bear."""
    return {item.records[0].name: item for item in reviewing.items(workspace, reveal=reveal)}


def hash_of(workspace: Workspace) -> str:
    return workspace.snapshot().hash


def test_an_open_pair_shows_both_records_and_what_would_settle_it(workspace: Workspace) -> None:
    item = opened(workspace)["赵同名"]
    assert (item.kind, item.zone) == ("Person", "possible")
    by_number = {record.number: record for record in item.records}
    pool, leader = by_number["P01"], by_number[""]
    assert (pool.unit, pool.title, pool.birth) == ("市林业局", "造林科科长", "1985-06")
    assert pool.places == ("人才库.csv 第2行", "任职经历表.csv 第2行")
    assert (leader.unit, leader.title) == ("市交通运输局", "副局长")
    assert leader.places == ("班子名册.csv 第2行",)
    assert item.probability is not None
    assert "姓名相同" in item.evidence_for
    assert item.settle == "出生年月"
    assert workspace.status()["undecided"] == len(reviewing.items(workspace)) == 2


def test_merged_and_undone_the_hash_is_as_before(workspace: Workspace) -> None:
    before, item = hash_of(workspace), opened(workspace)["赵同名"]
    decision = deciding.settle(workspace, [item.id[:8]], same=True, by="王某", why="核对任免文件")
    assert "赵同名" not in opened(workspace)
    ids = {workspace.snapshot().resolve(record.id) for record in item.records}
    assert len(ids) == 1
    assert hash_of(workspace) != before
    (told,) = reviewing.decisions(workspace)
    assert (told.kind, told.by, told.why, told.about) == (
        "同一人",
        "王某",
        "核对任免文件",
        "赵同名；赵同名",
    )
    deciding.undo(workspace, decision.id[:8], by="王某", why="误认")
    assert hash_of(workspace) == before
    assert opened(workspace)["赵同名"] == item
    assert [told.holds for told in reviewing.decisions(workspace)] == [True, False]


def test_a_decision_survives_a_rebuild_and_a_file_loaded_anew(
    workspace: Workspace, tmp_path: Path
) -> None:
    deciding.settle(workspace, ["P01", "P02"], same=True, by="王某", why="")
    merged = hash_of(workspace)
    assert workspace.rebuild().hash == merged
    # The same rows with one more: another file, a new edition of the old one.
    extra = "P03,孙某,男,1979-01,示例省云川市东岭县,中共党员,2003-07,市审计局,科员,可用\n"
    (tmp_path / "人才库.csv").write_text(POOL + extra, encoding="utf-8")
    workspace.load([tmp_path / "人才库.csv"])
    found = workspace.snapshot()
    ids = {found.resolve(deciding._subject(workspace, number)[1]) for number in ("P01", "P02")}
    assert len(ids) == 1
    assert not [item for item in reviewing.items(workspace) if item.zone == "lost"]


def test_a_decision_whose_record_is_gone_is_open_again(workspace: Workspace) -> None:
    item = opened(workspace)["赵同名"]
    decision = deciding.settle(workspace, [item.id], same=True, by="王某", why="核对任免文件")
    workspace.withdraw("班子名册.csv", by="王某", why="")
    (lost,) = [one for one in reviewing.items(workspace) if one.zone == "lost"]
    assert lost.decision == decision.id
    assert "王某" in lost.decided
    assert "对象已不在" in lost.evidence_against
    with pytest.raises(UsageError, match=decision.id):
        deciding.settle(workspace, [lost.id], same=True, by="王某", why="")


def test_who_is_reported_is_hidden_and_so_is_the_namesake(workspace: Workspace) -> None:
    item = opened(workspace)[HIDDEN]
    assert {record.name for record in item.records} == {HIDDEN}
    assert {record.places for record in item.records} == {(GUARDED,)}
    assert not any(record.id or record.unit or record.number for record in item.records)
    assert "钱另名" not in str(reviewing.items(workspace))
    shown = opened(workspace, reveal="王某")["钱另名"]
    assert shown.id == item.id
    assert {record.number for record in shown.records} == {"P02", ""}
    # It can be decided without being shown.
    deciding.settle(workspace, [item.id], same=False, by="王某", why="钱另名已核实")
    assert HIDDEN not in opened(workspace)
    (told,) = reviewing.decisions(workspace)
    assert told.about == HIDDEN
    assert "钱另名" not in told.why


def test_a_number_that_only_the_careers_know_is_a_person(workspace: Workspace) -> None:
    people = workspace.snapshot().values("nodes_Person", ("person_no", "name"))
    assert ("P88", "李履历") in people


def test_a_wrong_row_counts_no_more_until_it_is_taken_back(workspace: Workspace) -> None:
    before = hash_of(workspace)
    decision = deciding.wrong_row(workspace, "任职经历表.csv", "第4行", by="王某", why="抄错了人")
    titles = {row[0] for row in workspace.snapshot().values("edges_SERVED_IN", ("title",))}
    assert "局长" in titles
    assert "副局长" in titles  # of the other ledger
    assert ("副局长", "2010-07") not in workspace.snapshot().values(
        "edges_SERVED_IN", ("title", "since")
    )
    (told,) = reviewing.decisions(workspace)
    assert (told.kind, told.about, told.why) == ("此行有误", "任职经历表.csv；第4行", "抄错了人")
    assert place_shown(decision.subjects[1]) == "第4行"
    deciding.undo(workspace, decision.id, by="王某", why="")
    assert hash_of(workspace) == before


def test_two_rows_are_one_posting(workspace: Workspace) -> None:
    rows = ["任职经历表.csv 第3行", "任职经历表.csv 第4行"]
    before = hash_of(workspace)
    decision = deciding.settle(workspace, rows, same=True, by="王某", why="")
    posts = workspace.snapshot().values("edges_SERVED_IN", ("title", "since"))
    assert len([post for post in posts if post[1] in ("2010-07", "2015-03")]) == 1
    assert reviewing.decisions(workspace)[0].about == "；".join(rows)
    deciding.undo(workspace, decision.id, by="王某", why="")
    assert hash_of(workspace) == before


@pytest.mark.parametrize(
    ("words", "error", "says"),
    [
        ((), UsageError, "两条记录"),
        (("zzz",), WorkspaceError, "没有这个待决编号"),
        (("P01", "P999"), WorkspaceError, "P999"),
        (("P01", "P01"), UsageError, "同一条"),
        (("P01", "任职经历表.csv 第3行"), UsageError, "不是同一类"),
        (("任职经历表.csv 第3行", "人才库.csv 第99行"), WorkspaceError, "第99行"),
    ],
)
def test_what_cannot_be_decided_is_one_sentence_and_changes_nothing(
    workspace: Workspace, words: tuple[str, ...], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        deciding.settle(workspace, words, same=True, by="王某", why="")
    assert workspace.decisions() == ()


def test_a_row_that_is_not_there_is_not_wrong(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="第99行"):
        deciding.wrong_row(workspace, "任职经历表.csv", "第99行", by="王某", why="")
    with pytest.raises(WorkspaceError, match="没有这个决定"):
        deciding.undo(workspace, "", by="王某", why="")
    assert workspace.decisions() == ()
