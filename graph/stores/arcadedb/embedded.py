"""The embedded store: one folder, one process, one database that is always whole.

<folder>/lock               held while a process has the store open
<folder>/current            the name of what is in use, and with it the hash of its snapshot
<folder>/v2-<hash>/xuntu/   a database; `.part` while it is being filled, `.again` where the same one is made anew
<folder>/v2-<hash>/files    the names and sizes of its files when it was whole
<folder>/server/            what a server needs (see `serving`), while it runs
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.model import guard
from graph.model.answers import Cell
from graph.model.closing import Closing
from graph.model.cypher import returned
from graph.model.errors import StoreError
from graph.model.schema import schema
from graph.snapshot import Snapshot
from graph.stores import shared
from graph.stores.arcadedb import jvm
from graph.stores.arcadedb.cells import Cells
from graph.stores.arcadedb.faults import causes, query_error
from graph.stores.arcadedb.loading import fill
from graph.stores.arcadedb.serving import BoltServer, User

if sys.platform != "win32":
    import fcntl

DATABASE = "xuntu"
"""The name of every database, also over Bolt: what changes is the folder it lies in."""

_LAYOUT = "v2-"
"""How a snapshot lies in a database: another layout does not find the old databases."""

_AGAIN = ".again"
_FULL = ("No space left", "File too large", "quota")
_COMPONENT = re.compile(r"\.v\d+\.[a-z]+$")
"""The files of a database that hold records; what else lies there, the engine writes anew when it likes."""


class InUseError(StoreError):
    """Another process holds the store."""


class EmbeddedStore(Closing):
    """ArcadeDB inside this process (see `graph.stores.store.Store`)."""

    name = "arcadedb"

    def __init__(self, folder: Path, heap_mb: int = 512) -> None:
        self.folder = folder.absolute()
        self._heap_mb = heap_mb
        self._database: Any = None
        self._open_name = ""
        self._server: BoltServer | None = None
        self._turn = threading.RLock()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = _lock(self.folder)
        for part in self.folder.glob("*.part"):
            shutil.rmtree(part, ignore_errors=True)
        try:
            self._engine = jvm.engine(self.folder, heap_mb)
            self._open_current()
        except BaseException:
            self.close()
            raise

    def marker(self) -> str | None:
        """Return the hash of the snapshot the store holds, or None while it holds none."""
        if self._database is None:
            return None
        return _current(self.folder).removeprefix(_LAYOUT).removesuffix(_AGAIN) or None

    def serve(self, users: Sequence[User], port: int = 0, *, timeout: float) -> str:
        """Offer the store over Bolt on loopback until it is closed and return the address of the server.

        No query may then run longer than `timeout` seconds; what `replace` brings is offered in place of the old.
        """
        with self._turn:
            self._server = BoltServer(
                self.folder / "server", users, port, heap_mb=self._heap_mb, timeout=timeout
            )
            self._close_database()
            self._open_current()
        return self._server.url

    def replace(self, snapshot: Snapshot) -> None:
        """Bring the store to the snapshot, whole or not at all, whenever it is stopped."""
        if self.marker() == snapshot.hash:
            return
        name = f"{_LAYOUT}{snapshot.hash}"
        if name == self._open_name:
            name += _AGAIN
        part = self.folder / f"{name}.part"
        shutil.rmtree(part, ignore_errors=True)
        try:
            self._fill(part / DATABASE, snapshot)
            _write_sizes(part)
            _to_disk(part)
            shutil.rmtree(self.folder / name, ignore_errors=True)
            part.rename(self.folder / name)
            _point(self.folder, name)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        with self._turn:
            # Who asks finds the new one from here on; who is still reading the old one is refused.
            old, self._database = self._database, None
            self._open_current()
            if old is not None:
                old.close()
        for other in self.folder.glob("v[0-9]*-*"):
            if other.name != name:
                shutil.rmtree(other, ignore_errors=True)

    def _fill(self, folder: Path, snapshot: Snapshot) -> None:
        """Make the database of a snapshot; raise StoreError also where only the engine's log would tell."""
        said: list[str] = []
        try:
            # With its first database the engine sets all of Java's logging anew: we listen after that.
            database = self._engine.create_database(str(folder))
            with jvm.heard(said), contextlib.closing(database):
                fill(database, snapshot)
        except self._engine.ArcadeDBError as error:
            said += [message for _, message in causes(error)] or [str(error)]
        if said:
            full = any(sign in one for one in said for sign in _FULL)
            hint = "磁盘已满，请腾出空间后再试" if full else "请执行 xuntu rebuild 重建"
            raise StoreError("图谱库不能写入", where=str(self.folder), hint=hint)

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
        given = {name: shared.parameter(name, value) for name, value in parameters.items()}
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
                values = [row.get(name) for name in names]
                if not any(map(cells.is_marker, values)):
                    rows.append(tuple(map(cells.cell, values)))
                if len(rows) > limit:
                    break
        return names, tuple(rows)

    def search(self, text: str, limit: int = 50) -> tuple[tuple[Cell, ...], ...]:
        """Return the nodes whose captions or texts hold `text`, one in a row, kinds in order."""

        def ask(cypher: str, given: Mapping[str, object]) -> tuple[tuple[Cell, ...], ...]:
            return self.query(cypher, given, limit=limit)[1]

        return shared.search(ask, text, limit)

    def close(self) -> None:
        """Let go of the database and of the folder; safe to call twice."""
        with self._turn:
            if self._server is not None:
                self._server.close()
                self._server = None
            self._close_database()
            if self._lock is not None:
                os.close(self._lock)
                self._lock = None

    def _open_current(self) -> None:
        """Open the database in use; one that is damaged counts as none, since it can be made again."""
        name = _current(self.folder)
        if not name.startswith(_LAYOUT) or not _is_complete(self.folder / name):
            return
        self._open_name = name
        try:
            with self._engine_faults("图谱库不能打开"):
                self._database = self._opened(self.folder / name / DATABASE)
                self._database.set_wal_flush("yes_full")
        except StoreError as error:
            if isinstance(error, InUseError):
                raise
            self._close_database()
            return
        # The engine opens a database without its list of types, and then finds nothing in it.
        types = self._database.get_java_database().getSchema()
        kinds = (*schema().nodes, *schema().edges, shared.MARKER)
        if not all(types.existsType(kind) for kind in kinds):
            self._close_database()

    def _opened(self, folder: Path) -> Any:
        if self._server is not None:
            return self._server.offer(folder)
        return self._engine.open_database(str(folder))

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


def _write_sizes(folder: Path) -> None:
    """Note what files a database has that was just closed, and how large they are."""
    files = (path for path in (folder / DATABASE).iterdir() if _COMPONENT.search(path.name))
    sizes = {path.name: path.stat().st_size for path in files}
    (folder / "files").write_text(json.dumps(sizes, sort_keys=True), encoding="utf-8")


def _is_complete(folder: Path) -> bool:
    """Tell whether every file of a database is there and none has been cut off."""
    try:
        sizes = json.loads((folder / "files").read_text(encoding="utf-8"))
        return all(
            (folder / DATABASE / name).stat().st_size >= size for name, size in sizes.items()
        )
    except (OSError, ValueError, AttributeError):
        return False


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
