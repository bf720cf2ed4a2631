"""COUNTS_FOR: service in which organisations counts for which, when and how surely."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derive.claims import script

CASES = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "derive" / "history.toml").read_text("utf-8")
)["case"]
FIELDS = ("reach", "since", "until", "certainty", "section")
Counted = tuple[str | None, ...]


@pytest.fixture(scope="module")
def counted(
    telling: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, new: Callable[..., Any]
) -> dict[str, set[Counted]]:
    """What counts in every case, all derived at once: each case is a committee of its own."""
    said = telling("沿革.xlsx")
    names: dict[str, tuple[str, str]] = {}
    for number, case in enumerate(CASES):
        for edge, *ends in case["facts"]:
            units = [said.unit(name, scope=f"第{number}市委") for name in ends[:2] if name]
            names |= {unit: (case["name"], n) for unit, n in zip(units, ends, strict=False)}
            if edge == "SUCCEEDED_BY":
                change, on, section = ends[2:]
                said.edge(edge, *units, change=change, on=on, section=section or None)
            elif edge != "MENTION":
                said.edge(edge, *units)
    world = new(tmp_path_factory.mktemp("history"))
    world.load(said)
    found: dict[str, set[Counted]] = {case["name"]: set() for case in CASES}
    for row in world.build().rows("edges_COUNTS_FOR"):
        case, source = names[row["source"]]
        found[case].add((source, names[row["target"]][1], *(row[field] for field in FIELDS)))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_counts(case: dict[str, Any], counted: dict[str, set[Counted]]) -> None:
    wanted = {tuple(value or None for value in line) for line in case["counts"]}
    assert counted[case["name"]] == wanted


def test_the_edges_walked_are_named(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    said = telling("沿革.xlsx")
    office, old, now = (said.unit(name) for name in ("所", "旧局", "新局"))
    said.edge("PART_OF", office, old)
    said.edge("SUCCEEDED_BY", old, now, change="更名", on="2019")
    graph = derived(said)
    (row,) = graph.counts_for(office, now)
    walked = [graph.rows(f"edges_{kind}")[0]["id"] for kind in ("PART_OF", "SUCCEEDED_BY")]
    assert row["via"] == "；".join(walked)


def test_depth_is_bounded(telling: Callable[..., Any], derived: Callable[..., Any]) -> None:
    said = telling("沿革.xlsx")
    chain = [said.unit(f"第{n}级") for n in range(10)]
    for lower, upper in pairwise(chain):
        said.edge("PART_OF", lower, upper)
    graph = derived(said)
    reached = [bool(graph.counts_for(chain[0], upper)) for upper in chain[1:]]
    assert reached == [True] * 6 + [False] * 3


# ---------------------------------------------------------------------- against a walk in Python

CHANGES = ("更名", "合并", "分立", "职能划转", "撤销")
DATES = (None, "2010", "2015-06", "2019-01-10")
ENDS = st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] != pair[1])
FACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["PART_OF", "STATIONED_AT", "PARTY_ORG_OF"]), ENDS),
        st.tuples(
            st.just("SUCCEEDED_BY"),
            ENDS,
            st.sampled_from(CHANGES),
            st.sampled_from(DATES),
            st.sampled_from([None, "一科"]),
        ),
    ),
    max_size=6,
    unique_by=lambda fact: (fact[0], fact[1]),
)


@dataclass(frozen=True)
class Step:
    """One link that service counts over."""

    start: str
    end: str
    reach: str
    since: str | None = None
    until: str | None = None
    certainty: str = "recorded"
    section: str | None = None


def first_day(text: str | None) -> str | None:
    return {"2010": "2010-01-01", "2015-06": "2015-06-01"}.get(text or "", text)


def last_day(text: str | None) -> str | None:
    return {"2010": "2010-12-31", "2015-06": "2015-06-30"}.get(text or "", text)


def steps_of(facts: list[tuple[Any, ...]]) -> Iterator[Step]:
    for kind, (start, end), *more in facts:
        a, b = f"o{start}", f"o{end}"
        if kind == "PART_OF":
            yield Step(a, b, "subordinate")
        elif kind == "STATIONED_AT":
            yield Step(a, b, "stationed")
        elif kind == "PARTY_ORG_OF":
            yield Step(a, b, "itself")
            yield Step(b, a, "itself")
        else:
            change, on, section = more
            sure = "recorded" if change in ("更名", "合并") else "section"
            lives_on = change in ("分立", "职能划转")
            until = last_day(on) if lives_on else None
            yield Step(a, b, "predecessor", None, until, sure, section)
            yield Step(b, a, "successor", first_day(on), None, sure, section)


def paths(steps: list[Step], path: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    yield path
    been = {path[0].start, *(step.end for step in path)}
    reaches = {step.reach for step in path}
    if len(path) == 6:
        return
    for step in steps:
        zigzag = {step.reach, *reaches} >= {"predecessor", "successor"}
        twice = step.reach == "stationed" and "stationed" in reaches
        if step.start == path[-1].end and step.end not in been and not zigzag and not twice:
            yield from paths(steps, (*path, step))


def walked(facts: list[tuple[Any, ...]]) -> set[Counted]:
    found: set[Counted] = set()
    steps = list(steps_of(facts))
    for path in (path for step in steps for path in paths(steps, (step,))):
        since = max((step.since for step in path if step.since), default=None)
        until = min((step.until for step in path if step.until), default=None)
        if since and until and since > until:
            continue
        reaches = {step.reach for step in path}
        sure = {step.certainty for step in path}
        section = next((step.section for step in path if step.section), None)
        found.add(
            (
                path[0].start,
                path[-1].end,
                "+".join(sorted(reaches - {"itself"} or reaches)),
                since,
                until,
                "section" if "section" in sure else "recorded",
                section,
            )
        )
    return found


def derived_from(facts: list[tuple[Any, ...]]) -> set[Counted]:
    con = duckdb.connect(config={"threads": 1})
    con.execute(script("macros.sql"))
    con.execute("CREATE TABLE own_unit (body VARCHAR, unit VARCHAR)")
    con.execute("CREATE TABLE formerly (owner VARCHAR, heir VARCHAR, until VARCHAR)")
    for kind in ("PART_OF", "STATIONED_AT", "PARTY_ORG_OF", "SUCCEEDED_BY"):
        more = ["certainty", "change", "on_min", "on_max", "section"]
        columns = ", ".join(f"{name} VARCHAR" for name in ("id", "source", "target", *more))
        con.execute(f'CREATE TABLE "e_{kind}" ({columns})')
    for number, (kind, (start, end), *said) in enumerate(facts):
        change, on, section = said or (None, None, None)
        row = [f"{kind}-{number}", f"o{start}", f"o{end}", None]
        row += [change, first_day(on), last_day(on), section]
        con.execute(f'INSERT INTO "e_{kind}" VALUES (?, ?, ?, ?, ?, ?, ?, ?)', row)
    con.execute(script("history.sql"))
    con.execute(script("walk.sql"))
    fields = ", ".join(FIELDS)
    rows = con.execute(f'SELECT source, target, {fields} FROM "e_COUNTS_FOR"').fetchall()
    con.close()
    assert len(rows) == len(set(rows))
    return set(rows)


@settings(max_examples=1000 if os.environ.get("XUNTU_SOAK") else 40, deadline=None)
@given(FACTS)
def test_what_counts_is_what_a_walk_finds(facts: list[tuple[Any, ...]]) -> None:
    assert derived_from(facts) == walked(facts)
