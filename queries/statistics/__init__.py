"""Set-at-a-time questions on the snapshot: DuckDB reads its tables, no store is started."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.model.names import to_half_width
from queries.statistics.statistic import Statistic, load

NAMES = ("data_quality", "weak_facts", "figures_against_ledgers")
"""The files of this package that are questions of their own."""

STATISTICS: Mapping[str, Statistic] = MappingProxyType({name: load(name) for name in NAMES})
"""All statistics by name."""


def named(name: str) -> Statistic | None:
    """Return a statistic by its name or number (Q39), or None."""
    plain = to_half_width(name).strip()
    numbered = {one.number: one for one in STATISTICS.values()}
    return STATISTICS.get(plain) or numbered.get(plain.upper())
