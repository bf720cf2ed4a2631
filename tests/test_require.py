"""An engine that is absent is skipped in one line, or fails where it is demanded."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

NOTHING: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def shared(root: Path) -> ModuleType:
    """The shared conftest as a module: nothing may import it by name."""
    spec = importlib.util.spec_from_file_location("shared", root / "tests" / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def absent(monkeypatch: pytest.MonkeyPatch, shared: ModuleType, tmp_path: Path) -> None:
    monkeypatch.delenv("XUNTU_NEO4J", raising=False)
    monkeypatch.setattr(shared, "NEO4J_JARS", tmp_path / "none")


def test_absent_is_skipped(shared: ModuleType) -> None:
    with pytest.raises(pytest.skip.Exception, match="no neo4j: make neo4j, or set XUNTU_NEO4J"):
        shared.find("neo4j", NOTHING)


def test_absent_and_demanded_fails(shared: ModuleType) -> None:
    with pytest.raises(pytest.fail.Exception, match="XUNTU_REQUIRE=neo4j, but no neo4j"):
        shared.find("neo4j", shared.demanded("chromium, neo4j"))


def test_a_misspelt_engine_is_refused(shared: ModuleType) -> None:
    with pytest.raises(
        ValueError, match=r"cromium.*known: \['axe', 'chromium', 'ftm', 'neo4j', 'spark'\]"
    ):
        shared.demanded("cromium")


def test_present_gives_its_place(shared: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNTU_NEO4J", "bolt://localhost:7687")
    assert shared.find("neo4j", shared.demanded("neo4j")) == "bolt://localhost:7687"


def test_nothing_demanded(shared: ModuleType) -> None:
    assert shared.demanded("") == NOTHING
