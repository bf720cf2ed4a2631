"""A placebo: links drawn at random lead nowhere. None may be told as 引出, and none may be counted."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.model.answers import Trace
from graph.model.grades import FACTS, MAY, told
from graph.snapshot import Snapshot
from graph.stores import open_store
from graph.stores.store import Store
from queries import tracing
from queries.tracing.grading import Doubts

ON = "2025-12-31"
UNITS = PEOPLE = 40
Rows = dict[str, list[dict[str, Any]]]
Write = Callable[[Path, Rows], Snapshot]


def _id(kind: str, number: int) -> str:
    return f"{kind}-{number:020d}"


def _things(rng: random.Random) -> Rows:
    """Return a world in which everything is recorded but what led to what: of each kind as many as units."""

    def day() -> str:
        return (date(2021, 1, 1) + timedelta(days=rng.randrange(1500))).isoformat()

    every = range(UNITS)
    rows: Rows = {
        "Team": [
            {"id": _id("Team", 1), "name": "第1组", "number": 1, "term_no": 7, "round_no": 1}
        ],
        "Organization": [{"id": _id("Organization", n), "name": f"第{n}局"} for n in every],
        "InspectionTask": [{"id": _id("InspectionTask", n), "name": f"任务{n}"} for n in every],
        "Person": [{"id": _id("Person", n), "name": f"某{n}"} for n in every],
        "Finding": [{"id": _id("Finding", n), "no": f"W{n}", "found_on": day(), "cat2": f"类{n % 5}"} for n in every],
        "Clue": [{"id": _id("Clue", n), "no": f"X{n}", "transferred": day(), "cat2": f"类{n % 5}"} for n in every],
        "CaseFile": [{"id": _id("CaseFile", n), "no": f"A{n}", "filed": day()} for n in every],
        "Sanction": [{"id": _id("Sanction", n), "name": f"处分{n}", "decided": day()} for n in every],
        "Prosecution": [{"id": _id("Prosecution", n), "name": f"移送{n}", "referred_on": day()} for n in every],
    }  # fmt: skip
    ends = [("EXECUTES", "Team", "InspectionTask"), ("INSPECTS", "InspectionTask", "Organization"),
            ("FOUND", "InspectionTask", "Finding"), ("YIELDED", "InspectionTask", "Clue"),
            ("ABOUT", "Clue", "Person"), ("AGAINST", "CaseFile", "Person"),
            ("IMPOSED_ON", "Sanction", "Person"), ("CHARGES", "Prosecution", "Person")]  # fmt: skip
    for kind, source, target in ends:
        rows[kind] = [
            {"source": _id(source, 1 if source == "Team" else n), "target": _id(target, n)}
            for n in every
        ]
    return rows


def _random_links(rng: random.Random) -> Rows:
    """Return links between things of other units and other people: whoever wrote them drew lots."""

    def pairs(source: str, target: str) -> list[dict[str, Any]]:
        drawn = [(rng.randrange(UNITS), rng.randrange(UNITS)) for _ in range(60)]
        return [
            {"source": _id(source, a), "target": _id(target, b)} for a, b in set(drawn) if a != b
        ]

    return {
        "LED_TO": pairs("Finding", "Clue") + pairs("Clue", "CaseFile"),
        "RESULTED_IN": pairs("CaseFile", "Sanction"),
        "REFERRED_TO": pairs("CaseFile", "Prosecution"),
    }


@pytest.fixture(scope="module", params=["nothing", "lots"])
def world(
    request: pytest.FixtureRequest, small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Rows]]:
    rng = random.Random(20261123)
    links = _random_links(rng) if request.param == "lots" else {}
    rows = _things(rng) | links
    folder = tmp_path_factory.mktemp("placebo")
    store = open_store("arcadedb", folder / "store", 256)
    store.replace(small_snapshot(folder / "snapshot", rows))
    yield store, links
    store.close()


def _causal(trace: Trace) -> Counter[str]:
    return Counter(s.grade for s in trace.steps if s.kind not in ("FOUND", "YIELDED"))


def test_no_random_link_is_told_or_counted_as_a_fact(world: tuple[Store, Rows]) -> None:
    store, links = world
    found = tracing.trace_scope(store, tracing.Scope(term=7), ON)
    grades = _causal(found)
    assert not FACTS & grades.keys()
    there = {node.id for node in found.subgraph.nodes}
    drawn = [row for rows in links.values() for row in rows if {*row.values()} <= there]
    assert grades["doubtful"] == len(drawn) >= len(links) * 50
    # Likenesses are offered, under another name.
    assert grades["inferred"] > 0
    for step in found.steps:
        if step.grade not in FACTS:
            assert told(step.kind, step.grade) != "引出"
            assert step.why
            assert step.grade == "doubtful" or told(step.kind, step.grade) == MAY
    assert {step.went_on for step in found.funnel} == {0}
    assert len(tracing.unexplained(store, ON).rows) == UNITS
    assert len(tracing.nothing_came(store, tracing.Scope(term=7), ON).rows) == UNITS


def test_no_likely_link_goes_back_in_time(world: tuple[Store, Rows]) -> None:
    found = tracing.trace_scope(world[0], tracing.Scope(term=7), ON)
    days = [s.most for s in found.steps if s.grade == "inferred" and s.most is not None]
    assert min(days) >= 0


CASE = ("CaseFile", "Sanction")
LED = ("Finding", "Clue")


@pytest.mark.parametrize(
    ("kinds", "dates", "people", "units", "against"),
    [
        (CASE, ("2024-03-02", "2024-03-01"), "a a", "", "日期早于"),
        (CASE, ("2024-03-02", "2024-03"), "a a", "", ""),
        (CASE, ("2024-03-02", "2024-02"), "a a", "", "日期早于"),
        (CASE, ("2024", "2023"), "", "", "日期早于"),
        (CASE, ("", "2020-01-01"), "a a", "", ""),
        (CASE, ("", ""), "a b", "", "不是同一人"),
        (CASE, ("", ""), "a", "", ""),
        (LED, ("", ""), "a b", "u u", ""),
        (LED, ("", ""), "a b", "u v", "不同单位"),
        (LED, ("", ""), "a a", "u v", ""),
        (LED, ("", ""), "", "u w", ""),
        (LED, ("", ""), "", "w u", ""),
        (LED, ("", ""), "", "u", ""),
    ],
)
def test_what_speaks_against_a_link(
    kinds: tuple[str, str], dates: tuple[str, str], people: str, units: str, against: str
) -> None:
    def both(text: str) -> dict[str, frozenset[str]]:
        return {end: frozenset({one}) for end, one in zip("st", text.split(), strict=False)}

    given = dict(zip("st", dates, strict=True))
    # w is what u became.
    related = {"u": frozenset({"w"}), "w": frozenset({"u"})}
    said = Doubts(given, both(people), both(units), related).against(kinds, "s", "t")
    assert against in said
    assert bool(said) == bool(against)
