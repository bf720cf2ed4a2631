"""A real Neo4j beside the tests, started from its published Java artifacts.

`make neo4j` copies them into `.venv/neo4j/lib`. Neo4j Community is under the GPL-3: it runs beside
the project in its tests and is never shipped with it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.stores.store import Address

PASSWORD = "only-for-tests"
READY = 120.0
"""Seconds within which a server must be there; five to ten on a quiet machine."""

_SERVE = Path(__file__).parent / "Serve.java"
_SETTINGS = {
    "server.bolt.enabled": "true",
    "server.bolt.listen_address": "127.0.0.1:0",
    "dbms.security.auth_enabled": "true",
    "dbms.usage_report.enabled": "false",
    "server.memory.pagecache.size": "64m",
    # Else each of its two databases begins with a file of 256 MB.
    "db.tx_log.preallocate": "false",
}
_JAVA = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "-Xmx768m",
    # A server of the tests lives for a minute: compiling for the long run costs half the start.
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
)


def java() -> str | None:
    """Return the Java to run: of JAVA_HOME, else of the path, else None."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")


class Server:
    """A Neo4j on loopback with its data in a folder; a context manager, ended by `stop`."""

    def __init__(self, jars: Path, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.jars = jars
        self.folder = folder
        self.settings = {**_SETTINGS, **(settings or {})}
        self.address = Address("")
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> Self:
        """Start it, again on the same data and port after a `stop` or `kill`; ready on return."""
        new = not (self.folder / "data" / "databases" / "system").exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = (f"{name}={value}\n" for name, value in self.settings.items())
        (self.folder / "neo4j.conf").write_text("".join(lines), encoding="utf-8")
        with (self.folder / "errors.txt").open("w") as errors:
            self._process = subprocess.Popen(
                [*_command(self.jars), str(_SERVE), str(self.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                # Away from Ctrl-C: it ends with its standard input, in order.
                start_new_session=True,
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{PASSWORD if new else ''}\n")
        self._process.stdin.flush()
        alarm = threading.Timer(READY, self._process.kill)
        alarm.start()
        port = self._process.stdout.readline().strip()
        alarm.cancel()
        if not port.isdigit():
            self.kill()
            raise RuntimeError(f"Neo4j did not start: {(self.folder / 'errors.txt').read_text()}")
        self.settings["server.bolt.listen_address"] = f"127.0.0.1:{port}"
        self.address = Address(f"bolt://127.0.0.1:{port}", "neo4j", PASSWORD, "neo4j")
        return self

    def stop(self) -> None:
        """End it in order; safe to call twice."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(30)
        self.kill()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def admin_import(jars: Path, folder: Path, home: Path) -> None:
    """Make the database of a server not yet started in `home` of a folder exported for neo4j-admin 5."""
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home)}
    home.mkdir(parents=True)
    words = ("database", "import", "full", "neo4j", "@import.args")
    done = subprocess.run(
        [*_command(jars), "org.neo4j.cli.AdminTool", *words],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=READY,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"neo4j-admin did not take it: {done.stdout}")


def _command(jars: Path) -> tuple[str, ...]:
    found = java()
    assert found is not None, "conftest asks for Java before it asks for a server"
    return (found, *_JAVA, "-cp", f"{jars}/*")
