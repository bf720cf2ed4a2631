"""The terms of RDF: our own for everything, and beside them those of public vocabularies that schema.toml declares.

`xu:Person` is a class, `xu:name` a property, `xu:SERVED_IN` the direct triple of an edge from its source to its
target, `xu:ServedIn` the class of the edge itself, which `xu:from` and `xu:to` lead to its ends. Ours are
URNs: no address of ours could be fetched. Addresses of public vocabularies are names too, never fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, unquote

from graph.model.errors import SchemaError
from graph.model.schema import EdgeKind, Kind, Property, schema

PREFIXES: Mapping[str, str] = {
    "xu": "urn:xuntu:term:",
    "id": "urn:xuntu:id:",
    "source": "urn:xuntu:source:",
    "snapshot": "urn:xuntu:snapshot:",
    "vocabulary": "urn:xuntu:vocabulary:",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
}
"""Every prefix that is written, ours first."""

FROM, TO = "xu:from", "xu:to"
"""From an edge to its two ends."""
PROVENANCE = "urn:xuntu:provenance"
"""The named graph that tells where each thing is from, where a format has named graphs."""


def iri(term: str) -> str:
    """Return the whole of a term written with its prefix."""
    prefix, _, name = term.partition(":")
    return PREFIXES[prefix] + name


def identified(id_: str) -> str:
    """Return what a node or edge is called, by its id."""
    return f"id:{quote(id_, safe='')}"


def id_of(whole: str) -> str:
    """Return the id that a node or edge is called by; empty if it is none."""
    begin = PREFIXES["id"]
    return unquote(whole.removeprefix(begin)) if whole.startswith(begin) else ""


def short(whole: str) -> str:
    """Return an IRI with its prefix, or as it is if it has none of ours."""
    for prefix, begin in PREFIXES.items():
        if whole.startswith(begin):
            return f"{prefix}:{whole.removeprefix(begin)}"
    return whole


@dataclass(frozen=True, slots=True)
class KindTerms:
    """What one kind is called in RDF, each with our own term first.

    `ends` are the predicates from an edge to its source and to its target; a node has none.
    """

    kind: Kind
    types: tuple[str, ...]
    properties: Mapping[str, tuple[str, ...]]
    ends: tuple[tuple[str, ...], tuple[str, ...]]

    def links(self, source: str) -> tuple[str, ...]:
        """Return the predicates of the direct triple of an edge that leads from this kind of node."""
        if not isinstance(self.kind, EdgeKind):
            return ()
        declared = self.kind.rdf_link.get(source) or self.kind.rdf_link.get("*", "")
        return _both(f"xu:{self.kind.name}", declared)


def _both(ours: str, public: str) -> tuple[str, ...]:
    if public and public.partition(":")[0] not in PREFIXES:
        raise SchemaError(f"不认识前缀 {public!r}", where="schema.toml")
    return (ours, public) if public else (ours,)


def class_of(kind: Kind) -> str:
    """Return our own class of a kind: `xu:Person`, and `xu:ServedIn` for the edges SERVED_IN."""
    if not isinstance(kind, EdgeKind):
        return f"xu:{kind.name}"
    return "xu:" + "".join(word.capitalize() for word in kind.name.split("_"))


def property_term(prop: Property) -> str:
    """Return our own term of a property."""
    return f"xu:{prop.name}"


@cache
def terms_of(name: str) -> KindTerms:
    """Return the terms of a kind; raise SchemaError for a prefix that is not known."""
    kind = schema().kind(name)
    ends: tuple[str, ...] = ("", "")
    if isinstance(kind, EdgeKind):
        ends = kind.rdf_ends or ends
    return KindTerms(
        kind,
        _both(class_of(kind), kind.rdf),
        {prop.name: _both(property_term(prop), prop.rdf) for prop in kind.public()},
        (_both(FROM, ends[0]), _both(TO, ends[1])) if isinstance(kind, EdgeKind) else ((), ()),
    )


@cache
def classes() -> Mapping[str, Kind]:
    """Return every kind by the whole IRI of its own class."""
    kinds = schema()
    everything: Iterator[Kind] = iter((*kinds.nodes.values(), *kinds.edges.values()))
    return {iri(class_of(kind)): kind for kind in everything}
