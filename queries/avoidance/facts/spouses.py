"""Where a spouse works, lives, is registered or owns a home."""

from __future__ import annotations

from dataclasses import dataclass

from queries.avoidance.windows import Span, span


@dataclass(frozen=True, slots=True)
class SpousePlace:
    """One such place: `how` is the kind of edge that says so, `name` of the region or of the employer.

    `code` is None for an employer of which nobody knows where it is; `admin_level` is the employer's.
    """

    person: str
    relative: str
    kin: str
    relation: str
    kin_certainty: str | None
    kin_since_min: str | None
    kin_since_max: str | None
    kin_until_min: str | None
    kin_until_max: str | None
    verified: str | None
    how: str
    edge: str
    code: str | None
    name: str
    admin_level: str | None
    since_min: str | None
    since_max: str | None
    until_min: str | None
    until_max: str | None
    end_state: str | None

    @property
    def span(self) -> Span:
        """When it was so; homes are as they are now."""
        return span(
            (self.since_min, self.since_max), (self.until_min, self.until_max), self.end_state
        )
