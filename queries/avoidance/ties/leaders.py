"""What joins somebody with those who lead a unit: a line of report, a place in one leading group."""

from __future__ import annotations

from dataclasses import dataclass

from queries.avoidance.ties.family import Family
from queries.avoidance.windows import Span, both, in_office, span


@dataclass(frozen=True, slots=True)
class Led:
    """A person, and the `post` in which somebody leads a unit."""

    person: str
    unit: str
    leader: str
    leader_name: str
    post: str
    post_title: str | None
    post_since_min: str | None
    post_since_max: str | None
    post_until_min: str | None
    post_until_max: str | None
    post_state: str | None

    @property
    def leading(self) -> Span:
        """When the leader leads the unit."""
        return in_office(
            (self.post_since_min, self.post_since_max),
            (self.post_until_min, self.post_until_max),
            self.post_state,
        )


@dataclass(frozen=True, slots=True)
class Superior(Led):
    """A line of report between the person (`below` or above) and a leader of the unit.

    `one_person` says that no doubt remains who the two are, `in_group` that the leader is one.
    """

    line: str
    below: bool
    org_name: str
    since: str | None
    until: str | None
    since_min: str | None
    since_max: str | None
    until_min: str | None
    until_max: str | None
    end_state: str | None
    one_person: bool
    in_group: bool

    @property
    def span(self) -> Span:
        """When the line held."""
        return span(
            (self.since_min, self.since_max), (self.until_min, self.until_max), self.end_state
        )

    @property
    def edges(self) -> tuple[str, ...]:
        """The edges from the person to the unit, in order."""
        return (self.line, self.post)


@dataclass(frozen=True, slots=True)
class Colleague(Led):
    """Two places in one leading group, `mine` and `theirs`, that may overlap; `post` is how they lead the unit.

    `one_person` says that no doubt remains who the two are, `in_group` that both places and the post
    are in a leading group.
    """

    mine: str
    my_title: str | None
    org_name: str | None
    my_principal: bool
    since: str | None
    until: str | None
    my_since_min: str | None
    my_since_max: str | None
    my_until_min: str | None
    my_until_max: str | None
    my_state: str | None
    theirs: str
    their_title: str | None
    their_principal: bool
    their_since_min: str | None
    their_since_max: str | None
    their_until_min: str | None
    their_until_max: str | None
    their_state: str | None
    one_person: bool
    in_group: bool

    @property
    def span(self) -> Span:
        """When both sat in the group."""
        own = span(
            (self.my_since_min, self.my_since_max),
            (self.my_until_min, self.my_until_max),
            self.my_state,
        )
        told = in_office if self.theirs == self.post else span
        other = told(
            (self.their_since_min, self.their_since_max),
            (self.their_until_min, self.their_until_max),
            self.their_state,
        )
        return both(own, other)

    @property
    def certain(self) -> bool:
        """Whether the two certainly sat there at one time."""
        return self.span.since_hi < self.span.until_lo

    @property
    def met(self) -> bool:
        """Whether the two may have sat there at one time, and not only followed one another within a month."""
        met = self.span
        return met.since_lo < met.until_hi and met.since_lo[:7] != met.until_hi[:7]

    @property
    def edges(self) -> tuple[str, ...]:
        """The edges from the person to the unit, in order."""
        return tuple(dict.fromkeys((self.mine, self.theirs, self.post)))


SUPERIOR = Family("superior", Superior)
COLLEAGUE = Family("colleague", Colleague)
