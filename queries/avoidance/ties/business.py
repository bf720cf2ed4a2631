"""Firms of a person or a relative that deal with a unit, or are in its line of business."""

from __future__ import annotations

from dataclasses import dataclass

from queries.avoidance.ties.family import Family, Near
from queries.avoidance.windows import Span, span


@dataclass(frozen=True, slots=True)
class Business(Near):
    """One stake in a firm, and a contract of the firm (`contract`), or the field of the unit that it is in.

    `relative` is None where the firm is the person's own; not `sure`: the holder only may be who is meant.
    """

    other: str
    sure: bool
    stake: str
    how: str
    firm: str
    firm_name: str | None
    share: float | None
    listed: bool | None
    post: str | None
    industry: str | None
    since_min: str | None
    since_max: str | None
    until_min: str | None
    until_max: str | None
    end_state: str | None
    contract: str | None
    deal: str | None
    deal_kind: str | None
    signed_on: str | None
    signed_min: str | None
    signed_max: str | None
    client: str | None
    reach: str
    certainty: str
    via: str
    from_min: str | None
    from_max: str | None
    to_min: str | None
    to_max: str | None
    field: str | None

    @property
    def held(self) -> Span:
        """When the firm was theirs."""
        return span(
            (self.since_min, self.since_max), (self.until_min, self.until_max), self.end_state
        )

    @property
    def steps(self) -> tuple[str, ...]:
        """The edges from the holder to the unit."""
        way = tuple(step for step in self.via.split("；") if step)
        return (self.stake, self.contract, *way) if self.contract else (self.stake,)


BUSINESS = Family("business", Business)
