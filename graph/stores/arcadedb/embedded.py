"""The embedded store: one folder, one process, one database that is always whole.

<folder>/lock          held while a process has the store open
<folder>/current       the name of the database in use, and with it the hash of its snapshot
<folder>/v1-<hash>/    a database; `.part` while it is being filled
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import threading
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from graph.model import guard
from graph.model.answers import Cell, Node
from graph.model.cypher import returned
from graph.model.errors import QueryError, StoreError
from graph.model.schema import NodeKind, schema
from graph.snapshot import Snapshot
from graph.stores.arcadedb import jvm
from graph.stores.arcadedb.cells import Cells
from graph.stores.arcadedb.faults import query_error
from graph.stores.arcadedb.loading import FULL_TEXT, fill

if sys.platform != "win32":
    import fcntl

_LAYOUT = "v1-"
"""How a snapshot lies in a database: another layout does not find the old databases."""


class InUseError(StoreError):
    """Another process holds the store."""


class EmbeddedStore:
    """ArcadeDB inside this process (see `graph.stores.store.Store`)."""

    name = "arcadedb"

    def __init__(self, folder: Path, heap_mb: int = 512) -> None:
        self.folder = folder.absolute()
        self._database: Any = None
        self._turn = threading.RLock()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = _lock(self.folder)
        try:
            self._engine = jvm.engine(self.folder, heap_mb)
            self._open_current()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def marker(self) -> str | None:
        """Return the hash of the snapshot the store holds, or None while it holds none."""
        return None if self._database is None else _current(self.folder).removeprefix(_LAYOUT)

    def replace(self, snapshot: Snapshot) -> None:
        """Bring the store to the snapshot, whole or not at all, whenever it is stopped."""
        if self.marker() == snapshot.hash:
            return
        name = f"{_LAYOUT}{snapshot.hash}"
        part = self.folder / f"{name}.part"
        shutil.rmtree(part, ignore_errors=True)
        try:
            with self._engine_faults("图谱库不能写入"):
                database = self._engine.create_database(str(part))
                with contextlib.closing(database):
                    fill(database, snapshot)
            _to_disk(part)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        with self._turn:
            self._close_database()
            if _current(self.folder) == name:
                (self.folder / "current").unlink()
            shutil.rmtree(self.folder / name, ignore_errors=True)
            part.rename(self.folder / name)
            _point(self.folder, name)
            self._open_current()
        for other in self.folder.glob(f"{_LAYOUT}*"):
            if other.name != name:
                shutil.rmtree(other, ignore_errors=True)

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, object],
        *,
        timeout: float = 30.0,
        limit: int = 10_000,
    ) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...], bool]:
        """Return column names, rows and whether rows were cut at `limit` (see `Store.query`)."""
        words = guard.check(cypher, parameters)
        if self._database is None:
            raise StoreError("图谱库里还没有数据", hint="请先执行 xuntu load")
        given = {name: _parameter(name, value) for name, value in parameters.items()}
        # One at a time: the time limit is a setting of the whole database.
        with self._turn:
            try:
                found = self._rows(cypher, given, timeout, limit)
            except self._engine.ArcadeDBError as error:
                raise query_error(error, timeout) from None
        names, rows = found
        return names or returned(words, cypher), rows[:limit], len(rows) > limit

    def _rows(
        self, text: str, parameters: dict[str, object], timeout: float, limit: int
    ) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
        settings = jvm.java_class("com.arcadedb.GlobalConfiguration")
        milliseconds = jvm.java_long(max(1, round(timeout * 1000)))
        java = self._database.get_java_database()
        java.getConfiguration().setValue(settings.COMMAND_TIMEOUT, milliseconds)
        arguments = (parameters,) if parameters else ()
        names: tuple[str, ...] = ()
        rows: list[tuple[Cell, ...]] = []
        cells = Cells()
        with self._database.query("opencypher", text, *arguments) as results:
            for result in results:
                row = result.to_dict()
                names = names or tuple(row)
                rows.append(tuple(cells.cell(row.get(name)) for name in names))
                if len(rows) > limit:
                    break
        return names, tuple(rows)

    def search(self, text: str, limit: int = 50) -> tuple[tuple[Cell, ...], ...]:
        """Return the nodes whose captions or texts hold `text`, one in a row, kinds in order."""
        wanted = text.strip()
        if not wanted:
            return ()
        found: dict[str, Node] = {}
        for kind in schema().nodes.values():
            for node in self._found(kind, wanted, limit):
                found.setdefault(node.id, node)
        return tuple((node,) for node in found.values())[:limit]

    def _found(self, kind: NodeKind, wanted: str, limit: int) -> Iterator[Node]:
        """Yield nodes of a kind; only names of the schema are written into the text."""
        texts = [
            f"MATCH (n:{kind.name}) WHERE n.{kind.caption} CONTAINS $wanted "
            f"RETURN n, n.{kind.caption} AS caption, n.id AS id "
            f"ORDER BY caption, id LIMIT {limit:d}"
        ]
        # The index knows pairs of characters: a single one is not in it.
        if len(wanted) > 1:
            texts += [
                f"CALL db.index.fulltext.queryNodes('{kind.name}[{name}]', $terms) "
                f"YIELD node, score WHERE node.{name} CONTAINS $wanted "
                f"RETURN node, score, node.id AS id ORDER BY score DESC, id LIMIT {limit:d}"
                for owner, name in FULL_TEXT
                if owner == kind.name
            ]
        # In small letters: AND, OR and NOT are operators of the index.
        terms = "".join(c if c.isalnum() else " " for c in wanted.lower())
        for text in texts:
            given = {"wanted": wanted} | ({"terms": terms} if "$terms" in text else {})
            for row in self.query(text, given, limit=limit)[1]:
                if isinstance(row[0], Node):
                    yield row[0]

    def close(self) -> None:
        """Let go of the database and of the folder; safe to call twice."""
        with self._turn:
            self._close_database()
            if self._lock is not None:
                os.close(self._lock)
                self._lock = None

    def _open_current(self) -> None:
        """Open the database in use; one that is damaged counts as none, since it can be made again."""
        name = _current(self.folder)
        if not name.startswith(_LAYOUT) or not (self.folder / name).is_dir():
            return
        try:
            with self._engine_faults("图谱库不能打开"):
                self._database = self._engine.open_database(str(self.folder / name))
                self._database.set_wal_flush("yes_full")
        except StoreError as error:
            if isinstance(error, InUseError):
                raise
            self._close_database()
            return
        # The engine opens a database without its list of types, and then finds nothing in it.
        types = self._database.get_java_database().getSchema()
        if not all(types.existsType(kind) for kind in (*schema().nodes, *schema().edges)):
            self._close_database()

    def _close_database(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    @contextlib.contextmanager
    def _engine_faults(self, message: str) -> Iterator[None]:
        try:
            yield
        except self._engine.ArcadeDBError as error:
            if "LockException" in str(error) or "locked by another process" in str(error):
                raise _in_use(self.folder) from error
            hint = "请执行 xuntu rebuild 重建"
            raise StoreError(message, where=str(self.folder), hint=hint) from error


def _lock(folder: Path) -> int | None:
    """Hold the folder for this process, or raise StoreError if another one holds it."""
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    if sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise _in_use(folder) from None
    return handle


def _in_use(folder: Path) -> InUseError:
    return InUseError("图谱库正被另一个进程使用", where=str(folder), hint="请等它结束后再试")


def _current(folder: Path) -> str:
    try:
        return (folder / "current").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _point(folder: Path, name: str) -> None:
    """Make `current` name another database, in one step that survives a power cut."""
    new = folder / "current.new"
    new.write_text(name, encoding="ascii")
    _sync(new)
    new.replace(folder / "current")
    _sync(folder)


def _to_disk(tree: Path) -> None:
    for path in (*tree.rglob("*"), tree, tree.parent):
        _sync(path)


def _sync(path: Path) -> None:
    if sys.platform == "win32" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _parameter(name: str, value: object) -> object:
    """Return a parameter as the engine takes it; dates go as ISO text."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_parameter(name, one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _parameter(name, one) for key, one in value.items()}
    raise QueryError(f"参数 {name} 的值不能用于查询", hint=f"类型为 {type(value).__name__}")
