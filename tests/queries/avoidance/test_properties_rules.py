"""What may never happen, rule by rule: every labelled case of every rule, with something about it changed.

The verdict before the change is the one that the case is labelled with. A change is made to the rows of the world that
the case builds, so it needs to know nothing of the rule. A few of each rule in `make test`, all with `XUNTU_SOAK=1`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from tests.queries.avoidance.test_rule_cases import ENTRY, FILES, Scenery, changes, drafted

World = Any
Row = dict[str, Any]
Case = Mapping[str, Any]
Change = Callable[[World, Random], bool]
"""Changes the world and tells whether there was anything to change."""

SOAK = bool(os.environ.get("XUNTU_SOAK"))
FREE, REVIEW, UNKNOWN, RECUSE = "可任", "需复核", "信息不足", "应回避"
ONE_AFTER_THE_OTHER = frozenset({"任职", "派驻", "借调", "抽调", "挂职"})


def chosen(property_: str, want: Callable[[Case], bool] = lambda _: True) -> list[Any]:
    """Return cases for a property: with XUNTU_SOAK all, else one of every other rule, others for each property."""
    params = []
    for rule, file in FILES.items():
        cases = [case for case in file["case"] if want(case)]
        luck = Random(f"{property_}{rule}")
        few = luck.sample(cases, min(luck.randint(0, 1), len(cases)))
        for case in cases if SOAK else few:
            params.append(pytest.param(rule, case, id=f"{rule} {case['note']}"))
    return params


def verdict(world: World, rule: str, case: Case, change: Change, seed: str) -> dict[str, Any]:
    """Return the verdict on a case after a change; the test is skipped where nothing can be changed."""
    unit = case.get("unit") or FILES[rule]["unit"]
    Scenery(world, case).build(unit)
    if not change(world, Random(f"{seed}{rule}{case['note']}")):
        pytest.skip("nothing of the kind in this case")
    answer = world.check(drafted(case, unit), on=case.get("on", ENTRY), changes=changes(rule, case))
    [found] = answer.to_json()["verdicts"]
    return dict(found)


def a_stranger(world: World, _rng: Random) -> bool:
    """Add somebody with a career, a family and a firm, who has to do with nobody here."""
    other = world.person("P99", "欧阳远", native_place="别处")
    far = world.org("市气象台", "990123")
    world.served(other, far, "2012-03", "至今", leading=True, title="台长")
    kin = world.relative(other, "欧阳近", "直系血亲", "父亲", employer="市气象台")
    world.served(kin, far, "2001-03", "2015-06")
    return True


def in_two_parts(world: World, rng: Random) -> bool:
    """Cut a service in two that adjoin."""
    rows = world.rows.get("edges_SERVED_IN", [])
    long_enough = [row for row in rows if _can_be_cut(row)]
    if not long_enough:
        return False
    row = rng.choice(long_enough)
    since, until = row["since"], row["until"] or ENTRY
    middle = _between(since, until)
    second = row | {"id": f"{row['id']}-2", "since": middle, "since_min": None}
    second = {key: value for key, value in second.items() if key != "since_min"}
    row |= {"until": _before(middle), "end_state": "stated", "until_latest": None}
    rows.append(second)
    world.evidence += [(second["id"], *said[1:]) for said in world.evidence if said[0] == row["id"]]
    return True


def _can_be_cut(row: Row) -> bool:
    since, until = row.get("since"), row.get("until") or ENTRY
    whole = row["kind"] in ONE_AFTER_THE_OTHER and row["end_state"] != "not_stated"
    return bool(whole and since and len(since) >= 7 and len(until) >= 7 and since[:7] < until[:7])


def _between(since: str, until: str) -> str:
    """Return the day or month after which the second part begins, as exact as the start."""
    if len(since) == len("2024-03-15"):
        return (date.fromisoformat(since) + timedelta(days=20)).isoformat()
    months = int(since[:4]) * 12 + int(since[5:7]) - 1 + 1
    return min(f"{months // 12}-{months % 12 + 1:02d}", until[:7])


def _before(start: str) -> str:
    if len(start) == len("2024-03-15"):
        return (date.fromisoformat(start) - timedelta(days=1)).isoformat()
    return start


def a_coarser_date(world: World, rng: Random) -> bool:
    """Leave out the day of a date, or its month."""
    dated = [
        (row, name)
        for table, rows in world.rows.items()
        for row in rows
        for name, value in row.items()
        if _is_date(value) and not name.endswith("_latest") and table != "nodes_InspectionTask"
    ]
    if not dated:
        return False
    row, name = rng.choice(dated)
    row[name] = row[name][: 7 if len(row[name]) > len("2024-03") else 4]
    return True


def _is_date(value: object) -> bool:
    return (
        isinstance(value, str) and len(value) in {7, 10} and value[:4].isdigit() and value[4] == "-"
    )


STRUCTURE = frozenset(
    {"id", "source", "target", "kind", "name", "keyed", "person_no", "end_state", "reach", "certainty", "via",
     "relation", "declared_by"}
)  # fmt: skip
"""What a row never lacks: its key (of a row of L20 also whose relative it is), and what is derived rather than told."""


REFUSED = frozenset({("edges_SERVED_IN", "since")})
"""What a ledger row is refused without: the check then names the row that was lost (test_losses)."""


def one_fact_less(world: World, rng: Random) -> bool:
    """Take out one value that somebody wrote."""
    told = [
        (row, name)
        for table, rows in world.rows.items()
        for row in rows
        for name, value in row.items()
        if name not in STRUCTURE and not name.endswith("_latest") and value is not None
        if (table, name) not in REFUSED
    ]
    row, name = rng.choice(told)
    row[name] = None
    if name == "until" and "end_state" in row:
        row |= {"end_state": "not_stated", "until_latest": None}
    world.taken = name
    return True


@pytest.mark.parametrize(("rule", "case"), chosen("stranger"))
def test_a_stranger_changes_nothing(world: World, rule: str, case: Case) -> None:
    found = verdict(world, rule, case, a_stranger, "")
    assert found["verdict"] == case["expect"]["verdict"], found["reasons"]


@pytest.mark.parametrize(("rule", "case"), chosen("parts"))
def test_a_service_in_two_parts_is_the_same(world: World, rule: str, case: Case) -> None:
    found = verdict(world, rule, case, in_two_parts, "")
    assert found["verdict"] == case["expect"]["verdict"], found["reasons"]


def is_not_free(case: Case) -> bool:
    return bool(case["expect"]["verdict"] != FREE)


@pytest.mark.parametrize(("rule", "case"), chosen("coarser", is_not_free))
def test_a_coarser_date_frees_nobody(world: World, rule: str, case: Case) -> None:
    found = verdict(world, rule, case, a_coarser_date, "")
    assert found["verdict"] != FREE


def is_grave(case: Case) -> bool:
    """Tell whether a case is one that may not become free; masked rules never say what they lack."""
    expect = case["expect"]
    return expect["verdict"] in {RECUSE, UNKNOWN} and not expect.get("masked")


@pytest.mark.parametrize(("rule", "case"), chosen("less", is_grave))
def test_a_fact_less_frees_nobody_without_a_word(world: World, rule: str, case: Case) -> None:
    found = verdict(world, rule, case, one_fact_less, "")
    assert found["verdict"] != FREE or found["missing"], world.taken
