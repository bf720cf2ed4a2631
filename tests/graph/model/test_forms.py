"""Answers as Arrow tables, DataFrames, graphs and tables of a notebook."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pytest

from graph.model.answers import Answer, Column, Edge, Node, Subgraph
from graph.model.errors import UsageError
from graph.model.forms import HTML_ROWS, data_frame

PERSON = Node("Person-1", "Person", {"name": "周一", "declined": 2})
UNIT = Node("Organization-1", "Organization", {"name": "云川市林业局", "kind": "政府部门"})
POST = Edge("SERVED_IN-1", "SERVED_IN", "Person-1", "Organization-1", {"title": "局长"})
COLUMNS = tuple(
    Column(*pair)
    for pair in (("name", "姓名"), ("posts", "任职数"), ("share", "占比"), ("leads", "领导"), ("way", "路径"))
)  # fmt: skip
ROWS = (
    ("周一", 3, 0.5, True, (PERSON, POST, UNIT)),
    ("吴二", None, 1, None, PERSON),
    (None, 0, None, False, None),
)
ANSWER = Answer("任职", COLUMNS, ROWS, {"on": "2025-03-24"}, ("只列出前 3 行",))


def test_a_column_has_one_type_and_what_is_not_known_stays_unknown() -> None:
    table = ANSWER.to_arrow()
    types = [pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.string()]
    assert table.schema.types == types
    assert table.column("posts").to_pylist() == [3, None, 0]
    assert table.column("share").to_pylist() == [0.5, 1.0, None]
    assert table.column("leads").to_pylist() == [True, None, False]
    assert table.column("way").to_pylist()[2] is None
    assert '"kind": "SERVED_IN"' in table.column("way").to_pylist()[0]


def test_a_data_frame_tells_nothing_from_nought() -> None:
    frame = ANSWER.to_pandas(labels=True)
    assert list(frame.columns) == ["姓名", "任职数", "占比", "领导", "路径"]
    assert frame["任职数"].isna().tolist() == [False, True, False]
    assert frame["任职数"].dtype == pd.Int64Dtype()
    assert frame["任职数"].sum() == 3
    assert frame.attrs == {
        "title": "任职",
        "parameters": {"on": "2025-03-24"},
        "notes": ["只列出前 3 行"],
    }


def test_an_answer_without_rows_has_its_columns() -> None:
    frame = Answer("空", COLUMNS, ()).to_pandas()
    assert list(frame.columns) == [column.name for column in COLUMNS]
    assert len(frame) == 0


def test_mixed_values_are_text() -> None:
    table = Answer("混", (Column("x", "x"),), (("a",), (1,), (True,))).to_arrow()
    assert table.column("x").to_pylist() == ["a", "1", "true"]


def test_a_graph_has_each_node_and_edge_once() -> None:
    graph = ANSWER.to_networkx()
    assert sorted(graph.nodes) == ["Organization-1", "Person-1"]
    assert graph.nodes["Organization-1"] == {
        "of_kind": "Organization",
        "name": "云川市林业局",
        "kind": "政府部门",
    }
    assert list(graph.edges(keys=True, data="title")) == [
        ("Person-1", "Organization-1", "SERVED_IN-1", "局长")
    ]
    drawn = Subgraph("任职", (PERSON, UNIT), (POST,)).to_networkx()
    assert dict(drawn.nodes) == dict(graph.nodes)


def test_a_notebook_shows_text_as_text() -> None:
    hostile = "<img src=x onerror=alert(1)>"
    shown = Answer(hostile, (Column("x", hostile),), ((hostile,),), {}, (hostile,))._repr_html_()
    assert "<img" not in shown
    assert shown.count("&lt;img src=x onerror=alert(1)&gt;") == 4


def test_a_long_answer_is_cut_and_says_so() -> None:
    rows = tuple((str(n),) for n in range(HTML_ROWS + 1))
    shown = Answer("长", (Column("x", "列"),), rows)._repr_html_()
    assert shown.count("<td>") == HTML_ROWS
    assert f"共 {HTML_ROWS + 1} 行" in shown


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    table = ANSWER.to_arrow()
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match="notebook"):
        data_frame(table)


def test_an_answer_that_is_printed_pays_for_none_of_them() -> None:
    code = (
        "import sys; from graph.model.answers import Answer, Column; "
        "Answer('t', (Column('x', 'x'),), ((1,),))._repr_html_(); "
        "print(sorted({'pandas', 'pyarrow', 'networkx'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
