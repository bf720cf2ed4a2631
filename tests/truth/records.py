"""The generator's truth with the look-ups that every answer needs, in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from statistics import median

from xuntu.synthetic.events import CaseFile, Clue, County, Finding, Prosecution, Sanction, Task
from xuntu.synthetic.model import COMMITTEE, TERM, City, Organisation
from xuntu.synthetic.records import Measure

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]

RENAMED = ("更名", "合并")
"""The changes after which a unit goes on as another: what was found there counts for it."""

CLOSED = "已完成(销号)"
LASTING = "长期坚持"
WORST_FIRST = ("反弹", "未整改", "整改中", "基本完成", LASTING, CLOSED)
"""How a finding with several measures stands: as the first of these that one of them has."""


@dataclass(frozen=True)
class Table:
    """The right answer to one question: rows of columns, or what at least and what never may be in it.

    `exact` tells that the rows are all rows; otherwise they must be among those of the answer, and
    none of `never` may be. An exact answer may have rows of `maybe` beside them.
    """

    columns: tuple[str, ...]
    rows: Sequence[Row]
    exact: bool = True
    never: Sequence[Row] = field(default=())
    maybe: Sequence[Row] = field(default=())


class Records:
    """A city with its rows found by what others call them."""

    def __init__(self, city: City) -> None:
        self.city = city

    @cached_property
    def unit(self) -> dict[str, Organisation]:
        """Organs by full and short name."""
        both = {o.short: o for o in self.city.organisations}
        return both | {o.name: o for o in self.city.organisations}

    @cached_property
    def became(self) -> dict[str, str]:
        """What each organ goes on as, after all its renamings and mergers."""
        return {c.old: c.new for c in self.city.changes if c.kind in RENAMED}

    def now(self, name: str) -> str:
        """Return what an organ is called at the end."""
        while name in self.became:
            name = self.became[name]
        return name

    def body(self, admin: str) -> str:
        """Return the party body of an administrative unit, or the unit itself where it has none."""
        return self._bodies.get(self.now(admin), self.now(admin))

    @cached_property
    def _bodies(self) -> dict[str, str]:
        return {o.admin_unit: o.name for o in self.city.organisations if o.admin_unit}

    @cached_property
    def books(self) -> tuple[County, ...]:
        """What each committee did in its term: the city first."""
        own = County(COMMITTEE, TERM, self.city.tasks, self.city.findings, self.city.clues)
        return (own, *self.city.counties)

    def book(self, committee: str, term: int) -> County:
        """Return what a committee did in a term; nothing if it had no such term."""
        found = (b for b in self.books if (b.committee, b.term) == (committee, term))
        return next(found, County(committee, term, (), (), ()))

    @cached_property
    def tasks_of(self) -> dict[str, list[Task]]:
        """The tasks on each unit, those under its former names among them, earliest first."""
        found: dict[str, list[Task]] = defaultdict(list)
        every = [t for book in self.books for t in book.tasks]
        for task in sorted(every, key=lambda t: (t.start, t.round_no, t.type)):
            found[self.now(task.unit)].append(task)
        return found

    @cached_property
    def findings_of(self) -> dict[tuple[int, int, str, str], list[Finding]]:
        """The findings of each task: by round, team, unit and type."""
        found: dict[tuple[int, int, str, str], list[Finding]] = defaultdict(list)
        for f in (f for book in self.books for f in book.findings):
            found[f.round_no, f.team, f.unit, f.type].append(f)
        return found

    @cached_property
    def finding(self) -> dict[str, Finding]:
        """The findings by number."""
        return {f.no: f for f in self.city.findings}

    @cached_property
    def measures_of(self) -> dict[str, list[Measure]]:
        """The measures against each finding."""
        found: dict[str, list[Measure]] = defaultdict(list)
        for m in self.city.measures:
            found[m.finding].append(m)
        return found

    def standing(self, finding: str) -> str:
        """Return how a finding stands: as its worst measure; empty where no measure was booked."""
        states = {m.status for m in self.measures_of.get(finding, ())}
        return next((s for s in WORST_FIRST if s in states), "")

    @cached_property
    def clue(self) -> dict[str, Clue]:
        """The clues by number."""
        return {c.no: c for c in self.city.clues}

    @cached_property
    def handled(self) -> dict[str, CaseFile]:
        """How each clue was handled: by number of the clue."""
        return {c.clue: c for c in self.city.cases if c.clue}

    @cached_property
    def case(self) -> dict[str, CaseFile]:
        """The cases that were filed, by number."""
        return {c.no: c for c in self.city.cases if c.no}

    @cached_property
    def sanction(self) -> dict[str, Sanction]:
        """The sanctions by number of the case."""
        return {s.case: s for s in self.city.sanctions}

    @cached_property
    def prosecution(self) -> dict[str, Prosecution]:
        """The prosecutions by number of the case."""
        return {p.case: p for p in self.city.prosecutions}


def days(first: str, last: str) -> int:
    """Return the days from one day to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def ratio(part: int, whole: int, digits: int) -> float | None:
    """Return a share rounded as people round, halves up; of nothing it is unknown."""
    if not whole:
        return None
    exact = Decimal(part) / Decimal(whole)
    return float(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def percent(part: int, whole: int) -> float | None:
    """Return a share in percent with one decimal."""
    return ratio(100 * part, whole, 1)


def middle(numbers: Iterable[int]) -> float | None:
    """Return the median."""
    found = sorted(numbers)
    return float(median(found)) if found else None
