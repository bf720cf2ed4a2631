"""GraphML: typed attributes, for Gephi, yEd, Cytoscape and networkx."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from graph.exports._masked import Graph, Table
from graph.exports._text import LABEL, Keys, escaped, fields, keys_of, label_of
from graph.model.forms import OF_KIND

TYPES = {"VARCHAR": "string", "BIGINT": "long", "DOUBLE": "double", "BOOLEAN": "boolean"}


def write(graph: Graph, target: Path) -> None:
    """Write one file; a node or edge has its id, `of_kind`, `label` and its properties."""
    nodes, edges = keys_of(graph.nodes, "n"), keys_of(graph.edges, "e")
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        out.write('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        _write_keys(out, "node", nodes)
        _write_keys(out, "edge", edges)
        out.write('<graph id="xuntu" edgedefault="directed">\n')
        for table in graph.nodes:
            _write_rows(out, table, nodes)
        for table in graph.edges:
            _write_rows(out, table, edges)
        out.write("</graph>\n</graphml>\n")


def _write_keys(out: TextIO, sort: str, keys: Keys) -> None:
    for (name, sql), key in keys.items():
        typed = f'attr.name="{name}" attr.type="{TYPES[sql]}"'
        out.write(f'<key id="{key}" for="{sort}" {typed}/>\n')


def _write_rows(out: TextIO, table: Table, keys: Keys) -> None:
    kind = f'<data key="{keys[OF_KIND, "VARCHAR"]}">{table.kind.name}</data>'
    label = keys[LABEL, "VARCHAR"]
    for row in table.rows():
        ends = f' source="{escaped(row.source)}" target="{escaped(row.target)}"'
        head = (
            f'edge id="{escaped(row.id)}"{ends}' if table.edges else f'node id="{escaped(row.id)}"'
        )
        told = "".join(f'<data key="{k}">{text}</data>' for k, text in fields(table, row, keys))
        shown = f'<data key="{label}">{label_of(table, row)}</data>'
        out.write(f"<{head}>{kind}{shown}{told}</{head[:4]}>\n")
