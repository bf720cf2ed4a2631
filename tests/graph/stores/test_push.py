"""Pushes to real servers: only what differs is sent, nothing of others is lost, and it ends equal."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import neo4j
import pyarrow.parquet as pq
import pytest

from graph.model.errors import StoreError
from graph.model.schema import schema
from graph.snapshot import Snapshot
from graph.stores.arcadedb.serving import BoltServer, User
from graph.stores.bolt import pushing
from graph.stores.bolt.pushing import Pushed
from graph.stores.bolt.remote import RemoteStore
from graph.stores.store import Address

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]
Rows = dict[str, list[dict[str, Any]]]

KILLS = 10 if os.environ.get("XUNTU_SOAK") else 2
PEOPLE = 3_000


def people(names: dict[int, str], posts: dict[int, str]) -> Rows:
    """Return people by number, a unit, and the posts of some of them."""
    rows: Rows = {
        "Person": [{"id": f"Person-{n}", "name": name} for n, name in sorted(names.items())],
        "Organization": [{"id": "Organization-1", "name": "云川市林业局", "funds": 2.0}],
        "SERVED_IN": [
            {
                "id": f"SERVED_IN-{n}",
                "source": f"Person-{n}",
                "target": "Organization-1",
                "title": title,
            }
            for n, title in sorted(posts.items())
        ],
    }
    return {
        kind: [{**row, "sources": "样例台账.xlsx"} for row in these] for kind, these in rows.items()
    }


BEFORE = people({n: f"甲{n}" for n in range(20)}, dict.fromkeys(range(10), "科员"))
# Five are gone with their posts, one has another name, three are new, one post is another.
AFTER = people(
    {n: "乙" if n == 7 else f"甲{n}" for n in range(5, 23)},
    {n: "局长" if n == 8 else "科员" for n in range(5, 12)},
)


@pytest.fixture(scope="module", params=["neo4j", "arcadedb"])
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Address]:
    if request.param == "neo4j":
        yield request.getfixturevalue("neo4j_server")
        return
    folder = tmp_path_factory.mktemp("served")
    with BoltServer(
        folder / "server", [User("writer", "only-for-tests", writes=True)], heap_mb=256
    ) as server:
        server.offer(folder / "pushed")
        yield Address(server.url, "writer", "only-for-tests", "pushed")


@pytest.fixture
def store(address: Address) -> Iterator[RemoteStore]:
    with RemoteStore(address) as store:
        asked(store, "MATCH (n) DETACH DELETE n")
        yield store
        asked(store, "MATCH (n) DETACH DELETE n")


@pytest.fixture(scope="module")
def before(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return small_snapshot(tmp_path_factory.mktemp("before"), BEFORE)


@pytest.fixture(scope="module")
def after(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return small_snapshot(tmp_path_factory.mktemp("after"), AFTER)


def asked(store: RemoteStore, text: str, **given: object) -> list[Any]:
    with store.session(neo4j.WRITE_ACCESS) as session:
        return [record.values() for record in session.run(text, given)]


def there(store: RemoteStore) -> set[str]:
    """Return all that the server holds of our kinds, a text for each node and edge."""
    found = []
    for kind in schema().nodes:
        found += [
            (kind, sorted(row.items()))
            for (row,) in asked(store, f"MATCH (n:{kind}) RETURN properties(n)")
        ]
    for kind in schema().edges:
        text = f"MATCH (a)-[r:{kind}]->(b) RETURN a.id, b.id, properties(r)"
        found += [(kind, *ends, sorted(row.items())) for *ends, row in asked(store, text)]
    assert len(found) == len({str(one) for one in found})
    return {str(one) for one in found}


def told(snapshot: Snapshot) -> set[str]:
    """Return the same of a snapshot."""
    found = set()
    for name, path in snapshot.tables().items():
        if name.startswith(("nodes_", "edges_")):
            for row in pq.read_table(path).to_pylist():
                ends = [row.pop("source"), row.pop("target")] if name.startswith("edges_") else []
                known = sorted((key, value) for key, value in row.items() if value is not None)
                found.add(str((name.split("_", 1)[1], *ends, known)))
    return found


def test_a_first_push_brings_everything_and_a_second_nothing(
    store: RemoteStore, before: Snapshot
) -> None:
    assert store.push(before) == Pushed(made=31)
    assert there(store) == told(before)
    assert store.marker() == before.hash
    assert store.push(before) == Pushed()


@pytest.mark.parametrize("at_once", [pushing.AT_ONCE, 0])
def test_a_difference_is_all_that_is_sent(
    store: RemoteStore,
    before: Snapshot,
    after: Snapshot,
    at_once: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pushing, "AT_ONCE", at_once)
    store.push(before)
    assert store.push(after) == Pushed(made=5, changed=2, lost=10)
    assert there(store) == told(after)
    assert store.marker() == after.hash


FOREIGN = {
    "a value": "MATCH (p:Person {id: 'Person-3'}) SET p.name = '丙'",
    "a new property": "MATCH (p:Person {id: 'Person-3'}) SET p.remark = '丙'",
    "a node that is gone": "MATCH (p:Person {id: 'Person-15'}) DELETE p",
    "an edge that is gone": "MATCH (:Person {id: 'Person-3'})-[r:SERVED_IN]->() DELETE r",
    "an edge twice": "MATCH (a:Person {id: 'Person-3'})-[r:SERVED_IN]->(b) "
    "CREATE (a)-[s:SERVED_IN]->(b) SET s = properties(r)",
    "an edge without id": "MATCH (a:Person {id: 'Person-3'})-[:SERVED_IN]->(b) CREATE (a)-[:SERVED_IN]->(b)",
    "a node of our kind": "CREATE (:Person {id: 'Person-99', name: '丁'})",
    "a node without id": "CREATE (:Person {name: '丁'})",
}  # fmt: skip


@pytest.mark.parametrize("change", FOREIGN.values(), ids=FOREIGN)
def test_what_somebody_else_changed_is_said_and_only_overwritten_when_told(
    store: RemoteStore, before: Snapshot, after: Snapshot, change: str
) -> None:
    store.push(before)
    asked(store, change)
    for snapshot in (before, after):
        with pytest.raises(StoreError, match=r"被别人改过.*--overwrite"):
            store.push(snapshot)
    store.push(after, overwrite=True)
    assert there(store) == told(after)
    assert store.push(after) == Pushed()


def test_what_is_not_ours_stays_and_is_counted(
    store: RemoteStore, before: Snapshot, after: Snapshot
) -> None:
    store.push(before)
    asked(store, "CREATE (:Note {text: '别人的'})-[:ON]->(:Note {text: '也是'})")
    assert store.push(after).others == (2, 1)
    assert asked(store, "MATCH (n:Note)-[:ON]->() RETURN n.text") == [["别人的"]]


def test_a_database_of_another_program_is_left_alone(store: RemoteStore, before: Snapshot) -> None:
    asked(store, "CREATE (:Movie {title: '别人的'})")
    with pytest.raises(StoreError, match="别的程序的数据"):
        store.push(before, overwrite=True)
    assert asked(store, "MATCH (n) RETURN labels(n)") == [[["Movie"]]]


def test_a_second_push_takes_over_and_the_first_one_says_so(
    store: RemoteStore, before: Snapshot, after: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "AT_ONCE", 0)
    others = [after]

    def tell(what: str, _: int) -> None:
        if what == "推送" and others:
            with RemoteStore(store.address) as other:
                other.push(others.pop())

    with pytest.raises(StoreError, match="另一次推送接手"):
        store.push(before, tell=tell)
    assert there(store) == told(after)
    assert store.marker() == after.hash


def test_a_batch_whose_answer_was_lost_is_not_sent_twice(
    store: RemoteStore, before: Snapshot, after: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "AT_ONCE", 0)
    once = neo4j.Session.execute_write

    def twice(session: neo4j.Session, work: Callable[..., Any]) -> Any:
        once(session, work)
        return once(session, work)

    monkeypatch.setattr(neo4j.Session, "execute_write", twice)
    for snapshot in (before, after):
        store.push(snapshot)
        assert there(store) == told(snapshot)


def test_an_edge_that_leads_nowhere_is_said_and_readers_are_told(
    store: RemoteStore,
    small_snapshot: Write,
    before: Snapshot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = people({1: "甲"}, {2: "科员"})
    with pytest.raises(StoreError, match="SERVED_IN 的一端 Person-2 不存在"):
        store.push(small_snapshot(tmp_path, broken))
    monkeypatch.setattr("graph.stores.bolt.remote.PAUSES", ())
    with pytest.raises(StoreError, match="正在更新"):
        store.query("MATCH (n) RETURN count(n) AS n", {})
    store.push(before)
    assert there(store) == told(before)


def test_a_small_difference_that_cannot_be_made_leaves_the_graph_whole(
    store: RemoteStore, small_snapshot: Write, before: Snapshot, tmp_path: Path
) -> None:
    store.push(before)
    broken = people({1: "甲"}, {99: "科员"})
    with pytest.raises(StoreError, match="SERVED_IN 的一端 Person-99 不存在"):
        store.push(small_snapshot(tmp_path, broken))
    assert store.marker() == before.hash
    assert there(store) == told(before)
    assert store.push(before) == Pushed()


CHILD = """
import sys
from pathlib import Path
from graph.snapshot import Snapshot
from graph.stores.bolt import pushing, comparing
from graph.stores.bolt.remote import RemoteStore
from graph.stores.store import Address

pushing.BATCH = comparing.BATCH = 50
pushing.AT_ONCE = 0
folder, digest, *address = sys.argv[1:]
with RemoteStore(Address(*address)) as store:
    print("begins", flush=True)
    store.push(Snapshot(digest, Path(folder)))
"""


def test_a_push_that_is_killed_goes_on_and_ends_equal(
    store: RemoteStore, small_snapshot: Write, tmp_path: Path, root: Path
) -> None:
    many = people({n: f"甲{n}" for n in range(PEOPLE)}, dict.fromkeys(range(PEOPLE), "科员"))
    other = people(
        {n: f"乙{n}" for n in range(0, PEOPLE, 2)}, dict.fromkeys(range(0, PEOPLE, 2), "局长")
    )
    snapshots = [
        small_snapshot(tmp_path / name, rows) for name, rows in (("many", many), ("other", other))
    ]
    chance = random.Random(5)
    for n in range(KILLS):
        target = snapshots[n % 2]
        command = [
            sys.executable,
            "-c",
            CHILD,
            str(target.folder),
            target.hash,
            *_parts(store.address),
        ]
        with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begins\n"
            time.sleep(chance.uniform(0.05, 1.0))
            process.send_signal(signal.SIGKILL)
    target = snapshots[KILLS % 2]
    store.push(target)
    assert there(store) == told(target)
    assert store.marker() == target.hash


def _parts(address: Address) -> tuple[str, str, str, str]:
    return address.url, address.user, address.password, address.database
