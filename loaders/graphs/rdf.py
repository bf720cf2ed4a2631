"""RDF → rows: our own exports back as they were, and of others what public vocabularies say of offices and people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from graph.exports.rdf.terms import FROM, PREFIXES, TO, classes, id_of, iri, terms_of
from graph.model.claims import Value
from graph.model.schema import EdgeKind, Kind, schema
from loaders.graphs.rdf_file import RESOURCE, Object, Told, parse
from loaders.graphs.rdf_public import rows_of_others
from loaders.graphs.rdf_values import value_of
from loaders.graphs.rows import Reading, Row, Rows, Unfit
from loaders.loader import Context, SourceFile

_TYPE = iri("rdf:type")
_SOURCES = iri("dcterms:source")
_BESIDE = frozenset({_TYPE, iri("prov:wasDerivedFrom")})
_ABOUT = tuple(PREFIXES[one] for one in ("source", "snapshot", "vocabulary"))
"""What our exports say beside the graph."""


def read(file: SourceFile, context: Context) -> Reading:  # noqa: ARG001  # the readers' protocol
    """Return the graph that a file holds; raises SourceError for one that cannot be read."""
    told = parse(file.content, file.name)
    masked = iri("xu:masked")
    hidden = any(
        one == (masked, Object("true", iri("xsd:boolean")))
        for subject, said in told.items()
        if subject.startswith(PREFIXES["snapshot"])
        for one in said
    )
    return Reading(lambda: _rows(told), hidden)


def _rows(told: Told) -> Rows:
    others: dict[str, Mapping[tuple[str, Object], None]] = {}
    for subject, said in told.items():
        if id_ := id_of(subject):
            yield from _own(id_, said)
        elif not subject.startswith(_ABOUT):
            others[subject] = said
    yield from rows_of_others(others)


def _own(id_: str, said: Mapping[tuple[str, Object], None]) -> Rows:
    """Yield the row that is said of one of our ids, and a word on each thing that is no property of it."""
    kinds = [classes()[o.text] for p, o in said if p == _TYPE and o.text in classes()]
    if len(kinds) != 1:
        reason = "没有写明是哪一类" if not kinds else "同一标识属于几类"
        yield Unfit(f"id:{id_}", reason, value=id_)
        return
    kind, ends = kinds[0], {FROM: "", TO: ""}
    values: dict[str, Value] = {}
    for predicate, said_object in said:
        meaning = _meanings(kind.name).get(predicate)
        if meaning is None:
            if predicate not in _links():
                yield Unfit(f"id:{id_}", "没有对应的属性", predicate, said_object.text)
        elif meaning in ends and not ends[meaning]:
            ends[meaning] = id_of(said_object.text) or said_object.text
        elif meaning in ends or meaning in values:
            yield Unfit(f"id:{id_}", "同一属性有几个值，只用第一个", meaning, said_object.text)
        elif meaning:
            values[meaning] = _value(said_object)
    if isinstance(kind, EdgeKind):
        yield Row(kind.name, id_, values, f"id:{id_}", (ends[FROM], ends[TO]))
    else:
        yield Row(kind.name, id_, values, f"id:{id_}")


def _value(said: Object) -> Value:
    return id_of(said.text) or said.text if said.type == RESOURCE else value_of(said)


@cache
def _meanings(name: str) -> Mapping[str, str]:
    """Return what each predicate means for a kind: a property, an end, or nothing that is not said elsewhere."""
    told = terms_of(name)
    found = dict.fromkeys(_BESIDE, "")
    public = [one for terms in (*told.properties.values(), *told.ends) for one in terms[1:]]
    found |= {iri(one): "" for one in public}
    found |= {iri(terms[0]): prop for prop, terms in told.properties.items()}
    found |= {iri(terms[0]): terms[0] for terms in told.ends if terms}
    return {**found, _SOURCES: "sources"}


@cache
def _links() -> frozenset[str]:
    """Return the predicates of direct triples: the edges themselves say the same."""
    kinds: Iterator[Kind] = iter(schema().edges.values())
    return frozenset(
        iri(link)
        for kind in kinds
        for source in schema().nodes
        for link in terms_of(kind.name).links(source)
    )
