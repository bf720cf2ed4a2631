"""What a person is to the others of the draft: who is kin, and where else they are listed at the same time."""

from __future__ import annotations

from dataclasses import dataclass

from queries.avoidance.draft import Member

BY_RECORD, BY_NAME = "kin", "name"
"""How it is known that two people are kin: by the record, or because somebody may be the other's relative."""


@dataclass(frozen=True, slots=True)
class Kin:
    """One row that makes two people of the roster kin: a `Bond` of the person with somebody.

    By record `relative` is the other; by name it is who may be the other, by what both are called.
    """

    person: str
    other: str
    how: str
    relative: str
    relative_name: str | None
    relation: str | None
    degree: str | None
    kin: str
    kin_certainty: str | None
    kin_since_min: str | None
    kin_since_max: str | None
    kin_until_min: str | None
    kin_until_max: str | None
    verified: str | None


@dataclass(frozen=True, slots=True)
class Fellow:
    """Another one of the draft who is kin, or may be: where they are listed, and the edges that say so.

    `told_by_other` says that it is the other one's relative who may be the person.
    """

    member: Member
    name: str
    same_team: bool
    bond: Kin
    edges: tuple[str, ...]
    told_by_other: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """Another team that the person is in at the same time: certainly, or by dates that do not tell.

    `here` and `there` are the days in words; `precise` says that the dates are days.
    """

    team: str
    here: str
    there: str
    certain: bool
    precise: bool
    edges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Crew:
    """What the rules that look at the whole team may see of it from one member's place.

    `company` says that there are others in the team.
    """

    company: bool = False
    kin: tuple[Fellow, ...] = ()
    clashes: tuple[Clash, ...] = ()


ALONE = Crew()
"""Nobody else: a check of one person."""
