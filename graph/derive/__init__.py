"""Claims and decisions in, snapshot out: a pure function, set-at-a-time, the same whatever the order of loading."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from graph.derive import fusion, offices
from graph.derive.claims import Connection, load_claims, script
from graph.derive.identity import resolve
from graph.model.decisions import Decision, withdrawn_sources
from graph.model.schema import declaration, schema
from graph.snapshot import Snapshot, connect, content_hash
from graph.sources import Source, Sources, sync_tree

VERSION = "2"
"""Changes whenever deriving gives another result from the same claims."""


def in_use(sources: Sources, decisions: Sequence[Decision]) -> tuple[Source, ...]:
    """Return the sources that count: all but those that a decision took out."""
    out = withdrawn_sources(tuple(decisions))
    return tuple(source for source in sources.all() if source.hash not in out)


def inputs_digest(used: Sequence[Source], decisions: Sequence[Decision]) -> str:
    """Return a digest of all that deriving reads; the same digest, the same snapshot."""
    data = {
        "version": VERSION,
        "schema": hashlib.sha256(declaration().encode()).hexdigest(),
        "sources": [[s.hash, s.name, s.version, s.rank] for s in used],
        "decisions": [decision.to_line() for decision in decisions],
    }
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def derive(sources: Sources, decisions: Sequence[Decision], folder: Path) -> Snapshot:
    """Return the snapshot of the claims in use, written below `folder` whole or not at all."""
    used = in_use(sources, decisions)
    work = folder / f".part-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    work.mkdir()
    con = connect()
    try:
        con.execute("SET preserve_insertion_order = false")
        load_claims(con, sources, used)
        build(con)
        write(con, work)
        digest = content_hash(con, work)
        con.close()
        (work / "inputs").write_text(inputs_digest(used, decisions) + "\n", encoding="utf-8")
        return _install(work, folder, digest)
    finally:
        con.close()
        shutil.rmtree(work, ignore_errors=True)


def build(con: Connection) -> None:
    """Make the tables of the graph from the tables of claims: eight rules of ARCHITECTURE 4."""
    resolve(con)
    con.execute(script("refused.sql"))
    fusion.prepare(con)
    fusion.guard(con)
    fusion.fuse_organisation_edges(con)
    offices.pair(con)
    con.execute(script("history.sql"))
    con.execute(script("tasks.sql"))
    fusion.fuse(con)
    con.execute(script("kinship.sql"))
    con.execute(script("problems.sql"))


def write(con: Connection, folder: Path) -> None:
    """Write every table of the graph as Parquet, rows in order of id."""
    kinds = schema()
    names = {f"nodes_{kind}": (fusion.node_table(kind), "id") for kind in kinds.nodes}
    names |= {f"edges_{kind}": (fusion.edge_table(kind), "id") for kind in kinds.edges}
    names |= {
        "aliases": ("aliases", "alias, id"),
        "conflicts": ("conflicts", "ALL"),
        "evidence": ("evidence", "ALL"),
        "refused": ("refused", "ALL"),
    }
    for name, (table, order) in names.items():
        path = str(folder / f"{name}.parquet").replace("'", "''")
        con.execute(
            f"COPY (SELECT * FROM {table} ORDER BY {order}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
        )


def _install(work: Path, folder: Path, digest: str) -> Snapshot:
    target = folder / digest
    sync_tree(work)
    if target.exists():
        # Aside first: somebody may be reading it.
        target.rename(folder / f".old-{os.getpid()}")
    work.rename(target)
    before = current(folder)
    pointer = folder / ".current"
    pointer.write_text(digest + "\n", encoding="utf-8")
    pointer.replace(folder / "current")
    # The one before stays: somebody may be reading it.
    kept = {digest, before[0].hash if before else digest}
    for old in folder.iterdir():
        if old.is_dir() and old.name not in kept:
            shutil.rmtree(old, ignore_errors=True)
    return Snapshot(digest, target)


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
