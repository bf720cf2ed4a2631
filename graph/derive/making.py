"""The making of a snapshot: what `graph.derive.derive` does, and all that it needs to do it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from graph.derive import (
    BESIDE,
    before,
    current,
    decided,
    former_scope,
    fusion,
    in_use,
    inputs_digest,
    offices,
    rules,
    sanctions,
    spellings,
    stated,
)
from graph.derive.claims import Connection, load_claims, script
from graph.derive.identity import resolve
from graph.model.decisions import Decision, in_force
from graph.model.schema import schema
from graph.snapshot import EVIDENCE, Snapshot, connect, content_hash, quoted
from graph.sources import Source, Sources, lines, sync_tree

MEMORY = "4GB"
"""What the engine may hold at once."""

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


def make(
    sources: Sources, decisions: Sequence[Decision], folder: Path, worth: int, engine: str
) -> Snapshot:
    """Do what `graph.derive.derive` promises."""
    used = in_use(sources, decisions)
    left_out = lines.left_out(sources, used)
    held = [d for d in in_force(decisions) if d.kind not in _NOT_OF_THE_GRAPH]
    made = _made_from(used, held, left_out)
    there = {source.hash for source in sources.all()}
    old = _to_build_on(folder, made, used, worth, there)
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
    con.execute(
        "SET preserve_insertion_order = false; "
        f"SET memory_limit = '{MEMORY}'; SET temp_directory = {quoted(spill)}"
    )


def _made_from(
    used: Sequence[Source], held: Sequence[Decision], left_out: Collection[tuple[str, str]]
) -> before.MadeFrom:
    return before.MadeFrom(
        {
            **rules(),
            "decisions": [decision.id for decision in held],
            "left out": sorted(left_out),
        },
        {s.hash: [s.name, s.version, s.rank, s.committee] for s in used},
    )


def _to_build_on(
    folder: Path, made: before.MadeFrom, used: Sequence[Source], worth: int, there: Collection[str]
) -> before.Before | None:
    """Return the snapshot before if it saves work: most claims are as they were."""
    found = current(folder)
    old = before.find(found[0].folder, made, there) if found else None
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
    sanctions.fuse(con)
    con.execute(script("wording.sql"))
    con.execute(script("refused.sql"))
    fusion.prepare(con)
    fusion.guard(con)
    if old is not None:
        old.prepare(con)
    fusion.fuse_organisation_edges(con, old)
    offices.pair(con)
    con.execute(script("history.sql"))
    stated.walk_offices(con)
    con.execute(script("tasks.sql"))
    stated.link_tasks(con)
    if old is not None:
        old.note_moves(con, "mention LIKE 'InspectionTask-%'")
    fusion.fuse(con, old)
    spellings.forget(con)
    former_scope.settle(con, decisions)
    con.execute(script("issued.sql"))
    con.execute(script("task_certainty.sql"))
    con.execute(script("hits.sql"))
    stated.link_items(con)
    con.execute(script("approved.sql"))
    con.execute(script("kinship.sql"))
    con.execute(script("pairs.sql"))
    con.execute(script("problems.sql"))


def write(con: Connection, folder: Path, old: before.Before | None = None) -> None:
    """Write every table of the graph as Parquet, rows in order of id, and what the next one may build on."""
    kinds = schema()
    # What is taken over lies in order already, a row group at a time: enough for finding an id.
    by_id = "" if old else "id"
    names = {f"nodes_{kind}": (fusion.node_table(kind), by_id) for kind in kinds.nodes}
    names |= {f"edges_{kind}": (fusion.edge_table(kind), by_id) for kind in kinds.edges}
    contradiction = old.with_kept("contradiction") if old else "contradiction"
    names |= {
        "aliases": ("aliases", "alias, id"),
        "conflicts": (f"(FROM unsettled UNION ALL BY NAME FROM {contradiction})", "ALL"),
        "contradiction": (contradiction, "ALL"),
        "entity": ("entity", "" if old else "mention"),
        "refused": ("refused", "ALL"),
        "pairs": ("pairs", "ALL"),
    }
    names |= _evidence(con, folder, old)
    bare = con.execute("SELECT table_name FROM duckdb_tables() WHERE estimated_size = 0").fetchall()
    empty = {f'"{table}"' for (table,) in bare}
    for name, (table, order) in names.items():
        path = folder / f"{name}.parquet"
        if table in empty and name in _EMPTY_FILES:
            path.write_bytes(_EMPTY_FILES[name])
            continue
        con.execute(
            f"COPY (SELECT * FROM {table} {order and 'ORDER BY'} {order}) TO {quoted(path)} "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
        if table in empty:
            _EMPTY_FILES[name] = path.read_bytes()


def _evidence(
    con: Connection, folder: Path, old: before.Before | None
) -> dict[str, tuple[str, str]]:
    """Return the tables of the evidence that are to be written, and the order of their rows."""
    written, since, replaced = EVIDENCE
    order = "id, source, ordinal"
    beside = old.evidence(con, folder) if old else None
    if beside is not None:
        return {since: (beside[since], order), replaced: (beside[replaced], "id")}
    whole = old.with_kept("evidence") if old else "evidence"
    return {
        written: (whole, order),
        since: ("(FROM evidence WHERE false)", ""),
        replaced: ("(SELECT id FROM evidence WHERE false)", ""),
    }


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
