"""The rows of a ledger beside its claims: by them editions are compared and corrected rows take a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from graph.model.claims import Line
from graph.sources import Source, Sources

_LINES = pa.schema([(name, pa.string()) for name in ("ledger", "place", "key", "content")])
_ORIGINS = pa.schema([(name, pa.string()) for name in ("place", "source", "origin")])

Place = tuple[str, str]
"""A row: the hash of its source, and where it stands there."""


def write(folder: Path, lines: Iterable[Line]) -> None:
    """Write the rows of a source into its folder; where they come from only if they are corrected ones."""
    rows = list(lines)
    if not rows:
        return
    table = [{name: getattr(row, name) for name in _LINES.names} for row in rows]
    pq.write_table(pa.Table.from_pylist(table, schema=_LINES), folder / "lines.parquet")
    origins = [
        {"place": row.place, "source": source, "origin": place}
        for row in rows
        for source, place in row.origins
    ]
    if origins:
        pq.write_table(pa.Table.from_pylist(origins, schema=_ORIGINS), folder / "origins.parquet")


def read(sources: Sources, source: Source) -> list[Line] | None:
    """Return the rows of a source without their origins, or None if it was loaded before rows were kept."""
    path = sources.folder / source.hash / "lines.parquet"
    if not path.is_file():
        return None
    return [Line(**row) for row in pq.read_table(path).to_pylist()]


def origins(sources: Sources, used: Sequence[Source]) -> Iterator[tuple[Place, list[Place]]]:
    """Yield every corrected row with the rows it stands for, the one that was loaded first as the last."""
    for source in used:
        path = sources.corrected(source)
        if path.is_file():
            rows = pq.read_table(path).to_pylist()
            for place, said in groupby(rows, key=lambda row: row["place"]):
                yield (source.hash, place), [(row["source"], row["origin"]) for row in said]


def left_out(sources: Sources, used: Sequence[Source]) -> set[Place]:
    """Return the rows of the sources in use that do not count.

    These are the rows in whose stead a corrected one counts, and corrected rows of a source that is no
    longer in use: where a new edition replaced it, that edition has the row as it is now, or not at all.
    """
    there = {source.hash for source in used}
    found: set[Place] = set()
    for row, stands_for in origins(sources, used):
        first, _ = stands_for[-1]
        found |= set(stands_for) if first in there else {row}
    return found
