"""Links that nobody records but a likeness suggests: one person, or one task and category. Never facts."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.answers import Node
from queries.tracing.chain import MOST, ORIGINS, Chain, by_kind
from queries.tracing.days import dates_of, impossible

ROUNDS = 3
"""How many links one after the other may be suggested."""

SAME_PERSON = (
    ("Finding", "CONCERNS", "Clue", "ABOUT", "(:Finding)-[:LED_TO]->(b)"),
    ("Clue", "ABOUT", "CaseFile", "AGAINST", "(:Clue)-[:LED_TO]->(b)"),
    ("CaseFile", "AGAINST", "Sanction", "IMPOSED_ON", "()-[:RESULTED_IN]->(b)"),
    ("CaseFile", "AGAINST", "Prosecution", "CHARGES", "()-[:REFERRED_TO]->(b)"),
)
"""Cause, its link to a person, effect, its link to the person, and what would explain the effect already."""

_SAME_PERSON = (
    "UNWIND $ids AS id MATCH (a:{cause})-[:{of_cause}]->(:Person)<-[:{of_effect}]-(b:{effect}) "
    "WHERE {end}.id = id AND NOT EXISTS {{ MATCH {explained} }} "
    "RETURN DISTINCT a, b, a.id AS cause, b.id AS effect ORDER BY cause, effect"
)
_SAME_TASK = """
UNWIND $ids AS id
MATCH (t:InspectionTask {id: id})-[:FOUND]->(a:Finding)
MATCH (t)-[:YIELDED]->(b:Clue)
WHERE a.cat2 = b.cat2 AND NOT EXISTS { MATCH (:Finding)-[:LED_TO]->(b) }
RETURN DISTINCT a, b, a.id AS cause, b.id AS effect ORDER BY cause, effect
"""


def add_likely(chain: Chain, onward: set[str], back: set[str]) -> None:
    """Add likely links from what lies onward and to what lies back, and follow the flow from them."""
    for _ in range(ROUNDS):
        found = dict(_found(chain, onward, back))
        if not found.keys() - chain.likely.keys():
            return
        chain.likely |= found
        onward |= chain.closure({b for a, b in found if a in onward}, onward=True)
        back |= chain.closure({a for a, b in found if b in back}, onward=False)


def _found(chain: Chain, onward: set[str], back: set[str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the pairs that touch the chain on the right side and whose dates allow it."""
    offered = [
        one
        for one in (*_same_task(chain), *_same_person(chain, onward, back))
        if one[0].id in onward or one[1].id in back
    ]
    beside = Chain(chain.store, {node.id: node for pair in offered for node in pair[:2]})
    beside.follow(beside.of("Finding"), ("FOUND",), onward=False)
    dates = dates_of(beside)
    for cause, effect, why in offered:
        if not impossible(dates.get(cause.id, ""), dates.get(effect.id, "")):
            chain.add(cause)
            chain.add(effect)
            yield (cause.id, effect.id), why


def _same_task(chain: Chain) -> Iterator[tuple[Node, Node, str]]:
    tasks = Chain(chain.store).follow(chain.of("Finding", "Clue"), ORIGINS, onward=False)
    if tasks:
        yield from _pairs(chain, _SAME_TASK, sorted(tasks), "同一任务、同类问题")


def _same_person(
    chain: Chain, onward: set[str], back: set[str]
) -> Iterator[tuple[Node, Node, str]]:
    causes, effects = by_kind(onward), by_kind(back)
    for cause, of_cause, effect, of_effect, explained in SAME_PERSON:
        for end, ids in (("a", causes.get(cause)), ("b", effects.get(effect))):
            text = _SAME_PERSON.format(
                cause=cause, of_cause=of_cause, effect=effect, of_effect=of_effect,
                end=end, explained=explained,
            )  # fmt: skip
            if ids:
                yield from _pairs(chain, text, ids, "同一人员")


def _pairs(chain: Chain, text: str, ids: list[str], why: str) -> Iterator[tuple[Node, Node, str]]:
    for row in chain.store.query(text, {"ids": ids}, limit=MOST)[1]:
        cause, effect = row[0], row[1]
        if isinstance(cause, Node) and isinstance(effect, Node):
            yield cause, effect, why
