"""Earlier inspections of a unit, and who of the roster was in their teams."""

from __future__ import annotations

from dataclasses import dataclass

from queries.avoidance.ties.family import Family


@dataclass(frozen=True, slots=True)
class Past:
    """A task on the unit in whose team the person was; `next_begins` is when the next one on it began."""

    person: str
    unit: str
    membership: str
    role: str | None
    left_because: str | None
    executes: str
    inspects: str
    via: str
    begins: str | None
    begins_min: str | None
    next_begins: str | None
    term_no: int | None
    round_no: int | None
    team: str | None
    org_name: str | None

    @property
    def edges(self) -> tuple[str, ...]:
        """The edges from the person to the unit, in order."""
        return (self.membership, self.executes, self.inspects, *filter(None, self.via.split("；")))


PAST = Family("past", Past)
