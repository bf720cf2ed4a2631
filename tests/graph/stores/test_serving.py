"""What the embedded store promises to those who reach it over Bolt: to read, whole, from this machine only."""

from __future__ import annotations

import os
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import neo4j
import pytest
from neo4j.exceptions import AuthError, Neo4jError

from graph.model.errors import StoreError
from graph.snapshot import Snapshot
from graph.stores.arcadedb.embedded import DATABASE, EmbeddedStore
from graph.stores.arcadedb.serving import BoltServer, User
from graph.stores.bolt import open_bolt
from graph.stores.store import Address

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]

HEAP = 256
LONG = bool(os.environ.get("XUNTU_SOAK"))
SECONDS = 60.0 if LONG else 5.0
READERS = 50
READER = User("leser", "reads-and-no-more")


def office(title: str, people: int) -> dict[str, list[dict[str, Any]]]:
    """Return rows of a city in which everybody has the same title: two of them mixed would show."""
    ends = [(f"Person-{n}", f"Organization-{n % 7}") for n in range(people)]
    return {
        "Person": [{"id": source, "name": f"{title}{source}"} for source, _ in ends],
        "Organization": [{"id": f"Organization-{n}", "name": f"单位{n}"} for n in range(7)],
        "SERVED_IN": [{"source": s, "target": t, "title": title} for s, t in ends],
        "Finding": [{"id": "Finding-1", "name": "问题一", "text": f"{title}违规发放津贴补贴"}],
    }


SIZES = {"科员": 300, "科长": 500}


@pytest.fixture(scope="module")
def snapshots(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    folder = tmp_path_factory.mktemp("snapshots")
    return [small_snapshot(folder / title, office(title, n)) for title, n in SIZES.items()]


@pytest.fixture(scope="module")
def before() -> frozenset[str]:
    """What this process listens on already: a server of other tests."""
    return frozenset(listening(os.getpid()))


@pytest.fixture(scope="module")
def served(
    before: frozenset[str],  # noqa: ARG001  # it must be there first
    snapshots: list[Snapshot],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[EmbeddedStore, Address]]:
    with EmbeddedStore(tmp_path_factory.mktemp("store"), HEAP) as store:
        store.replace(snapshots[0])
        url = store.serve([READER], timeout=30)
        yield store, Address(url, READER.name, READER.password, DATABASE)


@pytest.fixture(scope="module")
def driver(served: tuple[EmbeddedStore, Address]) -> Iterator[neo4j.Driver]:
    address = served[1]
    with neo4j.GraphDatabase.driver(address.url, auth=(address.user, address.password)) as made:
        yield made


def listening(process: int) -> list[str]:
    """Return the addresses, as the kernel writes them, on which a process listens."""
    sockets = {
        str(path.readlink())
        for path in Path(f"/proc/{process}/fd").iterdir()
        if path.is_symlink() and os.path.lexists(path)
    }
    found = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{process}/net/{table}").read_text().splitlines()[1:]:
            _, local, _, state, *rest = line.split()
            if f"socket:[{rest[5]}]" in sockets and (state == "0A" or table.startswith("udp")):
                found.append(local)
    return found


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="asks the kernel of Linux")
def test_it_listens_once_and_on_loopback_only(
    before: frozenset[str], served: tuple[EmbeddedStore, Address]
) -> None:
    port = int(served[1].url.rsplit(":", 1)[1])
    new = [place for place in listening(os.getpid()) if place not in before]
    ours = [place for place in new if not place.startswith("0100007F:")]
    # 127.0.0.1 as a socket of both families writes it.
    assert ours == [f"0000000000000000FFFF00000100007F:{port:04X}"]


def test_a_driver_reads_nodes_paths_and_full_text(driver: neo4j.Driver) -> None:
    with driver.session(database=DATABASE) as session:
        rows = session.execute_read(
            lambda tx: tx.run(
                "MATCH (p:Person {id: $id})-[s:SERVED_IN]->(o) RETURN p.name AS name, s, o",
                id="Person-1",
            ).data()
        )
        assert rows[0]["name"].endswith("Person-1")
        found = session.run(
            "CALL db.index.fulltext.queryNodes('Finding[text]', '津贴') YIELD node, score "
            "RETURN node.id AS id"
        )
        assert [row["id"] for row in found] == ["Finding-1"]


WRITES = (
    "CREATE (p:Person {id: 'x'})",
    "MERGE (p:Person {id: 'x'})",
    "UNWIND range(1, 3) AS n CREATE (:Person {id: toString(n)})",
    "MATCH (p:Person) WITH p LIMIT 1 SET p.name = '改'",
    "MATCH (p:Person) WITH p LIMIT 1 REMOVE p.name",
    "MATCH (p:Person) WITH p LIMIT 1 SET p:Extra",
    "MATCH (p:Person) WITH p LIMIT 1 DETACH DELETE p",
    "MATCH ()-[s:SERVED_IN]->() WITH s LIMIT 1 DELETE s",
    "MATCH (a:Person), (b:Person) WITH a, b LIMIT 1 CREATE (a)-[:KIN {id: 'k'}]->(b)",
    "MATCH (m:XuntuSnapshot) SET m.hash = '改'",
    "FOREACH (n IN [1] | CREATE (:Person {id: 'x'}))",
    "CREATE (n:Brandnew {id: 'x'})",
    "CREATE CONSTRAINT c IF NOT EXISTS FOR (p:Person) REQUIRE p.name IS UNIQUE",
    "CREATE INDEX i IF NOT EXISTS FOR (p:Person) ON (p.name)",
    "DROP INDEX `Person[id]`",
    "DROP CONSTRAINT `Person[id]`",
    "CALL merge.node(['Person'], {id: 'x'}) YIELD node RETURN node",
    "CALL apoc.create.node(['Person'], {id: 'x'})",
    "CALL apoc.cypher.doIt('CREATE (:Person {id: 1})', {})",
    "CALL sql('CREATE VERTEX TYPE Brandnew')",
    "CREATE USER other SET PASSWORD 'long-enough'",
    "ALTER USER leser SET PASSWORD 'long-enough'",
    "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
)


@pytest.mark.parametrize("mode", [neo4j.WRITE_ACCESS, neo4j.READ_ACCESS])
@pytest.mark.parametrize("text", WRITES)
def test_whatever_writes_is_refused(
    driver: neo4j.Driver, text: str, mode: Literal["READ", "WRITE"]
) -> None:
    before = _state(driver)
    with driver.session(database=DATABASE, default_access_mode=mode) as session:
        with pytest.raises(Neo4jError):
            session.run(text).consume()
        with pytest.raises(Neo4jError):
            session.execute_write(lambda tx: tx.run(text).consume())
    assert _state(driver) == before


def _state(driver: neo4j.Driver) -> list[object]:
    with driver.session(database=DATABASE) as session:
        nodes = session.run("MATCH (n) RETURN count(n) AS n, max(n.name) AS name").data()
        edges = session.run("MATCH ()-[r]->() RETURN count(r) AS n").data()
        labels = sorted(row["label"] for row in session.run("CALL db.labels()"))
        indexes = sorted(str(row["name"]) for row in session.run("SHOW INDEXES"))
    return [nodes, edges, labels, indexes]


def test_there_is_no_other_database(driver: neo4j.Driver, tmp_path: Path) -> None:
    for name in ("andere", "../store", str(tmp_path)):
        with (
            driver.session(database=name) as session,
            pytest.raises(Neo4jError, match="Cannot open"),
        ):
            session.run("MATCH (n) RETURN count(n)").consume()


@pytest.mark.parametrize(
    ("user", "password"), [(READER.name, "wrong-password"), ("root", READER.password), ("", "")]
)
def test_who_does_not_belong_does_not_get_in(
    served: tuple[EmbeddedStore, Address], user: str, password: str
) -> None:
    with (
        neo4j.GraphDatabase.driver(served[1].url, auth=(user, password)) as driver,
        pytest.raises(AuthError),
    ):
        driver.verify_connectivity()


CHECK = (
    "MATCH (p:Person)-[s:SERVED_IN]->(o:Organization) RETURN count(s) AS edges, "
    "count(DISTINCT p.id) AS people, collect(DISTINCT s.title) AS titles"
)


def test_readers_see_one_whole_snapshot_while_it_is_replaced(
    served: tuple[EmbeddedStore, Address], snapshots: list[Snapshot]
) -> None:
    store, address = served
    stop = threading.Event()
    answers: Counter[tuple[object, ...]] = Counter()
    faults: list[str] = []

    def read(number: int) -> None:
        dice = random.Random(number)
        with open_bolt(address) as reader:
            while not stop.is_set():
                try:
                    [row] = reader.query(CHECK, {})[1]
                except Exception as error:  # noqa: BLE001  # every kind of it is a finding
                    faults.append(f"{error} ← {error.__cause__!r}")
                else:
                    answers[row] += 1
                stop.wait(dice.uniform(0, 2))

    threads = [threading.Thread(target=read, args=(n,)) for n in range(READERS)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + SECONDS
    replaced, memory = 0, []
    while time.monotonic() < end or replaced < 2:
        replaced += 1
        store.replace(snapshots[replaced % 2])
        memory.append(_memory_mb())
    stop.set()
    for thread in threads:
        thread.join()
    assert not faults, Counter(faults).most_common(3)
    assert set(answers) == {(n, n, (title,)) for title, n in SIZES.items()}
    if LONG:
        early = max(memory[len(memory) // 4 : len(memory) // 2])
        assert max(memory[-len(memory) // 4 :]) < early * 1.15


def _memory_mb() -> float:
    said = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", said)[0]) / 1024


def test_a_foreign_tool_that_retries_reads_whole_answers_too(
    served: tuple[EmbeddedStore, Address], snapshots: list[Snapshot], driver: neo4j.Driver
) -> None:
    store, _ = served
    stop = threading.Event()
    answers: set[tuple[int, int, str]] = set()
    refused: Counter[str] = Counter()

    def read() -> None:
        with driver.session(database=DATABASE) as session:
            while not stop.is_set():
                try:
                    row = session.execute_read(lambda tx: tx.run(CHECK).single(strict=True))
                except Neo4jError as error:
                    refused[str(error.code)] += 1
                else:
                    answers.add((row["edges"], row["people"], "、".join(row["titles"])))
                stop.wait(0.1)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in (1, 2):
        store.replace(snapshots[n % 2])
    stop.set()
    for thread in threads:
        thread.join()
    # What was running at the moment of the change is refused, and nothing else.
    assert sum(refused.values()) <= 2 * len(threads), refused
    assert answers <= {(n, n, title) for title, n in SIZES.items()}


def test_nothing_is_left_when_it_is_closed(
    snapshots: list[Snapshot], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    with EmbeddedStore(tmp_path / "store", HEAP) as store:
        store.replace(snapshots[0])
        url = store.serve([READER], timeout=30)
        assert (tmp_path / "store" / "server").is_dir()
        port = int(url.rsplit(":", 1)[1])
        with pytest.raises(StoreError, match="--port"):
            BoltServer(tmp_path / "other", [READER], port, heap_mb=HEAP)
    store.close()
    assert not (tmp_path / "store" / "server").exists()
    assert list(work.iterdir()) == []
    assert READER.password not in "".join(
        path.read_text(errors="replace") for path in tmp_path.rglob("*") if path.is_file()
    )


def test_a_user_who_writes_may_have_a_database_of_his_own(tmp_path: Path) -> None:
    writer = User("schreiber", "writes-as-well", writes=True)
    with BoltServer(tmp_path / "server", [writer, READER], heap_mb=HEAP) as server:
        server.offer(tmp_path / "graph")
        address = Address(server.url, writer.name, writer.password, "graph")
        with open_bolt(address) as store:
            assert store.marker() is None
            with store.session(neo4j.WRITE_ACCESS) as session:
                session.run("CREATE (p:Person {id: 'Person-1'})").consume()
        only = replace(address, user=READER.name, password=READER.password)
        with (
            neo4j.GraphDatabase.driver(only.url, auth=(only.user, only.password)) as driver,
            driver.session(database="graph") as session,
            pytest.raises(Neo4jError, match="not allowed"),
        ):
            session.run("CREATE (p:Person {id: 'Person-2'})").consume()
        server.withdraw("graph")
