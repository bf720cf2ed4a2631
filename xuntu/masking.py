"""The mask of a snapshot: whom and what its answers, pages and files hide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from graph.model.privacy import Mask, restricted_edges, restricted_texts, spread
from graph.model.schema import schema
from graph.snapshot import Snapshot
from loaders.ledgers import open_headers, restricted_headers

Rows = Iterable[tuple[object, ...]]


# Of one snapshot it is always the same, and every answer of a server needs it.
@lru_cache(maxsize=2)
def mask_of(found: Snapshot | None) -> Mask:
    """Return what is to be hidden of a snapshot; without one, what the headers of columns tell."""
    if found is None:
        return Mask.of((), (), *_headers())
    edges = [f"edges_{kind}" for kind in (*restricted_edges(), "CONCERNS")]
    texts = restricted_texts()
    read = iter(
        found.values_of(
            ("nodes_Person", ("id", "name")),
            ("nodes_Organization", ("name", "short_name")),
            *((edge, ("source", "target")) for edge in edges),
            *((f"nodes_{kind}", columns) for kind, columns in texts.items()),
        )
    )
    persons, units = next(read), next(read)
    people = {person for _ in edges for person in _people(next(read))}
    names = {str(name) for identifier, name in persons if identifier in people and name}
    said = {text for columns in texts.values() for text in _texts(columns, next(read))}
    # What is reported may be a unit, and units go by their names.
    said -= {str(name) for row in units for name in row if name}
    return Mask.of(people, names | said, *_headers())


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


def _people(ends: Rows) -> Iterator[str]:
    for source, target in ends:
        if str(target).startswith("Person-") and not str(source).startswith("Declaration-"):
            yield str(target)


def _texts(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            if value:
                yield from spread(column, str(value))
