"""CSV: one file a kind, for programs and spreadsheets.

Texts stand in quotes and absent values do not: so an empty text is told from none.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from graph.exports._masked import Graph, Table

FORMULA = "formula"
BOM = b"\xef\xbb\xbf"
"""Without it Excel takes UTF-8 for the code page of the machine."""
_LEADS = r"^[=+\-@\t\r]"
"""What a spreadsheet takes for the beginning of a formula."""


def write(graph: Graph, target: Path) -> None:
    """Write `nodes_<Kind>.csv` and `edges_<KIND>.csv` for every kind that has rows, headers as in the schema."""
    for table in graph.tables:
        if table.count:
            with (target / f"{table.name}.csv").open("wb") as out:
                out.write(BOM)
                out.write(",".join(table.columns).encode() + b"\n")
                write_rows(table, out, safe=True)


def write_rows(table: Table, out: object, *, safe: bool) -> None:
    """Write the rows of a table; `safe` keeps what looks like a formula from being one, and counts it."""
    style = csv.WriteOptions(include_header=False, quoting_style="needed")
    writer = None
    for batch in table.batches():
        plain = _safe(table, batch) if safe else batch
        writer = writer or csv.CSVWriter(out, plain.schema, write_options=style)
        writer.write_batch(plain)
    if writer is not None:
        writer.close()


def _safe(table: Table, batch: pa.RecordBatch) -> pa.RecordBatch:
    columns = []
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if column.type == pa.string():
            risky = pc.fill_null(pc.match_substring_regex(column, _LEADS), False)
            count = pc.sum(risky).as_py()
            if count:
                table.lost(name, FORMULA, count)
                column = pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)
        columns.append(column)
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)
