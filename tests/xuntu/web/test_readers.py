"""Many ask while files are loaded: nobody is refused, nobody sees half of a load, nothing piles up."""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.xuntu.web.conftest import Client, career

SOAK = bool(os.environ.get("XUNTU_SOAK"))
READERS, SECONDS, LOADS, PAUSE = (50, 60.0, 100, 8.0) if SOAK else (6, 1.0, 1, 0.0)
BOTH_ENDS = (
    "MATCH (p:Person) WHERE p.person_no STARTS WITH 'P1' WITH count(p) AS people "
    "MATCH (q:Person)-[s:SERVED_IN]->(:Organization) WHERE q.person_no STARTS WITH 'P1' "
    "RETURN people, count(s) AS posts"
)
"""Every row of a ledger of careers is one person with one post."""
STEP = 20
"""People of one load."""


@dataclass
class Served:
    """A `xuntu serve` of its own process, and how much memory it holds."""

    process: subprocess.Popen[str]
    client: Client

    def megabytes(self) -> float:
        """Return the memory that it holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@pytest.fixture
def served(small_office: Path, tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "w"
    shutil.copytree(small_office, folder)
    words = [sys.executable, "-c", "from xuntu.cli import main; main()", "--workspace", str(folder)]
    process = subprocess.Popen(
        [*words, "--quiet", "serve"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        link = process.stdout.readline().split()[1]
        port = int(link.split(":")[2].split("/")[0])
        bench = SimpleNamespace(door=SimpleNamespace(port=port, link=link))
        yield Served(process, Client(cast(Any, bench)).enter())
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
    finally:
        process.kill()
        process.communicate()


@dataclass
class Heard:
    """What readers were told."""

    seen: list[tuple[int, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def read(self, client: Client, stop: threading.Event) -> None:
        """Ask until told to stop."""
        last = 0
        while not stop.is_set():
            try:
                reply = client.cypher(BOTH_ENDS)
                if reply.status != 200:
                    raise AssertionError(reply.said)
                people, posts = reply.said["rows"][0]
                if people != posts or people < last or people % STEP:
                    raise AssertionError(f"torn: {people} people, {posts} posts, {last} before")
                last = people
                self.seen.append((people, posts))
                if not SOAK:
                    time.sleep(0.2)
            except Exception as error:  # noqa: BLE001  # told by the test, whatever it is
                self.faults.append(repr(error))


def test_readers_beside_a_load_see_all_of_it_or_nothing(served: Served) -> None:
    heard, stop = Heard(), threading.Event()
    readers = [
        threading.Thread(target=heard.read, args=(served.client, stop)) for _ in range(READERS)
    ]
    for one in readers:
        one.start()
    memory, began, loads = [], time.monotonic(), 0
    while loads < LOADS and (loads == 0 or time.monotonic() - began < SECONDS):
        name = f"{loads}.csv"
        upload = served.client.upload(name, career(100 + STEP * loads, STEP).encode())
        assert served.client.call("load", uploads=[upload], adds=True).status == 200
        done = served.client.call("load", uploads=[upload], adds=True, really=True, by="测试")
        assert done.said["files"][0]["state"] == "loaded", done.said
        loads += 1
        memory.append(served.megabytes())
        # Loads without a pause would keep the store behind the snapshots, and readers waiting for it.
        time.sleep(PAUSE)
    while time.monotonic() - began < SECONDS:
        time.sleep(0.1)
    stop.set()
    for one in readers:
        one.join()
    assert heard.faults == []
    assert len({people for people, _ in heard.seen}) > 1
    assert heard.seen[-1][0] == 40 + STEP * loads
    third = len(memory) // 3
    if SOAK:
        sys.stderr.write(
            f"{len(heard.seen)} answers beside {loads} loads, {memory[0]:.0f} to {memory[-1]:.0f} MB\n"
        )
        before, after = memory[third : 2 * third], memory[-third:]
        assert statistics.median(after) < 1.15 * statistics.median(before)
