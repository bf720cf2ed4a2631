"""What every store promises to whoever asks: the same answers, refusals and sentences."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.model.answers import Edge, Node
from graph.model.errors import QueryError
from graph.snapshot import Snapshot
from graph.stores.store import Store
from tests.engines.stores import STORES, Places, open_at

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]

WIDE = 400
LONG = "巡察" * 50_000
ODD = "𠮷野家\t一\n二\r\x01\x1f\x7f\u2028\"'\\`$x;é"
ROWS: dict[str, list[dict[str, Any]]] = {
    "Person": [
        {"id": "Person-1", "name": "周一", "person_no": "P1", "birth": "1980-02", "keyed": True},
        {"id": "Person-2", "name": "吴二", "declined": 2},
        {"id": "Person-3", "name": ODD, "declined": 2**63 - 1},
        {"id": "Person-4", "name": "孙四", "declined": -(2**63)},
    ],
    "Organization": [
        {"id": "Organization-1", "name": "云川市林业局", "funds": 1.5},
        {"id": "Organization-2", "name": "云川市水利局", "funds": 1.7976931348623157e308},
        {"id": "Organization-3", "name": "云川市气象局", "funds": 0.1 + 0.2},
        *({"id": f"Organization-w{n}", "name": f"单位{n:04d}"} for n in range(WIDE)),
    ],
    "Finding": [
        {"id": "Finding-1", "name": "问题一", "text": "有的干部违规发放津贴补贴", "cat2": "作风"},
        {"id": "Finding-2", "name": "问题二", "text": LONG},
    ],
    "SERVED_IN": [
        {"source": "Person-1", "target": "Organization-1", "title": "局长", "since": "2019-06"},
        {"source": "Person-2", "target": "Organization-1", "title": "科员", "leading": False},
    ],
}


@pytest.fixture(scope="module")
def snapshot(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return small_snapshot(tmp_path_factory.mktemp("snapshot"), ROWS)


@pytest.fixture(scope="module", params=STORES)
def store_name(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def store(store_name: str, places: Places, snapshot: Snapshot) -> Iterator[Store]:
    store = open_at(places.new(store_name))
    store.replace(snapshot)
    yield store
    store.close()


def one(store: Store, text: str, **parameters: object) -> Any:
    """Return the only cell of a query's only row."""
    _, rows, _ = store.query(text, parameters)
    assert len(rows) == 1
    assert len(rows[0]) == 1
    return rows[0][0]


def frozen(value: object) -> object:
    """Return a value as it stands in a cell."""
    if isinstance(value, list):
        return tuple(map(frozen, value))
    if isinstance(value, Mapping):
        return tuple((name, frozen(one)) for name, one in sorted(value.items()))
    return value


def test_nodes_have_id_kind_and_known_properties(store: Store) -> None:
    node = one(store, "MATCH (p:Person {id: $id}) RETURN p", id="Person-1")
    assert node == Node(
        "Person-1",
        "Person",
        {
            "name": "周一",
            "person_no": "P1",
            "birth": "1980-02",
            "birth_min": "1980-02-01",
            "birth_max": "1980-02-29",
            "keyed": True,
            "sources": "样例台账.xlsx 第3行",
        },
    )


def test_edges_have_id_kind_ends_and_properties(store: Store) -> None:
    edge = one(store, "MATCH (p:Person {id: $id})-[s:SERVED_IN]->() RETURN s", id="Person-2")
    assert isinstance(edge, Edge)
    assert (edge.kind, edge.source, edge.target) == ("SERVED_IN", "Person-2", "Organization-1")
    assert edge.properties == {"title": "科员", "leading": False, "sources": "样例台账.xlsx 第4行"}


def test_paths_are_nodes_and_edges_in_turn(store: Store) -> None:
    path = one(
        store,
        "MATCH p = (a:Person {id: $id})-[:SERVED_IN]->()<-[:SERVED_IN]-(b) RETURN p",
        id="Person-1",
    )
    assert [step.kind for step in path] == [
        "Person",
        "SERVED_IN",
        "Organization",
        "SERVED_IN",
        "Person",
    ]
    assert path[0].id == "Person-1"
    assert path[-1].id == "Person-2"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("RETURN 1 AS x", 1),
        ("RETURN 1.5 AS x", 1.5),
        ("RETURN true AS x", True),
        ("RETURN null AS x", None),
        ("RETURN '中文 \"\\' ;' AS x", "中文 \"' ;"),
        ("RETURN [1, ['二'], null] AS x", (1, ("二",), None)),
        ("RETURN {a: 1, b: [2]} AS x", (("a", 1), ("b", (2,)))),
        ("RETURN {b: {d: 1, c: null}, a: []} AS x", (("a", ()), ("b", (("c", None), ("d", 1))))),
        ("RETURN date('2024-05-01') AS x", "2024-05-01"),
        ("RETURN [date('2024-02-29') + duration({years: 1})] AS x", ("2025-02-28",)),
        ("RETURN duration.inDays(date('2024-02-28'), date('2024-03-01')).days AS x", 2),
        ("RETURN toString(date('2024-05-01')) AS x", "2024-05-01"),
        ("RETURN round(2.345, 1) AS x", 2.3),
        ("RETURN 7 / 2 AS x", 3),
        ("RETURN 7 / 2.0 AS x", 3.5),
        ("RETURN 9223372036854775807 AS x", 2**63 - 1),
        ("RETURN size('巡𠮷') AS x", 2),
        ("RETURN [] AS x", ()),
        ("MATCH (p:Person {id: 'Person-3'}) RETURN p.name AS x", ODD),
        ("MATCH (p:Person {id: 'Person-3'}) RETURN p.declined AS x", 2**63 - 1),
        ("MATCH (p:Person {id: 'Person-4'}) RETURN p.declined AS x", -(2**63)),
        (
            "MATCH (o:Organization {id: 'Organization-2'}) RETURN o.funds AS x",
            1.7976931348623157e308,
        ),
        ("MATCH (o:Organization {id: 'Organization-3'}) RETURN o.funds AS x", 0.1 + 0.2),
        ("MATCH (f:Finding {id: 'Finding-2'}) RETURN f.text AS x", LONG),
        ("MATCH (f:Finding {id: 'Finding-2'}) RETURN f.cat2 AS x", None),
        ("OPTIONAL MATCH (p:Person {id: '无'}) RETURN p AS x", None),
        ("MATCH (p:Person {id: '无'}) RETURN collect(p) AS x", ()),
        ("MATCH (o:Organization {name: '云川市林业局'}) RETURN o.funds AS x", 1.5),
        ("MATCH (p:Person {name: '吴二'}) RETURN p.declined AS x", 2),
        ("MATCH (p:Person {name: '吴二'}) RETURN p.birth AS x", None),
        ("MATCH (p:Person) WHERE p.name CONTAINS '周' RETURN collect(p.id) AS x", ("Person-1",)),
    ],
)
def test_values(store: Store, text: str, cell: object) -> None:
    names, rows, truncated = store.query(text, {})
    assert (names, rows, truncated) == (("x",), ((cell,),), False)


@pytest.mark.parametrize(
    "value",
    [
        "津贴'; DROP", "二", ODD, LONG, "", 7, 0, 2**63 - 1, -(2**63), 2.5, 5e-324, -1.5e300, True, False,
        None, [], ["a", "b"], [1, "二", None, 2.5], [[1], []], {"a": 1}, {"a": {"b": [None, True]}},
    ],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_parameters_come_back_as_given(store: Store, value: object) -> None:
    assert one(store, "RETURN $value AS x", value=value) == frozen(value)


def test_a_day_given_as_a_day_is_text(store: Store) -> None:
    assert one(store, "RETURN $on AS x", on=date(2024, 2, 29)) == "2024-02-29"


def test_what_no_engine_takes_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match="参数 value 的值不能用于查询"):
        one(store, "RETURN $value AS x", value=object())


def test_a_number_beyond_64_bits_is_an_error_of_ours(store: Store) -> None:
    with pytest.raises(QueryError):
        one(store, "RETURN $value AS x", value=2**63)


def test_parameters_find_what_they_name(store: Store) -> None:
    for value in (ODD, "吴二"):
        text = "MATCH (p:Person) WHERE p.name = $name RETURN p.name AS name"
        assert one(store, text, name=value) == value
    text = "MATCH (p:Person) WHERE p.id IN $ids RETURN p.id AS id ORDER BY id"
    _, rows, _ = store.query(text, {"ids": ["Person-2", "Person-1", "无"]})
    assert rows == (("Person-1",), ("Person-2",))


def test_a_path_may_be_a_single_node_or_none(store: Store) -> None:
    text = "MATCH p = (a:Person {id: $id})-[:SERVED_IN*0..1]->(b) RETURN p ORDER BY length(p)"
    _, rows, _ = store.query(text, {"id": "Person-1"})
    walked = [row[0] for row in rows if isinstance(row[0], tuple)]
    assert [[step.id for step in path if isinstance(step, Node)] for path in walked] == [
        ["Person-1"],
        ["Person-1", "Organization-1"],
    ]
    text = "OPTIONAL MATCH p = (:Person {id: '无'})-[:SERVED_IN]->() RETURN p"
    assert one(store, text) is None


def test_an_edge_knows_its_ends_wherever_it_stands(store: Store) -> None:
    text = (
        "MATCH (p:Person)-[s:SERVED_IN]->(o:Organization) WITH s ORDER BY s.id "
        "RETURN collect(s) AS listed, collect({edge: s}) AS mapped"
    )
    _, rows, _ = store.query(text, {})
    ends = [("Person-1", "Organization-1"), ("Person-2", "Organization-1")]
    listed, mapped = rows[0]
    assert isinstance(listed, tuple)
    assert [(edge.source, edge.target) for edge in listed if isinstance(edge, Edge)] == ends
    assert mapped == tuple((("edge", edge),) for edge in listed)


def test_rows_come_in_the_order_asked_for(store: Store) -> None:
    text = "UNWIND ['b', '一', 'A', '～', 'a', '丁', null, '10', '9'] AS x RETURN x ORDER BY x DESC"
    _, rows, _ = store.query(text, {})
    assert [row[0] for row in rows] == [None, "～", "丁", "一", "b", "a", "A", "9", "10"]


def test_columns_are_named_without_rows(store: Store) -> None:
    text = "MATCH (p:Person {name: '无'}) RETURN DISTINCT p.name AS name, p ORDER BY name"
    assert store.query(text, {}) == (("name", "p"), (), False)


def test_rows_are_cut_at_the_limit_and_it_says_so(store: Store) -> None:
    text = "MATCH (o:Organization) RETURN o.name AS name ORDER BY name"
    _, rows, truncated = store.query(text, {}, limit=3)
    assert (len(rows), truncated) == (3, True)
    _, rows, truncated = store.query(text, {}, limit=WIDE + 3)
    assert (len(rows), truncated) == (WIDE + 3, False)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (p:Person {id: 'x'})",
        "MATCH (p:Person) SET p.name = '改' RETURN p",
        "match (p:Person) set p.name = '改' return p",
        "MERGE (p:Person {id: 'x'}) RETURN p",
        "MATCH (p:Person) DETACH DELETE p",
        "MATCH (p:Person) REMOVE p.name RETURN p",
        "MATCH (p:Person)/* 读 */REMOVE p.name RETURN p",
        "MATCH (p:Person) FOREACH (x IN [1] | SET p.name = '改') RETURN p",
        "CALL { MATCH (p:Person) SET p.name = '改' RETURN p } RETURN p",
        "DROP INDEX x",
        "LOAD CSV FROM 'file:///x.csv' AS line RETURN line",
        "CALL db.createLabel('x')",
        "CALL apoc.create.node(['Person'], {}) YIELD node RETURN node",
    ],
)
def test_writes_are_refused(store: Store, text: str) -> None:
    before = one(store, "MATCH (p:Person) RETURN collect(p.name) AS names")
    with pytest.raises(QueryError, match=r"只能查询|不能调用过程"):
        store.query(text, {})
    assert one(store, "MATCH (p:Person) RETURN collect(p.name) AS names") == before


@pytest.mark.parametrize(
    ("text", "parameters", "sentence"),
    [
        ("MATCH (p:Person {id: $id}) RETURN p", {}, "参数 $id 没有给值"),
        ("MATCH (p:Person) RETURN p", {"id": "x"}, "查询里没有参数 $id"),
        ("MATCH (p:Persn) RETURN p", {}, "没有 Persn 这种节点（第1行第10列）：是不是 Person？"),
        ("MATCH (:人员) RETURN 1 AS x", {}, "是不是 Person？"),
        ("MATCH ()-[:SERVD_IN]->(o) RETURN o", {}, "没有 SERVD_IN 这种关系"),
        (
            "MATCH (p:Person) RETURN p.nmae",
            {},
            "没有属性 nmae（第1行第27列）：是不是 name？",
        ),
        ("MATCH (p:Person {nam: '周一'}) RETURN p", {}, "是不是 name？"),
        ("MATCH (p:Person RETURN p", {}, "Cypher 语法错误"),
        ("MATCH (p:Person)\nRETRUN p", {}, "Cypher 语法错误，不认识 RETRUN（第2行第1列）"),
        ("MATCH (p:Person) RETURN q", {}, "变量 q 没有定义"),
        ("MATCH (p:Person) RETURN foo(p)", {}, "没有函数 foo"),
        ("RETURN 'abc", {}, "引号没有成对"),
        ("  // 只有注释", {}, "查询语句是空的"),
    ],
)
def test_a_wrong_query_gets_one_sentence(
    store: Store, text: str, parameters: dict[str, object], sentence: str
) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(text, parameters)
    said = str(caught.value)
    assert sentence in said
    assert "\n" not in said
    assert "com.arcadedb" not in said
    assert "Neo." not in said


def test_a_query_that_would_run_for_a_minute_is_stopped(store: Store) -> None:
    text = (
        "MATCH (a:Organization), (b:Organization), (c:Organization), (d:Organization) "
        "WHERE a.name <> b.name AND b.name <> c.name AND c.name <> d.name RETURN count(*) AS n"
    )
    begin = time.monotonic()
    with pytest.raises(QueryError, match=r"查询超过 0.5 秒，已停止"):
        store.query(text, {}, timeout=0.5)
    assert time.monotonic() - begin < 5
    assert one(store, "RETURN 1 AS x") == 1


def test_many_threads_ask_at_once(store: Store) -> None:
    def asked(number: int) -> Any:
        return one(store, "MATCH (p:Person) RETURN count(p) + $number AS n", number=number)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(asked, range(40))) == [4 + number for number in range(40)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("津贴", ["Finding-1"]),
        ("发放津贴补贴", ["Finding-1"]),
        ("津补", []),
        ("林业", ["Organization-1"]),
        ("周", ["Person-1"]),
        ('" OR *:* ', []),
        (" ", []),
    ],
)
def test_search_finds_what_holds_the_text(store: Store, text: str, found: list[str]) -> None:
    assert [row[0].id for row in store.search(text) if isinstance(row[0], Node)] == found


def test_search_keeps_to_its_limit(store: Store) -> None:
    assert len(store.search("单位", limit=5)) == 5
