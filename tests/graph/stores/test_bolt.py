"""What a reader over Bolt is promised: one whole snapshot, asked again where that helps, in bounded time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.model.answers import Edge, Node
from graph.model.errors import QueryError, StoreError
from graph.snapshot import Snapshot
from graph.stores.arcadedb.serving import BoltServer, User
from graph.stores.bolt import marking, open_bolt, remote
from graph.stores.bolt.remote import RemoteStore
from graph.stores.store import Address
from tests.engines.stores import HEAP, Places
from tests.engines.wires import Wire

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]

ROWS: dict[str, list[dict[str, Any]]] = {
    "Person": [{"id": "Person-1", "name": "周一"}, {"id": "Person-2", "name": "吴二"}],
    "Organization": [{"id": "Organization-1", "name": "云川市林业局"}],
    "SERVED_IN": [{"source": "Person-1", "target": "Organization-1", "title": "局长"}],
    "Finding": [{"id": "Finding-1", "name": "问题一", "text": "违规发放津贴补贴"}],
}
CUT = "RETURN '断开' AS word, count(p) AS people"
LONG = (
    "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c "
    "WITH a, b, c WHERE a + b = -c RETURN count(*) AS n"
)
COUNT = f"MATCH (p:Person) {CUT}"


@pytest.fixture(scope="module")
def snapshot(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return small_snapshot(tmp_path_factory.mktemp("snapshot"), ROWS)


@pytest.fixture(scope="module")
def address(places: Places, snapshot: Snapshot) -> Address:
    """A server of this process that holds the snapshot."""
    found = places.new("arcadedb-bolt")
    assert isinstance(found, Address)
    with RemoteStore(found) as store:
        store.replace(snapshot)
    return found


@pytest.fixture(scope="module")
def store(address: Address) -> Iterator[RemoteStore]:
    with RemoteStore(address) as opened:
        yield opened


@pytest.fixture
def mark(store: RemoteStore) -> Iterator[Callable[[str], None]]:
    """Sets the state of the marker, as a push does; whole again afterwards."""

    def set_state(state: str) -> None:
        def write(tx: neo4j.ManagedTransaction) -> None:
            held = marking.read(tx)
            assert held is not None
            marking.write(tx, replace(held, state=state, step=held.step + 1))

        with store.session(neo4j.WRITE_ACCESS) as session:
            session.execute_write(write)

    yield set_state
    set_state(marking.WHOLE)


def through(address: Address, wire: Wire) -> Address:
    return replace(address, url=wire.url)


def test_a_broken_connection_is_asked_again(address: Address) -> None:
    def once(wire: Wire) -> None:
        if wire.passed == 1:
            wire.cut()

    with Wire(address.url, "断开", once) as wire, RemoteStore(through(address, wire)) as store:
        assert store.query(COUNT, {})[1] == (("断开", 2),)
        assert wire.passed == 2


def test_a_server_that_goes_away_in_mid_query_is_one_sentence(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "PAUSES", (0.1, 0.1))
    with Wire(address.url, "断开", Wire.close) as wire:
        store = RemoteStore(through(address, wire))
        with pytest.raises(StoreError, match="连不上图数据库") as caught:
            store.query(COUNT, {})
        assert "\n" not in str(caught.value)
        store.close()


def test_what_always_breaks_is_asked_a_bounded_number_of_times(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "PAUSES", (0.1, 0.1))
    with Wire(address.url, "断开", Wire.cut) as wire, RemoteStore(through(address, wire)) as store:
        with pytest.raises(StoreError):
            store.query(COUNT, {})
        assert wire.passed == 3


def test_a_graph_that_changed_meanwhile_is_read_again(
    address: Address, mark: Callable[[str], None]
) -> None:
    def once(wire: Wire) -> None:
        if wire.passed == 1:
            mark(marking.WHOLE)

    with Wire(address.url, "断开", once) as wire, RemoteStore(through(address, wire)) as store:
        assert store.query(COUNT, {})[1] == (("断开", 2),)
        assert wire.passed == 2


def test_a_graph_that_never_rests_is_said(
    address: Address, mark: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "PAUSES", (0.1, 0.1))

    def always(_: Wire) -> None:
        mark(marking.WHOLE)

    with Wire(address.url, "断开", always) as wire, RemoteStore(through(address, wire)) as store:
        with pytest.raises(StoreError, match="正在更新"):
            store.query(COUNT, {})
        assert wire.passed == 3


def test_a_changing_graph_is_waited_for_and_then_said(
    store: RemoteStore, mark: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(marking.CHANGING)
    threading.Timer(0.5, mark, (marking.WHOLE,)).start()
    assert store.query(COUNT, {})[1] == (("断开", 2),)
    mark(marking.CHANGING)
    monkeypatch.setattr(remote, "PAUSES", (0.1,))
    for ask in (store.marker, lambda: store.query(COUNT, {}), lambda: store.search("津贴")):
        with pytest.raises(StoreError, match=r"正在更新.*xuntu push"):
            ask()


def test_data_of_another_program_are_left_alone(places: Places, snapshot: Snapshot) -> None:
    found = places.new("arcadedb-bolt")
    assert isinstance(found, Address)
    with RemoteStore(found) as store:
        assert store.marker() is None
        with pytest.raises(StoreError, match=r"还没有数据.*xuntu push"):
            store.query("RETURN 1 AS x", {})
        with store.session(neo4j.WRITE_ACCESS) as session:
            session.run("CREATE (:Film {title: 'x'}), (:Person {id: 'Person-7'})").consume()
        for ask in (
            store.marker,
            lambda: store.query("MATCH (p:Person) RETURN p", {}),
            lambda: store.replace(snapshot),
        ):
            with pytest.raises(StoreError, match="别的程序的数据") as caught:
                ask()
            assert found.database in str(caught.value)
        with store.session() as session:
            assert session.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"] == 2


def test_edges_have_their_ends_wherever_they_stand(store: RemoteStore) -> None:
    text = "MATCH (:Person)-[r:SERVED_IN]->() RETURN r, [r, [r]] AS l, {k: r} AS m"
    _, rows, _ = store.query(text, {})
    edge = rows[0][0]
    assert isinstance(edge, Edge)
    assert (edge.source, edge.target) == ("Person-1", "Organization-1")
    assert rows == ((edge, (edge, (edge,)), (("k", edge),)),)


def test_the_marker_is_in_no_row(store: RemoteStore) -> None:
    _, rows, truncated = store.query("MATCH (n) RETURN n", {}, limit=4)
    assert not truncated
    found = sorted(row[0].id for row in rows if isinstance(row[0], Node))
    assert found == ["Finding-1", "Organization-1", "Person-1", "Person-2"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("datetime('2024-05-01T01:02:03.5+08:00')", "2024-05-01T01:02:03.500+08:00"),
        ("datetime('2024-05-01T00:00:00Z')", "2024-05-01T00:00Z"),
        ("localdatetime('2024-05-01T01:02:03.123456')", "2024-05-01T01:02:03.123456"),
        ("localtime('01:00:00')", "01:00"),
        ("localtime('01:00:00.5')", "01:00:00.500"),
        ("duration({months: 14, days: -2, seconds: 3725})", "P1Y2M-2DT1H2M5S"),
    ],
)
def test_times_are_written_as_the_embedded_store_does(
    store: RemoteStore, text: str, cell: str
) -> None:
    assert store.query(f"RETURN {text} AS x", {})[1] == ((cell,),)


def test_a_server_that_knows_no_limit_is_not_waited_for(snapshot: Snapshot, tmp_path: Path) -> None:
    writer = User("writer", "only-for-tests", writes=True)
    with BoltServer(tmp_path / "server", [writer], heap_mb=HEAP, timeout=6) as server:
        server.offer(tmp_path / "kg")
        store = RemoteStore(Address(server.url, writer.name, writer.password, "kg"))
        with store.session(neo4j.WRITE_ACCESS) as session:
            whole = marking.Marker(snapshot.hash, marking.WHOLE, "")
            session.execute_write(lambda tx: marking.write(tx, whole))
        # Its own limit is not called ours.
        with pytest.raises(QueryError, match=r"查询被服务器停止.*服务器自己的时限"):
            store.query(LONG, {}, timeout=20)
        begin = time.monotonic()
        with pytest.raises(QueryError, match=r"查询超过 0.3 秒，已停止"):
            store.query(LONG, {}, timeout=0.3)
        # Neither is it waited for at the end.
        store.close()
        assert time.monotonic() - begin < 5.5


def test_a_wrong_password_is_one_sentence(address: Address) -> None:
    for wrong in (replace(address, password="falsch"), replace(address, user="", password="")):
        with pytest.raises(StoreError, match="用户名或密码不对") as caught:
            open_bolt(wrong)
        assert "falsch" not in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_missing_database_is_one_sentence(address: Address) -> None:
    with (
        RemoteStore(replace(address, database="nirgends")) as store,
        pytest.raises(StoreError, match=r"没有这个数据库（.* nirgends）：请检查设置 bolt_database"),
    ):
        store.marker()
