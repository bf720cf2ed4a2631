"""A foreign package under one of our names is seen at import, in one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xuntu import _neighbours


def start(first: Path, root: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(first), str(root)))}
    command = [sys.executable, "-P", "-c", "import xuntu"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", _neighbours.NAMES)
def test_a_stranger_is_refused(name: str, tmp_path: Path, root: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").touch()
    done = start(tmp_path, root)
    assert done.returncode == 1
    sentence = done.stderr.splitlines()[-1]
    assert name in sentence
    assert "make demo" in sentence


def test_our_own_are_accepted(tmp_path: Path, root: Path) -> None:
    assert start(tmp_path, root).returncode == 0
