"""What a row of the snapshot says in RDF: statements, before they are written in one syntax or another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.exports._masked import Graph, Row, Table
from graph.exports.rdf.terms import identified, terms_of
from graph.model.claims import Value, digest
from graph.model.privacy import GUARDED
from graph.model.schema import Property
from graph.model.vocabulary import names, terms

RESOURCE = "@id"
"""The datatype of a term that names a resource."""

_DATE = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?")


class Term(NamedTuple):
    """The object of a statement: a text with its datatype (empty: plain text), or a resource."""

    text: str
    type: str = ""


class Statements(NamedTuple):
    """Everything that is said of one subject in one place."""

    subject: str
    said: list[tuple[str, Term]]


def value_term(prop: Property, value: Value) -> Term:
    """Return a value as a term; a partial date keeps its precision, a masked value is plain text."""
    if prop.type == "bool":
        return Term("true" if value else "false", "xsd:boolean")
    if prop.type == "int":
        return Term(str(value), "xsd:integer")
    if prop.type == "number":
        return Term(repr(value), "xsd:double")
    text = str(value)
    if prop.type == "date" and (found := _DATE.fullmatch(text)):
        return Term(text, _DATES[found.lastindex or 0])
    return Term(identified(text), RESOURCE) if prop.ref else Term(text)


_DATES = ("", "xsd:gYear", "xsd:gYearMonth", "xsd:date")


def facts(table: Table) -> Iterator[Statements]:
    """Yield what a table says, row by row; an edge is a resource of its own, and then its direct triple."""
    told = terms_of(table.kind.name)
    types = [("rdf:type", Term(one, RESOURCE)) for one in told.types]
    columns = [(kind, told.properties[kind.name]) for kind in table.kind.public()]
    for row in table.rows():
        said = [*types, *_ends(row, told.ends)]
        for prop, predicates in columns:
            if (value := row.properties.get(prop.name)) is not None:
                term = value_term(prop, value)
                said += [(predicate, term) for predicate in predicates]
        yield Statements(identified(row.id), said)
        if table.edges:
            links = told.links(row.source.partition("-")[0])
            target = Term(identified(row.target), RESOURCE)
            yield Statements(identified(row.source), [(link, target) for link in links])


def _ends(row: Row, ends: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, Term]]:
    for end, predicates in zip((row.source, row.target), ends, strict=True):
        for predicate in predicates:
            yield predicate, Term(identified(end), RESOURCE)


def provenance(table: Table, files: dict[str, str]) -> Iterator[Statements]:
    """Yield where each row is from, in words and by file, and note the files in `files`."""
    for row in table.rows():
        text = row.properties.get("sources")
        if not text:
            continue
        said = [("dcterms:source", Term(str(text)))]
        for file in dict.fromkeys(_files(str(text))):
            files.setdefault(file, f"source:{digest('file', file).removeprefix('file-')}")
            said.append(("prov:wasDerivedFrom", Term(files[file], RESOURCE)))
        yield Statements(identified(row.id), said)


def _files(text: str) -> Iterator[str]:
    for part in text.split("；"):
        file, _, _ = part.rpartition(" ")
        if part != GUARDED:
            yield file or part


def sources(files: dict[str, str]) -> Iterator[Statements]:
    """Yield what is said of the files themselves."""
    for file, subject in files.items():
        kinds = ("rdf:type", Term("prov:Entity", RESOURCE))
        yield Statements(subject, [kinds, ("rdfs:label", Term(file))])


def about(graph: Graph) -> Statements:
    """Return what is said of the snapshot as a whole."""
    masked = Term("true" if graph.masked else "false", "xsd:boolean")
    said = [("rdf:type", Term("prov:Entity", RESOURCE)), ("xu:masked", masked)]
    return Statements(f"snapshot:{graph.hash}", said)


def vocabularies() -> Iterator[Statements]:
    """Yield the controlled vocabularies as concept schemes, and their codes as concepts."""
    for name in names():
        scheme = f"vocabulary:{name}"
        yield Statements(scheme, [("rdf:type", Term("skos:ConceptScheme", RESOURCE))])
        for term in terms(name):
            said = [
                ("rdf:type", Term("skos:Concept", RESOURCE)),
                ("skos:inScheme", Term(scheme, RESOURCE)),
                ("skos:notation", Term(term.code)),
                ("skos:prefLabel", Term(term.label)),
                *(("skos:altLabel", Term(alias)) for alias in term.aliases),
            ]
            yield Statements(f"{scheme}.{term.code}", said)
