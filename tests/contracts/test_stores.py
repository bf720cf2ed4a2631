"""What every store of the table promises."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from graph.model.answers import Edge, Node
from graph.model.errors import QueryError, StoreError
from graph.snapshot import Snapshot
from graph.stores import OPENERS, open_store
from graph.stores.store import Store

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]

HEAP = 256
KILLS = 20 if os.environ.get("XUNTU_SOAK") else 3
WIDE = 400
ROWS: dict[str, list[dict[str, Any]]] = {
    "Person": [
        {"id": "Person-1", "name": "周一", "person_no": "P1", "birth": "1980-02", "keyed": True},
        {"id": "Person-2", "name": "吴二", "declined": 2},
    ],
    "Organization": [
        {"id": "Organization-1", "name": "云川市林业局", "funds": 1.5},
        *({"id": f"Organization-w{n}", "name": f"单位{n:04d}"} for n in range(WIDE)),
    ],
    "Finding": [
        {"id": "Finding-1", "name": "问题一", "text": "有的干部违规发放津贴补贴", "cat2": "作风"}
    ],
    "SERVED_IN": [
        {"source": "Person-1", "target": "Organization-1", "title": "局长", "since": "2019-06"},
        {"source": "Person-2", "target": "Organization-1", "title": "科员", "leading": False},
    ],
}
OTHER = {"Person": [{"id": "Person-9", "name": "郑九"}]}


@pytest.fixture(scope="module")
def snapshot(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return small_snapshot(tmp_path_factory.mktemp("snapshot"), ROWS)


@pytest.fixture(scope="module")
def other(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return small_snapshot(tmp_path_factory.mktemp("other"), OTHER)


@pytest.fixture(scope="module", params=OPENERS)
def store(
    request: pytest.FixtureRequest, snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    store = open_store(request.param, tmp_path_factory.mktemp("store"), HEAP)
    store.replace(snapshot)
    yield store
    store.close()


def one(store: Store, text: str, **parameters: object) -> Any:
    """Return the only cell of a query's only row."""
    _, rows, _ = store.query(text, parameters)
    assert len(rows) == 1
    assert len(rows[0]) == 1
    return rows[0][0]


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
        ("RETURN date('2024-05-01') AS x", "2024-05-01"),
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
    "value", ["津贴'; DROP", "二", 7, 2.5, True, ["a", "b"], [], "", {"a": 1}], ids=repr
)
def test_parameters_come_back_as_given(store: Store, value: object) -> None:
    expected: object = value
    if isinstance(value, list):
        expected = tuple(value)
    if isinstance(value, Mapping):
        expected = tuple(value.items())
    assert one(store, "RETURN $value AS x", value=value) == expected


def test_columns_are_named_without_rows(store: Store) -> None:
    text = "MATCH (p:Person {name: '无'}) RETURN DISTINCT p.name AS name, p ORDER BY name"
    assert store.query(text, {}) == (("name", "p"), (), False)


def test_rows_are_cut_at_the_limit_and_it_says_so(store: Store) -> None:
    text = "MATCH (o:Organization) RETURN o.name AS name ORDER BY name"
    _, rows, truncated = store.query(text, {}, limit=3)
    assert (len(rows), truncated) == (3, True)
    _, rows, truncated = store.query(text, {}, limit=WIDE + 1)
    assert (len(rows), truncated) == (WIDE + 1, False)


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
        assert list(pool.map(asked, range(40))) == [2 + number for number in range(40)]


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


@pytest.mark.parametrize("name", OPENERS)
def test_replace_brings_the_new_snapshot_and_keeps_it(
    name: str, snapshot: Snapshot, other: Snapshot, tmp_path: Path
) -> None:
    store = open_store(name, tmp_path, HEAP)
    assert store.marker() is None
    with pytest.raises(StoreError, match="还没有数据"):
        store.query("RETURN 1 AS x", {})
    for wanted in (snapshot, other, other, snapshot, other):
        store.replace(wanted)
        assert store.marker() == wanted.hash
    assert one(store, "MATCH (p:Person) RETURN collect(p.name) AS names") == ("郑九",)
    store.close()
    store.close()
    again = open_store(name, tmp_path, HEAP)
    assert again.marker() == other.hash
    assert one(again, "MATCH (n) RETURN count(n) AS n") == 1
    again.close()


@pytest.mark.parametrize("name", OPENERS)
def test_a_snapshot_that_cannot_be_loaded_leaves_the_old_one(
    name: str, snapshot: Snapshot, other: Snapshot, tmp_path: Path
) -> None:
    store = open_store(name, tmp_path, HEAP)
    store.replace(other)
    with pytest.raises(StoreError, match="缺少一张表"):
        store.replace(Snapshot(snapshot.hash, tmp_path / "nowhere"))
    assert store.marker() == other.hash
    assert one(store, "MATCH (p:Person) RETURN p.name AS name") == "郑九"
    store.close()


@pytest.mark.parametrize("name", OPENERS)
def test_one_opener_at_a_time(name: str, tmp_path: Path) -> None:
    store = open_store(name, tmp_path, HEAP)
    with pytest.raises(StoreError, match="正被另一个进程使用"):
        open_store(name, tmp_path, HEAP)
    store.close()
    open_store(name, tmp_path, HEAP).close()


def test_an_unknown_store_lists_the_known(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="可用：arcadedb"):
        open_store("arcade", tmp_path)


PROCESS = f"""
import sys
from pathlib import Path
from graph.snapshot import Snapshot
from graph.stores import open_store
name, folder, *pairs = sys.argv[1:]
snapshots = [Snapshot(h, Path(f)) for h, f in zip(pairs[::2], pairs[1::2])]
with open_store(name, Path(folder), {HEAP}) as store:
    print("open", flush=True)
    while True:
        for snapshot in snapshots:
            store.replace(snapshot)
            print("replaced", flush=True)
"""


def _run(name: str, store: Path, cwd: Path, *snapshots: Snapshot) -> subprocess.Popen[str]:
    pairs = [word for one in snapshots for word in (one.hash, str(one.folder))]
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS, name, str(store), *pairs],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


@pytest.mark.parametrize("name", OPENERS)
def test_a_kill_during_replace_leaves_an_old_or_a_new_database(
    name: str, snapshot: Snapshot, other: Snapshot, tmp_path: Path
) -> None:
    whole = {snapshot.hash: 3 + 1 + WIDE, other.hash: 1}
    dice = random.Random(20261122)
    for _ in range(KILLS):
        process = _run(name, tmp_path / "store", tmp_path, snapshot, other)
        time.sleep(dice.uniform(0, 1.5))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
        store = open_store(name, tmp_path / "store", HEAP)
        marker = store.marker()
        if marker is not None:
            assert one(store, "MATCH (n) RETURN count(n) AS n") == whole[marker]
        store.replace(snapshot)
        assert one(store, "MATCH (n) RETURN count(n) AS n") == whole[snapshot.hash]
        store.close()


@pytest.mark.parametrize("name", OPENERS)
def test_the_engine_is_quiet_and_ends_on_sigterm(
    name: str, snapshot: Snapshot, other: Snapshot, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    folder = tmp_path / "云川 库 100%"
    process = _run(name, folder, work, snapshot, other)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (128 + signal.SIGTERM, "")
    assert list(work.iterdir()) == []
    open_store(name, folder, HEAP).close()
