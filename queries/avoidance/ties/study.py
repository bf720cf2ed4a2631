"""The school that the talent pool names, where it is the unit."""

from __future__ import annotations

from dataclasses import dataclass

from queries.avoidance.ties.family import Family


@dataclass(frozen=True, slots=True)
class Study:
    """Somebody's school as the talent pool words it, and the organisation of that name."""

    person: str
    unit: str
    holder: str
    school: str
    org: str
    name: str


STUDY = Family("study", Study)
