"""What the claims at rest say of one thing, whether their source is in use or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from graph.model.claims import digest
from graph.model.schema import EdgeKind, NodeKind, schema
from graph.sources import Source, Sources

_NAMES = ("name", "person_no", "no", "short_name", "mentioned_as")
_FIXED = ("_mention", "_keys", "_from", "_to", "_place", "_quote")
_STRONG = ("id:", "no:", "uscc:", "committee:")
"""How the keys begin that tell one thing from all others, whatever else is known."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as it stands in a claim file: its source, kind, mention or ends, properties, place, quote."""

    source: Source
    kind: str
    mention: str
    ends: tuple[str, str] | None
    properties: Mapping[str, Any]
    place: str
    quote: str
    keys: tuple[str, ...] = ()


def named(sources: Sources, text: str) -> dict[str, str]:
    """Return the mentions of whatever has this name or number, with its kind."""
    found: dict[str, str] = {}
    for source in sources.all():
        for kind, path in sources.claims(source).items():
            declared = schema().nodes.get(kind)
            if declared is not None:
                found |= dict.fromkeys(_named(path, declared, text), kind)
    return found


def _named(path: Path, kind: NodeKind, text: str) -> list[str]:
    there = set(pq.read_schema(path).names)
    names = [name for name in {*_NAMES, kind.caption} if name in there and name in kind.properties]
    mentions: list[str] = []
    for name in sorted(n for n in names if kind.properties[n].type == "text"):
        table = pq.read_table(path, columns=["_mention"], filters=[(name, "==", text)])
        mentions += table.column("_mention").to_pylist()
    return mentions


def of(sources: Sources, kind: str, aliases: Collection[str]) -> list[Told]:
    """Return every claim on the thing of a kind that answers to these mentions and digests of keys.

    A mention that has one of its strong keys is the same thing, also where no snapshot knows of it.
    """
    known = set(aliases)
    while True:
        own = [told for source in sources.all() for told in _nodes(sources, source, kind, known)]
        more = {told.mention for told in own}
        more |= {digest(kind, key) for told in own for key in told.keys if key.startswith(_STRONG)}
        if more <= known:
            break
        known |= more
    return own + [told for source in sources.all() for told in _edges(sources, source, kind, known)]


def _nodes(sources: Sources, source: Source, kind: str, known: Collection[str]) -> Iterator[Told]:
    path = sources.claims(source).get(kind)
    if path is None:
        return
    table = pq.read_table(path, columns=["_mention", "_keys"])
    keyed = table.column("_keys").combine_chunks()
    of_row = pc.list_parent_indices(keyed).to_pylist()
    keys = pc.list_flatten(keyed).to_pylist()
    rows = {row for row, key in zip(of_row, keys, strict=True) if digest(kind, key) in known}
    chosen = pc.is_in(table.column("_mention"), value_set=pa.array(sorted(known)))
    rows |= {row for row, there in enumerate(chosen.to_pylist()) if there}
    yield from _read(source, kind, path, sorted(rows))


def _edges(sources: Sources, source: Source, kind: str, known: Collection[str]) -> Iterator[Told]:
    wanted = pa.array(sorted(known))
    for name, path in sources.claims(source).items():
        declared = schema().edges.get(name)
        if declared is None or not _touches(declared, kind):
            continue
        table = pq.read_table(path, columns=["_from", "_to"])
        either = pc.or_(
            pc.is_in(table.column("_from"), value_set=wanted),
            pc.is_in(table.column("_to"), value_set=wanted),
        )
        rows = [row for row, there in enumerate(either.to_pylist()) if there]
        yield from _read(source, name, path, rows)


def _touches(edge: EdgeKind, kind: str) -> bool:
    return any(end in {kind, "*"} for pair in edge.ends for end in pair)


def _read(source: Source, kind: str, path: Path, rows: list[int]) -> Iterator[Told]:
    if not rows:
        return
    there = set(pq.read_schema(path).names)
    properties = [name for name in schema().kind(kind).properties if name in there]
    table = pq.read_table(path, columns=[*(c for c in _FIXED if c in there), *properties])
    for row in table.take(rows).to_pylist():
        ends = (row["_from"], row["_to"]) if "_from" in row else None
        said = {name: row[name] for name in properties if row[name] is not None}
        yield Told(
            source,
            kind,
            row["_mention"],
            ends,
            said,
            row["_place"],
            row["_quote"],
            tuple(row.get("_keys") or ()),
        )


def captions(sources: Sources, source: Source, mentions: Collection[str]) -> dict[str, str]:
    """Return what a source calls the things behind these mentions."""
    found: dict[str, str] = {}
    for kind, path in sources.claims(source).items():
        declared = schema().nodes.get(kind)
        own = [mention for mention in mentions if mention.startswith(f"{kind}-")]
        if declared is None or not own:
            continue
        names = [n for n in dict.fromkeys([declared.caption, *_NAMES]) if n in declared.properties]
        table = pq.read_table(path, columns=["_mention", *names], filters=[("_mention", "in", own)])
        for row in table.to_pylist():
            text = next((str(row[name]) for name in names if row[name] is not None), "")
            if text:
                found.setdefault(row["_mention"], text)
    return found


def guarded(sources: Sources, source: Source, about: Collection[str]) -> set[str]:
    """Return the places of a source where an edge of these kinds leads to a person, a declaration's left out."""
    places: set[str] = set()
    for name in sources.claims(source).keys() & set(about):
        path = sources.claims(source)[name]
        for row in pq.read_table(path, columns=["_from", "_to", "_place"]).to_pylist():
            if row["_to"].startswith("Person-") and not row["_from"].startswith("Declaration-"):
                places.add(row["_place"])
    return places
