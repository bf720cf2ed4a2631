"""Exports of the whole city: nothing restricted in any byte, what the command line says, what it starts."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ahocorasick
import networkx
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from neo4j import GraphDatabase

from graph.exports import EXPORTS, MANIFEST
from graph.exports._losses import beyond
from graph.exports._text import visible
from graph.exports.networkx import to_networkx
from graph.model.errors import UsageError
from graph.model.forms import OF_KIND
from graph.model.privacy import HIDDEN, Mask
from graph.model.schema import schema
from tests.engines.neo4j.server import Server, admin_import
from xuntu.cli import root as xuntu
from xuntu.exporting import export
from xuntu.masking import mask_of
from xuntu.workspace import Workspace

SOAK = bool(os.environ.get("XUNTU_SOAK"))
TRIED = tuple(EXPORTS) if SOAK else ("parquet", "xlsx")
"""The rows of all come through one door; the small graphs of tests/contracts try every one of them."""
LIFTED = Mask(lifted=True)


@pytest.fixture(scope="module")
def mask(city: Workspace) -> Mask:
    return mask_of(city.snapshot())


@pytest.fixture(scope="module")
def masked(city: Workspace, mask: Mask) -> networkx.MultiDiGraph[Any]:
    return to_networkx(city.snapshot(), mask)


def texts_of(target: Path) -> Iterator[str]:
    """Yield all that an export says, packed or not."""
    for path in target.rglob("*") if target.is_dir() else target.parent.iterdir():
        if path.suffix == ".parquet":
            for column in pq.read_table(path).columns:
                yield "\n".join(map(str, column.unique().to_pylist()))
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                yield from (packed.read(name).decode() for name in packed.namelist())
        else:
            yield path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TRIED)
def test_no_masked_name_or_text_is_in_any_byte(
    name: str, city: Workspace, mask: Mask, tmp_path: Path
) -> None:
    assert len(mask.names) > 100
    secrets = ahocorasick.Automaton()
    for secret in mask.names:
        secrets.add_word(secret, secret)
    secrets.make_automaton()
    target = tmp_path / ("out" if EXPORTS[name].folder else f"out.{name}")
    done = export(city, name, target)
    assert {hit for text in texts_of(target) for _, hit in secrets.iter(text)} == set()
    assert beyond(name, done.losses) == []


def test_a_masked_row_keeps_what_is_not_restricted_and_nothing_else(
    city: Workspace, mask: Mask, masked: networkx.MultiDiGraph[Any]
) -> None:
    whole = to_networkx(city.snapshot(), LIFTED)
    assert (masked.number_of_nodes(), masked.number_of_edges()) == (
        whole.number_of_nodes(),
        whole.number_of_edges(),
    )
    kinds = schema()
    hidden = 0
    for node, bare in whole.nodes(data=True):
        kind, plain = kinds.nodes[bare[OF_KIND]], masked.nodes[node]
        if node in mask.people:
            hidden += 1
            assert plain.keys() <= {OF_KIND, "name"}, node
            assert plain.get("name", HIDDEN) == HIDDEN
            continue
        for name, value in bare.items():
            prop = kind.properties.get(name.removesuffix("_min").removesuffix("_max"))
            if prop is not None and prop.restricted:
                assert plain.get(name) == (
                    HIDDEN if isinstance(value, str) and name == prop.name else None
                )
            else:
                assert plain[name] == (mask.text(value) if isinstance(value, str) else value)
    assert hidden == len(mask.people) > 100
    for source, target, key, bare in whole.edges(data=True, keys=True):
        texts = {n: mask.text(v) if isinstance(v, str) else v for n, v in bare.items()}
        assert masked.edges[source, target, key] == texts


def test_the_command_says_in_chinese_what_it_wrote_and_lost(
    city: Workspace, tmp_path: Path
) -> None:
    words = [
        "--workspace",
        str(city.folder),
        "export",
        "--format",
        "csv",
        "-o",
        str(tmp_path / "图"),
    ]
    done = CliRunner().invoke(xuntu, words, standalone_mode=False)
    assert done.exception is None
    counts = city.status()
    assert f"节点 {counts['nodes']:,} 个，关系 {counts['edges']:,} 条" in done.stdout
    assert "受限内容已隐去（--reveal 导出时没有这一项）：" in done.stderr
    said = json.loads((tmp_path / "图" / MANIFEST).read_text(encoding="utf-8"))
    assert said["snapshot"] == counts["snapshot_hash"]
    assert said["masked"] is True
    assert stat.S_IMODE((tmp_path / "图" / "nodes_Person.csv").stat().st_mode) == 0o600
    again = CliRunner().invoke(xuntu, words, standalone_mode=False)
    assert isinstance(again.exception, UsageError)
    assert "--force" in str(again.exception)
    assert CliRunner().invoke(xuntu, [*words, "--force"], standalone_mode=False).exception is None


def test_a_reveal_is_logged_and_not_before_it_can_be_done(city: Workspace, tmp_path: Path) -> None:
    log = city.folder / "reveals.jsonl"
    before = log.read_text(encoding="utf-8") if log.exists() else ""
    with pytest.raises(UsageError, match="没有 'docx' 这种格式：可用：graphml、"):
        export(city, "docx", tmp_path / "out", reveal="王某")
    assert (log.read_text(encoding="utf-8") if log.exists() else "") == before
    done = export(city, "parquet", tmp_path / "out", reveal="王某")
    assert done.masked is False
    assert not any(loss.reason == "masked" for loss in done.losses)
    entry = json.loads(log.read_text(encoding="utf-8").splitlines()[-1])
    assert (entry["by"], entry["about"]) == ("王某", "export parquet")


def test_no_store_is_started(city: Workspace, tmp_path: Path) -> None:
    script = (
        "import sys\nfrom xuntu.cli import main\n"
        "sys.argv = ['xuntu', *sys.argv[1:]]\nmain()\nprint(*sys.modules)\n"
    )
    words = [
        "--workspace",
        str(city.folder),
        "export",
        "--format",
        "neo4j",
        "-o",
        str(tmp_path / "o"),
    ]
    command = [sys.executable, "-c", script, *words]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not {"jpype", "arcadedb_embedded", "neo4j", "rdflib", "networkx"} & set(told)


@pytest.mark.skipif(not SOAK, reason="the whole city: make soak")
def test_the_city_is_opened_again_by_networkx(city: Workspace, tmp_path: Path) -> None:
    whole = to_networkx(city.snapshot(), LIFTED)
    export(city, "graphml", tmp_path / "o.graphml", reveal="王某")
    export(city, "gexf", tmp_path / "o.gexf", reveal="王某")
    graphml: Any = networkx.read_graphml(
        tmp_path / "o.graphml", edge_key_type=str, force_multigraph=True
    )
    gexf: Any = networkx.read_gexf(tmp_path / "o.gexf")
    for found in (graphml, gexf):
        assert plain_nodes(found) == plain_nodes(whole)
        assert plain_edges(found) == plain_edges(whole)


def plain_nodes(graph: networkx.MultiDiGraph[Any]) -> dict[str, dict[str, Any]]:
    return {node: plain(given) for node, given in graph.nodes(data=True)}


def plain_edges(graph: networkx.MultiDiGraph[Any]) -> dict[str, tuple[str, str, dict[str, Any]]]:
    return {key: (a, b, plain(given)) for a, b, key, given in graph.edges(data=True, keys=True)}


def plain(given: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of the schema, as XML holds them."""
    return {
        name: visible(value)[0] if isinstance(value, str) else value
        for name, value in given.items()
        if name not in {"label", "id", "spells"}
    }


@pytest.mark.skipif(not SOAK, reason="the whole city: make soak")
def test_the_city_is_in_a_real_neo4j_edge_by_edge(
    city: Workspace, require: Callable[[str], str], tmp_path: Path
) -> None:
    place = require("neo4j")
    if "://" in place:
        pytest.skip("a server that runs already has no files to import into")
    whole = to_networkx(city.snapshot(), LIFTED)
    export(city, "neo4j", tmp_path / "out", reveal="王某")
    admin_import(Path(place), tmp_path / "out", tmp_path / "home")
    with Server(Path(place), tmp_path / "home") as server:
        who = (server.address.user, server.address.password)
        with GraphDatabase.driver(server.address.url, auth=who) as driver:
            nodes = driver.execute_query(
                "MATCH (n) RETURN labels(n)[0] AS kind, properties(n) AS given"
            )
            edges = driver.execute_query(
                "MATCH (a)-[r]->(b) RETURN type(r) AS kind, a.id AS a, b.id AS b, properties(r) AS given"
            )
    found = {r["given"].pop("id"): r["given"] | {OF_KIND: r["kind"]} for r in nodes.records}
    assert found == dict(whole.nodes(data=True))
    ties = {
        r["given"].pop("id"): (r["a"], r["b"], r["given"] | {OF_KIND: r["kind"]})
        for r in edges.records
    }
    assert ties == {key: (a, b, given) for a, b, key, given in whole.edges(data=True, keys=True)}
