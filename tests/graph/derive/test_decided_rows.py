"""Wrong rows leave no trace; postings become one or two as was decided, and taken back are as before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def said(telling: Callable[[str], Any]) -> Any:
    return telling("台账.xlsx")


def test_a_wrong_row_is_as_if_it_had_never_been_said(
    telling: Callable[[str], Any], new_world: Callable[[str], Any]
) -> None:
    right, wrong = telling("一.xlsx"), telling("一.xlsx")
    for said in (right, wrong):
        said.edge("SERVED_IN", said.person("001"), said.own("市林业局"), title="局长")
    wrong.person("001", birth="1970-05")
    place = wrong.claims[-1].provenance.place
    never, world = new_world("never"), new_world("world")
    never.load(right)
    world.load(wrong)
    before = world.derive().snapshot.hash
    decision = world.decide("ROW_WRONG", wrong.hash, place)
    assert world.derive().snapshot.hash == never.derive().snapshot.hash != before
    assert world.build().open_items() == {}
    world.decide("TAKEN_BACK", decision.id)
    assert world.derive().snapshot.hash == before
    world.decide("ROW_WRONG", wrong.hash, "L4!第999行")
    assert [item["zone"] for item in world.build().open_items().values()] == ["lost"]


def test_what_another_row_speaks_of_stays_when_the_row_that_names_it_is_wrong(
    said: Any, world: Any
) -> None:
    person, unit = said.person("001"), said.own("市林业局")
    place = said.claims[-1].provenance.place
    said.edge("SERVED_IN", person, unit, title="局长")
    world.load(said)
    world.decide("ROW_WRONG", said.hash, place)
    assert world.build().one("edges_SERVED_IN", title="局长")["target"] == unit


def posting(said: Any, number: str, title: str, since: str, until: str) -> str:
    said.edge(
        "SERVED_IN", said.person(number), said.unit("市林业局"),
        title=title, kind="任职", since=since, until=until, end_state="stated",
    )  # fmt: skip
    mention: str = said.claims[-1].mention
    return mention


def stints(graph: Any) -> list[tuple[str, str, str]]:
    rows = graph.rows("edges_SERVED_IN")
    assert len({row["id"] for row in rows}) == len(rows)
    return sorted((row["title"], row["since"], row["until"]) for row in rows)


def test_two_stints_become_one_posting_and_two_again(said: Any, world: Any) -> None:
    first = posting(said, "001", "局长", "2010-01", "2012-03")
    second = posting(said, "001", "党组书记、局长", "2012-05", "2015-01")
    world.load(said)
    before = world.derive()
    assert len(stints(before)) == 2
    decision = world.decide("SAME_POSTING", second, first)
    (row,) = world.build().rows("edges_SERVED_IN")
    assert (row["title"], row["since"], row["until_latest"]) == ("局长", "2010-01", "2015-01-31")
    world.decide("TAKEN_BACK", decision.id)
    assert world.derive().snapshot.hash == before.snapshot.hash


def test_one_posting_becomes_two_and_the_better_claim_keeps_it(
    telling: Callable[..., Any], world: Any
) -> None:
    good, bad = telling("一.xlsx", 1), telling("二.xlsx", 2)
    first = posting(good, "001", "局长", "2010-01", "2012-03")
    other = posting(bad, "001", "局长", "2010-01", "2011-03")
    world.load(good, bad)
    before = world.derive()
    assert len(stints(before)) == 1
    world.decide("NOT_SAME_POSTING", first, other)
    graph = world.derive()
    assert stints(graph) == [("局长", "2010-01", "2011-03"), ("局长", "2010-01", "2012-03")]
    kept = before.one("edges_SERVED_IN", title="局长")["id"]
    assert graph.one("edges_SERVED_IN", id=kept)["until"] == "2012-03"
    world.decide("SAME_POSTING", first, other)
    assert world.derive().snapshot.hash == before.snapshot.hash


def test_postings_of_two_people_are_never_one(said: Any, world: Any) -> None:
    first = posting(said, "001", "局长", "2010-01", "2012-03")
    other = posting(said, "002", "局长", "2010-01", "2012-03")
    world.load(said)
    world.decide("SAME_POSTING", first, other)
    assert len(world.build().rows("edges_SERVED_IN")) == 2
    assert [item["zone"] for item in world.build().open_items().values()] == ["void"]
