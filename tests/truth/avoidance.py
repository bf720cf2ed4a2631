"""The truth of Q7 to Q14: what the generator planted, and what it kept apart; no second set of rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from tests.truth.records import RENAMED, Cell, Records, Row, Table
from xuntu.synthetic import times
from xuntu.synthetic.events import DraftMember, Member
from xuntu.synthetic.model import TODAY, Person

RECUSE, UNKNOWN = "应回避", "信息不足"
VETERAN_ROUNDS, VETERAN_SHARE = 2, Fraction(3, 10)
TEAM_SIZE = range(5, 8)
BESIDE = ("借调", "抽调", "挂职", "兼职", "学习", "培训", "拟任", "编制")
WINDOW_YEARS = 3


def conflicts(records: Records) -> Table:
    """Q7: who of the draft may not go, and of whom too little is known; of nobody else anything like it."""
    found = {(p.person, p.verdict) for p in records.city.planted if p.verdict in (RECUSE, UNKNOWN)}
    rows: list[Row] = [*sorted(found)]
    return Table(("person", "verdict"), rows)


def conflict_rules(records: Records) -> Table:
    """Q7: the unit and the rule of every conflict planted; the first unit of a team is not the second."""
    planted = [p for p in records.city.planted if p.rule and p.rule != "R42"]
    second = [p for p in records.city.planted if p.rule == "R42"]
    first = {t.team: t.unit for t in reversed(records.city.draft_tasks)}
    return Table(
        ("person", "unit", "rule"),
        [(p.person, p.unit, p.rule) for p in planted],
        exact=False,
        never=[(p.person, first[p.team], q.rule) for p in second for q in planted if p.person == q.person],
    )  # fmt: skip


def _family(records: Records, body: str) -> set[str]:
    """Return every organ in which service counts for a unit: itself, below it, before it."""
    found: set[str] = set()
    waiting = [body, records.unit[body].admin_unit]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        waiting += [
            o.name for o in records.city.organisations if o.parent == name and not o.admin_unit
        ]
        waiting += [c.old for c in records.city.changes if c.new == name]
    return found


def _met(records: Records) -> dict[str, set[str]]:
    """Return the organs with which each person, or a relative of theirs, has or had to do."""
    found: dict[str, set[str]] = defaultdict(set)
    for p in records.city.postings:
        found[p.person] |= {p.org, p.home_unit}
    for r in records.city.relatives:
        found[r.person].add(r.employer)
    for b in records.city.businesses:
        if b.client:
            found[b.person].add(records.unit[b.client].name)
    return found


def _tied(records: Records, family: set[str]) -> set[str]:
    """Return who works in one of these organs now, and whose firm, or a relative's, has a fresh contract with it."""
    edge = f"{int(TODAY[:4]) - WINDOW_YEARS}{TODAY[4:]}"
    there = {p.person for p in records.city.postings if not p.until and p.org in family}
    dealing = {
        b.person
        for b in records.city.businesses
        if b.client and b.signed >= edge and records.unit[b.client].name in family
    }
    return there | dealing


def candidates(records: Records, team: str, need: str = "") -> Table:
    """Q8, Q12: strangers to the team's units whose papers are whole may join, who is or deals there now may not."""
    units = [t.unit for t in records.city.draft_tasks if t.team == team]
    family = set().union(*(_family(records, unit) for unit in units))
    met, tied = _met(records), _tied(records, family)
    seated = {m.person for m in records.city.draft_members}
    can = [p for p in records.city.persons if p.status == "可用" and (not need or need in p.skills)]
    good = [p for p in can if p.no not in seated and not met[p.no] & family and _whole(records, p)]
    unskilled = {p.no for p in records.city.persons if need and need not in p.skills}
    return Table(
        ("person",),
        [(p.no,) for p in good],
        exact=False,
        never=[(no,) for no in sorted(tied | seated | unskilled)],
    )


def _whole(records: Records, person: Person) -> bool:
    """Tell whether career and family page of a person leave no question open."""
    kin = [r for r in records.city.relatives if r.person == person.no]
    spouse = person.marital != "已婚" or any(r.term in ("妻子", "丈夫") for r in kin)
    fresh = bool(kin) and all(r.employer and r.stated_on >= "2024-04" for r in kin)
    return spouse and fresh and not _gaps(records, person.no, person.work_start, TODAY[:7])


def _gaps(records: Records, person: str, since: str, until: str) -> list[tuple[str, str]]:
    """Return the months of a working life that no main stay covers, longer than one month."""
    rows = sorted(
        (p.since, p.until or until)
        for p in records.city.postings
        if p.person == person and p.kind not in BESIDE
    )
    reached = since
    found: list[tuple[str, str]] = []
    for begin, end in rows:
        if begin > times.later(reached, 1):
            found.append((reached, begin))
        reached = max(reached, end)
    if reached < until:
        found.append((reached, until))
    return found


def chain(records: Records) -> Table:
    """Q9: the way from the person planted in the reform to the unit: served there, it was merged into this."""
    plant = next(p for p in records.city.planted if p.name == "R02经机构改革")
    name = next(p.name for p in records.city.persons if p.no == plant.person)
    admin = records.unit[plant.unit].admin_unit
    served = {p.org for p in records.city.postings if p.person == plant.person}
    olds = [c.old for c in records.city.changes if c.new == admin and c.old in served]
    rows: list[Row] = [step for old in olds for step in ((name, old), (old, admin))]
    return Table(("from", "to"), rows, exact=False, never=[(name, admin)])


def structure(records: Records) -> Table:
    """Q10: per team of the draft whether leader, deputy, liaison and size are right, and how many veterans it has."""
    before: dict[str, set[int]] = defaultdict(set)
    for m in records.city.members:
        before[m.person].add(m.round_no)
    teams: dict[str, list[DraftMember]] = defaultdict(list)
    for d in records.city.draft_members:
        teams[d.team].append(d)
    rows: list[Row] = []
    for team, members in [*teams.items(), ("全轮", list(records.city.draft_members))]:
        old = sum(len(before[m.person]) >= VETERAN_ROUNDS for m in members)
        passed = Fraction(old, len(members)) >= VETERAN_SHARE
        rows.append((team, "R44", f"{old}/{len(members)}", passed))
        if team != "全轮":
            roles = [m.role for m in members]
            right = roles.count("组长") == roles.count("联络员") == 1 and "副组长" in roles
            size = len(members)
            rows.append((team, "R45", f"共{size}人", right and size in TEAM_SIZE))
    return Table(("team", "rule", "value", "passed"), rows)


def _sat(records: Records, round_no: int) -> Iterator[Member]:
    yield from (m for m in records.city.members if m.round_no == round_no)


def three_places(records: Records, round_no: int) -> Table:
    """Q11: for every unit of a team that crossed and everybody in it: native, growth and the unit's county."""
    person = {p.no: p for p in records.city.persons}
    rows: list[Row] = []
    for t in records.city.tasks:
        if t.round_no != round_no or "交叉" not in t.modes:
            continue
        county = records.unit[t.unit].region
        for m in _sat(records, round_no):
            if m.team == t.team:
                p = person[m.person]
                away = county not in (p.native, p.growth, p.county)
                rows.append((p.name, t.unit, p.native, p.growth, county, away))
    return Table(("person", "unit", "native", "growth", "county", "passed"), rows)


def gaps(records: Records, round_no: int) -> Table:
    """Q13: which members of a round never signed for it, which spouse nobody named, whose career gapes.

    A career that was checked counts as whole; that of others must leave no gap from the first job to the round.
    """
    signed = {d.person for d in records.city.declarations if d.round_no == round_no}
    couples = [r for r in records.city.relatives if r.term in ("妻子", "丈夫")]
    spouses = {r.person for r in couples} | {r.number for r in couples}
    person = {p.no: p for p in records.city.persons}
    start = next(r.start for r in records.city.rounds if r.number == round_no)
    rows: list[Row] = []
    for m in _sat(records, round_no):
        p = person[m.person]
        if m.person not in signed:
            rows.append((m.person, "L5"))
        if p.marital == "已婚" and m.person not in spouses and not p.family_checked:
            rows.append((m.person, "L20"))
        if not p.career_checked and _gaps(records, m.person, p.work_start, start[:7]):
            rows.append((m.person, "L4"))
    return Table(("person", "field"), rows)


def by_succession(records: Records, round_no: int) -> Table:
    """Q14: members of a round who left, less than three years before, what became the unit they went to."""
    name = {p.no: p.name for p in records.city.persons}
    served = [p for p in records.city.postings if p.kind not in BESIDE]
    rows: list[Row] = []
    for t in records.city.tasks:
        admin = records.unit[t.unit].admin_unit
        for c in records.city.changes if t.round_no == round_no else ():
            team = [m for m in _sat(records, round_no) if m.team == t.team]
            if c.new != admin or c.kind not in RENAMED:
                continue
            edge = times.later(t.start[:7], -12 * WINDOW_YEARS)
            for m in team:
                late = [
                    p for p in served if (p.person, p.org) == (m.person, c.old) and p.until >= edge
                ]
                told: list[Cell] = [name[m.person], t.unit, c.old, c.new, c.on]
                rows += [tuple(told)] * len(late)
    return Table(("person", "unit", "old", "new", "on"), rows)
