"""Reports beside ledgers, asked as a clerk asks: what only a report tells, what is closed, what is doubted once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model.errors import QueryError
from graph.model.privacy import HIDDEN
from xuntu import demo, reviewing
from xuntu.workspace import Workspace

TASKS = (
    "届次,年度,轮次,批次,巡察组,派出党委,被巡察单位,巡察类型,组织方式,专项主题,进驻日期,撤点日期,信访截止日期,对应原任务,"
    "反馈日期,反馈形式,任务状态\n"
    "7,2024,1,1,第1组,中共云川市委,市林业局党组,常规,,,2024-03-11,2024-05-10,2024-05-05,,2024-06-10,会议,完成\n"
    "7,2024,1,1,第1组,中共云川市委,东岭县审计局党组,常规,,,2024-03-11,2024-05-10,2024-05-05,,2024-06-10,会议,完成\n"
)
POSTS = (
    "姓名,人员编号,起始年月,终止年月,所在单位,职务,履历类型\n"
    "周小明,P0301,2015-01,,市财政局,副局长,任职\n"
)
FIRST = """中共云川市委第一轮巡察情况通报
发布日期：2024-07-01
七届市委第一轮巡察对市林业局党组、东岭县审计局党组开展常规巡察。七届市委第二轮巡察对市农业农村局党组开展巡察。东岭县委要求整改。
本轮巡察共发现问题30个，移交问题线索5件。经查，市林业局原局长马建国受到党内严重警告处分。2024年3月，市财政局副局长周小明被开除党籍。
"""
SECOND = """云川市委巡察工作简报
2024年8月1日
七届市委第二轮巡察进驻市农业农村局党组。市财政局副局长周小明被开除党籍。市林业局原局长马建国受到党内严重警告处分。
"""
LEADERS = [
    f"云川市委第{number}轮巡察动员会召开\n七届市委第{number}轮巡察第{number}巡察组组长李新华参加会议。\n"
    for number in "三四五六七"
]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, city_files: Path) -> Iterator[Workspace]:
    """Two ledgers and reports that tell of the same, and of more."""
    folder = tmp_path_factory.mktemp("beside")
    files = {"任务.csv": TASKS, "履历.csv": POSTS, "通报.txt": FIRST, "简报.txt": SECOND}
    files |= {f"动员{number}.txt": text for number, text in enumerate(LEADERS)}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Workspace.init(folder / "w", committee=demo.COMMITTEE, region=demo.REGION) as made:
        shutil.copy(city_files / "regions.csv", made.folder)
        reports = made.load([folder / name for name in files])
        assert {report.state for report in reports} == {"loaded"}, reports
        yield made


def card(office: Workspace, unit: str) -> list[tuple[object, ...]]:
    rows = office.query("unit_card", {"unit": unit}).rows
    return [row[1:] for row in rows if row[0] == "巡察"]


def test_a_task_that_only_reports_tell_of_has_no_count_and_is_one(office: Workspace) -> None:
    assert card(office, "云川市农业农村局党组") == [
        ("第2轮巡察云川市农业农村局党组", "来源 报告", None)
    ]


@pytest.mark.parametrize("unit", ["市林业局党组", "东岭县审计局党组"])
def test_a_reports_task_is_the_ledgers_where_round_and_unit_are_the_same(
    office: Workspace, unit: str
) -> None:
    assert card(office, unit) == [(f"{unit}（七届第一轮常规）", "问题 0，线索 0", "2024-03-11")]
    # That a report calls it otherwise than the ledger is no contradiction.
    told = {kind for (kind,) in office.snapshot().values("conflicts", ("kind",))}
    assert not told & {"InspectionTask", "Round", "Team", "Term", "STATED_IN"}


def test_a_figure_that_shares_a_paragraph_with_a_sanction_names_its_file(office: Workspace) -> None:
    rows = office.query("figures_against_ledgers", {}).rows
    assert {row[0] for row in rows if row[3] in (30.0, 5.0)} == {"通报.txt 第4段"}


def test_a_card_shows_nobodys_sanctions_and_says_so_of_everybody(office: Workspace) -> None:
    with_one, unknown, only = (
        office.query("person_card", {"person": name}) for name in ("P0301", "没有此人", "马建国")
    )
    assert [row[0] for row in with_one.rows] == ["本人", "任职", "线索、案件、处分"]
    assert with_one.rows[0][1] == "周小明"
    assert with_one.rows[-1] == unknown.rows[-1]
    assert (only.rows, only.notes) == (unknown.rows, unknown.notes)
    assert HIDDEN not in repr(with_one)
    revealed = office.query("person_card", {"person": "马建国"}, reveal="李主任")
    assert [row[1] for row in revealed.rows if row[0] == "处分"] == ["党内严重警告"] * 2


def test_the_history_of_somebody_who_is_only_reported_may_be_restricted(office: Workspace) -> None:
    said = []
    for name in ("马建国", "没有此人"):
        with pytest.raises(QueryError, match="受限") as caught:
            office.history(name)
        said.append(str(caught.value).replace(name, ""))
    assert said[0] == said[1]
    assert "--reveal" in said[0]
    assert office.history("马建国", reveal="李主任").claims


def test_a_name_that_many_reports_tell_of_is_one_doubt_with_its_teams(office: Workspace) -> None:
    items = reviewing.items(office, reveal="李主任")
    (item,) = (item for item in items if item.records[0].name == "李新华")
    assert len(item.records) == 5
    assert len(item.pairs) == 10
    assert len({record.team for record in item.records}) == 5
    assert all("巡察组 组长" in record.team for record in item.records)
    assert office.status()["undecided"] == len(items)


def test_one_sanction_of_two_reports_is_one_or_somebody_decides(office: Workspace) -> None:
    rows = office.query(
        "MATCH (s:Sanction) RETURN s.name, s.decided ORDER BY s.name", cypher=True, reveal="李主任"
    ).rows
    assert rows == (("党内严重警告", None), ("党内严重警告", None), ("开除党籍", "2024-03"))
    (open_one,) = (i for i in reviewing.items(office, reveal="李主任") if i.kind == "Sanction")
    assert {record.relative_of for record in open_one.records} == {"马建国"}
    listed = office.query("Q39", {"check": "undecided"}, reveal="李主任").rows
    assert [row[1:3] for row in listed if "项处分" in repr(row)] != []
    hidden = next(i for i in reviewing.items(office) if i.kind == "Sanction")
    assert "马建国" not in repr(hidden)
