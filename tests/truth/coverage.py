"""The truth of Q1 to Q6: which units were inspected, and which were not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from math import ceil

from tests.truth.records import Records, Row, Table, days, percent
from xuntu.synthetic.model import Organisation

VILLAGE = "村社区"
SENIOR = ("厅局级正职", "厅局级副职", "县处级正职", "县处级副职", "乡科级正职", "乡科级副职")


def _targets(records: Records) -> list[Organisation]:
    """Return the units that coverage is about: to be inspected, in being, counted."""
    return [
        o for o in records.city.organisations if o.is_target and o.counts and o.status == "在册"
    ]


def _covered(records: Records, committee: str, term: int, types: Collection[str]) -> set[str]:
    tasks = records.book(committee, term).tasks
    return {records.now(t.unit) for t in tasks if t.type in types}


def uncovered(
    records: Records, committee: str, term: int, on: str, types: Collection[str] = ("常规",)
) -> Table:
    """Q1: the units that a committee manages and did not reach in its term, with what came last to them."""
    covered = _covered(records, committee, term, types)
    rows: list[Row] = []
    for o in _targets(records):
        if o.managed_by != committee or o.name in covered:
            continue
        last = [t.start for t in records.tasks_of[o.name] if t.start <= on]
        since = round(days(last[-1], on) / 365.25, 1) if last else None
        rows.append((o.name, o.managing, o.kind, last[-1] if last else None, since))
    return Table(("unit", "level", "kind", "last_task", "years_since"), rows)


def rates(records: Records, committee: str, term: int, types: Collection[str] = ("常规",)) -> Table:
    """Q2: by managing level how many units there are, how many were reached, and who does not count."""
    covered = _covered(records, committee, term, types)
    whole = Counter(o.managing for o in _targets(records))
    reached = Counter(o.managing for o in _targets(records) if o.name in covered)
    out: dict[str, list[str]] = defaultdict(list)
    for o in records.city.organisations:
        if o.is_target and not o.counts:
            out[o.managing].append(o.excluded_because)
    levels = sorted(whole.keys() | out.keys())
    return Table(
        ("level", "denominator", "covered", "rate", "excluded"),
        [(x, whole[x], reached[x], percent(reached[x], whole[x]), len(out[x])) for x in levels],
    )


def not_escalated(
    records: Records, *, leader: str, funds: float, petitions: int, clues: int, least: int
) -> Table:  # fmt: skip
    """Q3: bureaus of counties that meet `least` of four conditions and were never inspected from above."""
    told = Counter(records.now(c.unit) for book in records.books for c in book.clues)
    rows: list[Row] = []
    for o in _targets(records):
        raised = any("提级" in t.modes for t in records.tasks_of[o.name])
        if o.managing != "县管" or o.admin_level != "县市区旗" or raised:
            continue
        met = (
            o.leader_level in SENIOR[: SENIOR.index(leader) + 1],
            (o.funds or 0) >= funds,
            (o.complaints or 0) >= petitions,
            told[o.name] >= clues,
        )
        if sum(met) >= least:
            rows.append(
                (o.name, o.leader_level, o.funds, o.complaints, told[o.name], sum(met))
            )  # fmt: skip
    return Table(("unit", "leader_level", "funds", "petitions", "clues", "score"), rows)


def workload(
    records: Records, committee: str, term: int, years: list[int], *,
    units_per_team: int, teams: int, members: int, months: float,
) -> Table:  # fmt: skip
    """Q4: what is left, spread evenly over the years: rounds, teams and person-months of each."""
    backlog = len(uncovered(records, committee, term, "9999-12-31").rows)
    rows: list[Row] = []
    for at, year in enumerate(years):
        share = backlog * (at + 1) // len(years) - backlog * at // len(years)
        needed = ceil(share / units_per_team)
        rows.append((year, share, ceil(needed / teams), needed, needed * members * months))
    return Table(("year", "units", "rounds", "teams", "person_months"), rows)


def without_sync(records: Records) -> Table:
    """Q5: systems in which no campaign has yet reached a unit of the city and one of a county."""
    levels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for book in records.books:
        for t in book.tasks:
            unit = records.unit[t.unit]
            campaign = t.campaign or (f"{t.start[:4]}{t.theme}专项" if t.theme else "")
            if campaign and unit.system:
                levels[campaign, unit.system].add(unit.managing)
    done = {system for (_, system), found in levels.items() if {"市管", "县管"} <= found}
    units = Counter((o.system, o.managing) for o in _targets(records) if o.system)
    systems = sorted({system for system, _ in units} - done)
    return Table(
        ("system", "last_sync", "city_units", "county_units"),
        [(s, None, units[s, "市管"], units[s, "县管"]) for s in systems],
    )


def villages(records: Records, county: str = "") -> Table:
    """Q6: the villages of a county (or of all), each with how and in which round it was reached."""
    rows: list[Row] = []
    for o in _targets(records):
        if o.kind != VILLAGE or (county and o.region != county):
            continue
        tasks = records.tasks_of[o.name]
        for t in tasks:
            rows.append((o.name, "；".join(t.modes) or None, t.round_no, True))
        if not tasks:
            rows.append((o.name, None, None, False))
    return Table(("village", "mode", "round", "covered"), rows)
