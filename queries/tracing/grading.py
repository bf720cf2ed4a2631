"""How each link is known, and what speaks against it: dates, people, units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model.answers import Edge
from graph.model.schema import schema
from queries.tracing.chain import MOST, ORIGINS, PEOPLE, Chain
from queries.tracing.days import impossible

_ROW = re.compile(r"第\d+行")
_PARAGRAPH = re.compile(r"第\d+段")

OF_ONE_PERSON = {
    ("Clue", "CaseFile"),
    ("Clue", "Sanction"),
    ("CaseFile", "Sanction"),
    ("CaseFile", "Prosecution"),
}
"""Steps whose two ends must have somebody in common, where both are known."""

_RELATED = """
UNWIND $ids AS id
MATCH (a:Organization {id: id})-[r:COUNTS_FOR|PARTY_ORG_OF|PART_OF]-(b:Organization)
RETURN DISTINCT a.id AS a, b.id AS b ORDER BY a, b
"""
"""Units that are one body, one another's predecessor, or one above the other."""


def grade(edge: Edge) -> str:
    """Return how an edge is known, by its own words: see `graph.model.grades`."""
    if edge.properties.get("certainty") == "inferred":
        return "inferred"
    if schema().edges[edge.kind].derived:
        return "derived"
    sources = str(edge.properties.get("sources") or "")
    return "stated" if _PARAGRAPH.search(sources) and not _ROW.search(sources) else "recorded"


@dataclass(frozen=True, slots=True)
class Doubts:
    """What speaks against links: dates of nodes, the people and the units each node is about."""

    dates: Mapping[str, str]
    people: Mapping[str, frozenset[str]]
    units: Mapping[str, frozenset[str]]
    related: Mapping[str, frozenset[str]]

    def against(self, kinds: tuple[str, str], source: str, target: str) -> str:
        """Return what speaks against a link between two nodes of these kinds; empty if nothing does."""
        if impossible(self.dates.get(source, ""), self.dates.get(target, "")):
            return "后一环节的日期早于前一环节"
        ours, theirs = self.people.get(source), self.people.get(target)
        strangers = bool(ours and theirs and not ours & theirs)
        if kinds in OF_ONE_PERSON and strangers:
            return "两个环节涉及的不是同一人"
        if kinds == ("Finding", "Clue") and not (ours and theirs and ours & theirs):
            here, there = self.units.get(source), self.units.get(target)
            if here and there and not self._one_body(here, there):
                return "两个环节属于不同单位的巡察"
        return ""

    def _one_body(self, here: frozenset[str], there: frozenset[str]) -> bool:
        around = frozenset[str]().union(*(self.related.get(one, ()) for one in here))
        return bool(here & there or around & there)


def doubts(chain: Chain, dates: Mapping[str, str]) -> Doubts:
    """Return what the chain knows that may speak against its links."""
    units = _units(chain)
    return Doubts(dates, _people(chain), units, _related(chain, units.values()))


def _people(chain: Chain) -> dict[str, frozenset[str]]:
    """Return the ids and names of the people each node is about: who is who may be undecided."""
    found: dict[str, frozenset[str]] = {}
    for edge in chain.edges.values():
        if edge.kind in PEOPLE and edge.target.startswith("Person-"):
            known = chain.nodes.get(edge.target)
            name = str(known.properties.get("name") or "") if known else ""
            found[edge.source] = found.get(edge.source, frozenset()) | ({edge.target, name} - {""})
    return found


def _units(chain: Chain) -> dict[str, frozenset[str]]:
    """Return the units of the tasks that each finding and clue comes from."""
    beside = Chain(chain.store)
    beside.follow(chain.of("Finding", "Clue"), ORIGINS, onward=False)
    beside.follow(beside.of("InspectionTask"), ("INSPECTS",), onward=True)
    inspected: dict[str, frozenset[str]] = {}
    for edge in beside.edges.values():
        if edge.kind == "INSPECTS":
            inspected[edge.source] = inspected.get(edge.source, frozenset()) | {edge.target}
    found: dict[str, frozenset[str]] = {}
    for edge in beside.edges.values():
        if edge.kind in ORIGINS:
            found[edge.target] = found.get(edge.target, frozenset()) | inspected.get(
                edge.source, frozenset()
            )
    return found


def _related(chain: Chain, units: Iterable[frozenset[str]]) -> dict[str, frozenset[str]]:
    ids = sorted(frozenset[str]().union(*units))
    found: dict[str, frozenset[str]] = {}
    rows = chain.store.query(_RELATED, {"ids": ids}, limit=MOST)[1] if ids else ()
    for row in rows:
        found[str(row[0])] = found.get(str(row[0]), frozenset()) | {str(row[1])}
    return found
