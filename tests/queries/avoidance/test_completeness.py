"""What must be known before a rule may say that nothing was found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

World = Any

OFF = {"R03", "R23"}
"""They want the whole career, and have cases of their own."""

UNIT = "市林业局"
HOME = "市审计局"

Postings = list[tuple[str | None, str | None]]

CAREERS: list[tuple[str, dict[str, Any], Postings, set[str]]] = [
    # what, of the person, services elsewhere, fields missing; entry 2024-03-15, window from 2021-03-15
    ("no gap", {}, [("2010-01", "2022-05"), ("2022-06", "至今")], set()),
    ("a month between is allowed", {}, [("2010-01", "2022-05"), ("2022-07", "至今")], set()),
    ("two months are a gap", {}, [("2010-01", "2022-05"), ("2022-08", "至今")], {"L4.起始年月"}),
    ("a gap before the window", {}, [("2010-01", "2019-05"), ("2020-08", "至今")], set()),
    ("the window begins uncovered", {}, [("2021-05", "至今")], {"L4.起始年月"}),
    ("the window begins a month late", {}, [("2021-04", "至今")], set()),
    ("before work began", {"work_start": "2022-07"}, [("2022-07", "至今")], set()),
    ("work began earlier", {"work_start": "2021-07"}, [("2022-07", "至今")], {"L4.起始年月"}),
    ("nothing after", {}, [("2010-01", "2023-10")], {"L4.起始年月", "L4.任职单位"}),
    ("nothing at all", {}, [], {"L4.起始年月", "L4.任职单位"}),
    ("end not stated, then another", {}, [("2010-01", None), ("2022-06", "至今")], {"L4.终止年月"}),
    ("only years", {}, [("2010", "2022"), ("2022", "至今")], {"L4.起始年月"}),
    ("days", {}, [("2010-01", "2022-05-10"), ("2022-06-20", "至今")], {"L4.起始年月"}),
    ("checked", {"career_checked_on": "2023-04"}, [("2023-12", "至今")], set()),
    ("checked, and no present post", {"career_checked_on": "2024-03"}, [], {"L4.任职单位"}),
    ("checked too long ago", {"career_checked_on": "2023-03"}, [], {"L4.起始年月", "L4.任职单位"}),
    ("checked later", {"career_checked_on": "2025-01"}, [("2023-12", "至今")], set()),
    (
        "overlapping",
        {},
        [("2010-01", "2023-05"), ("2015-01", "2016-01"), ("2023-01", "至今")],
        set(),
    ),
]


def fields(verdict: dict[str, Any], *rules: str) -> set[str]:
    return {m["field"] for m in verdict["missing"] if m["rule"] in rules}


def ask_all(world: World, people: int) -> list[dict[str, Any]]:
    world.org(UNIT)
    members = [(f"P{number}", "1组", "组员") for number in range(people)]
    return list(world.check(world.draft(members, [(UNIT, "1组", "")])).to_json()["verdicts"])


def test_careers(world: World) -> None:
    for number, (_, given, postings, _) in enumerate(CAREERS):
        person = world.person(
            f"P{number}", f"张{number}", employed=False, **({"career_checked_on": None} | given)
        )
        for since, until in postings:
            world.served(person, world.org(HOME), since, until)
    verdicts = ask_all(world, len(CAREERS))
    found = {row[0]: fields(v, "R01", "R02") for row, v in zip(CAREERS, verdicts, strict=True)}
    assert found == {what: lacking for what, *_, lacking in CAREERS}
    wrong = [v["name"] for v in verdicts if (v["verdict"] == "可任") != (not v["missing"])]
    assert wrong == []


def test_study_covers_and_a_candidacy_does_not(world: World) -> None:
    for number, kind in enumerate(("学习", "培训", "拟任")):
        person = world.person(f"P{number}", f"张{number}", career_checked_on=None)
        world.served(person, world.org(HOME), "2010-01", "2021-12")
        world.served(person, world.org("市委党校"), "2022-01", "2023-12", kind=kind)
        world.served(person, world.org(HOME), "2024-01", "至今", title="科长")
    assert [v["verdict"] for v in ask_all(world, 3)] == ["可任", "可任", "信息不足"]


def test_the_gap_is_named(world: World) -> None:
    person = world.person("P0", "张某", career_checked_on=None)
    world.served(person, world.org(HOME), "2010-01", "2022-05")
    world.served(person, world.org(HOME), "2023-02", "至今")
    [verdict] = ask_all(world, 1)
    [reason] = verdict["reasons"]
    assert "2022-06 至 2023-02" in reason["text"]
    assert (reason["code"], reason["severity"]) == ("缺数据", None)


Family = list[dict[str, Any]]
FATHER = {"relation": "直系血亲", "term": "父亲"}
WIFE = {"relation": "夫妻", "term": "妻子"}
L20_OLD, L20_NEW = "2023-03-14", "2023-03-15"

FAMILIES: list[tuple[str, dict[str, Any], list[dict[str, Any]], Family, set[str]]] = [
    # what, of the person, declarations, relatives, fields missing; nobody's family was checked
    ("signed and stated", {}, [{}], [FATHER], set()),
    ("nothing", {}, [], [], {"L5.承诺签字日期", "L20.填报日期"}),
    ("not signed", {}, [], [FATHER], {"L5.承诺签字日期"}),
    ("signed without a day", {}, [{"signed": None}], [FATHER], {"L5.承诺签字日期"}),
    ("neither 有 nor 无", {}, [{"has_items": None}], [FATHER], {"L5.承诺签字日期"}),
    ("signed too long ago", {}, [{"signed": L20_OLD}], [FATHER], {"L5.承诺签字日期"}),
    ("signed twelve months ago", {}, [{"signed": L20_NEW}], [FATHER], set()),
    ("no relatives", {}, [{}], [], {"L20.填报日期"}),
    ("stated too long ago", {}, [{}], [FATHER | {"kin_stated_on": L20_OLD}], {"L20.填报日期"}),
    ("stated twelve months ago", {}, [{}], [FATHER | {"kin_stated_on": L20_NEW}], set()),
    ("stated years later", {}, [{}], [FATHER | {"kin_stated_on": "2026-01-01"}], {"L20.填报日期"}),
    ("checked", {"family_checked_on": "2023-04"}, [], [], set()),
    ("checked long ago", {"family_checked_on": "2023-03"}, [{}], [FATHER], set()),
    ("married, no spouse", {"marital": "已婚"}, [{}], [FATHER], {"L20.亲属姓名"}),
    ("married and checked, no spouse", {"marital": "已婚", "family_checked_on": "2024-01"}, [], [], {"L20.亲属姓名"}),
    ("married", {"marital": "已婚"}, [{}], [WIFE], set()),
    ("widowed", {"marital": "丧偶"}, [{}], [FATHER], set()),
    ("marriage unknown", {"marital": None}, [{}], [FATHER], {"L3.婚姻状况"}),
    ("marriage unknown, spouse there", {"marital": None}, [{}], [WIFE], set()),
    ("a former wife is no spouse", {"marital": "已婚"}, [{}], [WIFE | {"until": "2020-01"}], {"L20.亲属姓名"}),
    ("no employer", {}, [{}], [FATHER | {"employer": None}], {"L20.工作单位"}),
    ("a blank employer", {}, [{}], [FATHER | {"employer": " "}], {"L20.工作单位"}),
    ("a dead relative needs none", {}, [{}], [FATHER | {"employer": None, "until": "2020-01"}], set()),
    ("a child needs none", {}, [{}], [FATHER | {"employer": None, "birth": "2010-05"}], set()),
    ("perhaps of age", {}, [{}], [FATHER | {"employer": None, "birth": "2006-04"}], set()),
    ("one of age needs one", {}, [{}], [FATHER | {"employer": None, "birth": "2006-03"}], {"L20.工作单位"}),
    ("a friend needs none", {}, [{}], [FATHER, {"relation": "其他亲密关系", "term": "其他", "employer": None}], set()),
]  # fmt: skip


def test_families(world: World) -> None:
    for number, (_, given, declarations, relatives, _) in enumerate(FAMILIES):
        plain = {"family_checked_on": None, "marital": "未婚"}
        person = world.person(f"P{number}", f"张{number}", **(plain | given))
        for declaration in declarations:
            world.declaration(person, **declaration)
        for relative in relatives:
            add_relative(world, person, number, relative)
    verdicts = ask_all(world, len(FAMILIES))
    for rule in ("R10", "R11", "R12"):
        found = {row[0]: fields(v, rule) for row, v in zip(FAMILIES, verdicts, strict=True)}
        assert found == {what: lacking for what, *_, lacking in FAMILIES}
    assert all((v["verdict"] == "可任") == (not v["missing"]) for v in verdicts)


def add_relative(world: World, person: str, number: int, relative: dict[str, Any]) -> None:
    edge = {k: v for k, v in relative.items() if k in ("until", "since")}
    node = {k: v for k, v in relative.items() if k in ("kin_stated_on", "birth")}
    given = {"employer": relative["employer"]} if "employer" in relative else {}
    name = f"李{number}{relative['term']}"
    id_ = world.relative(person, name, relative["relation"], relative["term"], **given, **edge)
    [row] = [r for r in world.rows["nodes_Person"] if r["id"] == id_]
    row |= node


@pytest.mark.parametrize("also", [(), (("企业.xlsx", "企业.xlsx", "L21!第3行", 99),)])
def test_a_declared_relative_does_not_make_the_family_ledger_new(
    world: World, also: tuple[tuple[Any, ...], ...]
) -> None:
    person = world.person("P0", "张某", family_checked_on=None)
    world.declaration(person, has_items=True, relation="妻弟", kin_name="李某")
    relative = world.somebody(
        "李某",
        "申报",
        declared_by=person,
        kin_term="妻弟",
        kin_stated_on="2024-03-02",
        kin_employer="某企业",
    )
    declared_in = next(e for e in world.evidence if e[0].startswith("Declaration-"))[1:]
    world.evidence = [e if e[0] != relative else (relative, *declared_in) for e in world.evidence]
    world.evidence += [(relative, *place) for place in also]
    [verdict] = ask_all(world, 1)
    assert fields(verdict, "R10") == {"L20.填报日期"}


def test_the_declaration_of_the_round_that_the_draft_names(world: World) -> None:
    for number, round_no in enumerate((4, 5)):
        person = world.person(f"P{number}", f"张{number}", family_checked_on=None)
        world.declaration(person, term_no=6, round_no=round_no, committee="中共云川市委")
        world.relative(person, f"李{number}", "直系血亲", "父亲")
    world.org(UNIT)
    plain = world.draft([("P0", "1组", "组员"), ("P1", "1组", "组员")], [(UNIT, "1组", "")])
    assert [v["verdict"] for v in world.check(plain).to_json()["verdicts"]] == ["可任", "可任"]
    [task] = plain.tasks
    named = replace(plain, tasks=(replace(task, term_no=6, round_no=5),))
    assert [v["verdict"] for v in world.check(named).to_json()["verdicts"]] == ["信息不足", "可任"]


def test_what_is_missing_never_hides_a_conflict(world: World) -> None:
    unit = world.org(UNIT)
    person = world.person("P0", "张某", career_checked_on=None, family_checked_on=None)
    world.served(person, unit, "2020-01", "至今")
    [verdict] = ask_all(world, 1)
    assert verdict["verdict"] == "应回避"
    assert fields(verdict, "R10") == {"L5.承诺签字日期", "L20.填报日期"}
    assert "R10" not in verdict["checked"]


@pytest.mark.parametrize(
    ("term", "verdict", "lacking"),
    [
        ("妻叔", "可任", {"L20.工作单位"}),
        ("战友", "信息不足", {"L20.工作单位"}),
        ("同事", "可任", set()),
        ("表弟媳妇", "信息不足", {"L20.工作单位"}),
    ],
)
def test_who_is_named_without_a_class_needs_an_employer_by_the_term(
    world: World, term: str, verdict: str, lacking: set[str]
) -> None:
    person = world.person("P0", "张某")
    named = world.somebody("李某", term, declared_by=person, kin_term=term)
    world.edge("KIN_DECLARED", person, named, relation=term)
    [found] = ask_all(world, 1)
    assert (found["verdict"], fields(found, "R16")) == (verdict, lacking)
