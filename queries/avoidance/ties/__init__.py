"""Ties: dated reasons why a person might not judge a unit, one SQL file a family, computed when asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from queries.avoidance.ties.business import BUSINESS
from queries.avoidance.ties.clues import CLUES
from queries.avoidance.ties.family import Family
from queries.avoidance.ties.leaders import COLLEAGUE, SUPERIOR
from queries.avoidance.ties.past import PAST
from queries.avoidance.ties.region import REGION
from queries.avoidance.ties.schooling import SCHOOLING
from queries.avoidance.ties.study import STUDY
from queries.avoidance.windows import Span, span, within

TIES = (
    "own",
    "stationed",
    "kin",
    "declared",
    "kin_back",
    "namesake",
    "kin_namesake",
    "kin_possible",
    "possible_kin",
)
"""The families of services, each the name of its SQL file in this folder; `service.sql` is what they share."""

LINKS: tuple[Family[Any], ...] = (
    STUDY,
    SCHOOLING,
    BUSINESS,
    CLUES,
    REGION,
    PAST,
    SUPERIOR,
    COLLEAGUE,
)
"""The families that are no services, each with a row of its own."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A service that counts for a unit, and what it has to do with a person.

    `holder` serves: the person, `relative` (by the edge `kin`), or who may be one of them; in `possible_kin`
    it is `relative` who may be the person, and `holder` is theirs.
    `certainty` and `moved` are of the way from `org` to `unit`; `alike` is the name of the unit, or of
    what counts for it, that `org` only resembles.
    """

    family: str
    person: str
    unit: str
    holder: str
    posting: str
    org: str
    org_name: str | None
    title: str | None
    kind: str | None
    leading: bool | None
    principal: bool | None
    section: str | None
    schooling: str | None
    since: str | None
    since_min: str | None
    since_max: str | None
    until: str | None
    until_min: str | None
    until_max: str | None
    end_state: str | None
    until_latest: str | None
    reach: str
    certainty: str
    moved: str | None
    via: str
    from_min: str | None
    from_max: str | None
    to_min: str | None
    to_max: str | None
    alike: str | None
    kin: str | None
    relative: str | None
    relation: str | None
    degree: str | None
    kin_certainty: str | None
    kin_since_min: str | None
    kin_since_max: str | None
    kin_until_min: str | None
    kin_until_max: str | None
    verified: str | None

    @property
    def span(self) -> Span:
        """When the service counted for the unit."""
        posting = span(
            (self.since_min, self.since_max), (self.until_min, self.until_max), self.end_state
        )
        return within(posting, (self.from_min, self.from_max), (self.to_min, self.to_max))

    @property
    def latest(self) -> str | None:
        """The latest end that any source gives, within the days on which the service counts."""
        if self.until_latest is None or self.to_max is None:
            return self.until_latest
        return min(self.until_latest, self.to_max)

    @property
    def itself(self) -> bool:
        """Whether the service is in the unit itself, its past or its future, not in a part of it."""
        return "subordinate" not in self.reach

    @property
    def steps(self) -> tuple[str, ...]:
        """The ids of the edges from the organisation to the unit."""
        return tuple(step for step in self.via.split("；") if step)

    @property
    def inferred(self) -> bool:
        """Whether the way to the unit rests on a computed step.

        A party body and its unit belong together by their names: that alone makes nothing doubtful.
        """
        parts = [part for part in self.reach.split("+") if part != "itself"]
        return self.certainty == "inferred" and len(self.steps) < len(parts)
