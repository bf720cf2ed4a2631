"""What all tests share: how an engine that may be absent is asked for."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, sync_playwright

from graph.model import values
from graph.model.claims import Value
from graph.model.schema import EdgeKind, Kind, schema
from graph.snapshot import Snapshot
from graph.stores.store import Address
from tests.engines.neo4j.server import Server, java
from tests.engines.stores import Places

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def _chromium() -> str | None:
    return os.environ.get("XUNTU_CHROMIUM") or shutil.which("chromium")


def _axe() -> str | None:
    found = importlib.util.find_spec("axe_playwright_python")
    packed = Path(found.origin).parent / "axe.min.js" if found and found.origin else None
    return os.environ.get("XUNTU_AXE") or (str(packed) if packed and packed.is_file() else None)


NEO4J_JARS = Path(__file__).resolve().parent.parent / ".venv" / "neo4j" / "lib"


def _neo4j() -> str | None:
    copied = str(NEO4J_JARS) if NEO4J_JARS.is_dir() and java() else None
    return os.environ.get("XUNTU_NEO4J") or copied


def _ftm() -> str | None:
    place = Path(__file__).resolve().parent.parent / ".venv" / "ftm" / "bin" / "python"
    return str(place) if place.is_file() else None


def _spark() -> str | None:
    found = importlib.util.find_spec("pyspark")
    return found.origin if found and shutil.which("java") else None


# Name of an engine → how it is found, and what to do where it is not.
ENGINES: dict[str, tuple[Callable[[], str | None], str]] = {
    "chromium": (_chromium, "no chromium: apt-get install chromium fonts-noto-cjk"),
    "axe": (_axe, "no axe: pip install axe-playwright-python, or set XUNTU_AXE to axe.min.js"),
    "neo4j": (
        _neo4j,
        "no neo4j: make neo4j, or set XUNTU_NEO4J to its jars or to bolt://user:password@host:port",
    ),
    "ftm": (
        _ftm,
        "no followthemoney: make .venv/.dev makes .venv/ftm, the environment that holds it",
    ),
    "spark": (_spark, "no spark: install xuntu[spark] and Java 17"),
}


def demanded(text: str) -> frozenset[str]:
    """Return the engines that XUNTU_REQUIRE names; raise ValueError for one that nobody knows."""
    names = frozenset(filter(None, (name.strip() for name in text.split(","))))
    if unknown := names - ENGINES.keys():
        raise ValueError(f"XUNTU_REQUIRE names {sorted(unknown)}; known: {sorted(ENGINES)}")
    return names


def find(engine: str, required: frozenset[str]) -> str:
    """Return where the engine is; without it skip the test, or fail it if it was demanded."""
    look, advice = ENGINES[engine]
    place = look()
    if place is not None:
        return place
    if engine in required:
        pytest.fail(f"XUNTU_REQUIRE={engine}, but {advice}", pytrace=False)
    pytest.skip(advice)


LONG = (
    "tests/e2e/",
    "tests/xuntu/",
    "tests/contracts/",
    "tests/graph/stores/",
    "tests/graph/derive/",
    "tests/queries/",
    "tests/visualizations/",
)
"""Where the longest files of tests lie: they load whole cities, start servers or have hundreds of cases."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: begun last, it would leave the other cores idle."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(scope="session")
def require() -> Callable[[str], str]:
    """Ask for an engine by name: `require("chromium")` gives its path."""
    required = demanded(os.environ.get("XUNTU_REQUIRE", ""))
    return lambda engine: find(engine, required)


@pytest.fixture(scope="session")
def browser(require: Callable[[str], str]) -> Iterator[Browser]:
    """The one Chromium of the session."""
    place = require("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=place, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def neo4j_server(
    require: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Address]:
    """A real Neo4j for this process of the tests; who asks for it may wipe what it holds."""
    place = require("neo4j")
    if "://" in place:
        found = urlsplit(place)
        url = f"{found.scheme}://{found.hostname}:{found.port or 7687}"
        yield Address(url, found.username or "", found.password or "", "neo4j")
        return
    server = Server(Path(place), tmp_path_factory.mktemp("neo4j") / "data")
    try:
        yield server.start().address
    finally:
        server.kill()


@pytest.fixture(scope="session")
def places(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Places]:
    """Where the stores of `STORES` can be opened; a Neo4j is started when one is asked for."""
    made = Places(
        tmp_path_factory.mktemp("stores"), lambda: request.getfixturevalue("neo4j_server")
    )
    yield made
    made.close()


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return Path(__file__).resolve().parent.parent


def _table(kind: Kind, rows: list[dict[str, Value]], lead: tuple[str, ...]) -> pa.Table:
    types = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "DOUBLE": pa.float64()}
    columns = {**dict.fromkeys(lead, "VARCHAR"), **dict(kind.columns()), "sources": "VARCHAR"}
    for row in rows:
        for name in [n for n, p in kind.properties.items() if p.type == "date" and row.get(n)]:
            row[f"{name}_min"] = values.earliest(str(row[name])).isoformat()
            row[f"{name}_max"] = values.latest(str(row[name])).isoformat()
        assert not row.keys() - columns.keys(), f"{kind.name}: {row}"
    fields = [(name, types.get(sql, pa.bool_())) for name, sql in columns.items()]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


@pytest.fixture(scope="session")
def small_snapshot() -> Callable[[Path, dict[str, list[dict[str, Value]]]], Snapshot]:
    """Write rows by kind as a snapshot: ids, `_min/_max` and sources are added where left out."""

    def write(folder: Path, rows: dict[str, list[dict[str, Value]]]) -> Snapshot:
        folder.mkdir(parents=True, exist_ok=True)
        kinds = {**schema().nodes, **schema().edges}
        assert not rows.keys() - kinds.keys(), rows.keys() - kinds.keys()
        for kind in kinds.values():
            edge = isinstance(kind, EdgeKind)
            lead = ("id", "source", "target") if edge else ("id",)
            made = [
                {"id": f"{kind.name}-{n:020x}", "sources": f"样例台账.xlsx 第{n + 3}行", **row}
                for n, row in enumerate(rows.get(kind.name, []))
            ]
            name = f"{'edges' if edge else 'nodes'}_{kind.name}.parquet"
            pq.write_table(_table(kind, made, lead), folder / name)
        text = json.dumps(rows, ensure_ascii=False, sort_keys=True)
        return Snapshot(hashlib.sha256(text.encode()).hexdigest(), folder)

    return write


@pytest.fixture(scope="session")
def hostile(
    small_snapshot: Callable[[Path, dict[str, list[dict[str, Value]]]], Snapshot],
    tmp_path_factory: pytest.TempPathFactory,
    root: Path,
) -> Snapshot:
    """A snapshot of texts that break careless writers."""
    text = (root / "tests" / "cases" / "exports" / "hostile.toml").read_text(encoding="utf-8")
    return small_snapshot(tmp_path_factory.mktemp("hostile"), tomllib.loads(text))
