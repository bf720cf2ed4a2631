"""Homes in the county of a unit that is a county's or lower."""

from __future__ import annotations

from dataclasses import dataclass

from queries.avoidance.ties.family import Family


@dataclass(frozen=True, slots=True)
class Local:
    """That somebody has a home, by an edge of some kind, in the county of a unit; or may have one (no edge)."""

    person: str
    unit: str
    kind: str
    edge: str


REGION = Family("region", Local)
