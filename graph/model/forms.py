"""Answers in the forms that others work with: Arrow, pandas, networkx, a table of a notebook.

The libraries are imported when they are asked for: a command that prints a table pays for none.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.model.cells import Cell, Edge, Node, plain, shown
from graph.model.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import pyarrow as pa

OF_KIND = "of_kind"
"""The attribute that says which kind of the schema a node or edge is: no property has this name."""

_UNSET = re.compile(r"（(?:空|0)为.*）")
"""What a label says of a parameter that is left out."""

HTML_ROWS = 200
"""How many rows a notebook shows of an answer."""


def heading(
    title: str,
    asked: Iterable[tuple[str, object]],
    definitions: Iterable[str],
    notes: Iterable[str],
) -> tuple[tuple[str, str], ...]:
    """Return what stands above the rows of an answer, as pairs of what it is and a text.

    `asked` are labels of parameters and what was given; what was left out is not told.
    """
    told = "；".join(
        f"{_UNSET.sub('', label)} {_given(value)}"
        for label, value in asked
        if value not in (None, "", [], ()) and not (value == 0 and "（0为" in label)
    )
    return (
        ("问题", title),
        *([("参数", told)] if told else []),
        *(("说明", text) for text in definitions),
        *(("提示", text) for text in notes),
    )


def _given(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    return str(value)


def arrow_table(
    names: Sequence[str], rows: Sequence[Sequence[Cell]], about: Mapping[str, object]
) -> pa.Table:
    """Return rows as an Arrow table, each column of one type: truth, whole number, number or text."""
    import pyarrow as pa

    columns = [_column([row[n] for row in rows]) for n in range(len(names))]
    told = {
        name: json.dumps(value, ensure_ascii=False, default=str) for name, value in about.items()
    }
    return pa.Table.from_arrays(columns, names=list(names)).replace_schema_metadata(told)


def _column(cells: Sequence[Cell]) -> pa.Array:
    import pyarrow as pa

    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds == {bool}:
        return pa.array(cells, pa.bool_())
    if kinds == {int}:
        return pa.array(cells, pa.int64())
    if kinds and kinds <= {int, float}:
        return pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())  # type: ignore[arg-type]  # the kinds say so
    return pa.array([_text(cell) for cell in cells], pa.string())


def _text(cell: Cell) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return json.dumps(plain(cell), ensure_ascii=False)


def data_frame(table: pa.Table) -> pd.DataFrame:
    """Return an Arrow table as a DataFrame of types that know NA; raise UsageError without pandas."""
    try:
        import pandas as pd
    except ImportError as error:
        hint = '请执行 pip install "xuntu[notebook]"'
        raise UsageError("没有安装 pandas", hint=hint) from error
    import pyarrow as pa

    types = {
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
        pa.string(): pd.StringDtype(),
    }
    frame: pd.DataFrame = table.to_pandas(types_mapper=types.get)
    frame.attrs = {key.decode(): json.loads(value) for key, value in table.schema.metadata.items()}
    return frame


def parts(rows: Iterable[Iterable[Cell]]) -> tuple[list[Node], list[Edge]]:
    """Return the nodes and edges that stand in cells, those inside paths and lists too, each once."""
    nodes: dict[str, Node] = {}
    edges: dict[str, Edge] = {}
    left: list[Cell] = [cell for row in rows for cell in row]
    while left:
        cell = left.pop()
        if isinstance(cell, tuple):
            left.extend(cell)
        elif isinstance(cell, Node):
            nodes[cell.id] = cell
        elif isinstance(cell, Edge):
            edges[cell.id] = cell
    return [nodes[key] for key in sorted(nodes)], [edges[key] for key in sorted(edges)]


def network(nodes: Iterable[Node], edges: Iterable[Edge]) -> nx.MultiDiGraph[str]:
    """Return nodes and edges as a graph; an end that is no node of the answer is a node by its id alone."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes:
        graph.add_node(node.id, **{OF_KIND: node.kind}, **node.properties)
    for edge in edges:
        graph.add_edge(edge.source, edge.target, edge.id, **{OF_KIND: edge.kind}, **edge.properties)
    return graph


def html_table(
    title: str, labels: Sequence[str], rows: Sequence[Sequence[Cell]], notes: Sequence[str]
) -> str:
    """Return rows as a table of HTML, every text escaped; more than `HTML_ROWS` rows are cut, and it says so."""

    def cells(tag: str, row: Iterable[Any]) -> str:
        texts = ("" if cell is None else html.escape(str(cell)) for cell in row)
        return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>"

    body = "".join(cells("td", map(shown, row)) for row in rows[:HTML_ROWS])
    cut = [f"只显示前 {HTML_ROWS} 行，共 {len(rows)} 行"] if len(rows) > HTML_ROWS else []
    said = "".join(f"<p>{html.escape(note)}</p>" for note in (*notes, *cut))
    head = f"<caption>{html.escape(title)}</caption><thead>{cells('th', labels)}</thead>"
    return f"<table>{head}<tbody>{body}</tbody></table>{said}"
