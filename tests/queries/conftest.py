"""The hand-written graph of `tests/cases/queries/chain.toml`, in a real store."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.snapshot import Snapshot
from graph.stores import open_store
from graph.stores.store import Store

SHORT = re.compile(r"([A-Z][A-Za-z_]+)-(\d+)")


def full(text: str) -> str:
    """Return `Finding-1` as the id it stands for, any other text as it is."""
    found = SHORT.fullmatch(text)
    return f"{found.group(1)}-{int(found.group(2)):020d}" if found else text


@pytest.fixture(scope="session")
def ident() -> Callable[[str], str]:
    """What `Finding-1` stands for."""
    return full


@pytest.fixture(scope="session")
def chain_snapshot(
    root: Path,
    small_snapshot: Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot],
    tmp_path_factory: pytest.TempPathFactory,
) -> Snapshot:
    """The graph as a snapshot."""
    text = (root / "tests/cases/queries/chain.toml").read_text(encoding="utf-8")
    rows = {
        kind: [
            {name: full(v) if name in {"id", "source", "target"} else v for name, v in row.items()}
            for row in listed
        ]
        for kind, listed in tomllib.loads(text).items()
    }
    return small_snapshot(tmp_path_factory.mktemp("chain"), rows)


@pytest.fixture(scope="session")
def chain_store(
    chain_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store that holds the graph; opened once, nobody may change it."""
    store = open_store("arcadedb", tmp_path_factory.mktemp("chain_store"), 256)
    store.replace(chain_snapshot)
    yield store
    store.close()
