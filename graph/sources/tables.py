"""The claim files of a source: typed Parquet tables, written whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from graph.model.claims import Claim, Line, Rejected
from graph.model.errors import SchemaError
from graph.model.schema import EdgeKind, Kind, schema
from graph.sources import Source, Sources, lines, sync_folder, sync_tree

_ARROW = {
    "text": pa.string(),
    "int": pa.int64(),
    "number": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.string(),
}
_PROVENANCE = [
    ("_source", pa.string()),
    ("_ordinal", pa.int64()),
    ("_place", pa.string()),
    ("_start", pa.int64()),
    ("_end", pa.int64()),
    ("_quote", pa.string()),
    ("_rule", pa.string()),
    ("_confidence", pa.float64()),
]
_SHOWN = ("ledger", "place", "column", "value", "reason", "suggestion", "quote")
_REJECTED = pa.schema([(name, pa.string()) for name in (*_SHOWN, "person", "lost", "until")])


def claim_columns(kind: Kind) -> pa.Schema:
    """Return the columns of a kind's claim file: mention, keys or ends, properties, provenance."""
    columns = [("_mention", pa.string())]
    if isinstance(kind, EdgeKind):
        columns += [("_from", pa.string()), ("_to", pa.string())]
    else:
        columns += [("_keys", pa.list_(pa.string()))]
    columns += [(name, _ARROW[prop.type]) for name, prop in kind.properties.items()]
    return pa.schema(columns + _PROVENANCE)


_ROWS = 50_000
"""Claims of one kind that are held before they are written."""


class _Table:
    """The rows of one kind, column by column, until they are written."""

    def __init__(self, kind: Kind, folder: Path) -> None:
        self.kind = kind
        self.schema = claim_columns(kind)
        self.path = folder / f"{kind.name}.parquet"
        self.columns: dict[str, list[Any]] = {name: [] for name in self.schema.names}
        self.file: pq.ParquetWriter | None = None

    def add(self, claim: Claim, ordinal: int) -> None:
        columns, origin = self.columns, claim.provenance
        columns["_mention"].append(claim.mention)
        if claim.ends is not None:
            columns["_from"].append(claim.ends[0])
            columns["_to"].append(claim.ends[1])
        else:
            columns["_keys"].append(list(claim.keys))
        for name in self.kind.properties:
            columns[name].append(claim.properties.get(name))
        for name, value in zip(
            [name for name, _ in _PROVENANCE],
            (
                origin.source,
                ordinal,
                origin.place,
                origin.start,
                origin.end,
                origin.quote,
                claim.rule,
                claim.confidence,
            ),
            strict=True,
        ):
            columns[name].append(value)
        if len(columns["_mention"]) >= _ROWS:
            self.write()

    def write(self) -> None:
        """Write what is held; a graph of a province has a million rows of one kind."""
        if self.file is None:
            self.file = pq.ParquetWriter(self.path, self.schema, compression="zstd")
        if self.columns["_mention"]:
            self.file.write_table(pa.table(self.columns, schema=self.schema))
            self.columns = {name: [] for name in self.schema.names}

    def close(self) -> None:
        """Write the rest."""
        self.write()
        if self.file is not None:
            self.file.close()


def rejected(sources: Sources, source: Source) -> list[dict[str, str]]:
    """Return what of a source could not be used, as rows."""
    path = sources.refused(source)
    rows: list[dict[str, str]] = pq.read_table(path, columns=list(_SHOWN)).to_pylist()
    return rows


def mentions_at(sources: Sources, source: Source, kind: str, place: str) -> list[str]:
    """Return the mentions of one kind that a place of a source claims, in order."""
    path = sources.claims(source).get(kind)
    if path is None:
        return []
    table = pq.read_table(path, columns=["_mention"], filters=[("_place", "=", place)])
    return list(dict.fromkeys(table["_mention"].to_pylist()))


def quotes(
    sources: Sources, places: Mapping[str, Sequence[int]], kinds: Iterable[str]
) -> dict[tuple[str, int], str]:
    """Return the quote of each (source, ordinal) asked for, read from the claim files of `kinds`."""
    wanted = {digest: set(ordinals) for digest, ordinals in places.items()}
    by_hash = {source.hash: source for source in sources.all()}
    found: dict[tuple[str, int], str] = {}
    for digest, ordinals in wanted.items():
        files = sources.claims(by_hash[digest]) if digest in by_hash else {}
        for kind in set(kinds) & files.keys():
            filters = [("_ordinal", "in", sorted(ordinals))]
            table = pq.read_table(files[kind], columns=["_ordinal", "_quote"], filters=filters)
            for row in table.to_pylist():
                found[digest, row["_ordinal"]] = row["_quote"]
    return found


def spans(path: Path) -> list[tuple[int, int, str]]:
    """Return start, end and quote of every claim of a claim file."""
    table = pq.read_table(path, columns=["_start", "_end", "_quote"])
    return [(row["_start"], row["_end"], row["_quote"]) for row in table.to_pylist()]


def add(
    sources: Sources,
    source: Source,
    original: bytes,
    items: Iterable[Claim | Rejected],
    rows: Iterable[Line] = (),
) -> Source:
    """Write a source with its claims, rejects and rows, whole or not at all; return it with its counts."""
    sources.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    work = sources.folder / f".part-{source.hash[:16]}-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    try:
        done = _write(work, source, original, items)
        lines.write(work, rows)
        sync_tree(work)
        work.rename(sources.folder / source.hash)
        sync_folder(sources.folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return done


def replace_claims(
    sources: Sources,
    source: Source,
    version: str,
    items: Iterable[Claim | Rejected],
    rows: Iterable[Line] = (),
) -> Source:
    """Write the claims of a kept original again, as its loader reads it today, whole or not at all."""
    home, old = sources.folder / source.hash, sources.folder / f".old-{source.hash}"
    work = sources.folder / f".part-{source.hash[:16]}-{os.getpid()}"
    shutil.rmtree(work, ignore_errors=True)
    try:
        original = sources.original(source).read_bytes()
        done = _write(work, replace(source, version=version), original, items)
        lines.write(work, rows)
        sync_tree(work)
        # Cut off between these two, `Sources.sweep` puts the old one back.
        home.rename(old)
        work.rename(home)
        sync_folder(sources.folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    return done


def _write(
    work: Path,
    source: Source,
    original: bytes,
    items: Iterable[Claim | Rejected],
) -> Source:
    claims_folder = work / "claims" / source.version
    work.mkdir(mode=0o700)
    claims_folder.mkdir(parents=True)
    kept = work / f"original{Path(source.name).suffix.lower()}"
    kept.write_bytes(original)
    kept.chmod(0o400)
    rejected, count = _gather(items, claims_folder)
    rows = [_rejected_row(item) for item in rejected]
    pq.write_table(pa.Table.from_pylist(rows, schema=_REJECTED), work / "rejected.parquet")
    done = Source(**(asdict(source) | {"claims": count, "rejected": len(rejected)}))
    text = json.dumps(asdict(done), ensure_ascii=False, indent=1, sort_keys=True)
    (work / "source.json").write_text(text + "\n", encoding="utf-8")
    return done


def _gather(items: Iterable[Claim | Rejected], folder: Path) -> tuple[list[Rejected], int]:
    """Write the claims, a table a kind; return what was rejected and how many were written."""
    kinds = schema()
    tables: dict[str, _Table] = {}
    rejected: list[Rejected] = []
    count = 0
    for item in items:
        if isinstance(item, Rejected):
            rejected.append(item)
            continue
        try:
            clean = kinds.check(item)
        except SchemaError as error:
            # A fault of a loader, not of the clerk: the row is kept, with the reason, and the rest loads.
            rejected.append(Rejected(item.provenance, item.kind, "", str(error)))
            continue
        if clean.kind not in tables:
            tables[clean.kind] = _Table(kinds.kind(clean.kind), folder)
        tables[clean.kind].add(clean, count)
        count += 1
    for table in tables.values():
        table.close()
    return rejected, count


def _rejected_row(item: Rejected) -> dict[str, str]:
    return {
        "ledger": item.ledger,
        "place": item.provenance.place,
        "column": item.column,
        "value": item.value,
        "reason": item.reason,
        "suggestion": item.suggestion,
        "quote": item.provenance.quote,
        "person": item.person,
        "lost": item.lost,
        "until": item.until,
    }
