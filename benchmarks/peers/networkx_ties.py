"""The peer of screening by every family: TABLES CASE OUT, the tables as a networkx graph, walked person by person.

The rows of plain_ties.sql, as somebody would walk to them; of the tables it reads only what it needs.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet as pq

Graph = nx.MultiDiGraph
Data = dict[str, Any]
Tie = tuple[str | None, ...]

SERVED = ("title", "since", "until", "since_min", "until_max", "end_state", "leading", "principal")
EDGES: dict[str, tuple[str, ...]] = {
    "SERVED_IN": (*SERVED, "sources"),
    "COUNTS_FOR": ("reach", "certainty", "via"),
    "KIN": ("relation",),
    "KIN_DECLARED": ("relation_class",),
    "OWNS": ("end_state", "sources"),
    "CONTRACTS_WITH": (),
    "REPORTED_TO": ("org", "since", "until", "sources"),
    "MEMBER_OF": ("role", "sources"),
    "EXECUTES": (),
    "INSPECTS": (),
}
ITSELF = {"reach": "itself", "certainty": "recorded", "via": ""}
FAR = "9999-12-31"


class Walker:
    """Walks from a person to units; what ways meet at an organisation or a leader is found once."""

    def __init__(self, graph: Graph[str], units: set[str]) -> None:
        self.graph, self.units = graph, units
        self._reached: dict[str, list[tuple[str, Data]]] = {}

    def out(self, node: str, kind: str) -> Iterator[tuple[str, Data]]:
        """Yield the far ends and the data of a node's outgoing edges of one kind."""
        if node in self.graph:
            for _, target, data in self.graph.out_edges(node, data=True):
                if data["kind"] == kind:
                    yield target, data

    def reach(self, org: str) -> list[tuple[str, Data]]:
        """Return the units that an organisation counts for, and how."""
        if org not in self._reached:
            own: list[tuple[str, Data]] = [(org, ITSELF)] if org in self.units else []
            far = [(u, d) for u, d in self.out(org, "COUNTS_FOR") if u in self.units]
            self._reached[org] = [*own, *(x for x in far if x[1]["reach"] != "stationed")]
        return self._reached[org]

    def services(self, holder: str) -> Iterator[tuple[str, str, Data, Data]]:
        """Yield unit, organisation, service, and what makes it count for the unit."""
        for org, served in self.out(holder, "SERVED_IN"):
            for unit, way in self.reach(org):
                yield unit, org, served, way

    def ties(self, person: str) -> Iterator[Tie]:
        """Yield every tie of a person with a unit, as a row of the plain peer without the person."""
        for unit, org, s, way in self.services(person):
            yield "own", unit, None, None, *_service(org, s, way)
        for org, s in self.out(person, "SERVED_IN"):
            for unit, way in self.out(org, "COUNTS_FOR"):
                if way["reach"] == "stationed" and unit in self.units:
                    yield "stationed", unit, None, None, *_service(org, s, way)
        for relative, kin in self.out(person, "KIN"):
            yield from self._through("kin", relative, kin["relation"])
        for relative, kin in self.out(person, "KIN_DECLARED"):
            yield from self._through("declared", relative, kin["relation_class"])
        yield from self._superiors(person)
        yield from self._colleagues(person)
        yield from self._past(person)

    def _through(self, family: str, relative: str, relation: str) -> Iterator[Tie]:
        for unit, org, s, way in self.services(relative):
            yield family, unit, relative, relation, *_service(org, s, way)
        for firm, stake in self.out(relative, "OWNS"):
            ended, stated = stake["end_state"], stake["sources"]
            for client, deal in self.out(firm, "CONTRACTS_WITH"):
                for unit, way in self.reach(client):
                    told = (None, None, None, ended, way["reach"], way["certainty"], deal["id"])
                    yield "business", unit, relative, relation, stake["id"], firm, *told, stated

    def _leads(self, leader: str) -> Iterator[tuple[str, Data]]:
        for unit, _, s, _ in self.services(leader):
            if s["leading"] or s["principal"]:
                yield unit, s

    def _superiors(self, person: str) -> Iterator[Tie]:
        for leader, line in self.out(person, "REPORTED_TO"):
            for unit, s in self._leads(leader):
                told = (line["id"], line["org"], s["title"], line["since"], line["until"])
                yield (
                    "superior",
                    unit,
                    leader,
                    "上级",
                    *told,
                    *(None, None, None, s["id"], line["sources"]),
                )

    def _colleagues(self, person: str) -> Iterator[Tie]:
        for org, mine in self.out(person, "SERVED_IN"):
            if not mine["leading"]:
                continue
            told = (mine["id"], org, mine["title"], mine["since"], mine["until"], mine["end_state"])
            far = (u for u, d in self.out(org, "COUNTS_FOR") if d["reach"] != "stationed")
            for place in {org, *far}:
                for leader, theirs in self._holders(place):
                    if leader != person and theirs["leading"] and _met(mine, theirs):
                        for unit, s in self._leads(leader):
                            way = f"{theirs['id']}；{s['id']}"
                            yield (
                                "colleague",
                                unit,
                                leader,
                                "同班子",
                                *told,
                                *(None, None, way, mine["sources"]),
                            )

    def _holders(self, org: str) -> Iterable[tuple[str, Data]]:
        for source, _, data in self.graph.in_edges(org, data=True):
            if data["kind"] == "SERVED_IN":
                yield source, data

    def _past(self, person: str) -> Iterator[Tie]:
        for team, member in self.out(person, "MEMBER_OF"):
            for task, executes in self.out(team, "EXECUTES"):
                begins = self.graph.nodes[task]["begins"]
                for org, inspects in self.out(task, "INSPECTS"):
                    for unit, way in self.reach(org):
                        edges = (executes["id"], inspects["id"], way["via"])
                        yield (
                            "past",
                            unit,
                            *(None, None, member["id"], org, member["role"], begins),
                            *(None, None, None, None, "；".join(filter(None, edges))),
                            member["sources"],
                        )


def load(tables: Path) -> Graph[str]:
    """Return the edges that screening walks as one graph."""
    graph: Graph[str] = nx.MultiDiGraph()
    tasks = pq.read_table(tables / "nodes_InspectionTask.parquet", columns=["id", "begins"])
    for row in tasks.to_pylist():
        graph.add_node(row["id"], begins=row["begins"])
    for kind, columns in EDGES.items():
        path = tables / f"edges_{kind}.parquet"
        for row in pq.read_table(path, columns=["id", "source", "target", *columns]).to_pylist():
            graph.add_edge(row.pop("source"), row.pop("target"), kind=kind, **row)
    return graph


def _service(org: str, s: Data, way: Data) -> Tie:
    dates = s["title"], s["since"], s["until"], s["end_state"]
    return s["id"], org, *dates, way["reach"], way["certainty"], way["via"] or "", s["sources"]


def _met(mine: Data, theirs: Data) -> bool:
    return bool(
        mine["since_min"] <= (theirs["until_max"] or FAR)
        and theirs["since_min"] <= (mine["until_max"] or FAR)
    )


def main(tables: Path, case: Path, out: Path) -> None:
    """Screen, write the ties with their evidence, print how many there are of each family."""
    asked = json.loads(case.read_text(encoding="utf-8"))
    walker = Walker(load(tables), set(asked["units"]))
    counted: Counter[str] = Counter()
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for person in asked["people"]:
            for tie in walker.ties(person):
                counted[str(tie[0])] += 1
                writer.writerow((tie[0], person, *tie[1:]))
    sys.stdout.write(json.dumps(dict(sorted(counted.items()))) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
