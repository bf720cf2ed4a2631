"""Claims and decisions in, snapshot out: a pure function, set-at-a-time, the same whatever the order of loading.

Here is what a command needs that finds its snapshot ready, cheap to import; the making itself is in `making.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from graph.model.decisions import Decision, of_the_graph, withdrawn_sources
from graph.model.schema import declaration
from graph.snapshot import Snapshot
from graph.sources import Source, Sources

VERSION = "5"
"""Changes whenever deriving gives another result from the same claims."""

WORTH = 200_000
"""Claims from which on looking for what changed costs less than making everything anew."""

BESIDE = "known-by"
"""The folder beside the snapshots where those of earlier days are: not swept with them."""


def in_use(sources: Sources, decisions: Sequence[Decision]) -> tuple[Source, ...]:
    """Return the sources that count: all but those that a decision took out."""
    there = sources.all()
    out = withdrawn_sources(decisions, {source.hash for source in there})
    return tuple(source for source in there if source.hash not in out)


def rules() -> dict[str, str]:
    """Return what deriving goes by, the same for every workspace: version, schema, parameters of linkage."""
    # Not through the package of linkage: that would import everything which compares people.
    linkage = files(__package__).joinpath("identity", "linkage", "parameters.toml")
    return {
        "version": VERSION,
        "schema": hashlib.sha256(declaration().encode()).hexdigest(),
        "linkage": hashlib.sha256(linkage.read_text(encoding="utf-8").encode()).hexdigest(),
    }


def inputs_digest(used: Sequence[Source], decisions: Sequence[Decision]) -> str:
    """Return a digest of all that deriving reads; the same digest, the same snapshot."""
    data = {
        **rules(),
        "sources": [[s.hash, s.name, s.version, s.rank] for s in used],
        "decisions": [decision.to_line() for decision in of_the_graph(decisions)],
    }
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def derive(
    sources: Sources,
    decisions: Sequence[Decision],
    folder: Path,
    *,
    worth: int = WORTH,
    engine: str = "duckdb",
) -> Snapshot:
    """Return the snapshot of the claims in use, written below `folder` whole or not at all.

    From `worth` claims on (0: always) the snapshot before is built upon, where it can be. `engine` is who
    compares people (duckdb, spark); the result is the same.
    """
    # Here, not above: it brings pyarrow and opencc, and most commands find their snapshot ready.
    from graph.derive.making import make

    return make(sources, decisions, folder, worth, engine)


def current(folder: Path) -> tuple[Snapshot, str] | None:
    """Return the snapshot that `current` names and the digest of what it was made from, or None."""
    pointer = folder / "current"
    if not pointer.is_file():
        return None
    digest = pointer.read_text(encoding="utf-8").strip()
    marker = folder / digest / "inputs"
    if not marker.is_file():
        return None
    return Snapshot(digest, folder / digest), marker.read_text(encoding="utf-8").strip()
