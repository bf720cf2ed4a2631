"""Each rule on hand-written snapshots: boundary days, precision, doubt, namesakes."""

from __future__ import annotations

from typing import Any

import pytest

World = Any

UNIT = "市林业局"
"""The unit under inspection; every task begins on 2024-03-15, so three years go back to 2021-03-15."""


def with_career(world: World, since: str, until: str | None, **posting: Any) -> str:
    """Return the unit, where P1 served from one date to another."""
    unit = world.org(UNIT)
    world.served(world.person("P1", "张某"), unit, since, until, **posting)
    return str(unit)


@pytest.mark.parametrize(
    ("until", "leader", "member"),
    [
        ("2021-03-15", "可任", "可任"),
        ("2021-03-14", "可任", "可任"),
        ("2021-03-16", "应回避", "需复核"),
        ("2021-02", "可任", "可任"),
        ("2021-03", "需复核", "需复核"),
        ("2021-04", "应回避", "需复核"),
        ("2021", "需复核", "需复核"),
        ("2020", "可任", "可任"),
        ("2024-03-15", "应回避", "需复核"),
        ("2024-03-16", "应回避", "应回避"),
        ("2024-03", "应回避", "需复核"),
        ("至今", "应回避", "应回避"),
        (None, "信息不足", "信息不足"),
    ],
)
def test_window_to_the_day(world: World, until: str | None, leader: str, member: str) -> None:
    with_career(world, "2015-01", until)
    assert world.ask("P1", UNIT, "副组长")["verdict"] == leader
    assert world.ask("P1", UNIT, "组员")["verdict"] == member


def test_29_february_falls_to_the_28th(world: World) -> None:
    with_career(world, "2015-01", "2021-02-28")
    assert world.ask("P1", UNIT, "组长", on="2024-02-29")["verdict"] == "可任"
    assert world.ask("P1", UNIT, "组长", on="2024-02-28")["verdict"] == "可任"
    assert world.ask("P1", UNIT, "组长", on="2024-02-27")["verdict"] == "应回避"


def test_another_window_by_profile_and_by_committee(world: World) -> None:
    with_career(world, "2015-01", "2020-06")
    own = {
        "committee": [
            {"name": "中共云川市委员会", "from": "2024-01-01", "rule": {"R02": {"years": 5}}}
        ]
    }
    other = {"committee": [{"name": "中共清河区委", "rule": {"R02": {"years": 5}}}]}
    late = {
        "committee": [{"name": "中共云川市委", "from": "2024-03-16", "rule": {"R02": {"years": 5}}}]
    }
    assert world.ask("P1", UNIT, "组长")["verdict"] == "可任"
    assert (
        world.ask("P1", UNIT, "组长", changes={"rule": {"R02": {"years": 5}}})["verdict"]
        == "应回避"
    )
    found = world.ask("P1", UNIT, "组长", changes=own)
    assert found["verdict"] == "应回避"
    assert "曾任五年内" in found["reasons"][0]["text"]
    assert world.ask("P1", UNIT, "组长", changes=other)["verdict"] == "可任"
    assert world.ask("P1", UNIT, "组长", changes=late)["verdict"] == "可任"


def test_a_rule_switched_off_is_not_checked(world: World) -> None:
    with_career(world, "2015-01", "至今")
    found = world.ask("P1", UNIT, changes={"rule": {"R01": {"on": False}}})
    assert found["verdict"] == "可任"
    assert "R01" not in found["checked"]


@pytest.mark.parametrize("kind", ["学习", "培训", "拟任"])
def test_what_is_no_service(world: World, kind: str) -> None:
    with_career(world, "2022-01", "至今", kind=kind)
    assert world.ask("P1", UNIT, "组长")["verdict"] == "可任"


@pytest.mark.parametrize("kind", ["借调", "抽调", "挂职", "编制", "派驻", "兼职", None])
def test_what_is_a_present_post(world: World, kind: str | None) -> None:
    with_career(world, "2022-01", "至今", kind=kind)
    found = world.ask("P1", UNIT)
    assert (found["verdict"], found["reasons"][0]["rule"]) == ("应回避", "R01")


def test_a_post_that_begins_later_does_not_count_yet(world: World) -> None:
    with_career(world, "2024-04", "至今")
    assert world.ask("P1", UNIT, "组长")["verdict"] == "可任"
    assert world.ask("P1", UNIT, "组长", on="2024-05-01")["verdict"] == "应回避"


def test_a_post_that_begins_in_the_month_of_entry_is_reviewed(world: World) -> None:
    with_career(world, "2024-03", "至今")
    found = world.ask("P1", UNIT, "组长")
    assert (found["verdict"], found["reasons"][0]["code"]) == ("需复核", "日期精度不足")


def test_another_source_gives_a_later_end(world: World) -> None:
    with_career(world, "2010-01", "2018-05", until_latest="2022-05-31")
    found = world.ask("P1", UNIT, "组长")
    assert (found["verdict"], found["reasons"][0]["rule"]) == ("需复核", "R02")
    assert found["reasons"][0]["code"] == "来源不一致"


def test_another_source_says_still_serving(world: World) -> None:
    with_career(world, "2010-01", "2018-05", until_latest="9999-12-31")
    found = world.ask("P1", UNIT, "组长")
    assert (found["verdict"], found["reasons"][0]["rule"]) == ("需复核", "R01")


def test_the_pool_names_the_unit_and_the_career_another(world: World) -> None:
    with_career(world, None, "至今")  # type: ignore[arg-type]
    assert world.ask("P1", UNIT)["verdict"] == "应回避"
    world.served(world.person("P1", "张某"), world.org("市审计局"), "2020-01", "至今")
    found = world.ask("P1", UNIT)
    assert (found["verdict"], found["reasons"][0]["code"]) == ("需复核", "来源不一致")


def test_service_counts_only_between_the_dates_of_the_change(world: World) -> None:
    old, unit = world.org("市规划局"), world.org(UNIT)
    person = world.person("P1", "张某")
    world.served(person, old, "2010-01", "至今")
    world.counts(
        old, unit, "predecessor", until="2022-01-10", certainty="section", section="造林科"
    )
    found = world.ask("P1", UNIT, "组长")
    assert (found["verdict"], found["missing"]) == (
        "需复核",
        [{"rule": "R02", "field": "L4.内设机构"}],
    )
    assert world.ask("P1", UNIT, "组长", on="2025-01-10")["verdict"] == "可任"


@pytest.mark.parametrize(
    ("reach", "verdict"),
    [
        ("subordinate", "应回避"),
        ("predecessor+subordinate", "应回避"),
        ("stationed", "可任"),
        ("itself+stationed", "可任"),
    ],
)
def test_reach(world: World, reach: str, verdict: str) -> None:
    part, unit = world.org("市苗圃"), world.org(UNIT)
    world.served(world.person("P1", "张某"), part, "2015-01", "至今")
    world.counts(part, unit, reach)
    assert world.ask("P1", UNIT)["verdict"] == verdict


def test_an_inferred_party_body_is_certain_an_inferred_past_is_not(world: World) -> None:
    old, unit = world.org("市林业局党组"), world.org(UNIT)
    world.served(world.person("P1", "张某"), old, "2015-01", "至今")
    world.counts(old, unit, "itself", certainty="inferred")
    assert world.ask("P1", UNIT)["verdict"] == "应回避"
    world.rows["edges_COUNTS_FOR"][0]["reach"] = "predecessor"
    assert world.ask("P1", UNIT)["verdict"] == "需复核"


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        ({}, "需复核"),
        ({"birth": "1985-06"}, "需复核"),
        ({"birth": "1985"}, "需复核"),
        ({"birth": "1966-01"}, "可任"),
        ({"gender": "女"}, "可任"),
        ({"keyed": True, "birth": "1985-06"}, "需复核"),
        ({"keyed": True}, "可任"),
        ({"keyed": True, "birth": "1985"}, "可任"),
        ({"name": "张 某"}, "需复核"),
        ({"name": "张某某"}, "可任"),
    ],
)
def test_namesakes_of_the_person(world: World, other: dict[str, Any], verdict: str) -> None:
    unit = world.org(UNIT)
    world.person("P1", "张某", birth="1985-06", gender="男")
    world.served(world.somebody("张某", "班子名册", **other), unit, "2020-01", "至今", leading=True)
    found = world.ask("P1", UNIT, "组长")
    assert found["verdict"] == verdict
    assert {r["code"] for r in found["reasons"]} <= {"待核实身份"}


@pytest.mark.parametrize(
    ("leader", "verdict"),
    [
        ({}, "需复核"),
        ({"birth": "1988-03"}, "需复核"),
        ({"birth": "1970-03"}, "可任"),
        ({"keyed": True}, "需复核"),
    ],
)
def test_namesakes_of_a_relative(world: World, leader: dict[str, Any], verdict: str) -> None:
    unit, person = world.org(UNIT), world.person("P1", "张某", marital="已婚")
    world.relative(person, "李某", "夫妻", "妻子")
    world.rows["nodes_Person"][-1]["birth"] = "1988-03"
    other = world.somebody("李某", "班子名册", **leader)
    world.served(other, unit, "2020-01", "至今", title="副局长", leading=True)
    found = world.ask("P1", UNIT)
    assert found["verdict"] == verdict
    assert {(r["rule"], r["code"]) for r in found["reasons"]} <= {("R10", "待核实身份")}


def test_a_namesake_who_does_not_lead_is_nobody(world: World) -> None:
    unit, person = world.org(UNIT), world.person("P1", "张某", marital="已婚")
    world.relative(person, "李某", "夫妻", "妻子")
    world.served(world.somebody("李某", "别处"), unit, "2020-01", "至今", leading=False)
    assert world.ask("P1", UNIT)["verdict"] == "可任"


RELATIONS = [
    # relation, leading, title, the relation's own dates, rule and severity (None: nothing)
    ("夫妻", True, "副局长", {}, ("R10", "H")),
    ("夫妻", False, "科员", {}, ("R11", "H")),
    ("夫妻", None, "局长", {}, ("R10", "H")),
    ("夫妻", None, None, {}, ("R11", "H")),
    ("直系血亲", True, "局长", {}, ("R10", "H")),
    ("直系血亲", False, "科员", {"certainty": "step"}, ("R11", "S")),
    ("三代以内旁系血亲", True, "局长", {}, ("R12", "H")),
    ("三代以内旁系血亲", None, "党组成员、副局长", {}, ("R12", "H")),
    ("三代以内旁系血亲", None, "办公室主任", {}, ("R12", "S")),
    ("三代以内旁系血亲", False, "科员", {}, None),
    ("近姻亲", True, "局长", {}, ("R12", "H")),
    ("近姻亲", True, "局长", {"until": "2020-05"}, ("R12", "S")),
    ("近姻亲", True, "局长", {"until": "2024-03"}, ("R12", "S")),
    ("近姻亲", True, "局长", {"until": "2024-04"}, ("R12", "H")),
    ("近姻亲", True, "局长", {"since": "2024-04"}, None),
    ("夫妻", True, "局长", {"until": "2020-05"}, None),
    ("夫妻", True, "局长", {"until": "2024-03"}, ("R10", "S")),
    ("其他亲密关系", True, "局长", {}, None),
]


@pytest.mark.parametrize(("relation", "leading", "title", "dates", "expected"), RELATIONS)
def test_relatives(
    world: World,
    relation: str,
    leading: bool | None,
    title: str | None,
    dates: dict[str, Any],
    expected: tuple[str, str] | None,
) -> None:
    unit, person = world.org(UNIT), world.person("P1", "张某")
    relative = world.relative(person, "李某", relation, "亲属", **dates)
    world.served(relative, unit, "2015-01", "至今", title=title, leading=leading)
    found = [(r["rule"], r["severity"]) for r in world.ask("P1", UNIT)["reasons"] if r["severity"]]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("until", "severity"),
    [
        ("至今", "H"),
        (None, "H"),
        ("2024-03-15", None),
        ("2024-03", "S"),
        ("2024-04", "H"),
        ("2012-06", None),
    ],
)
def test_a_relatives_post_must_go_on(world: World, until: str | None, severity: str | None) -> None:
    unit, person = world.org(UNIT), world.person("P1", "张某", marital="已婚")
    wife = world.relative(person, "李某", "夫妻", "妻子")
    world.served(wife, unit, "2005-01", until, title="副局长", leading=True)
    found = [r["severity"] for r in world.ask("P1", UNIT)["reasons"]]
    assert found == ([severity] if severity else [])


def test_a_leader_of_a_part_of_the_unit(world: World) -> None:
    part, unit, person = (
        world.org("市苗圃"),
        world.org(UNIT),
        world.person("P1", "张某", marital="已婚"),
    )
    world.counts(part, unit, "subordinate")
    world.served(
        world.relative(person, "李某", "夫妻", "妻子"), part, "2015-01", "至今", leading=True
    )
    world.served(
        world.relative(person, "李弟", "近姻亲", "妻弟"), part, "2015-01", "至今", leading=True
    )
    found = {(r["rule"], r["severity"]) for r in world.ask("P1", UNIT)["reasons"]}
    assert found == {("R11", "H"), ("R12", "S")}


def test_declared_relations(world: World) -> None:
    unit, person = world.org(UNIT), world.person("P1", "张某")
    other = world.somebody("王某", "申报", declared_by=person, kin_term="远亲", kin_employer=UNIT)
    world.edge(
        "KIN_DECLARED",
        person,
        other,
        relation="远亲",
        relation_class="近姻亲",
        verified="与档案一致",
    )
    world.served(other, unit, "2015-01", "至今", title="局长", leading=True)
    [reason] = world.ask("P1", UNIT)["reasons"]
    assert (reason["rule"], reason["severity"], reason["code"]) == ("R12", "H", "按申报")
    world.rows["edges_KIN_DECLARED"][0]["verified"] = "经核实不属实"
    [reason] = world.ask("P1", UNIT)["reasons"]
    assert (reason["severity"], reason["code"]) == ("S", "按申报")


@pytest.mark.parametrize(
    ("post", "period", "expected"),
    [
        ("市林业局副局长", "2018-至今", ("R12", "H", "按申报")),
        ("市林业局副局长", "2010-2012", None),
        ("市林业局", "", ("R12", "S", "缺数据")),
        ("", "", ("R12", "S", "缺数据")),
    ],
)
def test_a_declaration_without_a_known_relative(
    world: World, post: str, period: str, expected: tuple[str, str, str] | None
) -> None:
    unit, person = world.org(UNIT), world.person("P1", "张某")
    given = {"relation_class": "近姻亲", "relation": "姻亲", "kin_name": "王某"}
    declaration = world.declaration(person, has_items=True, kin_post=post, period=period, **given)
    world.edge("CONCERNS", declaration, unit, "L5")
    found = [(r["rule"], r["severity"], r["code"]) for r in world.ask("P1", UNIT)["reasons"]]
    assert found == ([expected] if expected else [])


NATIVES = [
    # native code, unit code, level, modes, verdict
    ("990121", "990121", "县市区旗", "交叉", "应回避"),
    ("990121", "990121", None, "提级;交叉", "应回避"),
    ("990121", "990121", "乡镇街道", "交叉-互派式", "应回避"),
    ("990121001", "990121", "县市区旗", "提级交叉", "应回避"),
    ("990122", "990121", "县市区旗", "交叉", "可任"),
    ("990121", "990121", "县市区旗", "", "可任"),
    ("990121", "990121", "县市区旗", "提级", "可任"),
    ("990121", "990100", "地市州盟", "交叉", "应回避"),
    ("990121", "990102", "地市州盟", "交叉", "应回避"),
    ("990221", "990100", "地市州盟", "交叉", "可任"),
    ("990100", "990121", "县市区旗", "交叉", "信息不足"),
    ("990000", "990121", "县市区旗", "交叉", "信息不足"),
    ("990200", "990121", "县市区旗", "交叉", "可任"),
    (None, "990121", "县市区旗", "交叉", "信息不足"),
    ("990121", None, None, "交叉", "信息不足"),
    ("990121", "990121", "县市区旗", "轮岗式", "信息不足"),
]


@pytest.mark.parametrize(("native", "code", "level", "modes", "verdict"), NATIVES)
def test_native_place(
    world: World, native: str | None, code: str | None, level: str | None, modes: str, verdict: str
) -> None:
    world.org(UNIT, code, admin_level=level)
    person = world.person("P1", "张某", native_place="某地")
    world.served(person, world.org("市审计局"), "2010-01", "至今")
    if native:
        world.native(person, native)
    found = world.ask("P1", UNIT, modes=modes)
    assert found["verdict"] == verdict
    assert ("R35" in found["checked"]) == ("交叉" not in modes and modes != "轮岗式")
