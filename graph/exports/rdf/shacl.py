"""SHACL shapes of everything that schema.toml declares: what a checker holds an export to. No data is written.

They are open: what they do not know, such as the words of public vocabularies, is nobody's fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.exports._losses import ROW
from graph.exports._masked import Graph
from graph.exports.rdf.resources import Term
from graph.exports.rdf.terms import FROM, PREFIXES, TO, class_of, property_term
from graph.exports.rdf.turtle import prefixes, written
from graph.model.privacy import HIDDEN
from graph.model.schema import EdgeKind, Kind, NodeKind, Property, schema

SHAPES = "shapes"
_TYPES = {
    "text": ("xsd:string",),
    "int": ("xsd:integer",),
    "number": ("xsd:double",),
    "bool": ("xsd:boolean",),
    "date": ("xsd:gYear", "xsd:gYearMonth", "xsd:date"),
}


def write(graph: Graph, target: Path) -> None:
    """Write one shape for every kind; all rows of the graph are a loss."""
    for table in graph.tables:
        table.lost(ROW, SHAPES, table.count)
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(prefixes())
        out.write("@prefix sh: <http://www.w3.org/ns/shacl#> .\n")
        out.writelines(shapes())


def shapes() -> Iterator[str]:
    """Yield the shapes of all kinds, one a piece of text."""
    kinds = schema()
    for node in kinds.nodes.values():
        yield _shape(node, [])
    for edge in kinds.edges.values():
        yield _shape(edge, _ends(edge))


def _shape(kind: Kind, more: Sequence[str]) -> str:
    ours = class_of(kind)
    parts = [
        f"sh:targetClass {ours}",
        "sh:nodeKind sh:IRI",
        f'sh:pattern "^{PREFIXES["id"]}{kind.name}-[0-9a-f]{{20}}$"',
        f"sh:name {_label(kind.label)}",
        *(f"sh:property {_property(prop)}" for prop in kind.public()),
        *more,
    ]
    return f"{ours}Shape a sh:NodeShape ;\n  " + " ;\n  ".join(parts) + " .\n"


def _label(text: str) -> str:
    return f"{written(Term(text))}@zh"


def _property(prop: Property) -> str:
    parts = [f"sh:path {property_term(prop)}", f"sh:name {_label(prop.label)}", "sh:maxCount 1"]
    if prop.ref:
        parts.append("sh:nodeKind sh:IRI")
    else:
        parts.append(_values(prop))
    return _nested(parts)


def _values(prop: Property) -> str:
    allowed = [f"sh:datatype {one}" for one in _TYPES[prop.type]]
    if prop.restricted and prop.type == "date":
        # A masked export has a sign where the day stood.
        allowed.append(f"sh:in ({written(Term(HIDDEN))})")
    return _any(allowed)


def _ends(edge: EdgeKind) -> list[str]:
    """Return that an edge has one source and one target, of a pair of kinds that it may join."""
    parts = [
        f"sh:property {_nested([f'sh:path {end}', 'sh:minCount 1', 'sh:maxCount 1', 'sh:nodeKind sh:IRI'])}"
        for end in (FROM, TO)
    ]
    pairs = [f"sh:property {_end(FROM, a)} ; sh:property {_end(TO, b)}" for a, b in edge.ends]
    return [*parts, _any(pairs)]


def _end(path: str, kind: str) -> str:
    of: Kind | None = schema().nodes.get(kind)
    if not isinstance(of, NodeKind):
        return _nested([f"sh:path {path}", "sh:minCount 1"])
    return _nested([f"sh:path {path}", f"sh:class {class_of(of)}"])


def _any(allowed: Sequence[str]) -> str:
    if len(allowed) == 1:
        return allowed[0]
    return "sh:or (" + " ".join(f"[ {one} ]" for one in allowed) + ")"


def _nested(parts: Sequence[str]) -> str:
    return "[ " + " ; ".join(parts) + " ]"
