"""Screening: the ties of many people with many units, without verdicts, each with its source rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.snapshot import Snapshot
from queries.avoidance.engine import opened, sql
from queries.avoidance.ties import TIES

COLUMNS = (
    "family", "person", "unit", "relative", "relation", "posting", "org", "title", "since", "until",
    "end_state", "reach", "certainty", "via", "sources",
)  # fmt: skip
"""What a row of a screening says."""


def screen(
    snapshot: Snapshot,
    people: Iterable[str],
    units: Iterable[str],
    families: Sequence[str] = ("own", "kin"),
) -> list[tuple[str | None, ...]]:
    """Return the ties of some families between people and units (entity ids), as rows of `COLUMNS`.

    Nothing is judged: dates, reach and source rows are there to judge by. Raises KeyError for an
    unknown family.
    """
    unknown = set(families) - set(TIES)
    if unknown:
        raise KeyError(f"no such family of ties: {sorted(unknown)}; there are {TIES}")
    with opened(snapshot) as engine:
        engine.ask(people, units)
        union = " UNION ALL ".join(
            f"FROM ({_PICKED.format(sql(f'ties/{name}'))})" for name in families
        )
        return engine.rows(
            f"SELECT t.*, s.sources FROM ({union}) t JOIN edges_SERVED_IN s ON s.id = t.posting ORDER BY ALL"
        )


_PICKED = f"SELECT {', '.join(COLUMNS[:-1])} FROM ({{}})"
