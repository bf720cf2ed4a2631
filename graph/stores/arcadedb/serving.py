"""Databases offered over Bolt on loopback, from this process: ArcadeDB's server with nothing else of it.

<folder>/config/server-groups.json    what each group may do
<folder>/config/server-users.jsonl    the users, passwords hashed; all of the folder is gone after `close`
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.model.closing import Closing
from graph.model.errors import StoreError
from graph.stores.arcadedb import jvm

LOOPBACK = "127.0.0.1"
LONGEST_S = 600.0
"""Seconds that a query of a foreign tool may run: its protocol knows no limit of its own."""

_RECORDS = ("createRecord", "readRecord", "updateRecord", "deleteRecord")
_GROUPS = {
    "reader": {"access": [], "types": {"*": {"access": ["readRecord"]}}},
    "writer": {"access": ["updateSchema"], "types": {"*": {"access": list(_RECORDS)}}},
}
_BOLT = "com.arcadedb.bolt.BoltProtocolPlugin"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may connect; without `writes`, only to read."""

    name: str
    password: str = field(repr=False)
    writes: bool = False


class BoltServer(Closing):
    """Offers databases to Bolt drivers on this machine, until it is closed; closes them too."""

    def __init__(
        self,
        folder: Path,
        users: Sequence[User],
        port: int = 0,
        *,
        heap_mb: int = 512,
        timeout: float = LONGEST_S,
    ) -> None:
        """Listen on a port, 0 for a free one; raise StoreError where that one is taken."""
        self.folder = folder.absolute()
        self._timeout = timeout
        self._offered: dict[str, Any] = {}
        """A database that nobody holds is closed by its Python wrapper."""
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "config").mkdir(mode=0o700, parents=True)
        groups = {"version": 1, "databases": {"*": {"groups": _with_defaults()}}}
        path = self.folder / "config" / "server-groups.json"
        path.write_text(json.dumps(groups), encoding="ascii")
        self._engine = jvm.engine(self.folder, heap_mb)
        # Nobody knows the password of root: it is thrown away here.
        root = secrets.token_urlsafe(32)
        self._server = self._engine.create_server(str(self.folder), root, _settings(port))
        try:
            self._start(users, port)
        except BaseException:
            self.close()
            raise

    def _start(self, users: Sequence[User], port: int) -> None:
        try:
            self._server.start()
        except self._engine.ArcadeDBError as error:
            raise StoreError(
                "不能在本机开放 Bolt 服务",
                where=f"{LOOPBACK}:{port}",
                hint="端口可能已被占用，请用 --port 另选一个",
            ) from error
        self._java = self._server._java_server
        # It comes with the server and nobody here speaks to it.
        self._java.getHttpServer().stopService()
        document = jvm.java_class("com.arcadedb.serializer.json.JSONObject")
        security = self._java.getSecurity()
        security.dropUser("root")
        for user in users:
            described = {
                "name": user.name,
                "password": str(security.encodePassword(user.password)),
                "databases": {"*": ["writer" if user.writes else "reader"]},
            }
            security.createUser(document(json.dumps(described)))
        listening = [plugin.getPort() for plugin in self._java.getPlugins() if _is_bolt(plugin)]
        self.url = f"bolt://{LOOPBACK}:{int(listening[0])}"

    def offer(self, folder: Path) -> Any:
        """Open the database in a folder, made if not there, offer it under the folder's name, and return it.

        One that was offered by that name stays open for who reads from it until its holder closes it.
        """
        # The folder's own name: in a transaction the engine looks for the database by that.
        factory = jvm.java_class("com.arcadedb.database.DatabaseFactory")(str(folder))
        factory.setSecurity(self._java.getDatabaseSecurityManager())
        java = factory.open() if factory.exists() else factory.create()
        settings = jvm.java_class("com.arcadedb.GlobalConfiguration")
        limit = jvm.java_long(round(self._timeout * 1000))
        java.getConfiguration().setValue(settings.COMMAND_TIMEOUT, limit)
        self._java.removeDatabase(folder.name)
        self._java.registerDatabase(folder.name, java)
        self._offered[folder.name] = self._engine.Database(java)
        return self._offered[folder.name]

    def withdraw(self, name: str) -> None:
        """Offer nothing by this name any more; what was offered stays open while somebody holds it."""
        self._java.removeDatabase(name)
        self._offered.pop(name, None)

    def close(self) -> None:
        """Stop listening and close every database that is offered; safe to call twice."""
        self._server.stop()
        jvm.wait_for_no_thread()
        shutil.rmtree(self.folder, ignore_errors=True)


def _with_defaults() -> dict[str, object]:
    unlimited = {"resultSetLimit": -1, "readTimeout": -1}
    return {name: {**unlimited, **group} for name, group in _GROUPS.items()}


def _settings(port: int) -> dict[str, object]:
    """Return the server's settings: loopback only, one plugin, nothing that measures, calls out or reads files."""
    return {
        "host": LOOPBACK,
        "http_port": "0",
        "server.plugins": f"Bolt:{_BOLT}",
        "bolt.host": LOOPBACK,
        "bolt.port": port,
        "server.httpWorkerThreads": 2,
        "server.httpsIoThreads": 1,
        "server.healthCheck.enabled": False,
        "serverMetrics": False,
        "support.autoRegister": False,
        "opencypher.loadCsv.allowFileUrls": False,
        "opencypher.loadCsv.allowRemoteUrls": False,
    }


def _is_bolt(plugin: Any) -> bool:
    return str(plugin.getClass().getName()) == _BOLT
