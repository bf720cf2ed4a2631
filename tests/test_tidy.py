"""`.ci/tidy.py` sees what must not be in the tree, and lets the rest pass."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def tidy(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("tidy", root / ".ci" / "tidy.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Put together here, so that the script does not find its own tests.
BAD = [
    "index = https://pypi." + "org/simple",
    "url: https://files.python" + "hosted.org/packages/x.whl",
    "pip install --index" + "-url X y",
    "see /" + "work/main/graph",
    "cd /" + "home/somebody/xuntu",
]
GOOD = ["see graph/work/main", "https://example.org/home/page", "~/work", "/home/…/xuntu"]


@pytest.mark.parametrize("line", BAD)
def test_places_of_one_machine_are_found(tidy: ModuleType, tmp_path: Path, line: str) -> None:
    (tmp_path / "a.md").write_text(f"first\n{line}\n", encoding="utf-8")
    found = list(tidy.faults(tmp_path / "a.md"))
    assert len(found) == 1
    assert ":2: " in found[0]


@pytest.mark.parametrize("line", GOOD)
def test_the_rest_passes(tidy: ModuleType, tmp_path: Path, line: str) -> None:
    (tmp_path / "a.md").write_text(line, encoding="utf-8")
    assert list(tidy.faults(tmp_path / "a.md")) == []


@pytest.mark.parametrize(
    ("name", "lines", "faults"), [("a.py", 400, 0), ("a.py", 401, 1), ("a.csv", 900, 0)]
)
def test_long_files_are_found(
    tidy: ModuleType, tmp_path: Path, name: str, lines: int, faults: int
) -> None:
    (tmp_path / name).write_text("x\n" * lines, encoding="utf-8")
    assert len(list(tidy.faults(tmp_path / name))) == faults
