"""The folder for neo4j-admin, imported by the real one and asked of the real Neo4j, edge by edge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx
import pytest
from neo4j import GraphDatabase

from graph.exports import export
from graph.exports.neo4j import ARGUMENTS
from graph.model.forms import OF_KIND
from graph.model.privacy import Mask
from graph.snapshot import Snapshot
from tests.engines.neo4j.server import Server, admin_import


def test_headers_are_typed_and_files_are_named_in_the_arguments(
    hostile: Snapshot, lifted: Mask, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    export(hostile, "neo4j", folder, lifted)
    header = (folder / "nodes_Organization.header.csv").read_text(encoding="utf-8")
    assert header.startswith("id:ID,name:string,")
    assert ",funds:double,complaints:long," in header
    assert ",is_target:boolean," in header
    served = (folder / "edges_SERVED_IN.header.csv").read_text(encoding="utf-8")
    assert served.startswith("id:string,:START_ID,:END_ID,title:string,")
    said = (folder / ARGUMENTS).read_text(encoding="utf-8").splitlines()
    assert "--nodes=Person=nodes_Person.header.csv,nodes_Person.csv" in said
    assert "--relationships=SERVED_IN=edges_SERVED_IN.header.csv,edges_SERVED_IN.csv" in said
    named = {file for line in said if "=" in line for file in line.split("=")[-1].split(",")}
    assert {path.name for path in folder.glob("*.csv")} <= named


def test_a_real_neo4j_holds_every_node_and_edge(
    hostile: Snapshot,
    expected: networkx.MultiDiGraph[Any],
    lifted: Mask,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    place = request.getfixturevalue("require")("neo4j")
    if "://" in place:
        pytest.skip("a server that runs already has no files to import into")
    export(hostile, "neo4j", tmp_path / "out", lifted)
    admin_import(Path(place), tmp_path / "out", tmp_path / "home")
    with Server(Path(place), tmp_path / "home") as server:
        who = (server.address.user, server.address.password)
        with GraphDatabase.driver(server.address.url, auth=who) as driver:
            nodes = driver.execute_query(
                "MATCH (n) RETURN labels(n) AS kinds, properties(n) AS given"
            )
            edges = driver.execute_query(
                "MATCH (a)-[r]->(b) RETURN type(r) AS kind, a.id AS a, b.id AS b, properties(r) AS given"
            )
    found = {one["given"].pop("id"): (one["kinds"], one["given"]) for one in nodes.records}
    assert found == {
        node: ([given[OF_KIND]], without_kind(given)) for node, given in expected.nodes(data=True)
    }
    ties = {r["given"].pop("id"): (r["kind"], r["a"], r["b"], r["given"]) for r in edges.records}
    assert ties == {
        key: (given[OF_KIND], a, b, without_kind(given))
        for a, b, key, given in expected.edges(data=True, keys=True)
    }


def without_kind(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != OF_KIND}
