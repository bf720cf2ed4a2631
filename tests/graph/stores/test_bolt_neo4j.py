"""What only a Neo4j has, or says in its own words."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.model.answers import Node
from graph.model.errors import StoreError
from graph.model.schema import schema
from graph.snapshot import Snapshot
from graph.stores.bolt import open_bolt
from graph.stores.bolt.remote import RemoteStore
from graph.stores.store import Address
from tests.engines.neo4j.server import Server

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]

COUNT = "MATCH (p:Person) RETURN count(p) AS people"


@pytest.fixture(scope="module")
def snapshot(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    rows = {
        "Person": [{"name": "周一"}, {"name": "吴二"}],
        "Finding": [{"id": "Finding-1", "name": "问题一", "text": "违规发放津贴补贴"}],
    }
    return small_snapshot(tmp_path_factory.mktemp("snapshot"), rows)


@pytest.fixture(scope="module")
def store(neo4j_server: Address, snapshot: Snapshot) -> Iterator[RemoteStore]:
    with RemoteStore(neo4j_server) as store:
        store.replace(snapshot)
        yield store


def test_a_routing_address_works_unchanged(store: RemoteStore, snapshot: Snapshot) -> None:
    routing = replace(store.address, url=store.address.url.replace("bolt:", "neo4j:"))
    with RemoteStore(routing) as routed:
        assert routed.query(COUNT, {})[1] == ((2,),)
        routed.replace(snapshot)
        assert routed.marker() == snapshot.hash


def test_wrong_password_and_missing_database(store: RemoteStore) -> None:
    with pytest.raises(StoreError, match="用户名或密码不对"):
        open_bolt(replace(store.address, password="falsch"))
    for url in (store.address.url, store.address.url.replace("bolt:", "neo4j:")):
        missing = replace(store.address, url=url, database="nirgends")
        with (
            pytest.raises(StoreError, match="没有这个数据库"),
            RemoteStore(missing) as store,
        ):
            store.marker()


def test_no_more_rows_are_made_than_are_wanted(store: RemoteStore) -> None:
    text = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN a, b"
    _, rows, truncated = store.query(text, {}, limit=3, timeout=10)
    assert (rows, truncated) == (((1, 1), (1, 2), (1, 3)), True)


def test_the_indexes_of_the_schema_are_there(store: RemoteStore) -> None:
    with store.session() as session:
        found = {
            (row["type"], row["labelsOrTypes"][0], row["properties"][0])
            for row in session.run("SHOW INDEXES")
            if row["labelsOrTypes"]
        }
        unique = {row["labelsOrTypes"][0] for row in session.run("SHOW CONSTRAINTS")}
    assert {("FULLTEXT", "Finding", "text"), ("RANGE", "Person", "name")} <= found
    assert set(schema().nodes) <= unique
    assert [row[0].id for row in store.search("津贴") if isinstance(row[0], Node)] == ["Finding-1"]


@pytest.mark.skipif(not os.environ.get("XUNTU_SOAK"), reason="starts a server of its own twice")
def test_a_server_that_is_killed_and_comes_back(
    require: Callable[[str], str], snapshot: Snapshot, tmp_path: Path
) -> None:
    with (
        Server(Path(require("neo4j")), tmp_path / "data") as server,
        RemoteStore(server.address) as store,
    ):
        store.replace(snapshot)
        threading.Timer(1.0, server.kill).start()
        long = "UNWIND range(1, 10000000) AS a UNWIND range(1, 1000) AS b RETURN count(*) AS n"
        with pytest.raises(StoreError, match="连不上图数据库"):
            store.query(long, {}, timeout=60)
        time.sleep(1)
        server.start()
        assert store.query(COUNT, {})[1] == ((2,),)
