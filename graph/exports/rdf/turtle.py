"""Turtle: everything in one graph, written row by row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.exports._masked import Graph
from graph.exports.rdf import resources
from graph.exports.rdf.resources import RESOURCE, Statements, Term
from graph.exports.rdf.terms import PREFIXES, iri

_BARE = frozenset({"xsd:integer", "xsd:boolean"})
"""Datatypes that need not be named."""
_PLAIN = re.compile(r"\w+:[A-Za-z]([\w.-]*\w)?|\w+:[0-9a-f]+", re.ASCII)
"""A name that may follow its prefix as it is."""


def write(graph: Graph, target: Path) -> None:
    """Write the facts, where they are from, and the vocabularies."""
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(prefixes())
        out.writelines(lines(facts(graph)))
        out.writelines(lines(origins(graph)))


def prefixes() -> Iterator[str]:
    """Yield the lines that every file begins with."""
    for prefix, begin in PREFIXES.items():
        yield f"@prefix {prefix}: <{begin}> .\n"


def facts(graph: Graph) -> Iterator[Statements]:
    """Yield everything but where it is from."""
    yield resources.about(graph)
    for table in graph.tables:
        yield from resources.facts(table)
    yield from resources.vocabularies()


def origins(graph: Graph) -> Iterator[Statements]:
    """Yield where everything is from."""
    files: dict[str, str] = {}
    for table in graph.tables:
        yield from resources.provenance(table, files)
    yield from resources.sources(files)


def lines(statements: Iterable[Statements]) -> Iterator[str]:
    """Yield statements as Turtle, one line for each subject."""
    for subject, said in statements:
        told = " ; ".join(f"{_verb(predicate)} {written(term)}" for predicate, term in said)
        yield f"{name(subject)} {told} .\n"


def _verb(predicate: str) -> str:
    return "a" if predicate == "rdf:type" else predicate


def name(term: str) -> str:
    """Return a resource as Turtle names it."""
    return term if _PLAIN.fullmatch(term) else f"<{iri(term)}>"


def written(term: Term) -> str:
    """Return the object of a statement."""
    if term.type == RESOURCE:
        return name(term.text)
    if term.type in _BARE:
        return term.text
    # The escapes of JSON are a part of those of Turtle.
    text = json.dumps(term.text, ensure_ascii=False)
    return f"{text}^^{term.type}" if term.type else text
