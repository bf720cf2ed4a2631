"""The snapshot before: what of it still stands when a few sources came or went, so that it need not be made again.

Identity is always resolved anew. What is reused are rows: those of entities none of whose claims came,
went or moved to another entity, and the edges between pairs of which the same holds. The result equals
that of deriving everything; tests compare the two.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.derive.claims import Connection, claim_table, end_columns, said
from graph.model.schema import EdgeKind, Kind, NodeKind
from graph.snapshot import EVIDENCE, parquet, rows_of

RECORD = "made_from.json"
"""What a snapshot was made from, in the folder of the snapshot."""

MEMORY = ("entity", "contradiction", *EVIDENCE)
"""Tables that the next snapshot needs beside those of the graph."""

WORN = 0.1
"""Entities that the file of evidence may tell of in vain, for each of its rows, before it is written anew."""


@dataclass(frozen=True, slots=True)
class Before:
    """A snapshot made by the same rules and decisions, and the sources that came and went since."""

    folder: Path
    came: frozenset[str]
    went: frozenset[str]

    def prepare(self, con: Connection) -> None:
        """Make the tables of what changed: sources that came, ids that lost a claim, mentions that moved."""
        con.execute("CREATE TABLE came (hash VARCHAR)")
        con.executemany("INSERT INTO came VALUES (?)", [[h] for h in sorted(self.came)] or [[""]])
        con.execute(
            f"CREATE TABLE gone AS SELECT DISTINCT id FROM {self._old('evidence')} "
            "WHERE list_contains(?, source)",
            [sorted(self.went)],
        )
        con.execute("CREATE TABLE changed AS FROM gone")
        con.execute("CREATE TABLE moved (mention VARCHAR, id VARCHAR)")
        self.note_moves(con, "mention NOT LIKE 'InspectionTask-%'")

    def note_moves(self, con: Connection, which: str) -> None:
        """Add the mentions that belong to another entity than before, with both ids."""
        con.execute(
            f"INSERT INTO moved SELECT mention, unnest([old, new]) FROM ("
            f"SELECT mention, o.id AS old, n.id AS new FROM {self._old('entity')} o "
            "FULL JOIN entity n USING (mention) WHERE o.id IS DISTINCT FROM n.id) "
            f"WHERE {which}"
        )

    def touch_nodes(self, con: Connection, kind: NodeKind) -> None:
        """Make the table touched(id) of the entities of a kind that may have changed."""
        con.execute(
            f"CREATE TABLE touched AS SELECT id FROM (FROM gone UNION SELECT id FROM moved) "
            f"WHERE starts_with(id, '{kind.name}-') "
            f"UNION SELECT entity.id FROM {claim_table(kind.name)} c JOIN entity ON entity.mention = c._mention "
            f"WHERE {_new_or_moved(con, kind)}"
        )

    def touch_edges(self, con: Connection, kind: EdgeKind) -> None:
        """Make the table touched(_f, _t) of the pairs whose edges of a kind may have changed."""
        moved = "(SELECT mention FROM moved)"
        con.execute(
            f"CREATE TABLE touched AS SELECT {end_columns(kind, 'f.id', 't.id')} FROM (SELECT _from, _to "
            f"FROM {claim_table(kind.name)} c WHERE {_new_or_moved(con, kind)} OR _from IN {moved} OR _to IN {moved}) "
            "JOIN entity f ON f.mention = _from JOIN entity t ON t.mention = _to "
            f"UNION SELECT source, target FROM {self._table(kind)} WHERE id IN (FROM gone) "
            "OR source IN (SELECT id FROM moved) OR target IN (SELECT id FROM moved)"
        )

    def make_anew(self, con: Connection, kind: Kind) -> None:
        """Note that all of a kind is made again: nothing of it is kept."""
        con.execute(f"INSERT INTO changed SELECT id FROM {self._table(kind)}")

    def near(self, kind: EdgeKind) -> str:
        """Return, for a FROM, the claims of a kind at least between whose ends there is a touched pair each."""
        mentions = "(SELECT mention FROM entity WHERE id IN (SELECT _f FROM touched UNION SELECT _t FROM touched))"
        return f"(SELECT * FROM {claim_table(kind.name)} WHERE _from IN {mentions} AND _to IN {mentions})"

    def complete(self, con: Connection, kind: Kind, table: str) -> None:
        """Make the table of a kind from the rows just made and those that still stand."""
        fresh, touched = f'"fresh_{kind.name}"', f'"touched_{kind.name}"'
        con.execute(f"ALTER TABLE fresh RENAME TO {fresh}; ALTER TABLE touched RENAME TO {touched}")
        on = "o.source = t._f AND o.target = t._t" if isinstance(kind, EdgeKind) else "o.id = t.id"
        con.execute(
            f"CREATE VIEW {table} AS FROM {fresh} UNION ALL BY NAME "
            f"SELECT o.* FROM {self._table(kind)} o ANTI JOIN {touched} t ON {on}"
        )
        con.execute(
            f"INSERT INTO changed SELECT o.id FROM {self._table(kind)} o SEMI JOIN {touched} t ON {on}"
            + ("" if isinstance(kind, EdgeKind) else f" UNION FROM {touched}")
        )

    def with_kept(self, table: str) -> str:
        """Return, for a FROM, a table of ids with what is kept of the one before."""
        return f"(FROM {table} UNION ALL BY NAME SELECT o.* FROM {self._old(table)} o ANTI JOIN changed USING (id))"

    def evidence(self, con: Connection, folder: Path) -> dict[str, str] | None:
        """Take over the file of evidence, and return what to write beside it; None if it must be written anew.

        That is once too much of it counts no more: every reader pays for that.
        """
        written, since, replaced = (self.folder / f"{name}.parquet" for name in EVIDENCE)
        no_more = f"(FROM changed UNION FROM {parquet(replaced)})"
        sizes = (
            f"SELECT (SELECT count(*) FROM {no_more}), (SELECT count(*) FROM {parquet(written)})"
        )
        dead, whole = con.execute(sizes).fetchall()[0]
        if dead > whole * WORN:
            return None
        _share(written, folder / written.name)
        kept = f"SELECT o.* FROM {parquet(since)} o ANTI JOIN changed USING (id)"
        return {EVIDENCE[1]: f"(FROM evidence UNION ALL BY NAME {kept})", EVIDENCE[2]: no_more}

    def _table(self, kind: Kind) -> str:
        return self._old(f"{'edges' if isinstance(kind, EdgeKind) else 'nodes'}_{kind.name}")

    def _old(self, table: str) -> str:
        return rows_of(self.folder, table)


def _share(path: Path, target: Path) -> None:
    """Make a file stand at a second place; nobody ever writes into it."""
    try:
        os.link(path, target)
    except OSError:
        # Not every file system (a USB stick) knows a file with two names.
        shutil.copyfile(path, target)


def _new_or_moved(con: Connection, kind: Kind) -> str:
    """Return the condition of a claim that is new, or that shows an entity which goes by another id now."""
    filled = said(con, kind)
    refs = [p.name for p in kind.public() if p.ref and p.name in filled]
    shown = (f' OR c."{name}" IN (SELECT mention FROM moved)' for name in refs)
    return "(c._source IN (FROM came)" + "".join(shown) + ")"


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a snapshot is made from: rules and decisions, and of each source what deriving reads beside its claims."""

    rules: Mapping[str, Any]
    sources: Mapping[str, list[Any]]

    def text(self) -> str:
        """Return it as it is kept with the snapshot."""
        data = {"rules": self.rules, "sources": self.sources}
        return json.dumps(data, ensure_ascii=False, sort_keys=True) + "\n"


def find(snapshot: Path, now: MadeFrom, there: Collection[str]) -> Before | None:
    """Return a snapshot as one to build on, or None if other rules or decisions made it.

    Nor is one that tells of a source which is not `there` any more: nothing of what was erased is kept.
    """
    path = snapshot / RECORD
    if not path.is_file() or any(not (snapshot / f"{n}.parquet").is_file() for n in MEMORY):
        return None
    made, wanted = json.loads(path.read_text(encoding="utf-8")), json.loads(now.text())
    if made["rules"] != wanted["rules"]:
        return None
    old, new = made["sources"], wanted["sources"]
    if not old.keys() <= set(there):
        return None
    came = {source for source in new if old.get(source) != new[source]}
    went = {source for source in old if new.get(source) != old[source]}
    return Before(snapshot, frozenset(came), frozenset(went))
