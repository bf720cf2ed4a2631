"""`xuntu serve`: the workspace's store held open for every command, and offered over Bolt on loopback.

run/serve.lock        held while a serve lives, however it ends
run/serve.json        where it is, how the commands of this workspace enter, and what it shows; owner only
run/analyst.password  how foreign tools enter, where they may: to read; owner only
"""

from __future__ import annotations

import json
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph import derive
from graph.model.answers import Cell
from graph.model.closing import Closing
from graph.model.errors import StoreError, UsageError, WorkspaceError, XuntuError
from graph.snapshot import Snapshot
from graph.stores.arcadedb.embedded import DATABASE, EmbeddedStore, InUseError
from graph.stores.arcadedb.serving import LONGEST_S, User
from graph.stores.bolt import open_bolt
from graph.stores.store import Address
from xuntu.folder import Folder
from xuntu.locking import exclusive, held
from xuntu.shown import Held, hold, is_held, release, stamp_of

if TYPE_CHECKING:
    from graph.stores.bolt.remote import RemoteStore

PRIVATE = "xuntu"
ANALYST = "analyst"
"""Users of the server; both only read."""

POLL_S = 0.2
"""Seconds between two looks at whether a new snapshot is there, or a new store."""

RETRY_S = 5.0
"""Seconds after which a store that could not be made is tried again."""

MENDING_S = 10.0
"""Seconds between two looks at whether a load was killed before its snapshot was made."""

STARTING_S = 60.0
"""Seconds that a command waits for a serve that is starting, or for a store that another command holds."""

CHANGING_S = 300.0
"""Seconds that a command waits for a serve to bring the store to the newest snapshot."""

GRACE_S = 5.0
"""Seconds beyond the time limit of the settings after which the engine itself stops a query of ours."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What run/serve.json says: where a serve is, which snapshot it shows, which it could not show, and why."""

    pid: int
    address: Address
    shown: Held
    failed: str = ""
    fault: str = ""


def _lock(folder: Path) -> Path:
    return folder / "run" / "serve.lock"


def _notice(folder: Path) -> Path:
    return folder / "run" / "serve.json"


# ---------------------------------------------------------------------- the process that serves


class Service(Closing):
    """The store of a workspace, open and offered over Bolt until it is closed; a context manager.

    Unless `offered`, it is so to the commands of this workspace alone: there is no `analyst`.
    """

    def __init__(self, home: Folder, port: int = 0, *, offered: bool = True) -> None:
        """Open and offer it; raise an error where another process does, or where the port is taken."""
        if home.settings.store != "arcadedb":
            raise UsageError("这个工作区的图谱在服务器上，不用 xuntu serve", hint="见设置 store")
        self.home = home
        self.password_file = home.folder / "run" / "analyst.password"
        self._shown = Held()
        self._held = ExitStack()
        try:
            self._open(port, offered)
        except BaseException:
            self.close()
            raise

    def _open(self, port: int, offered: bool) -> None:
        try:
            self._held.enter_context(exclusive(_lock(self.home.folder), wait=1.0))
        except WorkspaceError:
            raise WorkspaceError("这个工作区已有一个 xuntu serve 在运行") from None
        # Of one that was killed.
        self._remove_files()
        release(self.home.folder)
        self._held.callback(release, self.home.folder)
        self.home.snapshot()
        self._store = _opened(self.home)
        self._held.callback(self._store.close)
        self._bring()
        private, analyst = (User(name, secrets.token_urlsafe(24)) for name in (PRIVATE, ANALYST))
        # What a foreign tool asks may take long; where there is none, nothing of ours runs on unasked.
        own = self.home.settings.timeout_s + GRACE_S
        limit = max(LONGEST_S, own) if offered else own
        users = (private, analyst) if offered else (private,)
        url = self._store.serve(users, port, timeout=limit)
        self.analyst = Address(url, analyst.name, analyst.password, DATABASE) if offered else None
        self._private = Address(url, private.name, private.password, DATABASE)
        self._held.callback(self._remove_files)
        if offered:
            _write_private(self.password_file, analyst.password + "\n")
        self._say()

    def watch(self, stop: threading.Event, said: Callable[[str], None]) -> None:
        """Bring the store to every snapshot that comes, until told to stop; `said` hears what happens."""
        pause, looked = POLL_S, time.monotonic()
        while not stop.wait(pause):
            pause = POLL_S
            if time.monotonic() - looked > MENDING_S:
                self._mend(said)
                looked = time.monotonic()
            stamp, found = stamp_of(self.home), derive.current(self.home.derived)
            if found is None or (stamp == self._shown.stamp and not self._is_forgotten()):
                continue
            try:
                self._bring()
                self._say()
                said(f"图谱已换成快照 {self._shown.hash[:12]}")
            except (XuntuError, OSError, ValueError) as error:
                # A newer snapshot may have taken this one away meanwhile.
                if stamp_of(self.home) == stamp:
                    said(f"图谱没有换成快照 {found[0].hash[:12]}：{error}")
                    self._say(found[0].hash, str(error))
                    pause = RETRY_S

    def _bring(self) -> None:
        """Bring the store to the newest snapshot; it and the one before are held for who reads them."""
        new, snapshot = hold(self.home)
        self._store.replace(snapshot)
        old, self._shown = self._shown, new
        release(self.home.folder, old, new)

    def _mend(self, said: Callable[[str], None]) -> None:
        """Derive what a load left behind that was killed; one that still runs does so itself."""
        try:
            with self.home.writing(wait=0.0):
                self.home.derive_if_stale()
        except WorkspaceError:
            return
        except Exception as error:  # noqa: BLE001  # who asks next is told all of it
            said(f"图谱没有更新：{type(error).__name__}")

    def _is_forgotten(self) -> bool:
        """Tell whether the store was told to be made anew."""
        return not (self.home.folder / "store" / "current").is_file()

    def _say(self, failed: str = "", fault: str = "") -> None:
        told = {
            "pid": os.getpid(),
            "url": self._private.url,
            "user": self._private.user,
            "password": self._private.password,
            "database": self._private.database,
            "shown": self._shown.hash,
            "stamp": self._shown.stamp,
            "failed": failed,
            "fault": fault,
        }
        _write_private(_notice(self.home.folder), json.dumps(told, ensure_ascii=False) + "\n")

    def _remove_files(self) -> None:
        for path in (_notice(self.home.folder), self.password_file):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """End in order: nobody is led here any more, the store is closed, the workspace let go."""
        self._held.close()


def _opened(home: Folder) -> EmbeddedStore:
    """Return the store, open, when the commands that use it are done."""
    deadline = time.monotonic() + STARTING_S
    while True:
        try:
            return EmbeddedStore(home.folder / "store", home.settings.heap_mb)
        except InUseError:
            if time.monotonic() > deadline:
                raise
            time.sleep(POLL_S)


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    new = path.with_name(path.name + ".tmp")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    new.replace(path)


# ---------------------------------------------------------------------- the commands beside it


def served(home: Folder) -> ServedStore | None:
    """Return the store of the serve that runs in this workspace, or None where none runs."""
    deadline = time.monotonic() + STARTING_S
    while held(_lock(home.folder)):
        told = _read(home.folder)
        if told is not None:
            try:
                return ServedStore(home, open_bolt(told.address))
            except StoreError:
                # It may just have ended.
                if time.monotonic() > deadline:
                    raise
        elif time.monotonic() > deadline:
            raise StoreError("xuntu serve 正在启动，还不能回答", hint="请稍后再试")
        time.sleep(POLL_S)
    if is_held(home.folder):
        # By one that was killed: something in it may have been erased since.
        with suppress(WorkspaceError), exclusive(_lock(home.folder), wait=0.0):
            release(home.folder)
    return None


def shown(home: Folder) -> Snapshot | None:
    """Return the snapshot that a running serve shows; None where none runs, and where it cannot show the newest."""
    told = _read(home.folder) if held(_lock(home.folder)) else None
    newest = derive.current(home.derived)
    if told is None or newest is None or told.failed == newest[0].hash:
        return None
    return told.shown.snapshot(home.folder)


def _read(folder: Path) -> Notice | None:
    try:
        told = json.loads(_notice(folder).read_text(encoding="utf-8"))
        address = Address(told["url"], told["user"], told["password"], told["database"])
        shows = Held(told["shown"], told["stamp"])
        return Notice(told["pid"], address, shows, told["failed"], told["fault"])
    except (FileNotFoundError, ValueError, KeyError):
        return None


class ServedStore:
    """The store that a running serve holds (see `graph.stores.store.Store`): asked here, changed there."""

    name = "served"

    def __init__(self, home: Folder, store: RemoteStore) -> None:
        self.home = home
        self._store = store

    def at(self, digest: str) -> ServedStore:
        """Return the store as it answers of one snapshot alone: of another, it raises MovedError."""
        return ServedStore(self.home, self._store.at(digest))

    def marker(self) -> str | None:
        """Return the hash of the snapshot the store holds, or None while it is to be made anew."""
        if not (self.home.folder / "store" / "current").is_file():
            return None
        return self._store.marker()

    def replace(self, snapshot: Snapshot) -> None:
        """Wait until the serve has brought the store to the snapshot or a newer one; raise StoreError if not."""
        deadline, stamp = time.monotonic() + CHANGING_S, stamp_of(self.home)
        while held(_lock(self.home.folder)):
            told = _read(self.home.folder)
            if told is not None and told.failed == snapshot.hash:
                raise StoreError("xuntu serve 不能换上新的图谱", where=told.fault)
            if told is not None and self._shows(told, snapshot, stamp):
                return
            if time.monotonic() > deadline:
                hint = "请稍后再试，或先停止 xuntu serve"
                raise StoreError("xuntu serve 还没有换上新的图谱", hint=hint)
            time.sleep(POLL_S)
        raise StoreError("xuntu serve 刚刚停止", hint="请再执行一次")

    def _shows(self, told: Notice, snapshot: Snapshot, stamp: int) -> bool:
        """Tell whether the serve shows the snapshot, or one that is no older than what was there at `stamp`."""
        if not (self.home.folder / "store" / "current").is_file():
            return False
        return told.shown.hash == snapshot.hash or told.shown.stamp >= stamp

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, object],
        *,
        timeout: float = 30.0,
        limit: int = 10_000,
    ) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...], bool]:
        """Return column names, rows and whether rows were cut at `limit` (see `Store.query`)."""
        return self._store.query(cypher, parameters, timeout=timeout, limit=limit)

    def search(self, text: str, limit: int = 50) -> tuple[tuple[Cell, ...], ...]:
        """Return the nodes whose captions or texts hold `text`."""
        return self._store.search(text, limit)

    def close(self) -> None:
        """Let go of the connections; the serve goes on."""
        self._store.close()
