"""The one Java machine of this process: quiet, out of the user's folder, and ended in order."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from graph.model.errors import StoreError

_QUIET = "handlers=\n.level=OFF\n"
_GLIBC = "GLIBC_"
_OTHERWISE = '需要 glibc 2.34 以上；或用图数据库服务器（设置 store = "bolt"）'
_INSTALL = '请执行 make demo，或 pip install "xuntu[store]"'


def engine(folder: Path, heap_mb: int) -> ModuleType:
    """Return the engine's Python module with its Java machine running; raise StoreError.

    The heap is that of the first start: Java cannot change it later.
    """
    try:
        import arcadedb_embedded
        import jpype
        from arcadedb_embedded.jvm import start_jvm
    except (ImportError, OSError) as error:
        raise _absent(error) from error
    module: ModuleType = arcadedb_embedded
    if jpype.isJVMStarted():
        return module
    logging = folder / "logging.properties"
    logging.write_text(_QUIET, encoding="ascii")
    options = [
        # Java leaves the signals to Python: its own handler for SIGTERM races with running calls
        # and ends in a crash report.
        "-Xrs",
        # A command lives for seconds: compiling for the long run cost two thirds more CPU here.
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        f"-Djava.util.logging.config.file={logging}",
    ]
    with _crash_reports_in(folder), _quiet_standard_error():
        try:
            start_jvm(heap_size=f"{heap_mb}m", jvm_args=options)
        except (arcadedb_embedded.ArcadeDBError, OSError) as error:
            if _GLIBC in str(error):
                raise _absent(error) from error
            raise StoreError(
                "图谱引擎的 Java 环境不能启动", hint=f"{_INSTALL}；或检查内存设置 {heap_mb} MB"
            ) from error
    _end_in_order()
    return module


def _absent(error: Exception) -> StoreError:
    """Return the error of an engine that is not installed, or that this system is too old for."""
    if _GLIBC in str(error):
        return StoreError("这台机器的系统（glibc）太旧，不能运行内嵌的图谱引擎", hint=_OTHERWISE)
    return StoreError("没有安装图谱引擎 arcadedb-embedded", hint=_INSTALL)


def java_class(name: str) -> Any:
    """Return a Java class; needs a running machine."""
    import jpype

    return jpype.JClass(name)


def java_long(value: int) -> object:
    """Return a Java long."""
    import jpype

    number: object = jpype.JLong(value)
    return number


def wait_for_no_thread() -> None:
    """Let the process end while clients are still connected: a Java thread waits for each of them."""
    import jpype.config

    jpype.config.destroy_jvm = False
    # Once, however many servers there were.
    atexit.unregister(_call_no_more)
    atexit.register(_call_no_more)


def _call_no_more() -> None:
    """Keep Java, which is not ended here, from calling into a Python that ends: the process would abort.

    Every collection of Java's garbage calls, and queries of clients that are still connected make much.
    """
    queue = java_class("org.jpype.ref.JPypeReferenceQueue").getInstance()
    if queue.isRunning():
        queue.stop()


@contextmanager
def heard(said: list[str]) -> Iterator[None]:
    """Gather in `said` what the engine calls severe meanwhile: of pages lost on the way to the disk it says no more."""
    import jpype

    def keep(record: Any) -> bool:
        said.append(f"{record.getMessage()} {record.getThrown()}")
        return False

    level = java_class("java.util.logging.Level")
    root = java_class("java.util.logging.Logger").getLogger("")
    # The engine has brought handlers that print.
    for other in root.getHandlers():
        root.removeHandler(other)
    handler = java_class("java.util.logging.ConsoleHandler")()
    handler.setFilter(jpype.JProxy("java.util.logging.Filter", dict={"isLoggable": keep}))
    root.addHandler(handler)
    root.setLevel(level.SEVERE)
    try:
        yield
    finally:
        root.setLevel(level.OFF)
        root.removeHandler(handler)


@contextmanager
def _crash_reports_in(folder: Path) -> Iterator[None]:
    """Send the report of a Java crash to the store's folder; the default is `log/` where one is."""
    variable = "ARCADEDB_JVM_ERROR_FILE"
    given = os.environ.get(variable)
    os.environ[variable] = given or str(folder / "java_crash_%p.log")
    try:
        yield
    finally:
        if given is None:
            del os.environ[variable]


@contextmanager
def _quiet_standard_error() -> Iterator[None]:
    """Keep what Java prints while starting (modules, native access) off the user's screen."""
    sys.stderr.flush()
    kept = os.dup(2)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(silence)


def _end_in_order() -> None:
    """Turn SIGTERM into a normal exit, so that stores are closed, unless somebody handles it."""
    if threading.current_thread() is not threading.main_thread():
        return
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _exit)


def _exit(number: int, frame: FrameType | None) -> None:
    del frame
    raise SystemExit(128 + number)
