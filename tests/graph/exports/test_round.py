"""What is written is opened again by another program and is the same, but for the losses fixed beforehand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from pyarrow import csv

from graph.exports import export
from graph.exports._masked import Graph
from graph.exports._text import LABEL, visible
from graph.exports.xlsx import MOST_CHARACTERS
from graph.model.forms import OF_KIND
from graph.model.privacy import Mask
from graph.model.schema import schema
from graph.snapshot import Snapshot

Nodes = dict[str, dict[str, Any]]
Edges = dict[str, tuple[str, str, dict[str, Any]]]
MultiDiGraph = networkx.MultiDiGraph
NAMESPACE = "{http://gexf.net/1.3}"


def nodes_of(graph: MultiDiGraph[Any], without: tuple[str, ...] = ()) -> Nodes:
    return {
        node: {name: value for name, value in given.items() if name not in without}
        for node, given in graph.nodes(data=True)
    }


def edges_of(graph: MultiDiGraph[Any], without: tuple[str, ...] = ()) -> Edges:
    return {
        key: (source, target, {n: v for n, v in given.items() if n not in without})
        for source, target, key, given in graph.edges(data=True, keys=True)
    }


def seen(value: Any) -> Any:
    """Return what XML holds of a value, and of all that is in it."""
    if isinstance(value, str):
        return visible(value)[0]
    if isinstance(value, dict):
        return {name: seen(one) for name, one in value.items()}
    return tuple(map(seen, value)) if isinstance(value, tuple) else value


def test_networkx_has_every_value_of_the_snapshot(
    hostile: Snapshot, expected: MultiDiGraph[Any]
) -> None:
    nodes, edges = nodes_of(expected, (OF_KIND,)), edges_of(expected, (OF_KIND,))
    told = 0
    for kind in schema().nodes:
        for row in pq.read_table(hostile.folder / f"nodes_{kind}.parquet").to_pylist():
            told += 1
            assert expected.nodes[row["id"]][OF_KIND] == kind
            assert nodes[row["id"]] | {"id": row["id"]} == given(row)
    for kind in schema().edges:
        for row in pq.read_table(hostile.folder / f"edges_{kind}.parquet").to_pylist():
            told += 1
            source, target, properties = edges[row["id"]]
            lead = {"id": row["id"], "source": source, "target": target}
            assert properties | lead == given(row)
    assert told == len(nodes) + len(edges) == 14


def given(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def test_graphml_is_read_by_networkx(
    hostile: Snapshot, expected: MultiDiGraph[Any], lifted: Mask, tmp_path: Path
) -> None:
    path = tmp_path / "out.graphml"
    done = export(hostile, "graphml", path, lifted)
    found: Any = networkx.read_graphml(path, edge_key_type=str, force_multigraph=True)
    assert nodes_of(found, (LABEL,)) == seen(nodes_of(expected))
    assert edges_of(found, (LABEL,)) == seen(edges_of(expected))
    assert found.nodes["Organization-1"][LABEL] == "云川市林业局"
    assert {(x.kind, x.property, x.reason, x.count) for x in done.losses} == {
        ("Person", "name", "control", 1), ("SERVED_IN", "note", "control", 1),
    }  # fmt: skip


def test_gexf_is_read_by_networkx(
    hostile: Snapshot, expected: MultiDiGraph[Any], lifted: Mask, tmp_path: Path
) -> None:
    path = tmp_path / "out.gexf"
    export(hostile, "gexf", path, lifted)
    found: Any = networkx.read_gexf(path)
    assert nodes_of(found, (LABEL,)) == seen(nodes_of(expected))
    assert edges_of(found, (LABEL, "id", "spells")) == seen(edges_of(expected))
    spells = {key: given.get("spells") for *_, key, given in found.edges(data=True, keys=True)}
    assert spells == {
        # networkx reads an open end as a text.
        "SERVED_IN-1": [("2019-06-01", "None")],
        "SERVED_IN-2": [("2010-01-01", "2019-05-31")],
        "SERVED_IN-3": None,
        "SERVED_IN-4": [("None", "2011-02-28")],
        "SERVED_IN-5": None,
        "COUNTS_FOR-1": None,
    }


def test_a_spell_that_ends_before_it_begins_is_told(
    hostile: Snapshot, lifted: Mask, tmp_path: Path
) -> None:
    done = export(hostile, "gexf", tmp_path / "out.gexf", lifted)
    found = [(x.kind, x.property, x.count) for x in done.losses if x.reason == "inverted"]
    assert found == [("SERVED_IN", "since", 1)]


def test_gexf_is_built_as_version_1_3_says(hostile: Snapshot, lifted: Mask, tmp_path: Path) -> None:
    path = tmp_path / "out.gexf"
    export(hostile, "gexf", path, lifted)
    root = ElementTree.parse(path).getroot()
    assert (root.tag, root.get("version")) == (f"{NAMESPACE}gexf", "1.3")
    (graph,) = root
    wanted = {"mode": "dynamic", "defaultedgetype": "directed", "timeformat": "date"}
    assert graph.attrib == wanted
    names = [child.tag.removeprefix(NAMESPACE) for child in graph]
    assert names == ["attributes", "attributes", "nodes", "edges"]
    known: dict[str, set[str]] = {}
    for attributes in graph.findall(f"{NAMESPACE}attributes"):
        assert attributes.get("mode") == "static"
        known[attributes.get("class", "")] = {one.get("id", "") for one in attributes}
        types = {one.get("type") for one in attributes}
        assert types <= {"string", "long", "double", "boolean"}
    for sort, needed in (("node", {"id", "label"}), ("edge", {"id", "source", "target", "kind"})):
        for item in graph.iter(NAMESPACE + sort):
            assert needed <= set(item.keys())
            order = [child.tag.removeprefix(NAMESPACE) for child in item]
            assert order in (["attvalues"], ["attvalues", "spells"])
            assert {one.get("for") for one in item.iter(f"{NAMESPACE}attvalue")} <= known[sort]
    for spell in graph.iter(f"{NAMESPACE}spell"):
        assert set(spell.keys()) <= {"start", "end"}
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in spell.attrib.values())


def read_csv(path: Path, lead: int, types: dict[str, Any]) -> list[dict[str, Any]]:
    """Read a file as Arrow does; quotes tell an empty text from none."""
    read = csv.ReadOptions(skip_rows=lead, column_names=list(types))
    parse = csv.ParseOptions(newlines_in_values=True)
    convert = csv.ConvertOptions(
        column_types=types, strings_can_be_null=True, quoted_strings_can_be_null=False,
        null_values=[""], true_values=["true"], false_values=["false"],
    )  # fmt: skip
    rows: list[dict[str, Any]] = csv.read_csv(path, read, parse, convert).to_pylist()
    return rows


@pytest.mark.parametrize("name", ["csv", "neo4j", "parquet"])
def test_tables_are_read_by_arrow(
    name: str, hostile: Snapshot, lifted: Mask, tmp_path: Path
) -> None:
    done = export(hostile, name, tmp_path / "out", lifted)
    for table in (t for t in Graph(hostile, lifted).tables if t.count):
        wanted = pa.Table.from_batches(table.batches())
        path = tmp_path / "out" / f"{table.name}.{'parquet' if name == 'parquet' else 'csv'}"
        types = {field.name: field.type for field in wanted.schema}
        if name == "parquet":
            assert pq.read_table(path).equals(wanted)
            continue
        found = read_csv(path, 1 if name == "csv" else 0, types)
        if name == "csv":
            assert path.read_bytes().startswith(b"\xef\xbb\xbfid,")
            found = [unsafe(row) for row in found]
        assert found == wanted.to_pylist()
    reasons = {loss.reason for loss in done.losses}
    assert reasons == ({"formula"} if name == "csv" else set())


def unsafe(row: dict[str, Any]) -> dict[str, Any]:
    """Take away the sign that keeps a text from being a formula."""
    return {
        name: value[1:] if isinstance(value, str) and re.match(r"'[=+\-@\t\r]", value) else value
        for name, value in row.items()
    }


def test_no_text_of_the_csv_is_a_formula(hostile: Snapshot, lifted: Mask, tmp_path: Path) -> None:
    done = export(hostile, "csv", tmp_path / "out", lifted)
    text = (tmp_path / "out" / "nodes_Person.csv").read_text(encoding="utf-8-sig")
    assert "\"'=HYPERLINK(" in text
    assert not re.search(r'(?:^|,)"[=+\-@\t\r]', text)
    taken = {(x.property, x.count) for x in done.losses}
    assert taken == {
        ("name", 1), ("evaluation", 1), ("recommender", 1), ("school", 1), ("lives_in", 1),
    }  # fmt: skip


def test_the_workbook_has_a_sheet_a_kind_in_chinese(
    hostile: Snapshot, expected: MultiDiGraph[Any], lifted: Mask, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    done = export(hostile, "xlsx", path, lifted)
    book = load_workbook(path)
    assert book.sheetnames == ["说明", "单位", "人员", "任职计入", "任职"]
    assert book["说明"]["C2"].value == 3
    header, *rows = book["人员"].iter_rows()
    assert [cell.value for cell in header[:3]] == ["标识", "姓名", "人员编号"]
    found = {row[0].value: row for row in rows}
    assert found.keys() == {seen(n) for n in expected if str(n).startswith("Person")}
    formula = found["Person-1"][1]
    assert (formula.value, formula.data_type) == ('=HYPERLINK("x","钱一")', "s")
    columns = [cell.value for cell in header]
    assert found["Person-1"][columns.index("工作单位")].value == "换行\n回车\r\n单回车\r制表\t结束"
    assert found["Person-1"][columns.index("拒绝次数")].value == "9007199254740993"
    assert found["Person-2"][columns.index("职务")].value == "_x005F_x0041_ _x005F_x000D_"
    served = [[cell.value for cell in row] for row in book["任职"].iter_rows()]
    assert served[0][:6] == ["标识", "起点标识", "终点标识", "起点", "终点", "职务"]
    assert served[2][3:6] == ['=HYPERLINK("x","钱一")', "云川市林业局", "副局长"]
    assert "起始（最早）" in served[0]
    assert {(x.kind, x.property, x.reason, x.count) for x in done.losses} == {
        ("Person", "name", "control", 1), ("SERVED_IN", "note", "control", 1),
        ("Person", "declined", "digits", 2), ("Organization", "complaints", "digits", 1),
    }  # fmt: skip


def test_a_cell_holds_what_excel_can(
    small_snapshot: Callable[..., Snapshot], lifted: Mask, tmp_path: Path
) -> None:
    texts = {
        "Person-1": "长" * MOST_CHARACTERS,
        "Person-2": "长" * 40_000,
        "Person-3": "𠮷" * 20_000,
    }
    rows = [{"id": key, "name": text} for key, text in texts.items()]
    snapshot = small_snapshot(tmp_path / "made", {"Person": rows})
    done = export(snapshot, "xlsx", tmp_path / "out.xlsx", lifted)
    sheet = load_workbook(tmp_path / "out.xlsx")["人员"]
    found = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert found == ["长" * 32_767, "长" * 32_767, "𠮷" * 16_383]
    assert [(x.property, x.reason, x.count) for x in done.losses] == [("name", "long", 2)]


def test_rows_that_no_sheet_holds_are_told(
    hostile: Snapshot, lifted: Mask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.exports.xlsx.MOST_ROWS", 4)
    done = export(hostile, "xlsx", tmp_path / "out.xlsx", lifted)
    assert load_workbook(tmp_path / "out.xlsx")["人员"].max_row == 4
    told = {(x.kind, x.property, x.count) for x in done.losses if x.reason == "rows"}
    assert told == {("Person", "", 2), ("SERVED_IN", "", 2)}


def test_attributes_of_our_own_have_the_name_of_no_property() -> None:
    kinds = schema()
    names = {p for kind in (*kinds.nodes.values(), *kinds.edges.values()) for p in kind.properties}
    assert not {OF_KIND, LABEL, "id", "sources", "networkx_key", "spells"} & names
    assert not {"source", "target", "key"} & {p for k in kinds.edges.values() for p in k.properties}
