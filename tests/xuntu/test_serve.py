"""`xuntu serve`: commands beside it go through it, to the newest graph; however it ends, the next goes on."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import neo4j
import openpyxl
import pytest

from graph.model.errors import StoreError
from graph.stores.arcadedb import forget
from xuntu import demo
from xuntu.serving import ServedStore, Service
from xuntu.workspace import Workspace

HEADERS = ("姓名", "人员编号", "起始年月", "终止年月", "任职单位", "职务", "任职方式")
COUNT = "MATCH (p:Person)-[s:SERVED_IN]->(:Organization) RETURN count(s) AS n"
MUCH = "UNWIND range(1, 3000000) AS n RETURN count(DISTINCT toString(n)) AS n"
"""What makes much garbage: while it was collected, a serve that ended was aborted once."""
FAMILIES = "赵钱孙李周吴郑王冯陈"


def career(path: Path, start: int, people: int) -> Path:
    """Write a ledger of careers, one post each."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "L4"
    sheet.append(HEADERS)
    for n in range(start, start + people):
        name = FAMILIES[n % 10] + FAMILIES[n // 10 % 10] + "一二三四五六七八九十"[n // 100 % 10]
        unit = f"云山区{FAMILIES[n % 10]}庄镇政府"
        sheet.append((name, f"P{n:04d}", "2016-03", "2019-01", unit, "科员", "任职"))
    book.save(path)
    return path


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "office"
    with Workspace.init(folder, committee=demo.COMMITTEE, region=demo.REGION) as made:
        made.load([career(tmp_path / "甲.xlsx", 0, 40)])
        yield made


def xuntu(folder: Path, *words: str, before: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"{before}\nfrom xuntu.cli import main; main()",
            "--workspace",
            str(folder),
            *words,
        ],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class Serve:
    """A running serve and what it has printed."""

    def __init__(self, folder: Path) -> None:
        self.process = xuntu(folder, "serve", "--bolt", "--port", "0")
        assert self.process.stdout is not None
        lines = [self.process.stdout.readline().split() for _ in range(4)]
        self.said = {line[0]: line[1] for line in lines if len(line) > 1}

    def end(self, number: int) -> tuple[int, str, str]:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Serve]]:
    started: list[Serve] = []

    def start(folder: Path) -> Serve:
        started.append(Serve(folder))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.communicate()


def ask_foreign(session: neo4j.Session) -> object:
    """Return the count that a foreign tool gets; while the store is being swapped, it is told to ask again."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return session.execute_read(lambda tx: tx.run(COUNT).single(strict=True))["n"]
        except neo4j.exceptions.ClientError as error:
            if "TransactionNotFound" not in (error.code or "") or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def ask_on(driver: neo4j.Driver, database: str) -> None:
    """Ask until the server is gone."""
    gone = (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError)
    with suppress(*gone), driver.session(database=database) as session:
        while True:
            session.run(MUCH).consume()


def counted(workspace: Workspace) -> Any:
    return workspace.query(COUNT, cypher=True).rows[0][0]


def test_commands_go_through_it_to_the_newest_graph(
    office: Workspace, serve: Callable[[Path], Serve], tmp_path: Path
) -> None:
    office.close()
    killed = serve(office.folder)
    assert counted(office) == 40
    assert isinstance(office.store(), ServedStore)
    assert killed.end(signal.SIGKILL)[0] == -signal.SIGKILL
    # Killed, it could take nothing away: nobody is led astray by it.
    assert (office.folder / "run" / "serve.json").exists()
    with Workspace.open(office.folder) as after:
        assert counted(after) == 40
        assert not isinstance(after.store(), ServedStore)
    office.close()

    running = serve(office.folder)
    for name in ("serve.json", "analyst.password"):
        mode = (office.folder / "run" / name).stat().st_mode
        assert stat.S_IMODE(mode) == 0o600
    second = xuntu(office.folder, "serve", "--bolt", "--port", "0")
    _, err = second.communicate(timeout=60)
    assert (second.returncode, err) == (1, "错误：这个工作区已有一个 xuntu serve 在运行\n")

    office.load([career(tmp_path / "乙.xlsx", 40, 30)])
    assert counted(office) == 70
    with Workspace.open(office.folder) as other:
        assert counted(other) == 70
        other.withdraw("乙.xlsx", by="测试", why="测试")
        assert counted(other) == 40
    assert counted(office) == 40
    office.rebuild()
    assert counted(office) == 40
    assert (office.folder / "store" / "current").is_file()

    password = (office.folder / "run" / "analyst.password").read_text().strip()
    with (
        neo4j.GraphDatabase.driver(running.said["地址"], auth=("analyst", password)) as driver,
        driver.session(database=running.said["数据库"]) as session,
    ):
        assert ask_foreign(session) == 40
        # Who is still there, in the midst of an answer, does not keep it from ending in order.
        with ThreadPoolExecutor(4) as readers:
            for _ in range(4):
                readers.submit(ask_on, driver, running.said["数据库"])
            time.sleep(0.3)
            code, _, err = running.end(signal.SIGTERM)
    assert code == 0
    assert err.splitlines()[-1] == "已结束"
    assert "Traceback" not in err
    left = {path.name for path in (office.folder / "run").iterdir()}
    assert left == {"lock", "serve.lock"}
    assert not (office.folder / "store" / "server").exists()
    assert not (office.folder / "log").exists()
    with pytest.raises(StoreError, match=r"连不上|停止"):
        counted(office)
    office.close()
    assert counted(office) == 40


def test_a_store_that_serve_cannot_make_is_said_at_once(
    office: Workspace, serve: Callable[[Path], Serve]
) -> None:
    office.close()
    serve(office.folder)
    notice = office.folder / "run" / "serve.json"
    told = json.loads(notice.read_text(encoding="utf-8"))
    told.update(failed=office.snapshot().hash, fault="磁盘已满")
    # As the serve itself writes where it fails.
    notice.write_text(json.dumps(told), encoding="utf-8")
    forget(office.folder / "store")
    with pytest.raises(StoreError, match=r"不能换上新的图谱（磁盘已满）"):
        office.store()
    deadline = time.monotonic() + 60
    while json.loads(notice.read_text(encoding="utf-8"))["fault"]:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert counted(office) == 40


@pytest.mark.parametrize("event", ["loaded", "forgotten"])
def test_what_happens_before_it_watches_is_seen(
    office: Workspace, event: str, tmp_path: Path
) -> None:
    office.close()
    with Service(office) as service:
        if event == "loaded":
            office.load([career(tmp_path / "乙.xlsx", 40, 30)])
        else:
            forget(office.folder / "store")
        stop = threading.Event()
        watching = threading.Thread(target=service.watch, args=(stop, lambda _text: None))
        watching.start()
        try:
            assert counted(office) == (70 if event == "loaded" else 40)
        finally:
            stop.set()
            watching.join()
    office.close()


def test_without_bolt_there_is_the_workbench_and_nobody_else_may_ask(office: Workspace) -> None:
    office.close()
    process = xuntu(office.folder, "serve")
    assert process.stdout is not None
    try:
        word, link = process.stdout.readline().split()
        assert word == "工作台"
        assert link.startswith("http://127.0.0.1:")
        with pytest.raises(urllib.error.HTTPError, match="403") as refused:
            urllib.request.urlopen(link.replace("/start", "/nothing"))
        refused.value.close()
        assert counted(office) == 40
        assert isinstance(office.store(), ServedStore)
        assert not (office.folder / "run" / "analyst.password").exists()
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
        # What the link is like is said nowhere else.
        assert (process.returncode, out) == (0, ""), err
        assert err.splitlines()[-1] == "已结束"
        assert link.partition("=")[2] not in err
        left = {path.name for path in (office.folder / "run").iterdir()}
        assert left <= {"lock", "serve.lock"}
    finally:
        process.kill()
        process.wait()
    office.close()


def test_a_store_that_was_deleted_or_damaged_comes_back(office: Workspace) -> None:
    assert counted(office) == 40
    office.close()
    shutil.rmtree(office.folder / "store")
    assert counted(office) == 40
    office.close()
    [bucket] = (office.folder / "store").glob("v*/xuntu/Person_0.*.bucket")
    os.truncate(bucket, 100)
    assert counted(office) == 40
    # What no look at the folder shows: `rebuild` makes it anew whatever it is.
    [bucket] = (office.folder / "store").glob("v*/xuntu/Person_0.*.bucket")
    office.close()
    bucket.write_bytes(bytes(bucket.stat().st_size))
    office.rebuild()
    assert counted(office) == 40


@pytest.mark.skipif(sys.platform == "win32", reason="no limits for a process")
def test_a_full_disk_is_said_and_leaves_the_old_graph(office: Workspace, tmp_path: Path) -> None:
    assert counted(office) == 40
    old = (office.folder / "store" / "current").read_text()
    office.load([career(tmp_path / "乙.xlsx", 40, 900)])
    office.close()
    # No file larger than this: to the engine it is the same as a disk that is full.
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))"
    process = xuntu(office.folder, "query", "--cypher", COUNT, before=limit)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (1, "")
    assert err.count("\n") == 1
    assert "图谱库不能写入" in err
    assert "磁盘已满，请腾出空间后再试" in err
    assert (office.folder / "store" / "current").read_text() == old
    assert [path.name for path in (office.folder / "store").glob("v*")] == [old]
    assert counted(office) == 940
