"""kill -9 at random moments of a load: the workspace opens, and holds each source wholly or not at all."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from xuntu import demo
from xuntu.synthetic import make_city, write_city
from xuntu.workspace import Workspace

SOAK = bool(os.environ.get("XUNTU_SOAK"))
TIMES = 20 if SOAK else 4
LOADED = ("台账", "报告") if SOAK else ("台账/任职经历表.xlsx", "台账/线索移交登记表.xlsx", "报告")
"""All of the city, or enough of it that a load takes some seconds."""


def xuntu(folder: Path, *words: str) -> subprocess.Popen[str]:
    argv = [
        sys.executable,
        "-c",
        "from xuntu.cli import main; main()",
        "--workspace",
        str(folder),
        *words,
    ]
    return subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def status(folder: Path) -> dict[str, object]:
    process = xuntu(folder, "status", "--format", "json")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    found: dict[str, object] = json.loads(out)
    return found


def test_kill_at_random_moments(tmp_path: Path) -> None:
    files = tmp_path / "files"
    write_city(make_city(), files)
    whole = Workspace.init(tmp_path / "whole", committee=demo.COMMITTEE, region=demo.REGION)
    started = time.monotonic()
    loaded = [files / name for name in LOADED]
    whole.load(loaded)
    length = time.monotonic() - started
    claims = {source.hash: source.claims for source in whole.sources.all()}

    chance = random.Random(11)
    folder = tmp_path / "killed"
    killed = Workspace.init(
        folder, key=whole.folder / "workspace.key", committee=demo.COMMITTEE, region=demo.REGION
    )
    for _ in range(TIMES):
        process = xuntu(folder, "load", *map(str, loaded))
        time.sleep(chance.uniform(0.2, length + 1.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = status(folder)
        assert found["sources"] == len(killed.sources.all())
        for source in killed.sources.all():
            assert source.claims == claims[source.hash]
            assert killed.sources.original(source).is_file()
    last = xuntu(folder, "load", *map(str, loaded))
    _, err = last.communicate(timeout=120)
    assert last.returncode == 0, err
    assert status(folder)["snapshot_hash"] == whole.snapshot().hash
