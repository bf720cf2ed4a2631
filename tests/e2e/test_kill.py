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

TIMES = 20 if os.environ.get("XUNTU_SOAK") else 4


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
    whole.load([files / "台账", files / "报告"])
    length = time.monotonic() - started
    claims = {source.hash: source.claims for source in whole.sources.all()}

    chance = random.Random(11)
    folder = tmp_path / "killed"
    killed = Workspace.init(
        folder, key=whole.folder / "workspace.key", committee=demo.COMMITTEE, region=demo.REGION
    )
    for _ in range(TIMES):
        process = xuntu(folder, "load", str(files / "台账"), str(files / "报告"))
        time.sleep(chance.uniform(0.2, length + 1.0))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = status(folder)
        assert found["sources"] == len(killed.sources.all())
        for source in killed.sources.all():
            assert source.claims == claims[source.hash]
            assert killed.sources.original(source).is_file()
    last = xuntu(folder, "load", str(files / "台账"), str(files / "报告"))
    _, err = last.communicate(timeout=120)
    assert last.returncode == 0, err
    assert status(folder)["snapshot_hash"] == whole.snapshot().hash
