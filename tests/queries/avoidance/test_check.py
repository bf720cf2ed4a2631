"""The contract of a check: its JSON to the letter, who and what is not known, the worst over all units."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model import keys
from graph.model.errors import WorkspaceError
from graph.snapshot import Snapshot
from queries.avoidance import RULES, Draft, check, load_profile, screen, single
from queries.avoidance.draft import Member, Task
from queries.avoidance.screening import COLUMNS

World = Any

OFF = load_profile().base["rule"].keys() - {"R01", "R02", "R10", "R11", "R12", "R30", "R35", "R42"}
"""The other rules look at the same facts and have cases of their own."""

COMMITTEE = "中共云川市委"
UNIT = "市林业局"
LACKING = {
    rule.id for rule in RULES
    if rule.finds and not rule.masked and rule.applies(Task("", UNIT, "常规", (), None))
} - OFF  # fmt: skip
"""The rules that can say nothing of somebody, or of a unit, whom nobody knows."""


def test_the_contract_to_the_letter(world: World) -> None:
    world.served(world.person("P1", "张某"), world.org(UNIT), "2020-01", "至今", title="科长")
    found = world.check(single("P1", UNIT, "组长"))
    answer = found.to_json()
    assert json.loads(json.dumps(answer, ensure_ascii=False)) == answer
    assert found.to_text() == json.dumps(answer, ensure_ascii=False)
    beside = json.dumps(answer | {"known_by": "2024-01-01"}, ensure_ascii=False)
    assert found.to_text(known_by="2024-01-01") == beside
    assert list(answer) == ["on", "verdicts", "people", "team_rules"]
    assert (answer["on"], answer["team_rules"]) == ("2024-03-15", [])
    assert answer["people"] == [{"person_no": "P1", "team": "", "verdict": "应回避"}]
    [verdict] = answer["verdicts"]
    assert list(verdict) == [
        "person_no", "name", "team", "role", "unit", "verdict", "reasons", "checked", "missing", "unverified",
    ]  # fmt: skip
    [reason] = verdict["reasons"]
    assert list(reason) == ["rule", "severity", "code", "text", "path", "sources"]
    assert (
        reason["text"]
        == "应回避 R01 现职: 张某 2020-01 至今 任市林业局科长 [任职经历表.xlsx 第2行]"
    )
    assert reason["sources"] == [{"file": "任职经历表.xlsx", "place": "第2行"}]
    [edge] = reason["path"]
    assert (edge["kind"], edge["label"], edge["from"], edge["to"]) == (
        "SERVED_IN",
        "任职",
        "张某",
        UNIT,
    )
    assert (edge["since"], edge["until"], edge["sources"]) == ("2020-01", "至今", reason["sources"])
    assert verdict["checked"] == ["R01", "R02", "R10", "R11", "R12", "R35", "R42"]
    assert (verdict["missing"], verdict["unverified"]) == ([], [])


def test_the_example_of_the_architecture(world: World) -> None:
    old, unit = world.org("市质监局"), world.org("市市场监管局")
    change = world.edge("SUCCEEDED_BY", old, unit, "L16", change="合并", on="2019-01")
    world.counts(old, unit, "predecessor", via=change)
    world.served(world.person("P1", "张某"), old, "2018-05", "2022-02", title="副局长")
    [reason] = world.ask("P1", "市市场监管局", "组长")["reasons"]
    assert reason["text"] == (
        "应回避 R02 曾任三年内: 张某 2018-05 至 2022-02 任市质监局副局长(2019-01 并入市市场监管局) "
        "[任职经历表.xlsx 第2行; 机构沿革表.xlsx 第2行]"
    )
    assert [edge["kind"] for edge in reason["path"]] == ["SERVED_IN", "SUCCEEDED_BY"]


def test_each_task_has_its_own_day_unless_one_is_given(world: World) -> None:
    world.served(world.person("P1", "张某"), world.org(UNIT), "2010-01", "2021-03-20")
    plain = world.draft([("P1", "1组", "组长")], [(UNIT, "1组", "")])
    assert world.check(plain, on=None).to_json()["people"][0]["verdict"] == "应回避"
    later = world.check(plain, on="2024-03-21").to_json()
    assert (later["on"], later["people"][0]["verdict"]) == ("2024-03-21", "可任")


def test_a_task_without_a_day(world: World) -> None:
    """Only its own pairs cannot be judged: the other tasks are."""
    world.org("市教育局")
    world.served(world.person("P1", "张某"), world.org(UNIT), "2020-01", "至今")
    for written in (None, "2024-03"):
        undated = Task("1组", "市教育局", "常规", (), written, row=3)
        members = (Member("1组", "P1", "", "组长", {}),)
        found = world.check(
            Draft(members, (undated, Task("1组", UNIT, "常规", (), "2024-03-15"))), on=None
        )
        answer = found.to_json()
        first, second = answer["verdicts"]
        assert (first["verdict"], second["verdict"]) == ("信息不足", "应回避")
        assert {m["field"] for m in first["missing"]} == {"任务.进驻日期"}
        assert {m["rule"] for m in first["missing"]} == LACKING
        assert answer["on"] == "2024-03-15"
        [note] = [n for n in found.notes if "进驻日期" in n]
        assert all(word in note for word in ("1组", "市教育局", "第3行"))


def test_the_worst_over_the_units_of_the_team(world: World) -> None:
    world.org("市教育局")
    world.served(world.person("P1", "张某"), world.org(UNIT), "2020-01", "至今")
    world.person("P2", "李某")
    people = [("P1", "第1组", "组员"), ("P2", "第1组", "组员")]
    answer = world.check(
        world.draft(people, [("市教育局", "第一组", ""), (UNIT, "第一组", "")])
    ).to_json()
    assert [(v["person_no"], v["unit"], v["verdict"]) for v in answer["verdicts"]] == [
        ("P1", "市教育局", "可任"), ("P1", UNIT, "应回避"), ("P2", "市教育局", "可任"), ("P2", UNIT, "可任"),
    ]  # fmt: skip
    assert [(p["person_no"], p["verdict"]) for p in answer["people"]] == [
        ("P1", "应回避"),
        ("P2", "可任"),
    ]


def test_two_tasks_on_one_unit_are_one_verdict(world: World) -> None:
    world.org(UNIT, "990121", admin_level="县市区旗")
    world.native(world.person("P1", "张某", native_place="东岭县"), "990121")
    draft = world.draft([("P1", "1组", "组员")], [(UNIT, "1组", ""), (UNIT, "1组", "交叉")])
    [verdict] = world.check(draft).to_json()["verdicts"]
    assert (verdict["verdict"], verdict["reasons"][0]["rule"]) == ("应回避", "R30")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("市林业局", True),
        ("云川市林业局", True),
        ("林业局", True),
        ("市林业局党组", True),
        ("市绿化局", True),
        ("市农业局", False),
    ],
)
def test_names_of_units(world: World, written: str, found: bool) -> None:
    unit = world.org(UNIT, short_name="林业局", other_names="市绿化局；市绿委办")
    world.served(world.person("P1", "张某"), unit, "2020-01", "至今")
    verdict = world.ask("P1", written)
    assert verdict["verdict"] == ("应回避" if found else "信息不足")
    assert {m["field"] for m in verdict["missing"]} == (set() if found else {"L1.单位全称"})


def test_a_name_of_two_units_is_checked_against_both(world: World) -> None:
    world.org(UNIT, short_name="林业局")
    other = world.org("市林业中心", short_name="林业局")
    world.served(world.person("P1", "张某"), other, "2020-01", "至今")
    found = world.check(single("P1", "林业局", "组员"))
    assert found.to_json()["people"][0]["verdict"] == "应回避"
    assert "2 个单位" in found.notes[0]


def test_a_unit_that_no_ledger_describes(world: World) -> None:
    bare = {"kind": None, "status": None}
    world.served(world.person("P1", "张某"), world.org(UNIT, None, **bare), "2020-01", "至今")
    world.person("P2", "李某")
    assert world.ask("P1", UNIT)["verdict"] == "应回避"
    assert world.ask("P2", UNIT)["verdict"] == "信息不足"


def test_an_unknown_person_is_never_free(world: World) -> None:
    world.org(UNIT)
    world.person("P1", "张某")
    verdict = world.ask("P2", UNIT)
    assert verdict["verdict"] == "信息不足"
    assert {m["rule"] for m in verdict["missing"]} == LACKING
    assert verdict["checked"] == ["R35", "R42"]


def test_a_person_known_by_an_alias(world: World) -> None:
    unit = world.org(UNIT)
    person = world.somebody("张某", "身份证", keyed=True, person_no="P1")
    world.rows["aliases"] = [{"alias": keys.person("P1", COMMITTEE), "id": person}]
    world.served(person, unit, "2020-01", "至今")
    assert world.ask("P1", UNIT)["verdict"] == "应回避"


def test_one_damaged_table_is_one_sentence(world: World) -> None:
    snapshot: Snapshot = world.snapshot()
    (snapshot.folder / "edges_KIN.parquet").unlink()
    with pytest.raises(WorkspaceError, match=r"快照不完整.*rebuild"):
        check(
            snapshot,
            single("P1", UNIT, "组员"),
            load_profile(),
            committee=COMMITTEE,
            on=date(2024, 3, 15),
        )


def test_screening_gives_dated_ties_with_their_sources(world: World, tmp_path: Path) -> None:
    assert tmp_path
    unit, person = world.org(UNIT), world.person("P1", "张某")
    world.served(person, unit, "2020-01", "至今")
    world.rows["edges_SERVED_IN"][-1]["sources"] = "任职经历表.xlsx 第2行"
    rows = [
        dict(zip(COLUMNS, row, strict=True)) for row in screen(world.snapshot(), [person], [unit])
    ]
    [row] = rows
    assert (row["family"], row["person"], row["unit"], row["since"]) == (
        "own",
        person,
        unit,
        "2020-01",
    )
    assert row["sources"] == "任职经历表.xlsx 第2行"
    with pytest.raises(KeyError, match="no such family"):
        screen(world.snapshot(), [person], [unit], ["cousins"])


def test_screening_lists_firms_that_deal_with_a_unit_not_all_of_its_line(world: World) -> None:
    unit, person = world.org(UNIT, system="建设"), world.person("P1", "张某")
    built, idle = world.org("示例路桥公司", None), world.org("示例建材公司", None)
    for firm in (built, idle):
        world.edge("OWNS", person, firm, industry="建设工程", end_state="ongoing")
    signed = world.edge("CONTRACTS_WITH", built, unit, signed_on="2023-06-01")
    rows = screen(world.snapshot(), [person], [unit], ["business"])
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert [(row["org"], row["via"]) for row in found] == [("示例路桥公司", signed)]
