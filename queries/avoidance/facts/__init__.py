"""What a check knows of each person and unit beside the ties: careers, families, declarations, places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from queries.avoidance.facts.spouses import SpousePlace
from queries.avoidance.facts.standing import SOUND, Standing
from queries.avoidance.windows import Span, span

NOT_SERVICE = frozenset({"学习", "培训", "拟任"})
"""Kinds of tenure that are no service in the unit."""

LENT = frozenset({"借调", "抽调", "挂职"})
"""Kinds of tenure in which the home unit keeps the person."""

FOUR = frozenset({"夫妻", "直系血亲", "三代以内旁系血亲", "近姻亲"})
"""The four classes of relatives of the law."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service of a person, wherever it was."""

    id: str
    org: str
    kind: str | None
    title: str | None
    since: str | None
    until: str | None
    span: Span
    rank: str | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody named as family; `own` by the person themselves, `in_ledger` in the family ledger (L20).

    `relation` is None where the term alone says nothing of the four classes.
    """

    id: str
    name: str | None
    term: str | None
    keyed: bool
    unnamed: bool
    own: bool
    in_ledger: bool
    relation: str | None
    ended: str | None
    stated: tuple[str | None, str | None]
    born_from: str | None
    employed: bool

    @property
    def shown(self) -> str:
        """Term and name as a clerk knows them: 妻子李某."""
        return f"{self.term or ''}{self.name or ''}" or "（未具名亲属）"


@dataclass(frozen=True, slots=True)
class Declared:
    """One declaration of avoidance: when signed, for which round, the relation or matter, what was decided."""

    id: str
    has_items: bool | None
    signed: tuple[str | None, str | None]
    term_no: int | None
    round_no: int | None
    committee: str | None
    relation_class: str | None
    relation: str | None
    kin_name: str | None
    kin_post: str | None
    period: str | None
    verified: str | None
    concerns: tuple[str, ...]
    declared_by: str | None = None
    interest: str | None = None
    interest_kind: str | None = None
    decision: str | None = None
    approver: str | None = None
    decided: tuple[str | None, str | None] = (None, None)
    ended: str | None = None
    """When the round it is for was over, as far as the ledgers tell."""
    own_past: str | None = None

    @property
    def own(self) -> bool:
        """Whether the person declared it: neither a unit's application nor what the office found out (组织发现)."""
        return self.declared_by not in ("单位申请", "组织发现")

    @property
    def objection(self) -> bool:
        """Whether it is a unit's application against the person (单位申请), and no statement of theirs."""
        return self.declared_by == "单位申请"


@dataclass(frozen=True, slots=True)
class Lost:
    """A row of a ledger of which nothing could be used: what it said of the person is not known."""

    ledger: str
    column: str
    reason: str
    until: str
    file: str
    place: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A person number that stands with two names: the one kept, the other, and where the other stands.

    `own` says that it is the checked person's own number, else that of somebody they name as family.
    """

    own: bool
    kept: str
    other: str
    shown: str


@dataclass(frozen=True, slots=True)
class Home:
    """A region that is a person's: `kind` is the edge that says how (NATIVE_OF, GREW_UP_IN, LIVES_IN …)."""

    kind: str
    edge: str
    code: str
    name: str
    since: tuple[str | None, str | None]
    until: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the employer of one service lies: `code` if known, and whether only its name tells (`guessed`)."""

    posting: str
    org: str
    name: str
    code: str | None
    admin_level: str | None
    managing_level: str | None
    guessed: bool
    located: str | None


@dataclass(frozen=True, slots=True)
class Traits:
    """What the talent pool says of a person beside career and family; texts as written."""

    gender: str | None = None
    born: tuple[str | None, str | None] = (None, None)
    political: str | None = None
    rank: str | None = None
    post_rank: str | None = None
    skills: tuple[str, ...] = ()
    school: str | None = None
    growth_place: str | None = None
    lives_in: str | None = None
    rounds_stated: int | None = None
    years_stated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of one person of the roster.

    `unexplained` are declarations that there is something to declare, and no more.
    """

    id: str
    name: str
    number: str
    marital: str | None
    work_start: tuple[str | None, str | None]
    career_checked: str | None
    family_checked: tuple[str | None, str | None]
    native_place: str | None
    native_codes: tuple[str, ...]
    native_edges: tuple[str, ...]
    career: tuple[Service, ...]
    relatives: tuple[Relative, ...]
    declarations: tuple[Declared, ...]
    lost: tuple[Lost, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    unexplained: frozenset[str] = frozenset()
    traits: Traits = Traits()
    homes: tuple[Home, ...] = ()
    spouses: tuple[SpousePlace, ...] = ()
    workplaces: tuple[Workplace, ...] = ()
    standing: Standing = SOUND


@dataclass(frozen=True, slots=True)
class Principal:
    """Who heads or headed a unit (一把手): by which service, of which rank, when."""

    person: str
    name: str
    posting: str
    title: str | None
    rank: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Unit:
    """One organisation under inspection."""

    id: str
    name: str
    called: tuple[str, ...]
    codes: tuple[str, ...]
    located: tuple[str, ...]
    admin_level: str | None
    managing_level: str | None
    known: bool
    kind: str | None = None
    system: str | None = None
    leader_level: str | None = None
    principals: tuple[Principal, ...] = ()


Facts = Mapping[str, Person]


def service(row: tuple[str | None, ...]) -> Service:
    """Return the service of a row of career.sql."""
    _, id_, org, kind, title, since, since_min, since_max, until, until_min, until_max, *rest = row
    state, rank = rest
    return Service(
        id_ or "", org or "", kind, title, since, until,
        span((since_min, since_max), (until_min, until_max), state), rank,
    )  # fmt: skip
