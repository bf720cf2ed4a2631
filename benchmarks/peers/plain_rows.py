"""The peer of derive: SOURCES OUT, claims read, grouped by key and written as rows of the same columns.

Nodes, edges, and for each claim the row that tells where it stands. Plain SQL: no identity, no contradictions, nothing
derived, no hash: what handling the rows costs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from graph.derive.claims import script
from graph.model.schema import EdgeKind, Kind, schema


def write(con: duckdb.DuckDBPyConnection, kind: Kind, files: list[str], out: Path) -> None:
    """Write one row for each key of a kind: the first value claimed of each property, and where it stands."""
    order = "_source || lpad(CAST(_ordinal AS VARCHAR), 12, '0')"
    picked = []
    for prop in kind.public():
        best = f'arg_min("{prop.name}", {order})'
        picked.append(f'{best} AS "{prop.name}"')
        if prop.type == "date":
            picked += [
                f'date_min({best}) AS "{prop.name}_min"',
                f'date_max({best}) AS "{prop.name}_max"',
            ]
    key = ["_mention"]
    lead = ["_mention AS id"]
    if isinstance(kind, EdgeKind):
        key = ["_from", "_to", *(f'"{name}"' for name in kind.key), '"since"']
        lead = ["min(_mention) AS id", "_from AS source", "_to AS target"]
    places = (
        "array_to_string(list_sort(list_distinct(arg_min(_place, _ordinal, 5))), '；') AS sources"
    )
    target = str(out / f"{kind.name}.parquet").replace("'", "''")
    con.execute(
        f"COPY (SELECT {', '.join([*lead, *picked, places])} FROM read_parquet(?) GROUP BY {', '.join(key)} "
        f"ORDER BY id) TO '{target}' (FORMAT parquet, COMPRESSION zstd)",
        [files],
    )
    places = str(out / f"evidence_{kind.name}.parquet").replace("'", "''")
    con.execute(
        "COPY (SELECT _mention AS id, _source AS source, split_part(filename, '/', -4) AS file, _place AS place, "
        f"_ordinal AS ordinal, '{kind.name}' AS kind, false AS guarded, _confidence AS confidence "
        f"FROM read_parquet(?, filename = true) ORDER BY id, source, ordinal) TO '{places}' "
        "(FORMAT parquet, COMPRESSION zstd)",
        [files],
    )


def main(sources: Path, out: Path) -> None:
    """Write the rows of every kind that is claimed."""
    out.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect()
    con.execute("SET enable_progress_bar = false; SET preserve_insertion_order = false")
    con.execute(script("macros.sql"))
    for kind in (*schema().nodes.values(), *schema().edges.values()):
        files = sorted(str(path) for path in sources.glob(f"*/claims/*/{kind.name}.parquet"))
        if files:
            write(con, kind, files, out)
    con.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
