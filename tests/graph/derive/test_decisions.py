"""What people decide holds whatever is loaded when, and taken back it leaves no trace."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.derive.identity import linkage
from graph.model.claims import digest
from graph.model.decisions import Decision

EXAMPLES = 60 if os.environ.get("XUNTU_SOAK") else 1

Pair = tuple[str, str, float, str]


@pytest.fixture(autouse=True)
def linked(monkeypatch: pytest.MonkeyPatch) -> list[Pair]:
    """The pairs that linkage finds: (a, b, probability, zone), none until a test says so."""
    pairs: list[Pair] = []

    def link(con: Any, _engine: str = "duckdb") -> None:
        con.execute(
            "CREATE OR REPLACE TABLE person_pair (a VARCHAR, b VARCHAR, probability DOUBLE, zone VARCHAR, "
            "evidence_for VARCHAR, evidence_against VARCHAR, settle VARCHAR)"
        )
        for a, b, probability, zone in pairs:
            # Linkage speaks of records: the least mention of each.
            con.execute(
                "INSERT INTO person_pair SELECT least(x.root, y.root), greatest(x.root, y.root), ?, ?, '姓名相同', '', "
                "'出生年月' FROM component x, component y WHERE x.mention = ? AND y.mention = ?",
                [probability, zone, a, b],
            )

    monkeypatch.setattr(linkage, "link", link)
    return pairs


@pytest.fixture
def said(telling: Callable[[str], Any]) -> Any:
    return telling("台账.xlsx")


def clue(number: str, name: str = "甲某") -> str:
    return f"clue:云川市委:{number}:{name}"


# ---------------------------------------------------------------------- people


def test_two_who_are_decided_to_be_one_are_one_and_taken_back_two(said: Any, world: Any) -> None:
    one, other = said.person("001", name="甲某"), said.somebody("甲某", birth="1970-05")
    world.load(said)
    before = world.derive().snapshot
    decision = world.decide("SAME", other, one)
    merged = world.derive()
    assert merged.same(one, other)
    assert merged.one("nodes_Person", id=one)["birth"] == "1970-05"
    assert merged.snapshot.hash != before.hash
    world.decide("TAKEN_BACK", decision.id)
    assert world.derive().snapshot.hash == before.hash


def test_the_last_word_on_a_pair_holds(said: Any, world: Any) -> None:
    one, other = said.somebody("甲某"), said.somebody("甲某")
    world.load(said)
    for kind, joined in (("SAME", True), ("NOT_SAME", False), ("SAME", True)):
        world.decide(kind, one, other)
        assert world.build().same(one, other) is joined
    world.decide("NOT_SAME", other, one)
    assert not world.build().same(one, other)


def test_a_decision_may_cite_an_alias(said: Any, world: Any) -> None:
    one, other = said.person("001", identity="aa"), said.somebody("甲某")
    world.load(said)
    world.decide("SAME", digest("Person", "id:aa"), other)
    graph = world.build()
    assert graph.same(one, other)
    assert graph.resolve(other) == digest("Person", "id:aa")


def test_a_number_that_two_bear_stands_for_neither(said: Any, world: Any) -> None:
    one, other = (
        said.person("001", identity="aa"),
        said.person("9", identity="aa", scope="中共江岸市委"),
    )
    third = said.person("7", identity="aa", scope="中共临江市委")
    world.load(said)
    assert world.build().same(one, other, third)
    world.decide("NOT_SAME", one, other)
    graph = world.build()
    assert len({graph.resolve(mention) for mention in (one, other, third)}) == 3
    # Whose the number is nobody has said: both ways are open.
    assert set(graph.open_items()) == {tuple(sorted((third, m))) for m in (one, other)}
    world.decide("SAME", third, other)
    graph = world.build()
    assert graph.same(third, other)
    assert not graph.same(third, one)
    assert graph.open_items() == {}


def test_who_has_a_number_leaves_a_clue_and_the_others_stay(said: Any, world: Any) -> None:
    keyed = said.person("001", name="甲某", contexts=[clue("1")])
    others = [said.somebody("甲某", contexts=[clue("1")]) for _ in range(2)]
    world.load(said)
    assert world.build().same(keyed, *others)
    world.decide("NOT_SAME", keyed, others[0])
    graph = world.build()
    assert graph.same(*others)
    assert not graph.same(keyed, others[0])


def test_no_chain_of_links_joins_two_who_are_not_one(
    said: Any, world: Any, linked: list[Pair]
) -> None:
    one = said.person("001", identity="aa", name="甲某")
    middle = said.person(
        "9", identity="aa", scope="中共江岸市委", contexts=[clue("1")], name="甲某"
    )
    under_clue = said.somebody("甲某", contexts=[clue("1")])
    probable = said.somebody("甲某")
    linked += [(under_clue, probable, 0.999, "confirmed")]
    world.load(said)
    assert world.build().same(one, middle, under_clue, probable)
    # The probable link gives way first, then the name under a clue, the number last.
    world.decide("NOT_SAME", one, probable)
    graph = world.build()
    assert graph.same(one, middle, under_clue)
    assert not graph.same(one, probable)
    world.decide("NOT_SAME", one, under_clue)
    graph = world.build()
    assert graph.same(one, middle)
    assert graph.same(under_clue, probable)
    assert not graph.same(one, under_clue)
    world.decide("NOT_SAME", one, middle)
    graph = world.build()
    assert not graph.same(one, middle)


def test_two_identity_numbers_are_settled_by_decisions(said: Any, world: Any) -> None:
    twice = said.person("001", identity="aa", name="甲某")
    said.person("001", identity="bb", name="甲某")
    first, second = said.person("8", identity="aa"), said.person("9", identity="bb")
    world.load(said)
    pairs = {tuple(sorted((twice, m))) for m in (first, second)}
    found = world.build().open_items()
    assert set(found) == {*pairs, (twice, twice)}
    assert {item["settle"] for item in found.values()} == {"公民身份号码"}
    world.decide("SAME", twice, first)
    world.decide("NOT_SAME", second, twice)
    world.decide("SAME", twice, twice)
    graph = world.build()
    assert graph.same(twice, first)
    assert not graph.same(twice, second)
    assert graph.open_items() == {}
    assert graph.problems() & {("公民身份号码", "同一组记录有互相矛盾的公民身份号码")} == set()


# ---------------------------------------------------------------------- probable pairs


def test_confirmed_pairs_join_possible_ones_are_listed_and_rejected_ones_are_not(
    said: Any, world: Any, linked: list[Pair]
) -> None:
    keyed, *bare = said.person("001", name="甲某"), *(said.somebody("甲某") for _ in range(3))
    linked += [
        (keyed, bare[0], 0.999, "confirmed"),
        (keyed, bare[1], 0.6, "possible"),
        (keyed, bare[2], 0.1, "rejected"),
    ]
    world.load(said)
    graph = world.derive()
    assert graph.same(keyed, bare[0])
    assert len({graph.resolve(m) for m in (keyed, *bare[1:])}) == 3
    ((pair, item),) = graph.open_items().items()
    assert pair == tuple(sorted((keyed, bare[1])))
    assert (item["zone"], item["probability"], item["settle"]) == ("possible", 0.6, "出生年月")
    assert {item["a"], item["b"]} == {graph.resolve(m) for m in pair}
    assert item["evidence_for"] == "姓名相同"


@pytest.mark.parametrize("kind", ["SAME", "NOT_SAME"])
def test_what_is_decided_is_open_no_more(
    said: Any, world: Any, linked: list[Pair], kind: str
) -> None:
    keyed, bare = said.person("001", name="甲某"), said.somebody("甲某")
    linked += [(keyed, bare, 0.6, "possible")]
    world.load(said)
    (item,) = world.build().open_items().values()
    decision = world.decide(kind, item["mention_a"], item["mention_b"])
    assert world.build().open_items() == {}
    world.decide("TAKEN_BACK", decision.id)
    assert [again["id"] for again in world.build().open_items().values()] == [item["id"]]


@pytest.mark.parametrize(
    ("mine", "theirs", "why"),
    [
        ({"identity": "aa"}, {"identity": "bb", "scope": "中共江岸市委"}, "身份证号"),
        ({}, {}, "人员编号"),
        ({"birth": "1970-05"}, {"birth": "1980", "scope": "中共江岸市委"}, "出生年月"),
    ],
)
def test_a_confirmed_pair_never_makes_one_person_of_two(
    said: Any,
    world: Any,
    linked: list[Pair],
    mine: dict[str, str],
    theirs: dict[str, str],
    why: str,
) -> None:
    one, other, middle = said.person("1", **mine), said.person("2", **theirs), said.somebody("甲某")
    linked += [(one, middle, 0.999, "confirmed"), (other, middle, 0.998, "confirmed")]
    world.load(said)
    graph = world.build()
    # The likelier of the two holds.
    assert graph.same(one, middle)
    assert not graph.same(other, middle)
    ((pair, item),) = graph.open_items().items()
    assert set(pair) == {other, middle}
    assert why in item["evidence_against"]


def test_a_confirmed_pair_gives_way_to_a_decision(
    said: Any, world: Any, linked: list[Pair]
) -> None:
    one, middle, other = (said.somebody("甲某") for _ in range(3))
    linked += [(one, middle, 0.999, "confirmed"), (middle, other, 0.998, "confirmed")]
    world.load(said)
    assert world.build().same(one, middle, other)
    world.decide("NOT_SAME", one, other)
    graph = world.build()
    assert graph.same(one, middle)
    assert not graph.same(one, other)
    # That the middle one may be the other follows from nothing any more: it is settled with the first.
    assert graph.open_items() == {}


# ---------------------------------------------------------------------- decisions that change nothing


def test_a_decision_whose_subject_is_gone_is_open_again(
    telling: Callable[[str], Any], world: Any
) -> None:
    first, second = telling("一.xlsx"), telling("二.xlsx")
    one, other = first.person("001"), second.somebody("甲某")
    world.load(first, second)
    decision = world.decide("SAME", one, other)
    assert world.build().open_items() == {}
    world.decide("WITHDRAWN", second.hash)
    (item,) = world.build().open_items().values()
    assert (item["zone"], item["decision"]) == ("lost", decision.id)
    assert "对象已不在" in item["evidence_against"]
    world.decide("RESTORED", second.hash)
    assert world.build().open_items() == {}
    assert world.build().same(one, other)


def test_decisions_that_contradict_each_other_are_told(said: Any, world: Any) -> None:
    one, two, three = (said.somebody("甲某") for _ in range(3))
    world.load(said)
    world.decide("SAME", one, two)
    world.decide("SAME", two, three)
    world.decide("NOT_SAME", one, three)
    graph = world.build()
    assert not graph.same(one, three)
    assert [item["zone"] for item in graph.open_items().values()] == ["void"]


def test_one_number_cannot_be_parted_and_it_is_told(said: Any, world: Any) -> None:
    one = said.person("001", identity="aa")
    world.load(said)
    world.decide("NOT_SAME", one, digest("Person", "id:aa"))
    (item,) = world.build().open_items().values()
    assert item["zone"] == "void"
    assert "此行有误" in item["evidence_against"]


# ---------------------------------------------------------------------- whatever the order


def verdicts() -> st.SearchStrategy[list[tuple[str, int, int]]]:
    some = st.integers(0, 5)
    return st.lists(
        st.tuples(st.sampled_from(["SAME", "NOT_SAME", "undo"]), some, some),
        min_size=3,
        max_size=10,
    )


def outcome(world: Any, steps: Iterable[tuple[str, int, int]], people: list[str]) -> None:
    for kind, i, j in steps:
        if kind == "undo":
            if world.decisions:
                world.decide("TAKEN_BACK", world.decisions[i % len(world.decisions)].id)
        elif i != j:
            world.decide(kind, people[i], people[j])


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(steps=verdicts(), chance=st.randoms(use_true_random=False))
def test_decisions_that_end_equal_give_one_graph(
    telling: Callable[..., Any],
    new: Any,
    linked: list[Pair],
    steps: list[tuple[str, int, int]],
    chance: random.Random,
) -> None:
    first, second = telling("一.xlsx"), telling("二.xlsx")
    people = [
        first.person("1", identity="aa", name="甲某", contexts=[clue("1")]),
        second.person("2", identity="aa", scope="中共江岸市委", name="甲某"),
        second.person("3", identity="bb", scope="中共江岸市委", name="甲某"),
        first.somebody("甲某", contexts=[clue("1")]),
        second.somebody("甲某", contexts=[clue("1")]),
        second.somebody("甲某"),
    ]
    linked[:] = [
        (people[3], people[5], 0.999, "confirmed"),
        (people[2], people[5], 0.998, "confirmed"),
    ]
    with tempfile.TemporaryDirectory() as root:
        one, other = new(Path(root) / "one"), new(Path(root) / "other")
        one.load(first, second)
        untouched = one.derive().snapshot.hash
        outcome(one, steps, people)
        # The last word on each pair, in any order, over sources in the other order.
        held: dict[frozenset[str], str] = {}
        for decision in _in_force(one.decisions):
            held[frozenset(decision.subjects)] = decision.kind
        words = list(held.items())
        chance.shuffle(words)
        for pair, kind in words:
            other.decide(kind, *sorted(pair, reverse=chance.random() < 0.5))
        other.load(second, first)
        graph = one.derive()
        assert other.derive().snapshot.hash == graph.snapshot.hash
        for pair, kind in words:
            a, b = sorted(pair)
            if kind == "NOT_SAME":
                assert not graph.same(a, b)
        for decision in _in_force(one.decisions):
            one.decide("TAKEN_BACK", decision.id)
        assert one.derive().snapshot.hash == untouched


def _in_force(decisions: list[Decision]) -> list[Decision]:
    """Decisions that hold, told in the plainest way."""
    gone: set[str] = set()
    for decision in reversed(decisions):
        if decision.kind == "TAKEN_BACK" and decision.id not in gone:
            gone.add(decision.subjects[0])
    return [d for d in decisions if d.kind != "TAKEN_BACK" and d.id not in gone]
