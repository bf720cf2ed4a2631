"""A small graph of what breaks writers and readers, and the same graph as networkx holds it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx
import pytest

from graph.exports.networkx import to_networkx
from graph.model.privacy import Mask
from graph.snapshot import Snapshot

MultiDiGraph = networkx.MultiDiGraph


@pytest.fixture(scope="session")
def lifted() -> Mask:
    return Mask(lifted=True)


@pytest.fixture(scope="session")
def hostile(
    small_snapshot: Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot],
    tmp_path_factory: pytest.TempPathFactory,
    root: Path,
) -> Snapshot:
    text = (root / "tests" / "cases" / "exports" / "hostile.toml").read_text(encoding="utf-8")
    return small_snapshot(tmp_path_factory.mktemp("hostile"), tomllib.loads(text))


@pytest.fixture(scope="session")
def expected(hostile: Snapshot, lifted: Mask) -> networkx.MultiDiGraph[Any]:
    """What every reader should find, but for the losses of its format."""
    return to_networkx(hostile, lifted)
