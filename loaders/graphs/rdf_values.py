"""Literals of RDF as values of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.exports.rdf.terms import PREFIXES
from graph.model.claims import Value
from loaders.graphs.rdf_file import Object

_MAKE: Mapping[str, Callable[[str], Value]] = {
    **dict.fromkeys(
        ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger"), int
    ),
    **dict.fromkeys(("double", "float", "decimal"), float),
    "boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}.get(text, text),
    "dateTime": lambda text: text[:10],
}


def value_of(said: Object) -> Value:
    """Return a literal as a value of the type it says it is of; the text where it is none of that."""
    make = _MAKE.get(said.type.removeprefix(PREFIXES["xsd"]))
    try:
        return make(said.text) if make else said.text
    except ValueError:
        return said.text
