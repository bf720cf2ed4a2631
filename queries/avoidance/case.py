"""One person, one unit, one task: what a rule looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from queries.avoidance.completeness import Moment
from queries.avoidance.crew import ALONE, Crew
from queries.avoidance.draft import Task
from queries.avoidance.facts import Declared, Person, Unit
from queries.avoidance.profile import Settings
from queries.avoidance.ties import Tie
from queries.avoidance.ties.bond import Bond
from queries.avoidance.verdict import Missing, Opinion, Place, Severity


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule may look at; `units` are the entities that the draft's name may mean.

    `ties` are services by family, `links` the rows of the other families (read them by `Family.of`).
    """

    person: Person
    role: str
    task: Task
    units: tuple[Unit, ...]
    moment: Moment
    ties: Mapping[str, Sequence[Tie]]
    declared: tuple[tuple[Declared, str], ...] = ()
    links: Mapping[str, Sequence[object]] = field(default_factory=dict)
    crew: Crew = ALONE
    post: str = ""
    past_posts: tuple[Declared, ...] = ()
    """Declarations that name the unit under 本人曾任职情况."""

    @property
    def on(self) -> str:
        """The day the check asks about."""
        return self.moment.on

    def joined(self, families: Sequence[str]) -> bool:
        """Tell whether a tie or link of some families, or a declaration, joins the person and the unit."""
        if self.declared or self.past_posts or not self.ties.keys().isdisjoint(families):
            return True
        return not self.links.keys().isdisjoint(families)

    def severity(self, rule: str, kind: str = "severity") -> Severity:
        """Return what the profile makes of a conflict under a rule for the person's role.

        `kind` is another table of severities that the rule has in the profile.
        """
        return self.moment.settings.severity(rule, self.role, kind)


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict that a rule found: how grave, on which tie, declaration or rows it rests, and a note.

    `bond` says through which relative, where the rows are no tie; `opinion` that the severity is a decision's.
    """

    severity: Severity
    tie: Tie | None = None
    code: str | None = None
    note: str = ""
    body: str = ""
    declared: Declared | None = None
    edges: tuple[str, ...] = ()
    lacks: Missing | None = None
    places: tuple[Place, ...] = ()
    bond: Bond | None = None
    opinion: Opinion | None = None


Judgement = Callable[[Case], Iterator[Found | Missing]]


def _always(_: Task) -> bool:
    return True


def _nothing(_person: Person, _moment: Moment) -> Sequence[Missing]:
    return ()


def _nothing_of_units(_units: tuple[Unit, ...], _moment: Moment) -> Sequence[Missing]:
    return ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One avoidance rule.

    `name` is what a reason calls it ({years} stands for the window); `basis` the law or practice;
    `ties` the families it reads, `also` those that it reads though asked without them;
    `needs` what it must know of the person before it may say that
    nothing was found, `unit_needs` the same of the unit; severity by role, window and on/off stand in
    the profile under its id. A rule with `ties` is asked only where one of them, or a declaration, joins person
    and unit. A
    `masked` rule never says why; of a `sealed` one a part can only be told by the sealed store, and one is
    `unrecorded` of a person where no ledger has what it looks at: both are told as not verified; one that
    does not find (`finds`) only settles what the others mean; one is `by_unit` that may find something
    though nothing joins person and unit.
    """

    id: str
    name: str
    basis: str
    judge: Judgement
    ties: tuple[str, ...] = ()
    needs: Callable[[Person, Moment], Sequence[Missing]] = _nothing
    applies: Callable[[Task], bool] = _always
    unit_needs: Callable[[tuple[Unit, ...], Moment], Sequence[Missing]] = _nothing_of_units
    masked: bool = False
    sealed: bool = False
    unrecorded: Callable[[Person, Moment], bool] | None = None
    finds: bool = True
    by_unit: bool = False
    also: tuple[str, ...] = ()

    @property
    def reads(self) -> tuple[str, ...]:
        """The families that it may read: a check gathers no others."""
        return (*self.ties, *self.also)

    def label(self, settings: Settings) -> str:
        """Return the name with its window in it: 曾任三年内."""
        if "{years}" not in self.name:
            return self.name
        years = settings.years(self.id)
        return self.name.format(years=_NUMERALS[years] if years < len(_NUMERALS) else years)


_NUMERALS = "零一二三四五六七八九十"
