"""Classmates, teachers and mentors in a unit: the rows of `ties/schooling.sql`."""

from __future__ import annotations

from dataclasses import dataclass

from queries.avoidance.ties.family import Family
from queries.avoidance.windows import Span, span


@dataclass(frozen=True, slots=True)
class Schooled:
    """A declared classmate or teacher who serves in a unit; `told` if only the declaration says so."""

    person: str
    unit: str
    declaration: str
    posting: str
    leader: str
    org: str | None
    title: str | None
    leading: bool | None
    since_min: str | None
    since_max: str | None
    until_min: str | None
    until_max: str | None
    end_state: str | None
    told: bool

    @property
    def span(self) -> Span:
        """When they served."""
        since, until = (self.since_min, self.since_max), (self.until_min, self.until_max)
        return span(since, until, self.end_state)

    def serves(self, on: str) -> bool:
        """Tell whether the service may go on that day; an end that nobody stated is none."""
        return self.span.may_cover(on)


SCHOOLING = Family("schooling", Schooled)
