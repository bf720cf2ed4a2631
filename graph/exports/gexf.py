"""Dynamic GEXF 1.3 for Gephi: a tenure, and every other edge with a beginning or an end, has a spell.

A spell is as long as the dates allow (2019-06 begins on the 1st, ends on the 30th) and open where no date is
stated. The dates as given stand beside it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from graph.exports._masked import Graph, Row, Table
from graph.exports._text import LABEL, Keys, escaped, fields, keys_of, label_of
from graph.model.forms import OF_KIND

TYPES = {"VARCHAR": "string", "BIGINT": "long", "DOUBLE": "double", "BOOLEAN": "boolean"}
INVERTED = "inverted"


def write(graph: Graph, target: Path) -> None:
    """Write one file; a node or edge has its id, a label, `of_kind` and its properties."""
    nodes, edges = keys_of(graph.nodes, "n"), keys_of(graph.edges, "e")
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        out.write('<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
        out.write('<graph mode="dynamic" defaultedgetype="directed" timeformat="date">\n')
        _write_attributes(out, "node", nodes)
        _write_attributes(out, "edge", edges)
        out.write("<nodes>\n")
        for table in graph.nodes:
            _write_rows(out, table, nodes)
        out.write("</nodes>\n<edges>\n")
        for table in graph.edges:
            _write_rows(out, table, edges)
        out.write("</edges>\n</graph>\n</gexf>\n")


def _write_attributes(out: TextIO, sort: str, keys: Keys) -> None:
    out.write(f'<attributes class="{sort}" mode="static">\n')
    for (name, sql), key in keys.items():
        # A label is an XML attribute of its own.
        if name != LABEL:
            out.write(f'<attribute id="{key}" title="{name}" type="{TYPES[sql]}"/>\n')
    out.write("</attributes>\n")


def _write_rows(out: TextIO, table: Table, keys: Keys) -> None:
    kind = f'<attvalue for="{keys[OF_KIND, "VARCHAR"]}" value="{table.kind.name}"/>'
    dated = {"since", "until"} <= table.kind.properties.keys()
    for row in table.rows():
        head = f'id="{escaped(row.id)}" label="{label_of(table, row)}"'
        if table.edges:
            ends = f'source="{escaped(row.source)}" target="{escaped(row.target)}"'
            # Two edges between the same two nodes are told apart by kind, as Gephi wants it.
            head = f'{head} {ends} kind="{table.kind.name}"'
        told = "".join(
            f'<attvalue for="{k}" value="{text}"/>' for k, text in fields(table, row, keys)
        )
        spell = _spell(table, row) if dated else ""
        sort = "edge" if table.edges else "node"
        out.write(f"<{sort} {head}><attvalues>{kind}{told}</attvalues>{spell}</{sort}>\n")


def _spell(table: Table, row: Row) -> str:
    since, until = (str(row.properties.get(name) or "") for name in ("since_min", "until_max"))
    if since and until and since > until:
        table.lost("since", INVERTED)
        return ""
    start = f' start="{since}"' if since else ""
    end = f' end="{until}"' if until else ""
    return f"<spells><spell{start}{end}/></spells>" if start or end else ""
