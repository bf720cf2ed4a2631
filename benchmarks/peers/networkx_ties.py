"""The peer of screening by every family: TABLES CASE OUT, the tables as a networkx graph, walked person by person.

The ties of plain_ties.sql with the edges that make them, as somebody would walk to them.
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
Tie = tuple[str, ...]

SERVED = ("title", "since", "until", "since_min", "until_max", "end_state", "leading", "principal")
EDGES: dict[str, tuple[str, ...]] = {
    "SERVED_IN": (*SERVED, "sources"),
    "COUNTS_FOR": ("reach", "certainty", "via"),
    "KIN": ("relation", "sources"),
    "KIN_DECLARED": ("relation_class", "sources"),
    "OWNS": ("end_state", "sources"),
    "CONTRACTS_WITH": (),
    "REPORTED_TO": ("org", "since", "until", "sources"),
    "MEMBER_OF": ("role", "sources"),
    "EXECUTES": (),
    "INSPECTS": (),
}
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
            own: list[tuple[str, Data]] = [(org, {})] if org in self.units else []
            far = [(u, d) for u, d in self.out(org, "COUNTS_FOR") if u in self.units]
            self._reached[org] = [*own, *(x for x in far if x[1]["reach"] != "stationed")]
        return self._reached[org]

    def services(self, holder: str) -> Iterator[tuple[str, str, Data, Data]]:
        """Yield unit, organisation, service, and what makes it count for the unit."""
        for org, served in self.out(holder, "SERVED_IN"):
            for unit, way in self.reach(org):
                yield unit, org, served, way

    def ties(self, person: str) -> Iterator[Tie]:
        """Yield every tie of a person with a unit: family, unit, and the edges in order."""
        for unit, org, s, way in self.services(person):
            yield "own", unit, *_service(org, s, way)
        for org, s in self.out(person, "SERVED_IN"):
            for unit, way in self.out(org, "COUNTS_FOR"):
                if way["reach"] == "stationed" and unit in self.units:
                    yield "stationed", unit, *_service(org, s, way)
        for kind, family in (("KIN", "kin"), ("KIN_DECLARED", "declared")):
            for relative, kin in self.out(person, kind):
                yield from self._through(family, relative, kin)
        yield from self._superiors(person)
        yield from self._colleagues(person)
        yield from self._past(person)

    def _through(self, family: str, relative: str, kin: Data) -> Iterator[Tie]:
        for unit, org, s, way in self.services(relative):
            yield family, unit, relative, kin["id"], *_service(org, s, way)
        for firm, stake in self.out(relative, "OWNS"):
            for client, deal in self.out(firm, "CONTRACTS_WITH"):
                for unit, way in self.reach(client):
                    yield (
                        "business",
                        unit,
                        relative,
                        stake["id"],
                        firm,
                        deal["id"],
                        way.get("via", ""),
                        stake["sources"],
                    )

    def _leads(self, leader: str) -> Iterator[tuple[str, Data]]:
        for unit, _, s, _ in self.services(leader):
            if s["leading"] or s["principal"]:
                yield unit, s

    def _superiors(self, person: str) -> Iterator[Tie]:
        for leader, line in self.out(person, "REPORTED_TO"):
            for unit, s in self._leads(leader):
                yield "superior", unit, leader, line["id"], s["id"], line["sources"]

    def _colleagues(self, person: str) -> Iterator[Tie]:
        for org, mine in self.out(person, "SERVED_IN"):
            if not mine["leading"]:
                continue
            for place in {
                org,
                *(u for u, d in self.out(org, "COUNTS_FOR") if d["reach"] != "stationed"),
            }:
                for leader, theirs in self._holders(place):
                    if leader != person and theirs["leading"] and _met(mine, theirs):
                        for unit, s in self._leads(leader):
                            yield (
                                "colleague",
                                unit,
                                leader,
                                mine["id"],
                                theirs["id"],
                                s["id"],
                                mine["sources"],
                            )

    def _holders(self, org: str) -> Iterable[tuple[str, Data]]:
        for source, _, data in self.graph.in_edges(org, data=True):
            if data["kind"] == "SERVED_IN":
                yield source, data

    def _past(self, person: str) -> Iterator[Tie]:
        for team, member in self.out(person, "MEMBER_OF"):
            for task, executes in self.out(team, "EXECUTES"):
                for org, inspects in self.out(task, "INSPECTS"):
                    for unit, _ in self.reach(org):
                        yield (
                            "past",
                            unit,
                            member["id"],
                            executes["id"],
                            inspects["id"],
                            member["sources"],
                        )


def load(tables: Path) -> Graph[str]:
    """Return the edges that screening walks as one graph."""
    graph: Graph[str] = nx.MultiDiGraph()
    for kind, columns in EDGES.items():
        path = tables / f"edges_{kind}.parquet"
        for row in pq.read_table(path, columns=["id", "source", "target", *columns]).to_pylist():
            graph.add_edge(row.pop("source"), row.pop("target"), kind=kind, **row)
    return graph


def _service(org: str, s: Data, way: Data) -> Tie:
    dates = s["title"] or "", s["since"] or "", s["until"] or "", s["end_state"] or ""
    return s["id"], org, *dates, way.get("reach", ""), way.get("via") or "", s["sources"] or ""


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
                counted[tie[0]] += 1
                writer.writerow((person, *tie))
    sys.stdout.write(json.dumps(dict(sorted(counted.items()))) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
