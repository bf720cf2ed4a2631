"""What is ArcadeDB's own: its folder, its absence, and what it does with a broken snapshot."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.model.errors import StoreError
from graph.snapshot import Snapshot
from graph.stores import OPENERS, open_store
from graph.stores.arcadedb import open_arcadedb

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]
HEAP = 256


def test_the_table_opens_it() -> None:
    assert OPENERS["arcadedb"] is open_arcadedb


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
        for left in (f"v1-{second.hash}.part", f"v1-{second.hash}", "v1-older"):
            (folder / left).mkdir()
            (folder / left / "schema.json").write_text("{", encoding="utf-8")
        store.replace(second)
        assert [path.name for path in folder.glob("v1-*")] == [f"v1-{second.hash}"]
        assert store.query("MATCH (p:Person) RETURN p.name AS name", {})[1] == (("吴二",),)


def test_a_pointer_to_nowhere_is_an_empty_store(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("v1-gone", encoding="ascii")
    store = open_arcadedb(tmp_path, HEAP)
    assert store.marker() is None
    store.close()


def test_another_layout_is_not_read(small_snapshot: Write, tmp_path: Path) -> None:
    snapshot = small_snapshot(tmp_path / "snapshot", {"Person": [{"name": "周一"}]})
    store = open_arcadedb(tmp_path / "store", HEAP)
    store.replace(snapshot)
    store.close()
    (tmp_path / "store" / f"v1-{snapshot.hash}").rename(tmp_path / "store" / "v0-x")
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
    for path in (tmp_path / "store" / f"v1-{snapshot.hash}").glob(damaged):
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
