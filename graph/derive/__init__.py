"""Claims and decisions in, snapshot out: a pure function, set-at-a-time, the same whatever the order of loading."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from graph.derive import before, decided, former_scope, fusion, offices, spellings
from graph.derive.claims import Connection, load_claims, script
from graph.derive.identity import resolve
from graph.derive.identity.linkage.parameters import text as linkage_parameters
from graph.model.decisions import Decision, in_force, withdrawn_sources
from graph.model.schema import declaration, schema
from graph.snapshot import Snapshot, connect, content_hash
from graph.sources import Source, Sources, lines, sync_tree

VERSION = "3"
"""Changes whenever deriving gives another result from the same claims."""

WORTH = 200_000
"""Claims from which on looking for what changed costs less than making everything anew."""

MEMORY = "4GB"
"""What the engine may hold at once."""

BESIDE = "known-by"
"""The folder beside the snapshots where those of earlier days are: not swept with them."""

_NOT_OF_THE_GRAPH = frozenset(
    (
        "WITHDRAWN",
        "RESTORED",
        "REPLACES",
        "TAKEN_BACK",
        "WAIVE",
        "UPHOLD",
        "WAIVE_MISSING",
        "OBJECTION",
    )
)
"""Decisions that choose sources or are about checks: the same claims give the same graph whatever they say."""


def in_use(sources: Sources, decisions: Sequence[Decision]) -> tuple[Source, ...]:
    """Return the sources that count: all but those that a decision took out."""
    there = sources.all()
    out = withdrawn_sources(decisions, {source.hash for source in there})
    return tuple(source for source in there if source.hash not in out)


def inputs_digest(used: Sequence[Source], decisions: Sequence[Decision]) -> str:
    """Return a digest of all that deriving reads; the same digest, the same snapshot."""
    data = {
        "version": VERSION,
        "schema": hashlib.sha256(declaration().encode()).hexdigest(),
        "linkage": hashlib.sha256(linkage_parameters().encode()).hexdigest(),
        "sources": [[s.hash, s.name, s.version, s.rank] for s in used],
        "decisions": [decision.to_line() for decision in decisions],
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
    used = in_use(sources, decisions)
    left_out = lines.left_out(sources, used)
    held = [d for d in in_force(decisions) if d.kind not in _NOT_OF_THE_GRAPH]
    made = _made_from(used, held, left_out)
    old = _to_build_on(folder, made, used, worth)
    work = folder / f".part-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    work.mkdir()
    con = connect()
    try:
        _limit(con, work / "spill")
        # What a decision takes out is deleted from tables of our own.
        whole = bool(left_out) or any(d.kind == "ROW_WRONG" for d in held)
        load_claims(con, sources, used, lazily=old is not None and not whole)
        build(con, decisions, old, engine)
        write(con, work, old)
        digest = content_hash(con, work)
        con.close()
        shutil.rmtree(work / "spill", ignore_errors=True)
        (work / before.RECORD).write_text(made.text(), encoding="utf-8")
        (work / "inputs").write_text(inputs_digest(used, decisions) + "\n", encoding="utf-8")
        return _install(work, folder, digest)
    finally:
        con.close()
        shutil.rmtree(work, ignore_errors=True)


def _limit(con: Connection, spill: Path) -> None:
    """Keep the engine within its memory; what is more goes to `spill`, which nobody else may read."""
    folder = str(spill).replace("'", "''")
    con.execute(
        f"SET preserve_insertion_order = false; SET memory_limit = '{MEMORY}'; SET temp_directory = '{folder}'"
    )


def _made_from(
    used: Sequence[Source], held: Sequence[Decision], left_out: Collection[tuple[str, str]]
) -> before.MadeFrom:
    rules = {
        "version": VERSION,
        "schema": hashlib.sha256(declaration().encode()).hexdigest(),
        "linkage": hashlib.sha256(linkage_parameters().encode()).hexdigest(),
        "decisions": [decision.id for decision in held],
        "left out": sorted(left_out),
    }
    return before.MadeFrom(rules, {s.hash: [s.name, s.version, s.rank, s.committee] for s in used})


def _to_build_on(
    folder: Path, made: before.MadeFrom, used: Sequence[Source], worth: int
) -> before.Before | None:
    """Return the snapshot before if it saves work: most claims are as they were."""
    found = current(folder)
    old = before.find(found[0].folder, made) if found else None
    if old is None:
        return None
    if not worth:
        return old
    all_claims = sum(source.claims for source in used)
    fresh = sum(source.claims for source in used if source.hash in old.came)
    return old if all_claims >= worth and fresh * 5 <= all_claims else None


def build(
    con: Connection,
    decisions: Sequence[Decision],
    old: before.Before | None = None,
    engine: str = "duckdb",
) -> None:
    """Make the tables of the graph from the tables of claims: eight rules of ARCHITECTURE 4."""
    decided.apply(con, decisions)
    resolve(con, engine)
    con.execute(script("wording.sql"))
    con.execute(script("refused.sql"))
    fusion.prepare(con)
    fusion.guard(con)
    if old is not None:
        old.prepare(con)
    fusion.fuse_organisation_edges(con, old)
    offices.pair(con)
    con.execute(script("history.sql"))
    con.execute(script("tasks.sql"))
    if old is not None:
        old.note_moves(con, "mention LIKE 'InspectionTask-%'")
    fusion.fuse(con, old)
    spellings.forget(con)
    former_scope.settle(con, decisions)
    con.execute(script("issued.sql"))
    con.execute(script("task_certainty.sql"))
    con.execute(script("hits.sql"))
    con.execute(script("approved.sql"))
    con.execute(script("kinship.sql"))
    con.execute(script("pairs.sql"))
    con.execute(script("problems.sql"))


def write(con: Connection, folder: Path, old: before.Before | None = None) -> None:
    """Write every table of the graph as Parquet, rows in order of id, and what the next one may build on."""
    kinds = schema()
    names = {f"nodes_{kind}": (fusion.node_table(kind), "id") for kind in kinds.nodes}
    names |= {f"edges_{kind}": (fusion.edge_table(kind), "id") for kind in kinds.edges}
    kept = {name: old.with_kept(name) if old else name for name in ("contradiction", "evidence")}
    names |= {
        "aliases": ("aliases", "alias, id"),
        "conflicts": (f"(FROM unsettled UNION ALL BY NAME FROM {kept['contradiction']})", "ALL"),
        "contradiction": (kept["contradiction"], "ALL"),
        "entity": ("entity", "" if old else "mention"),
        # What is taken over lies in order already, a row group at a time: enough for finding an id.
        "evidence": (kept["evidence"], "" if old else "id, source, ordinal"),
        "refused": ("refused", "ALL"),
        "pairs": ("pairs", "ALL"),
    }
    bare = con.execute("SELECT table_name FROM duckdb_tables() WHERE estimated_size = 0").fetchall()
    empty = {f'"{table}"' for (table,) in bare}
    for name, (table, order) in names.items():
        path = folder / f"{name}.parquet"
        if table in empty and name in _EMPTY_FILES:
            path.write_bytes(_EMPTY_FILES[name])
            continue
        target = str(path).replace("'", "''")
        con.execute(
            f"COPY (SELECT * FROM {table} {order and 'ORDER BY'} {order}) TO '{target}' "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
        if table in empty:
            _EMPTY_FILES[name] = path.read_bytes()


_EMPTY_FILES: dict[str, bytes] = {}
"""The file of each table of the schema without rows, once one was written: the same every time."""


def _install(work: Path, folder: Path, digest: str) -> Snapshot:
    target = folder / digest
    sync_tree(work)
    if target.exists():
        # Aside first: somebody may be reading it.
        target.rename(folder / f".old-{os.getpid()}")
    work.rename(target)
    last = current(folder)
    pointer = folder / ".current"
    pointer.write_text(digest + "\n", encoding="utf-8")
    pointer.replace(folder / "current")
    # The one before stays: somebody may be reading it.
    kept = {digest, last[0].hash if last else digest, BESIDE}
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
