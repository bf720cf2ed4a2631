"""The peer of screening: TABLES CASE OUT, the tables as a networkx graph, walked person by person.

A conflict is a service, own or of a relative, in an organisation that counts for a unit, that may
have lasted beyond the window's edge. Each is written with the edges that make it.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet as pq

FAR = "9999-12-31"
DATES = ("since_min", "until_max")
TABLES = {
    "edges_SERVED_IN": ("end_state", *DATES),
    "edges_COUNTS_FOR": ("reach", "via", *DATES),
    "edges_KIN": ("relation",),
}


def load(tables: Path) -> nx.MultiDiGraph[str]:
    """Return the tables as one graph: nodes with their names, edges with what screening reads."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for kind in ("Person", "Organization"):
        for row in pq.read_table(
            tables / f"nodes_{kind}.parquet", columns=["id", "name"]
        ).to_pylist():
            graph.add_node(row["id"], kind=kind, name=row["name"])
    for name, columns in TABLES.items():
        table = pq.read_table(
            tables / f"{name}.parquet", columns=["id", "source", "target", *columns]
        )
        kind = name.removeprefix("edges_")
        for row in table.to_pylist():
            graph.add_edge(row.pop("source"), row.pop("target"), kind=kind, **row)
    return graph


def edges(
    graph: nx.MultiDiGraph[str], node: str, kind: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the far ends and the data of a node's outgoing edges of one kind."""
    for _, target, data in graph.out_edges(node, data=True):
        if data["kind"] == kind:
            yield target, data


def services(
    graph: nx.MultiDiGraph[str], holder: str, units: set[str]
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Yield unit, service and what makes it count for the unit (nothing if it is the unit)."""
    for org, service in edges(graph, holder, "SERVED_IN"):
        if org in units:
            yield org, service, {}
        for unit, reach in edges(graph, org, "COUNTS_FOR"):
            if unit in units and unit != org and "stationed" not in reach["reach"]:
                yield unit, service, reach


def lasted(service: dict[str, Any], reach: dict[str, Any], edge: str, on: str) -> bool:
    """Tell whether the part of a service that counts may have lasted beyond the edge."""
    since = max(service["since_min"] or "", reach.get("since_min") or "")
    open_end = service["end_state"] == "ongoing" or service["until_max"] is None
    until = min(FAR if open_end else service["until_max"], reach.get("until_max") or FAR)
    return edge < until and since <= on and since <= until


def main(tables: Path, case: Path, out: Path) -> None:
    """Screen, write the conflicts with their evidence, print how many there are."""
    asked = json.loads(case.read_text(encoding="utf-8"))
    graph, units = load(tables), set(asked["units"])
    pairs: set[tuple[str, str]] = set()
    written = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for person in asked["people"]:
            holders = [(person, "", "")]
            holders += [(k, d["id"], d["relation"]) for k, d in edges(graph, person, "KIN")]
            for holder, kin, relation in holders:
                for unit, service, reach in services(graph, holder, units):
                    if lasted(service, reach, asked["edge"], asked["on"]):
                        pairs.add((person, unit))
                        via = reach.get("via", "")
                        writer.writerow((person, unit, holder, kin, relation, service["id"], via))
                        written += 1
    sys.stdout.write(json.dumps({"pairs": len(pairs), "rows": written}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
