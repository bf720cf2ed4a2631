"""Where a trace may begin: things by number or name, and the scope of a funnel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model.answers import Node
from graph.model.errors import QueryError
from graph.model.schema import schema
from graph.stores.store import Store
from queries.tracing.chain import MOST

FOUND_BY: Mapping[str, tuple[str, ...]] = {
    "Person": ("name", "person_no"),
    "Finding": ("no", "name"),
    "Accountability": ("no", "name"),
    "Sanction": ("name",),
    "Prosecution": ("name",),
    "InspectionTask": ("name",),
}
"""By what a thing is looked for; all other kinds by their number."""


def find(store: Store, kind: str, text: str, limit: int = 50) -> tuple[Node, ...]:
    """Return the nodes of a kind that have this number or name, else those whose name holds it."""
    declared = schema().nodes.get(kind)
    if declared is None:
        raise QueryError(f"没有 {kind} 这种节点", hint=f"可用的有 {'、'.join(schema().nodes)}")
    fields = FOUND_BY.get(kind, (declared.caption,))
    # Only names of the schema are written into the text.
    equal = " OR ".join(f"n.{name} = $text" for name in ("id", *fields))
    holds = " OR ".join(f"n.{name} CONTAINS $text" for name in fields)
    for condition in (equal, holds):
        cypher = (
            f"MATCH (n:{kind}) WHERE {condition} "
            f"RETURN n, n.{declared.caption} AS caption, n.id AS id ORDER BY caption, id"
        )
        rows = store.query(cypher, {"text": text.strip()}, limit=limit)[1]
        if rows:
            return tuple(row[0] for row in rows if isinstance(row[0], Node))
    return ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a funnel is of: a term, round, team, unit (with its predecessors) or category; 0 and empty are all."""

    term: int = 0
    round: int = 0
    team: int = 0
    unit: str = ""
    category: str = ""
    committee: str = ""

    def title(self) -> str:
        """Return the scope in words."""
        parts = (
            self.committee,
            f"第{self.term}届" if self.term else "",
            f"第{self.round}轮" if self.round else "",
            f"第{self.team}组" if self.team else "",
            self.unit,
            f"“{self.category}”" if self.category else "",
        )
        return "".join(filter(None, parts)) or "全部"


_TASKS = """
MATCH (g:Team)-[:EXECUTES]->(t:InspectionTask)
WHERE ($committee = '' OR g.committee = $committee) AND ($term = 0 OR g.term_no = $term)
  AND ($round = 0 OR g.round_no = $round) AND ($team = 0 OR g.number = $team)
RETURN DISTINCT t.id AS id ORDER BY id
"""
_OF_UNIT = """
MATCH (o:Organization) WHERE $unit IN [o.id, o.name, o.short_name]
OPTIONAL MATCH (o)<-[c:COUNTS_FOR]-(old:Organization)
WHERE c.reach IN ['itself', 'predecessor'] AND c.certainty <> 'section'
WITH [o] + collect(DISTINCT old) AS bodies
UNWIND bodies AS body
MATCH (t:InspectionTask)-[:INSPECTS]->(body)
RETURN DISTINCT t.id AS id ORDER BY id
"""
_BROUGHT = """
UNWIND $ids AS id
MATCH (t:InspectionTask {id: id})-[:FOUND|YIELDED]->(n)
RETURN DISTINCT n ORDER BY n.id
"""


def members(store: Store, scope: Scope) -> list[Node]:
    """Return the findings and clues that the tasks of a scope brought; of a category, the findings alone.

    Raises QueryError where the scope holds no task.
    """
    asked = {
        "committee": scope.committee, "term": scope.term, "round": scope.round, "team": scope.team,
    }  # fmt: skip
    tasks = _ids(store, _TASKS, asked)
    if scope.unit:
        tasks &= _ids(store, _OF_UNIT, {"unit": scope.unit})
    if not tasks:
        raise QueryError(f"{scope.title()}没有巡察任务", hint="请核对届次、轮次、组号或单位全称")
    rows = store.query(_BROUGHT, {"ids": sorted(tasks)}, limit=MOST)[1]
    nodes = [row[0] for row in rows if isinstance(row[0], Node)]
    if not scope.category:
        return nodes
    named = ("cat1", "cat2", "cat3")
    return [
        node
        for node in nodes
        if node.kind == "Finding" and scope.category in {node.properties.get(c) for c in named}
    ]


def _ids(store: Store, text: str, parameters: Mapping[str, object]) -> set[str]:
    return {str(row[0]) for row in store.query(text, parameters, limit=MOST)[1]}
