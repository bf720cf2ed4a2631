"""What is ArcadeDB's own: its folder, its absence, and what it does with a broken snapshot."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import QueryError, StoreError
from graph.snapshot import Snapshot
from graph.stores import open_store
from graph.stores.arcadedb import embedded, forget, jvm, open_arcadedb
from graph.stores.arcadedb.loading import fill

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]
HEAP = 256


def test_without_the_engine_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb_embedded", None)
    with pytest.raises(StoreError, match="没有安装图谱引擎") as caught:
        open_arcadedb(tmp_path, HEAP)
    assert 'pip install "xuntu[store]"' in str(caught.value)
    monkeypatch.undo()
    # The failed opening has let go of the folder.
    open_arcadedb(tmp_path, HEAP).close()


def test_what_a_stopped_load_left_is_cleared(small_snapshot: Write, tmp_path: Path) -> None:
    first = small_snapshot(tmp_path / "first", {"Person": [{"name": "周一"}]})
    second = small_snapshot(tmp_path / "second", {"Person": [{"name": "吴二"}]})
    folder = tmp_path / "store"
    with open_arcadedb(folder, HEAP) as store:  # type: ignore[attr-defined]
        store.replace(first)
        for left in (f"v2-{second.hash}.part", f"v2-{second.hash}", "v1-older"):
            (folder / left).mkdir()
            (folder / left / "schema.json").write_text("{", encoding="utf-8")
        store.replace(second)
        assert [path.name for path in folder.glob("v*-*")] == [f"v2-{second.hash}"]
        assert store.query("MATCH (p:Person) RETURN p.name AS name", {})[1] == (("吴二",),)


def test_a_pointer_to_nowhere_is_an_empty_store(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("v2-gone", encoding="ascii")
    store = open_arcadedb(tmp_path, HEAP)
    assert store.marker() is None
    store.close()


def test_another_layout_is_not_read(small_snapshot: Write, tmp_path: Path) -> None:
    snapshot = small_snapshot(tmp_path / "snapshot", {"Person": [{"name": "周一"}]})
    store = open_arcadedb(tmp_path / "store", HEAP)
    store.replace(snapshot)
    store.close()
    (tmp_path / "store" / f"v2-{snapshot.hash}").rename(tmp_path / "store" / "v0-x")
    (tmp_path / "store" / "current").write_text("v0-x", encoding="ascii")
    store = open_arcadedb(tmp_path / "store", HEAP)
    assert store.marker() is None
    store.close()


@pytest.mark.parametrize("damaged", ["schema*.json", "*.dict", "*"])
def test_a_damaged_database_counts_as_none_and_is_made_again(
    small_snapshot: Write, tmp_path: Path, damaged: str
) -> None:
    snapshot = small_snapshot(tmp_path / "snapshot", {"Person": [{"name": "周一"}]})
    store = open_arcadedb(tmp_path / "store", HEAP)
    store.replace(snapshot)
    store.close()
    for path in (tmp_path / "store" / f"v2-{snapshot.hash}" / "xuntu").glob(damaged):
        path.unlink()
    store = open_arcadedb(tmp_path / "store", HEAP)
    assert store.marker() is None
    store.replace(snapshot)
    assert store.query("MATCH (p:Person) RETURN p.name AS name", {})[1] == (("周一",),)
    store.close()


def test_an_edge_to_nowhere_is_refused(small_snapshot: Write, tmp_path: Path) -> None:
    rows = {
        "Person": [{"id": "Person-1", "name": "周一"}],
        "SERVED_IN": [{"source": "Person-1", "target": "Organization-9"}],
    }
    store = open_store("arcadedb", tmp_path / "store", HEAP)
    with pytest.raises(StoreError, match="SERVED_IN 的一端 Organization-9 不存在"):
        store.replace(small_snapshot(tmp_path / "snapshot", rows))
    assert store.marker() is None
    store.close()


def test_an_id_twice_is_refused(small_snapshot: Write, tmp_path: Path) -> None:
    rows = {"Person": [{"id": "Person-1", "name": "周一"}, {"id": "Person-1", "name": "吴二"}]}
    store = open_store("arcadedb", tmp_path / "store", HEAP)
    with pytest.raises(StoreError, match="图谱库不能写入"):
        store.replace(small_snapshot(tmp_path / "snapshot", rows))
    assert store.marker() is None
    store.close()


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """To the engine it is the same as a disk that becomes full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("room", [200_000, 2_500_000], ids=["at the start", "while it is filled"])
def test_a_full_disk_is_said_and_leaves_the_old_graph(
    small_snapshot: Write, tmp_path: Path, room: int
) -> None:
    old = small_snapshot(tmp_path / "old", {"Person": [{"name": "周一"}]})
    many = [{"name": f"{n}" * 150} for n in range(8_000)]
    new = small_snapshot(tmp_path / "new", {"Person": many})
    folder = tmp_path / "store"
    with open_arcadedb(folder, HEAP) as store:  # type: ignore[attr-defined]
        store.replace(old)
        with (
            no_file_above(room),
            pytest.raises(StoreError, match=r"图谱库不能写入.*磁盘已满，请腾出空间后再试"),
        ):
            store.replace(new)
        assert store.marker() == old.hash
        assert store.query("MATCH (p:Person) RETURN p.name AS name", {})[1] == (("周一",),)
        assert [path.name for path in folder.glob("v*")] == [f"v2-{old.hash}"]
        store.replace(new)
        assert store.query("MATCH (p:Person) RETURN count(p) AS n", {})[1] == ((8_000,),)


def test_what_the_engine_only_writes_into_its_log_is_a_failure(
    small_snapshot: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """On a disk that is full at the last pages, the engine opens its database without them, and says nothing."""
    snapshot = small_snapshot(tmp_path / "snapshot", {"Person": [{"name": "周一"}]})

    def fill_and_lose(database: Any, wanted: Snapshot) -> None:
        fill(database, wanted)
        level = jvm.java_class("java.util.logging.Level").SEVERE
        lost = jvm.java_class("java.io.IOException")("No space left on device")
        log = jvm.java_class("java.util.logging.Logger").getLogger("com.arcadedb.engine.Flushing")
        log.log(level, "Error on flushing page to disk", lost)

    with open_arcadedb(tmp_path / "store", HEAP) as store:  # type: ignore[attr-defined]
        monkeypatch.setattr(embedded, "fill", fill_and_lose)
        with pytest.raises(StoreError, match="磁盘已满"):
            store.replace(snapshot)
        assert store.marker() is None
        monkeypatch.undo()
        store.replace(snapshot)
        assert store.marker() == snapshot.hash
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("after", [0, 100])
def test_a_file_that_was_cut_off_counts_as_no_database(
    small_snapshot: Write, tmp_path: Path, after: int
) -> None:
    snapshot = small_snapshot(tmp_path / "snapshot", {"Person": [{"name": "周一"}]})
    with open_arcadedb(tmp_path / "store", HEAP) as store:  # type: ignore[attr-defined]
        store.replace(snapshot)
    [bucket] = (tmp_path / "store").glob("v2-*/xuntu/Person_0.*.bucket")
    os.truncate(bucket, after)
    with open_arcadedb(tmp_path / "store", HEAP) as store:  # type: ignore[attr-defined]
        assert store.marker() is None


def test_the_marker_is_no_row_and_no_kind(small_snapshot: Write, tmp_path: Path) -> None:
    snapshot = small_snapshot(tmp_path / "snapshot", {"Person": [{"name": "周一"}]})
    with open_arcadedb(tmp_path / "store", HEAP) as store:  # type: ignore[attr-defined]
        store.replace(snapshot)
        [[node]] = store.query("MATCH (n) RETURN n", {})[1]
        assert node.kind == "Person"
        with pytest.raises(QueryError, match="没有 XuntuSnapshot 这种节点"):
            store.query("MATCH (m:XuntuSnapshot) RETURN m", {})
        forget(tmp_path / "store")
        assert store.marker() is None
        store.replace(snapshot)
        assert store.marker() == snapshot.hash
        assert store.query("MATCH (p:Person) RETURN p.name AS name", {})[1] == (("周一",),)
