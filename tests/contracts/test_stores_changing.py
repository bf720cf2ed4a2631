"""What every store promises when its graph is replaced: whole or not at all, and readers never see half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.model.errors import StoreError
from graph.model.schema import schema
from graph.snapshot import Snapshot
from graph.stores import open_store
from graph.stores.store import Address, Store
from tests.engines.stores import HEAP, STORES, Places, open_at

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]

SOAK = bool(os.environ.get("XUNTU_SOAK"))
KILLS = 40 if SOAK else 3
ROUNDS = 40 if SOAK else 4
WIDE = 150


def unit_with(people: int) -> dict[str, list[dict[str, Any]]]:
    """Return one unit in which so many people serve, and a finding."""
    numbers = range(people)
    return {
        "Person": [{"id": f"Person-{n}", "name": f"周{n}"} for n in numbers],
        "Organization": [{"id": "Organization-1", "name": f"{people}人的单位"}],
        "Finding": [{"id": "Finding-1", "name": "问题", "text": "有的干部违规发放津贴补贴"}],
        "SERVED_IN": [{"source": f"Person-{n}", "target": "Organization-1"} for n in numbers],
    }


COUNTED = (
    "MATCH (o:Organization) OPTIONAL MATCH (o)<-[s:SERVED_IN]-(p:Person) "
    "WITH o, count(DISTINCT s.id) AS edges, count(DISTINCT p.id) AS ends "
    "OPTIONAL MATCH (p:Person) "
    "RETURN o.name AS name, edges, ends, count(p) AS people ORDER BY name"
)


def counted(people: int) -> tuple[tuple[object, ...], ...]:
    """Return what COUNTED finds in a whole graph of so many people."""
    return ((f"{people}人的单位", people, people, people),)


@pytest.fixture(scope="module")
def snapshot(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return small_snapshot(tmp_path_factory.mktemp("snapshot"), unit_with(WIDE))


@pytest.fixture(scope="module")
def other(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return small_snapshot(tmp_path_factory.mktemp("other"), unit_with(1))


@pytest.fixture(params=STORES)
def store_name(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def place(store_name: str, places: Places) -> Address | Path:
    """Where a store of that name is that holds nothing."""
    place = places.new(store_name)
    if isinstance(place, Address) and store_name == "neo4j":
        with _driver(place) as driver:
            _written(driver, place, "MATCH (n) DETACH DELETE n")
    return place


def _bared(place: Address) -> None:
    """Take away every constraint and index of a Neo4j."""
    with _driver(place) as driver, driver.session(database=place.database) as session:
        for what, name in (("CONSTRAINT", "CONSTRAINTS"), ("INDEX", "INDEXES")):
            for row in list(session.run(f"SHOW {name} YIELD name, type")):
                if row["type"] != "LOOKUP":
                    session.run(f"DROP {what} `{row['name']}` IF EXISTS").consume()


def _written(driver: neo4j.Driver, place: Address, text: str) -> None:
    with driver.session(database=place.database) as session:
        session.execute_write(lambda tx: tx.run(text).consume())


def _driver(place: Address) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(place.url, auth=(place.user, place.password))


def rows(store: Store, text: str = COUNTED) -> tuple[tuple[object, ...], ...]:
    """Return the rows of a query."""
    return store.query(text, {})[1]


def test_replace_brings_the_new_snapshot_and_keeps_it(
    place: Address | Path, snapshot: Snapshot, other: Snapshot
) -> None:
    store = open_at(place)
    assert store.marker() is None
    with pytest.raises(StoreError, match="还没有数据"):
        store.query("RETURN 1 AS x", {})
    for wanted in (snapshot, other, other, snapshot, other):
        store.replace(wanted)
        assert store.marker() == wanted.hash
    assert rows(store) == counted(1)
    store.close()
    store.close()
    again = open_at(place)
    assert again.marker() == other.hash
    assert rows(again) == counted(1)
    assert rows(again, "MATCH (n) RETURN count(n.sources) AS n") == ((3,),)
    again.close()


def test_all_that_was_there_before_is_gone(
    place: Address | Path, snapshot: Snapshot, other: Snapshot
) -> None:
    store = open_at(place)
    store.replace(snapshot)
    store.replace(other)
    for kind in schema().nodes:
        left = {"Person": 1, "Organization": 1, "Finding": 1}.get(kind, 0)
        assert rows(store, f"MATCH (n:{kind}) RETURN count(n) AS n") == ((left,),)
    store.close()


def test_the_text_index_is_there_after_a_replace(
    place: Address | Path, snapshot: Snapshot, other: Snapshot
) -> None:
    text = (
        "CALL db.index.fulltext.queryNodes('Finding[text]', $terms) YIELD node, score "
        "RETURN node.id AS id ORDER BY id"
    )
    with closing(open_at(place)) as store:
        for wanted in (snapshot, other):
            store.replace(wanted)
            assert store.query(text, {"terms": "津贴"})[1] == (("Finding-1",),)
            assert store.query(text, {"terms": "津补"})[1] == ()


@pytest.mark.parametrize("store_name", ["arcadedb-bolt", "neo4j"])
def test_a_server_has_what_the_schema_asks_for(
    store_name: str, place: Address, snapshot: Snapshot
) -> None:
    if store_name == "neo4j":
        _bared(place)
    with closing(open_at(place)) as store:
        store.replace(snapshot)
    with _driver(place) as driver:
        for kind in schema().nodes:
            with pytest.raises(neo4j.exceptions.Neo4jError, match="ConstraintValidationFailed"):
                _written(
                    driver, place, f"CREATE (:{kind} {{id: 'x'}}) CREATE (:{kind} {{id: 'x'}})"
                )
        listed = driver.execute_query("SHOW INDEXES", database_=place.database).records
    there = {(row["labelsOrTypes"][0], row["properties"][0]) for row in listed if row["properties"]}
    assert {(kind.name, kind.caption) for kind in schema().nodes.values()} <= there


def test_a_snapshot_that_cannot_be_loaded_leaves_the_old_one(
    place: Address | Path, snapshot: Snapshot, other: Snapshot, tmp_path: Path
) -> None:
    store = open_at(place)
    store.replace(other)
    with pytest.raises(StoreError, match="缺少一张表"):
        store.replace(Snapshot(snapshot.hash, tmp_path / "nowhere"))
    assert store.marker() == other.hash
    assert rows(store) == counted(1)
    store.close()


def test_readers_never_see_half_of_a_change(
    place: Address | Path, snapshot: Snapshot, other: Snapshot
) -> None:
    store = open_at(place)
    store.replace(snapshot)
    # At a server the reader comes by itself, as another program does.
    reader = open_at(place) if isinstance(place, Address) else store
    seen: list[tuple[tuple[object, ...], ...]] = []
    wrong: list[BaseException] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                seen.append(rows(reader))
            except StoreError as error:
                if "正在更新" not in str(error):
                    wrong.append(error)
            except Exception as error:  # noqa: BLE001  # told where the test is
                wrong.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    for wanted in [other, snapshot] * (ROUNDS // 2):
        store.replace(wanted)
    over.set()
    thread.join()
    assert not wrong
    assert len(seen) > ROUNDS
    assert set(seen) <= {counted(1), counted(WIDE)}
    for one in {store, reader}:
        one.close()


def test_one_opener_at_a_time(tmp_path: Path) -> None:
    store = open_store("arcadedb", tmp_path, HEAP)
    with pytest.raises(StoreError, match="正被另一个进程使用"):
        open_store("arcadedb", tmp_path, HEAP)
    store.close()
    open_store("arcadedb", tmp_path, HEAP).close()


def test_an_unknown_store_lists_the_known(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="可用：arcadedb、bolt"):
        open_store("arcade", tmp_path)


PROCESS = f"""
import sys
from pathlib import Path
from graph.snapshot import Snapshot
from graph.stores import open_store
folder, *pairs = sys.argv[1:]
snapshots = [Snapshot(h, Path(f)) for h, f in zip(pairs[::2], pairs[1::2])]
with open_store("arcadedb", Path(folder), {HEAP}) as store:
    print("open", flush=True)
    while True:
        for snapshot in snapshots:
            store.replace(snapshot)
            print("replaced", flush=True)
"""


def _run(store: Path, cwd: Path, *snapshots: Snapshot) -> subprocess.Popen[str]:
    pairs = [word for one in snapshots for word in (one.hash, str(one.folder))]
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", PROCESS, str(store), *pairs],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def test_a_kill_during_replace_leaves_an_old_or_a_new_database(
    snapshot: Snapshot, other: Snapshot, tmp_path: Path
) -> None:
    whole = {snapshot.hash: counted(WIDE), other.hash: counted(1)}
    dice = random.Random(20261122)
    for _ in range(KILLS):
        process = _run(tmp_path / "store", tmp_path, snapshot, other)
        time.sleep(dice.uniform(0, 1.5))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
        store = open_store("arcadedb", tmp_path / "store", HEAP)
        marker = store.marker()
        if marker is not None:
            assert rows(store) == whole[marker]
        store.replace(snapshot)
        assert rows(store) == whole[snapshot.hash]
        store.close()


def test_the_engine_is_quiet_and_ends_on_sigterm(
    snapshot: Snapshot, other: Snapshot, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    folder = tmp_path / "云川 库 100%"
    process = _run(folder, work, snapshot, other)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (128 + signal.SIGTERM, "")
    assert list(work.iterdir()) == []
    open_store("arcadedb", folder, HEAP).close()
