"""JSON-LD: one object a line; the context stands in the file, so that nothing need be fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from graph.exports._masked import Graph
from graph.exports.rdf.resources import RESOURCE, Statements, Term
from graph.exports.rdf.terms import PREFIXES
from graph.exports.rdf.turtle import facts, origins


def write(graph: Graph, target: Path) -> None:
    """Write the facts, where they are from, and the vocabularies."""
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"@context": {json.dumps(dict(PREFIXES))},\n"@graph": [')
        out.writelines(_lines(chain(facts(graph), origins(graph))))
        out.write("\n]}\n")


def _lines(statements: Iterator[Statements]) -> Iterator[str]:
    mark = "\n"
    for one in statements:
        yield mark + json.dumps(_object(one), ensure_ascii=False)
        mark = ",\n"


def _object(statements: Statements) -> dict[str, Any]:
    made: dict[str, list[Any]] = {}
    for predicate, term in statements.said:
        if predicate == "rdf:type":
            made.setdefault("@type", []).append(term.text)
        else:
            made.setdefault(predicate, []).append(_value(term))
    said = {key: one[0] if len(one) == 1 else one for key, one in made.items()}
    return {"@id": statements.subject, **said}


def _value(term: Term) -> object:
    if term.type == RESOURCE:
        return {"@id": term.text}
    if term.type in {"xsd:integer", "xsd:boolean"}:
        return json.loads(term.text)
    return {"@value": term.text, "@type": term.type} if term.type else term.text
