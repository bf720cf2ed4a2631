"""The server: on 127.0.0.1 alone, in a thread of its own, silent."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn

from graph.model.errors import StoreError
from xuntu.web.app import Application
from xuntu.web.bodies import LARGEST_FILE
from xuntu.web.desk import Desk
from xuntu.web.door import LOOPBACK, Door
from xuntu.web.guard import Guard
from xuntu.workspace import Workspace

GRACE_S = 5
"""Seconds that answers under way get when the server is told to stop."""
MOST_REQUESTS = 256
"""Requests at a time; more are refused."""


class Workbench:
    """The workbench of a workspace, served until it is closed; a context manager."""

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        *,
        said: Callable[[str], None] = lambda _text: None,
        largest: int = LARGEST_FILE,
    ) -> None:
        """Serve on a port, 0 for a free one; raise StoreError where it is taken. `said` hears what happens."""
        self._socket = _listening(port)
        self.door = Door(self._socket.getsockname()[1], lambda link: said(f"再进入请用 {link}"))
        self._desk = Desk(Workspace.open(folder), largest)
        self._app = Application(self._desk, self.door)
        config = uvicorn.Config(
            Guard(self._app.asgi, self.door, said),
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=MOST_REQUESTS,
            timeout_graceful_shutdown=GRACE_S,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, name="workbench", daemon=True)
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.02)

    def _serve(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening, let what writes come to its end, and remove what was handed in."""
        self._server.should_exit = True
        self._thread.join()
        self._app.close()
        self._desk.close()
        with contextlib.suppress(OSError):
            self._socket.close()


def _listening(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((LOOPBACK, port))
    except OSError as error:
        found.close()
        hint = "端口可能已被占用，请用 --web-port 另选一个"
        raise StoreError("不能在本机开放工作台", where=f"{LOOPBACK}:{port}", hint=hint) from error
    return found
