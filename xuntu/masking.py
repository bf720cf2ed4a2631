"""The mask of a snapshot: whom and what its answers, pages and files hide."""

from __future__ import annotations

from functools import lru_cache

from graph.model.privacy import Mask, restricted_edges, restricted_texts, spread
from graph.model.schema import schema
from graph.snapshot import Snapshot
from loaders.ledgers import open_headers, restricted_headers


# Of one snapshot it is always the same, and every answer of a server needs it.
@lru_cache(maxsize=2)
def mask_of(found: Snapshot | None) -> Mask:
    """Return what is to be hidden of a snapshot; without one, what the headers of columns tell."""
    if found is None:
        return Mask.of((), (), *_headers())
    people = _people(found)
    names = {
        str(name)
        for identifier, name in found.values("nodes_Person", ("id", "name"))
        if identifier in people and name
    }
    # What is reported may be a unit, and units go by their names.
    texts = names | (_texts(found) - _units(found))
    return Mask.of(people, texts, *_headers())


def _headers() -> tuple[frozenset[str], frozenset[str]]:
    """Return what restricted cells, and all others, stand under: columns of ledgers, properties in rows of graphs."""
    kinds = schema()
    properties = [
        prop
        for kind in (*kinds.nodes.values(), *kinds.edges.values())
        for prop in kind.properties.values()
    ]
    hidden = {prop.quoted_as for prop in properties if prop.restricted}
    shown = {prop.quoted_as for prop in properties if not prop.restricted}
    return restricted_headers() | hidden, open_headers() | shown


def _people(found: Snapshot) -> set[str]:
    return {
        str(target)
        for kind in (*restricted_edges(), "CONCERNS")
        for source, target in found.values(f"edges_{kind}", ("source", "target"))
        if str(target).startswith("Person-") and not str(source).startswith("Declaration-")
    }


def _texts(found: Snapshot) -> set[str]:
    return {
        text
        for kind, columns in restricted_texts().items()
        for row in found.values(f"nodes_{kind}", columns)
        for column, value in zip(columns, row, strict=True)
        if value
        for text in spread(column, str(value))
    }


def _units(found: Snapshot) -> set[str]:
    rows = found.values("nodes_Organization", ("name", "short_name"))
    return {str(name) for row in rows for name in row if name}
