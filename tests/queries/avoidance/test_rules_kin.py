"""The rules on relatives, case by case: posts, declared relations, terms that nobody knows."""

from __future__ import annotations

from typing import Any

import pytest

World = Any

UNIT = "市林业局"
"""The unit under inspection; every task begins on 2024-03-15, so three years go back to 2021-03-15."""


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
    ("三代以内旁系血亲", False, "科员", {}, ("R13", "S")),
    ("近姻亲", True, "局长", {}, ("R12", "H")),
    ("近姻亲", True, "局长", {"until": "2020-05"}, ("R12", "S")),
    ("近姻亲", True, "局长", {"until": "2024-03"}, ("R12", "S")),
    ("近姻亲", True, "局长", {"until": "2024-04"}, ("R12", "H")),
    ("近姻亲", True, "局长", {"since": "2024-04"}, None),
    ("夫妻", True, "局长", {"until": "2020-05"}, ("R16", "S")),
    ("夫妻", False, "科员", {"until": "2020-05"}, ("R16", "S")),
    ("夫妻", True, "局长", {"until": "2024-03"}, ("R10", "S")),
    ("其他亲密关系", True, "局长", {}, ("R16", "S")),
    # A title that only leaders bear, and 否 beside it: somebody has to look.
    ("三代以内旁系血亲", False, "局长", {}, ("R12", "S")),
    # 主任 heads a section in a bureau; only the name of the organisation could make it a leader's.
    ("三代以内旁系血亲", None, "主任", {}, ("R12", "S")),
]


def test_relatives(world: World) -> None:
    for number, (relation, leading, title, dates, _) in enumerate(RELATIONS):
        person = world.person(f"P{number}", f"张{number}")
        relative = world.relative(person, f"李{number}", relation, "亲属", **dates)
        world.served(relative, world.org(UNIT), "2015-01", "至今", title=title, leading=leading)
    assert graded(world, len(RELATIONS)) == [[row[-1]] if row[-1] else [] for row in RELATIONS]


def graded(world: World, people: int) -> list[list[tuple[str, str]]]:
    """Return rule and severity of every conflict of P0, P1, … with the unit."""
    members = [(f"P{number}", "1组", "组员") for number in range(people)]
    answer = world.check(world.draft(members, [(UNIT, "1组", "")])).to_json()
    return [
        [(r["rule"], r["severity"]) for r in v["reasons"] if r["severity"]]
        for v in answer["verdicts"]
    ]


ENDS = {
    "至今": "H", None: "H", "2024-03-15": None, "2024-03": "S", "2024-04": "H", "2012-06": None,
}  # fmt: skip


def test_a_relatives_post_must_go_on(world: World) -> None:
    for number, until in enumerate(ENDS):
        person = world.person(f"P{number}", f"张{number}", marital="已婚")
        wife = world.relative(person, f"李{number}", "夫妻", "妻子")
        world.served(wife, world.org(UNIT), "2005-01", until, title="副局长", leading=True)
    expected = [[("R10", severity)] if severity else [] for severity in ENDS.values()]
    assert graded(world, len(ENDS)) == expected


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


def test_a_director_leads_a_commission(world: World) -> None:
    unit, person = world.org("市卫生健康委员会"), world.person("P1", "张某")
    cousin = world.relative(person, "李某", "三代以内旁系血亲", "堂兄")
    world.served(cousin, unit, "2015-01", "至今", title="党组成员,副主任", leading=None)
    [reason] = world.ask("P1", "市卫生健康委员会")["reasons"]
    assert (reason["rule"], reason["severity"]) == ("R12", "H")


@pytest.mark.parametrize(
    ("term", "title", "expected"),
    [
        ("表姐夫", "局长", [("R12", "S")]),
        ("表姐夫", "科员", [("R11", "S")]),
        ("妻叔", "局长", [("R16", "S")]),
        ("妻子的舅舅", "局长", [("R16", "S")]),
        ("堂叔", "科员", [("R13", "I")]),
        ("同事", "局长", []),
    ],
)
def test_a_term_that_nobody_knows(
    world: World, term: str, title: str, expected: list[tuple[str, str]]
) -> None:
    unit, person = world.org(UNIT), world.person("P0", "张某")
    other = world.somebody("李某", term, declared_by=person, kin_term=term, kin_employer=UNIT)
    world.edge("KIN_DECLARED", person, other, relation=term)
    world.served(other, unit, "2015-01", "至今", title=title)
    assert graded(world, 1) == [expected]


def test_the_path_to_the_uncle_of_a_spouse_is_shown(world: World) -> None:
    """Who is no relative of the person's is found by their own row of KIN, and the way is walked again."""
    me, uncle = world.person("P1", "张某"), world.person("P2", "李叔")
    wife, father, grandfather = (world.somebody(n, "家庭") for n in ("李妻", "李父", "李祖"))
    world.edge("SPOUSE_OF", me, wife)
    for parent, child in ((father, wife), (grandfather, father), (grandfather, uncle)):
        world.edge("PARENT_OF", parent, child)
    world.edge("KIN", uncle, me, relation="近姻亲", degree="1,2s", certainty="recorded")
    world.served(uncle, world.org(UNIT), "2015-01", "至今", title="局长", leading=True)
    [reason] = world.ask("P1", UNIT)["reasons"]
    assert (reason["rule"], reason["severity"]) == ("R16", "S")
    kinds = ["SPOUSE_OF", "PARENT_OF", "PARENT_OF", "PARENT_OF", "SERVED_IN"]
    assert [step["kind"] for step in reason["path"]] == kinds
