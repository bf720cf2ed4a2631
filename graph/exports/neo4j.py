"""CSV for `neo4j-admin database import full` of Neo4j 5: a header and a file of rows a kind; nothing is lost.

An id begins with its kind, so one space of ids serves all nodes, and an edge needs not say whose its ends are.
"""

from __future__ import annotations

from pathlib import Path

from graph.exports._masked import Graph, Table
from graph.exports.csv import write_rows

ARGUMENTS = "import.args"
TYPES = {"VARCHAR": "string", "BIGINT": "long", "DOUBLE": "double", "BOOLEAN": "boolean"}
OPTIONS = (
    "--id-type=string", "--multiline-fields=true", "--legacy-style-quoting=false", "--trim-strings=false",
    "--ignore-empty-strings=false", "--skip-bad-relationships=false",
)  # fmt: skip


def write(graph: Graph, target: Path) -> None:
    """Write `<table>.header.csv` and `<table>.csv` for every kind that has rows, and the arguments of the import.

    `neo4j-admin database import full neo4j @import.args`, run in the folder, makes the database.
    """
    said = list(OPTIONS)
    for table in graph.tables:
        if not table.count:
            continue
        header, rows = f"{table.name}.header.csv", f"{table.name}.csv"
        (target / header).write_text(",".join(_header(table)) + "\n", encoding="utf-8")
        with (target / rows).open("wb") as out:
            write_rows(table, out, safe=False)
        sort = "relationships" if table.edges else "nodes"
        said.append(f"--{sort}={table.kind.name}={header},{rows}")
    (target / ARGUMENTS).write_text("\n".join(said) + "\n", encoding="utf-8")


def _header(table: Table) -> list[str]:
    lead = ["id:string", ":START_ID", ":END_ID"] if table.edges else ["id:ID"]
    rest = list(table.columns.items())[len(table.lead) :]
    return [*lead, *(f"{name}:{TYPES[sql]}" for name, sql in rest)]
