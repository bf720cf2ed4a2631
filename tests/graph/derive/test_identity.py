"""Which mentions are one thing, and which are left apart and reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.model import keys
from graph.model.claims import digest
from graph.model.names import org_key

SCOPE = "中共云川市委"
Derived = Callable[..., Any]


@pytest.fixture
def said(telling: Callable[[str], Any]) -> Any:
    return telling("台账.xlsx")


def same(graph: Any, *mentions: str) -> bool:
    return len({graph.resolve(mention) for mention in mentions}) == 1


# ---------------------------------------------------------------------- organisations


def test_full_short_and_former_names_are_one(said: Any, derived: Derived) -> None:
    own = said.own("市林业和草原局", short=["林草局"], former=["市林业局"], region_code="990100")
    bare = [said.unit(name) for name in ("云川市林业和草原局", "林草局", "市林业局")]
    other = said.unit("市农业局")
    graph = derived(said)
    assert same(graph, own, *bare)
    assert not same(graph, own, other)
    row = graph.one("nodes_Organization", id=graph.resolve(own))
    assert row["name"] == "市林业和草原局"
    assert graph.one("nodes_Organization", id=graph.resolve(other))["name"] == "市农业局"
    assert graph.rows("conflicts") == []


def test_a_code_joins_different_names(said: Any, derived: Derived) -> None:
    one, other = said.own("市林业局", uscc="U1"), said.own("市林草局", uscc="U1")
    graph = derived(said)
    assert same(graph, one, other)
    assert graph.resolve(one) == digest("Organization", "uscc:U1")


def test_a_former_name_that_somebody_owns_stays_apart_but_counts_as_predecessor(
    said: Any, derived: Derived
) -> None:
    heir = said.own("市林业和草原局", former=["市林业局"])
    owner = said.own("市林业局")
    graph = derived(said)
    assert not same(graph, heir, owner)
    (row,) = graph.counts_for(owner, heir)
    assert (row["reach"], row["certainty"]) == ("predecessor", "inferred")
    (row,) = graph.counts_for(heir, owner)
    assert (row["reach"], row["certainty"]) == ("successor", "inferred")


def test_a_former_name_of_two_is_nobodys_and_reported(said: Any, derived: Derived) -> None:
    heirs = [said.own(name, former=["市国土规划局"]) for name in ("市国土局", "市规划局")]
    bare = said.unit("市国土规划局")
    graph = derived(said)
    assert len({graph.resolve(mention) for mention in (*heirs, bare)}) == 3
    assert ("曾用名", "多个单位用同一曾用名，未合并") in graph.problems()
    assert {row["reach"] for heir in heirs for row in graph.counts_for(bare, heir)} == {
        "predecessor"
    }


def test_one_former_name_told_by_two_records_of_one_organisation_joins(
    said: Any, derived: Derived
) -> None:
    records = [said.own(name, uscc="U1", former=["市林业厅"]) for name in ("市林业局", "市林草局")]
    bare = said.unit("市林业厅")
    graph = derived(said)
    assert same(graph, bare, *records)
    assert graph.problems() <= {("name", "市林草局"), ("name", "市林业局")}


@pytest.mark.parametrize(
    ("codes", "apart"),
    [((None, None), True), (("U1", None), True), (("U1", "U2"), True), (("U1", "U1"), False)],
)
def test_a_short_name_of_two_stands_for_neither(
    said: Any, derived: Derived, codes: tuple[str | None, str | None], apart: bool
) -> None:
    one = said.own("市卫生健康局", short=["卫健局"], uscc=codes[0])
    other = said.own("市卫生健康监督局", short=["卫健局"], uscc=codes[1])
    bare = said.unit("卫健局")
    graph = derived(said)
    assert same(graph, one, other) is not apart
    assert same(graph, one, bare) is not apart
    if apart:
        assert not same(graph, other, bare)
        reported = [row for row in graph.rows("conflicts") if row["property"] == "简称"]
        assert {row["kept"] for row in reported} == {"卫健局"}
        assert {row["id"] for row in reported} == {graph.resolve(one), graph.resolve(other)}


def test_a_sign_joins_but_not_against_two_codes(
    telling: Callable[[str], Any], new_world: Callable[[str], Any]
) -> None:
    for codes, joined in (((None, None), True), (("U1", None), True), (("U1", "U2"), False)):
        said = telling("单位.xlsx")
        one = said.own("市教育体育局", short=["市委教育工委"], uscc=codes[0])
        other = said.own("市委教育工委", uscc=codes[1])
        world = new_world(f"{codes}")
        world.load(said)
        graph = world.build()
        assert same(graph, one, other) is joined
        reported = {row["id"] for row in graph.rows("conflicts") if row["kept"] == "未合并"}
        assert reported == (set() if joined else {graph.resolve(one), graph.resolve(other)})


def test_two_codes_under_one_name_are_reported(
    telling: Callable[[str], Any], derived: Derived
) -> None:
    first, second = telling("一.xlsx"), telling("二.xlsx")
    one, _ = first.own("市林业局", uscc="U1"), second.own("市林业局", uscc="U2")
    other = second.own("市绿化局", uscc="U2")
    graph = derived(first, second)
    assert not same(graph, one, other)
    assert ("统一社会信用代码", "同一单位有两个代码") in graph.problems()


def test_names_are_of_one_committee(said: Any, derived: Derived) -> None:
    here, there = said.own("市林业局"), said.own("市林业局", scope="中共江岸市委")
    committee = [said.own("中共云川市委员会"), said.own("云川市委", scope="中共江岸市委")]
    graph = derived(said)
    assert not same(graph, here, there)
    assert same(graph, *committee)
    assert graph.resolve(committee[0]) == digest("Organization", "committee:云川市委")


def test_a_party_body_counts_for_its_unit_by_name(said: Any, derived: Derived) -> None:
    unit, body = said.own("市卫生健康委员会"), said.unit("市卫生健康委员会党组")
    graph = derived(said)
    assert not same(graph, unit, body)
    for a, b in ((unit, body), (body, unit)):
        (row,) = graph.counts_for(a, b)
        assert (row["reach"], row["certainty"]) == ("itself", "inferred")


def test_a_recorded_party_body_is_no_longer_inferred(said: Any, derived: Derived) -> None:
    unit, body = said.own("市林业局"), said.unit("市林业局党组")
    said.edge("PARTY_ORG_OF", body, unit)
    graph = derived(said)
    assert [row["certainty"] for row in graph.counts_for(body, unit)] == ["recorded"]


def test_the_full_name_of_a_record_is_the_id(said: Any, derived: Derived) -> None:
    # 丁 sorts before 市: without its rank the former name would be the id.
    own = said.own("市林业局", short=["一局"], former=["丁局"])
    graph = derived(said)
    assert graph.resolve(own) == digest("Organization", org_key("市林业局", SCOPE))
    assert graph.resolve(keys.organization("一局", SCOPE)) == graph.resolve(own)
    assert graph.resolve(keys.organization("丁局", SCOPE)) == graph.resolve(own)


def test_ids_answer_when_a_stronger_key_arrives(telling: Callable[[str], Any], world: Any) -> None:
    first, second = telling("一.xlsx"), telling("二.xlsx")
    unit, person = first.own("市林业局"), first.person("001", name="甲某")
    world.load(first)
    before = world.derive()
    printed = [before.resolve(unit), before.resolve(person)]
    second.own("市林业局", uscc="U1")
    second.person("001", identity="aa")
    world.load(second)
    after = world.derive()
    now = [digest("Organization", "uscc:U1"), digest("Person", "id:aa")]
    assert [after.resolve(identifier) for identifier in printed] == now
    assert printed != now
    assert after.resolve("Person-unknown") == "Person-unknown"


# ---------------------------------------------------------------------- people


def test_people_are_one_by_number_or_identity_number(said: Any, derived: Derived) -> None:
    one = said.person("001", identity="aa", name="甲某")
    again = said.person("001", name="甲某")
    elsewhere = said.person("9", identity="aa", scope="中共江岸市委", name="甲某")
    other = said.person("002", name="甲某")
    graph = derived(said)
    assert same(graph, one, again, elsewhere)
    assert graph.resolve(one) == digest("Person", "id:aa")
    assert not same(graph, one, other)


def test_a_name_alone_never_joins(said: Any, derived: Derived) -> None:
    people = [said.somebody("甲某") for _ in range(3)] + [said.person("001", name="甲某")]
    graph = derived(said)
    assert len({graph.resolve(mention) for mention in people}) == 4
    assert all(not row["keyed"] for row in graph.rows("nodes_Person") if not row["person_no"])


def clue(number: str, name: str) -> str:
    return f"clue:云川市委:{number}:{name}"


def test_a_name_under_one_clue_or_case_is_one(said: Any, derived: Derived) -> None:
    first = said.somebody("甲某", contexts=[clue("1", "甲某")])
    both = said.somebody("甲某", contexts=[clue("1", "甲某"), "case:云川市委:9:甲某"])
    case = said.somebody("甲某", contexts=["case:云川市委:9:甲某"])
    keyed = said.person("001", contexts=[clue("1", "甲某")], name="甲某")
    other = said.somebody("甲某", contexts=[clue("2", "甲某")])
    graph = derived(said)
    assert same(graph, first, both, case, keyed)
    assert graph.resolve(first) == keyed
    assert not same(graph, first, other)
    assert graph.rows("conflicts") == []


def test_a_name_under_a_clue_does_not_join_two_numbers(said: Any, derived: Derived) -> None:
    bare = said.somebody("甲某", contexts=[clue("1", "甲某")])
    two = [said.person(n, contexts=[clue("1", "甲某")], name="甲某") for n in ("001", "002")]
    graph = derived(said)
    assert len({graph.resolve(mention) for mention in (bare, *two)}) == 3
    assert ("人员编号", "同名而人员编号不同") in graph.problems()


def test_numbers_that_an_identity_number_joins_stay_joined_under_a_clue(
    said: Any, derived: Derived
) -> None:
    bare = said.somebody("甲某", contexts=[clue("1", "甲某")])
    one = said.person("001", identity="aa", contexts=[clue("1", "甲某")])
    other = said.person("7", identity="aa", scope="中共江岸市委", contexts=[clue("1", "甲某")])
    graph = derived(said)
    assert same(graph, bare, one, other)
    assert {row["property"] for row in graph.rows("conflicts")} <= {"person_no"}


def test_two_identity_numbers_are_reported_and_not_merged(
    telling: Callable[[str], Any], derived: Derived
) -> None:
    first, second = telling("一.xlsx"), telling("二.xlsx")
    twice = first.person("001", identity="aa", name="甲某")
    second.person("001", identity="bb", name="甲某")
    others = [second.person("8", identity="aa"), second.person("9", identity="bb")]
    graph = derived(first, second)
    assert len({graph.resolve(mention) for mention in (twice, *others)}) == 3
    reported = {r["id"] for r in graph.rows("conflicts") if r["property"] == "公民身份号码"}
    assert graph.resolve(twice) in reported
    # A doubtful number is no id.
    assert graph.resolve(twice) == twice


@pytest.mark.parametrize(
    ("births", "apart"),
    [
        (("1970-05", "1980-01"), True),
        (("1970", "1970-05"), False),
        (("1970-05", "1970-05-09"), False),
        (("1970-05", None), False),
    ],
)
def test_births_that_cannot_be_one_are_not_merged(
    said: Any, derived: Derived, births: tuple[str, str | None], apart: bool
) -> None:
    one = said.person("001", identity="aa", birth=births[0])
    other = said.person("9", identity="aa", scope="中共江岸市委", birth=births[1])
    graph = derived(said)
    assert same(graph, one, other) is not apart
    reported = any(row["property"] == "出生年月" for row in graph.rows("conflicts"))
    assert reported is apart


def test_births_tell_names_under_one_clue_apart(said: Any, derived: Derived) -> None:
    one = said.somebody("甲某", contexts=[clue("1", "甲某")], birth="1970-05")
    other = said.somebody("甲某", contexts=[clue("1", "甲某")], birth="1990")
    graph = derived(said)
    assert not same(graph, one, other)
    assert ("出生年月", "同名而出生年月不同") in graph.problems()


def test_one_mention_against_itself_is_a_contradiction_of_values(
    telling: Callable[[str], Any], derived: Derived
) -> None:
    first, second = telling("一.xlsx"), telling("二.xlsx")
    one = first.person("001", identity="aa", birth="1970-05")
    second.person("001", birth="1980-01")
    other = second.person("9", identity="aa", scope="中共江岸市委", birth="1970-05")
    graph = derived(first, second)
    assert same(graph, one, other)
    assert {row["property"] for row in graph.rows("conflicts")} == {"birth", "person_no"}


def test_the_unnamed_wife_is_the_one_wife_who_is_named(said: Any, derived: Derived) -> None:
    person = said.person("001", name="甲某")
    wife = said.node(
        keys.relative(person, "妻子", "乙某", "1975-01"), name="乙某", declared_by=person
    )
    unnamed = said.node(
        keys.unnamed_relative(person, "", "s"), unnamed=True, kin_path="s", declared_by=person
    )
    said.edge("SPOUSE_OF", person, wife)
    said.edge("SPOUSE_OF", person, unnamed)
    graph = derived(said)
    assert same(graph, wife, unnamed)
    assert len(graph.rows("edges_SPOUSE_OF")) == 1
    row = graph.one("nodes_Person", id=graph.resolve(wife))
    assert (row["name"], row["declared_by"]) == ("乙某", person)


def test_the_unnamed_wife_of_two_who_are_named_is_neither(said: Any, derived: Derived) -> None:
    person = said.person("001")
    wives = [
        said.node(keys.relative(person, "妻子", name, None), name=name, declared_by=person)
        for name in ("乙某", "丙某")
    ]
    unnamed = said.node(
        keys.unnamed_relative(person, "", "s"), unnamed=True, kin_path="s", declared_by=person
    )
    for one in (*wives, unnamed):
        said.edge("SPOUSE_OF", one, person)
    graph = derived(said)
    assert len({graph.resolve(mention) for mention in (*wives, unnamed)}) == 3


def test_every_alias_has_one_id(said: Any, derived: Derived) -> None:
    said.own("市林业局", short=["林业局"], former=["市林业厅"], uscc="U1")
    said.own("市草原局", short=["林业局"])
    said.person("001", identity="aa", contexts=[clue("1", "甲某")])
    said.somebody("甲某", contexts=[clue("1", "甲某")])
    graph = derived(said)
    aliases = graph.rows("aliases")
    assert len({row["alias"] for row in aliases}) == len(aliases)
    ids = {row["id"] for kind in ("Person", "Organization") for row in graph.rows(f"nodes_{kind}")}
    assert {row["id"] for row in aliases} <= ids
    assert not ids & {row["alias"] for row in aliases}
