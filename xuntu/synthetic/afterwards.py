"""What came to light when the city was whole: an old post, a youth, a name heard again, faults that came back.

Each is one thing beside its near miss; nothing is drawn, so that all else stays as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from xuntu.synthetic import times
from xuntu.synthetic.desk import Desk
from xuntu.synthetic.events import Clue, Finding, Member, Task
from xuntu.synthetic.model import TODAY, OrgChange, Person, Posting
from xuntu.synthetic.office import Office
from xuntu.synthetic.records import Measure

_LEFT, _LEFT_LONG_AGO = ("2017-05", "2018-12"), ("2012-03", "2013-06")
_HEARD_AGAIN = ((901, True), (902, False))
"""Serial numbers of the clues that name somebody again: the same person, and a namesake."""


def careers(
    office: Office, tasks: Sequence[Task], members: Sequence[Member], rows: Sequence[Posting],
    drafted: Collection[str],
) -> Iterator[Posting]:  # fmt: skip
    """Yield the careers; one member had served, before the reform, in what his unit was made of.

    Another one had so too, but left it long before he came to the unit with a team.
    """
    late, early = _LEFT, _LEFT_LONG_AGO
    stays: dict[Posting, tuple[str, tuple[str, str]]] = {}
    taken = set(drafted)
    for member, change in _reformed(office, tasks, members):
        wanted = late if not stays else early if len(stays) == 1 else None
        if wanted is None or member.person in taken:
            continue
        row = next((r for r in rows if r.person == member.person and _spans(r, wanted)), None)
        if row is not None:
            stays[row] = (change.old, wanted)
            taken.add(member.person)
    for row in rows:
        if row not in stays:
            yield row
            continue
        old, (since, until) = stays[row]
        yield replace(row, until=since)
        yield Posting(
            row.person, old, "办公室副主任", since, until, rank=row.rank, section="办公室"
        )
        yield replace(row, since=until)


def _reformed(
    office: Office, tasks: Sequence[Task], members: Sequence[Member]
) -> Iterator[tuple[Member, OrgChange]]:
    """Yield who sat in a team on a unit that the reform had made less than three years before."""
    for task in tasks:
        admin = office.by_name[task.unit].admin_unit
        for change in office.predecessors.get(admin, ()):
            fresh = change.kind in ("更名", "合并") and change.on < task.start < "2021-11"
            for member in members if fresh else ():
                if (member.round_no, member.team) == (task.round_no, task.team):
                    yield member, change


def _spans(row: Posting, stay: tuple[str, str]) -> bool:
    whole = row.since < stay[0] and stay[1] < (row.until or TODAY)
    return whole and row.kind == "任职" and not row.leading


def pool(
    office: Office, tasks: Sequence[Task], members: Sequence[Member], persons: Sequence[Person],
    drafted: Collection[str],
) -> Iterator[Person]:  # fmt: skip
    """Yield the pool; one member of the last team that crossed had grown up where it went."""
    crossed = [t for t in tasks if "交叉" in t.modes]
    teams = {(t.round_no, t.team): office.by_name[t.unit].region for t in crossed}
    there = [
        (m.person, teams[m.round_no, m.team])
        for m in members
        if (m.round_no, m.team) in teams and m.role == "组员" and m.person not in drafted
    ]
    who, region = there[-1] if there else ("", "")
    for person in persons:
        yield replace(person, growth=region) if person.no == who else person


def measures(booked: Sequence[Measure]) -> Iterator[Measure]:
    """Yield the measures: every other fault that came back had been closed, the rest never was."""
    back = [m for m in booked if m.status == "反弹"]
    closed = set(back[::2])
    for measure in booked:
        yield (
            replace(measure, closed=times.after(measure.due, -15), review="同意销号")
            if measure in closed
            else measure
        )


def clues(desk: Desk, told: Sequence[Clue]) -> Iterator[Clue]:
    """Yield the clues, and two more of look-backs: one about somebody known, one about a namesake of theirs."""
    yield from told
    pairs = _looked_back(desk, told)
    for (serial, same), (old, task, finding) in zip(_HEARD_AGAIN, pairs, strict=False):
        day = times.after(task.end, 20)
        born, gender = old.subject_key.split()
        yield replace(
            old, no=f"XS{day[:4]}-{desk.number(serial):03d}", round_no=task.round_no, team=task.team,
            unit=task.unit, origin="谈话", finding=finding.no, stated=True, transferred=day, papers=(),
            petitions=(), receipt=f"案管室甲 {times.after(day, 1)}", merged_into="",
            subject_no=old.subject_no if same else "",
            subject_key=old.subject_key if same else f"{times.later(born, -50)} {gender}",
        )  # fmt: skip


def _looked_back(desk: Desk, told: Sequence[Clue]) -> Iterator[tuple[Clue, Task, Finding]]:
    """Yield clues about numbered people with a later look-back at their unit, each person once."""
    seen: set[str] = set()
    for task in desk.tasks:
        if task.type != "回头看" or times.after(task.end, 20) >= TODAY:
            continue
        for clue in told:
            same_unit = clue.unit == task.unit and clue.round_no < task.round_no
            if same_unit and clue.subject_no and clue.subject_no not in seen:
                seen.add(clue.subject_no)
                yield clue, task, desk.of(task)[0]
                break
