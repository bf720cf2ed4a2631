"""One sanction that several reports tell of is one; what may be one and is not certain is for somebody to decide."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from graph.model import keys

Telling = Callable[..., Any]
SOAK = bool(os.environ.get("XUNTU_SOAK"))


def reported(said: Any, measure: str, day: str | None = None, whom: str = "001") -> str:
    """Let a report tell of a sanction, in a paragraph of its own; return its mention."""
    first = len(said.claims)
    person = said.person(whom, name="甲某")
    kind = "Prosecution" if measure == "移送司法" else "Sanction"
    mention: str = keys.placed(kind, said.hash, f"第{first}段", 0)
    when = "referred_on" if kind == "Prosecution" else "decided"
    said.node(mention, name=measure, **{when: day})
    said.edge("CHARGES" if kind == "Prosecution" else "IMPOSED_ON", mention, person)
    told = [
        replace(claim, provenance=replace(claim.provenance, place=f"第{number + 1}段"))
        for number, claim in enumerate(said.claims[first:], first)
    ]
    said.claims[first:] = told
    return mention


def recorded(said: Any, kind: str, level: str, day: str | None, case: str = "A1") -> str:
    """Let the ledger of cases tell of a sanction; return its mention."""
    person = said.person("001", name="甲某")
    mention: str = keys.composed("Sanction", case, person, kind, level)
    said.node(mention, name=f"{kind}（{level}）", kind=kind, level=level, decided=day)
    said.edge("IMPOSED_ON", mention, person)
    return mention


@pytest.fixture
def papers(telling: Telling) -> tuple[Any, Any, Any]:
    """Three reports, none better than another."""
    one, two, three = (telling(f"{name}.txt", 60) for name in "甲乙丙")
    return one, two, three


@pytest.mark.parametrize(
    ("measure", "days"),
    [
        ("党内警告", ("2024-03", "2024-03")),
        ("党内警告", ("2024-03-05", "2024-03")),
        ("党内警告", ("2024", "2024-03-05")),
        ("开除党籍", (None, None)),
        ("开除党籍", ("2024-03", None)),
        ("移送司法", ("2024-03", None)),
    ],
)
def test_days_that_agree_as_far_as_they_are_stated_are_one_sanction(
    papers: Any, derived: Callable[..., Any], measure: str, days: tuple[str | None, str | None]
) -> None:
    mentions = [reported(paper, measure, day) for paper, day in zip(papers, days, strict=False)]
    graph = derived(*papers[:2])
    assert graph.same(*mentions)
    assert graph.open_items() == {}
    edges = graph.rows("edges_IMPOSED_ON") + graph.rows("edges_CHARGES")
    assert len(edges) == 1
    assert edges[0]["sources"].count("；") == 1


def test_other_people_measures_and_days_are_others(
    papers: Any, derived: Callable[..., Any]
) -> None:
    one, other, _ = papers
    mentions = [
        reported(one, "党内警告", "2024-03"),
        reported(other, "党内警告", "2022-03"),
        reported(other, "政务警告", "2024-03"),
        reported(other, "党内警告", "2024-03", whom="002"),
    ]
    graph = derived(one, other)
    assert len({graph.resolve(mention) for mention in mentions}) == 4
    assert graph.open_items() == {}


@pytest.mark.parametrize("days", [(None, "2024-03"), (None, None)])
def test_what_can_be_imposed_twice_is_open_without_a_day(
    papers: Any, world: Any, days: tuple[str | None, str | None]
) -> None:
    mentions = [reported(paper, "党内警告", day) for paper, day in zip(papers, days, strict=False)]
    world.load(*papers[:2])
    graph = world.build()
    assert not graph.same(*mentions)
    ((pair, item),) = graph.open_items().items()
    assert (set(pair), item["kind"], item["settle"]) == (set(mentions), "Sanction", "处分决定日期")
    world.decide("NOT_SAME_SANCTION", *mentions)
    assert world.build().open_items() == {}
    world.decide("SAME_SANCTION", *mentions)
    graph = world.build()
    assert graph.same(*mentions)
    assert graph.open_items() == {}


def test_a_coarse_day_that_fits_two_sanctions_is_open(
    papers: Any, derived: Callable[..., Any]
) -> None:
    days = ("2024-03", "2024-09", "2024")
    march, autumn, sometime = (
        reported(paper, "党内警告", day) for paper, day in zip(papers, days, strict=True)
    )
    graph = derived(*papers)
    assert len({graph.resolve(one) for one in (march, autumn, sometime)}) == 3
    pairs = {frozenset(pair) for pair in graph.open_items()}
    assert pairs == {frozenset((march, sometime)), frozenset((autumn, sometime))}


def test_a_report_tells_of_the_sanction_of_the_ledger(
    papers: Any, telling: Telling, derived: Callable[..., Any]
) -> None:
    ledger = telling("处分.xlsx", 5)
    row = recorded(ledger, "党纪处分", "严重警告", "2024-03-05")
    told = [reported(paper, "党内严重警告", "2024-03") for paper in papers]
    graph = derived(ledger, *papers)
    assert graph.same(row, *told)
    assert graph.resolve(told[0]) == row
    (sanction,) = graph.rows("nodes_Sanction")
    assert (sanction["level"], sanction["decided"]) == ("严重警告", "2024-03-05")


def test_rows_of_a_ledger_stay_two_and_a_report_of_either_is_open(
    papers: Any, telling: Telling, derived: Callable[..., Any]
) -> None:
    ledger = telling("处分.xlsx", 5)
    rows = [recorded(ledger, "党纪处分", "警告", "2024-03-05", case) for case in ("A1", "A2")]
    told = reported(papers[0], "党内警告", "2024-03-05")
    graph = derived(ledger, papers[0])
    assert len({graph.resolve(one) for one in (*rows, told)}) == 3
    assert len(graph.open_items()) == 2


def test_rows_of_a_ledger_are_not_asked_about(
    papers: Any, telling: Telling, derived: Callable[..., Any]
) -> None:
    ledger = telling("处分.xlsx", 5)
    for case in ("A1", "A2"):
        recorded(ledger, "党纪处分", "警告", None, case)
    reported(papers[0], "开除党籍", "2024-03-05")
    graph = derived(ledger, papers[0])
    assert len(graph.rows("nodes_Sanction")) == 3
    assert graph.open_items() == {}


def test_decided_apart_they_stay_apart_and_the_rest_is_one(papers: Any, world: Any) -> None:
    one, two, three = (reported(paper, "党内警告", "2024-03") for paper in papers)
    world.load(*papers)
    before = world.derive().snapshot.hash
    decision = world.decide("NOT_SAME_SANCTION", one, two)
    graph = world.derive()
    assert not graph.same(one, two)
    assert graph.same(one, three) or graph.same(two, three)
    world.decide("TAKEN_BACK", decision.id)
    assert world.derive().snapshot.hash == before


def test_the_order_of_loading_changes_nothing(papers: Any, new_world: Callable[[str], Any]) -> None:
    days = ("2024-03", None, "2024")
    for paper, day in zip(papers, days, strict=True):
        reported(paper, "党内警告", day)
        reported(paper, "开除党籍", day)
    whole = new_world("whole")
    whole.load(*papers)
    wanted = whole.derive().snapshot.hash
    orders = list(permutations(papers))
    for number, order in enumerate(orders if SOAK else orders[-2:]):
        world = new_world(str(number))
        for paper in order:
            # Each time built on the snapshot before.
            world.load(paper)
            last = world.derive(worth=0).snapshot.hash
        assert last == wanted
