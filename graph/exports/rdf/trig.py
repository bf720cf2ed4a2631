"""TriG: the facts in the default graph, where they are from in a named one beside it."""

from __future__ import annotations

from pathlib import Path

from graph.exports._masked import Graph
from graph.exports.rdf import turtle
from graph.exports.rdf.terms import PROVENANCE


def write(graph: Graph, target: Path) -> None:
    """Write the facts, then the graph of provenance."""
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(turtle.prefixes())
        out.writelines(turtle.lines(turtle.facts(graph)))
        out.write(f"<{PROVENANCE}> {{\n")
        out.writelines(turtle.lines(turtle.origins(graph)))
        out.write("}\n")
