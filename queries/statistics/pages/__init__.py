"""What pages draw beside the answers of the catalogue: plain rows with the ids of what they tell of, in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from queries.statistics.statistic import Statistic, load

NAMES = (
    "targets",
    "tasks",
    "measures",
    "bodies",
    "leaders",
    "unit_facts",
    "person",
    "person_facts",
    "person_closed",
)
"""The files of this package, without `.sql`."""

PAGES: Mapping[str, Statistic] = MappingProxyType({name: load(f"pages/{name}") for name in NAMES})
"""All rows of pages by name; no question of the catalogue, so nobody asks for them by number."""
