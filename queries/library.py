"""The library of named questions: one `.cypher` file each, and questions typed by an analyst."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

from graph.model import cypher, guard
from graph.model.answers import Answer, Cell, Column
from graph.model.errors import QueryError, SchemaError
from graph.model.names import to_half_width
from graph.model.schema import schema
from graph.stores.store import Store
from queries.question import Question, head, wrong

TIMEOUT = 30.0
LIMIT = 10_000

NAMES = (
    "uncovered_units",
    "coverage_rates",
    "escalation_candidates",
    "rounds_needed",
    "systems_without_sync",
    "village_coverage",
    "ties",
    "conflict_evidence",
    "three_places",
    "people_with_gaps",
    "conflicts_by_succession",
    "findings_distribution",
    "common_findings",
    "recurring_findings",
    "checklist_hits",
    "findings_without_papers",
    "few_findings",
    "finding_patterns",
    "measures_due",
    "rectification_rates",
    "reopened_findings",
    "immediate_fixes",
    "low_rates_without_talk",
    "recommendation_replies",
    "clue_funnel",
    "reported_funnel",
    "clues_without_feedback",
    "sanction_origin",
    "persons_reported_repeatedly",
    "clues_on_hold",
    "sanction_statistics",
    "within_influence_period",
    "expelled_and_prosecuted_leaders",
    "many_sanctions_few_findings",
    "committees_compared",
    "cross_and_local_teams",
    "regulations",
    "neighbourhood",
    "unit_card",
    "person_card",
)
"""The files of `queries/named`, in the order of the list that people see."""


@dataclass(frozen=True, slots=True)
class NamedQuery(Question):
    """A question of the library, put to a store in Cypher."""

    def ask(
        self,
        store: Store,
        parameters: Mapping[str, object],
        *,
        timeout: float = TIMEOUT,
        limit: int = LIMIT,
    ) -> Answer:
        """Return the answer of a store; an empty one says what was searched."""
        bound = self.bind(parameters)
        names, rows, truncated = store.query(self.text, bound, timeout=timeout, limit=limit)
        if names != tuple(column.name for column in self.columns):
            raise QueryError(f"{self.title}的返回列与声明不一致", where="、".join(names))
        notes = _notes(store, self.text, rows, truncated, limit)
        return self.told(Answer(self.title, self.columns, rows, bound, notes, truncated))


def named(name: str) -> NamedQuery:
    """Return a question by its name or number (Q16); raise QueryError naming the nearest ones."""
    plain = to_half_width(name).strip()
    found = QUERIES.get(plain) or _by_number().get(plain.upper())
    if found is None:
        known = (*QUERIES, *_by_number())
        near = difflib.get_close_matches(plain, known, n=3, cutoff=0.5)
        raise QueryError(
            f"没有名为 {name!r} 的查询",
            hint=f"相近的有：{'、'.join(near)}" if near else "可用 xuntu query --list 查看全部",
        )
    return found


def raw(
    store: Store,
    text: str,
    parameters: Mapping[str, object],
    *,
    timeout: float = TIMEOUT,
    limit: int = LIMIT,
) -> Answer:
    """Return the answer to a Cypher text; its columns are labelled as the text names them."""
    names, rows, truncated = store.query(text, parameters, timeout=timeout, limit=limit)
    columns = tuple(Column(name, name) for name in names)
    notes = _notes(store, text, rows, truncated, limit)
    return Answer("自定义查询", columns, rows, dict(parameters), notes, truncated)


def read(name: str, text: str) -> NamedQuery:
    """Return the question a file declares; raise SchemaError naming file and line if it is wrong."""
    query = _declared(name, text)
    _check_text(query)
    return query


def _declared(name: str, text: str) -> NamedQuery:
    return NamedQuery(name=name, text=text, **head(f"{name}.cypher", text, "//"))


def _check_text(query: NamedQuery) -> None:
    """Hold the declarations of a file against its text."""
    try:
        words = guard.check(query.text, dict.fromkeys(query.parameters, ""))
    except QueryError as error:
        raise SchemaError(str(error), where=f"{query.name}.cypher") from None
    begin = query.text.count("\n", 0, words[0].start) + 1
    returned = cypher.returned(words, query.text)
    declared = tuple(column.name for column in query.columns)
    if returned != declared:
        said = f"声明的列 {'、'.join(declared)} 与返回的列 {'、'.join(returned)} 不一致"
        raise wrong(f"{query.name}.cypher", begin, said)


def _notes(
    store: Store, text: str, rows: tuple[tuple[Cell, ...], ...], truncated: bool, limit: int
) -> tuple[str, ...]:
    if truncated:
        return (f"结果超过 {limit} 行，只列出前 {limit} 行",)
    if rows:
        return ()
    kinds = schema().nodes
    used = {one.name for one in cypher.names(cypher.tokens(text)) if one.sort == "node"}
    searched = [f"{kinds[kind].label} {_count(store, kind)} 个" for kind in kinds if kind in used]
    return (f"没有符合条件的记录；已查找：{'，'.join(searched) or '全部节点'}",)


def _count(store: Store, kind: str) -> Cell:
    _, rows, _ = store.query(f"MATCH (n:{kind}) RETURN count(n) AS number", {})
    return rows[0][0]


def _load(names: Iterable[str]) -> Mapping[str, NamedQuery]:
    folder = files("queries").joinpath("named")
    texts = ((one, folder.joinpath(f"{one}.cypher").read_text(encoding="utf-8")) for one in names)
    # Held against their texts by the tests: every command imports this, few ask.
    return MappingProxyType({name: _declared(name, text) for name, text in texts})


QUERIES = _load(NAMES)
"""All named questions by name."""


def _by_number() -> dict[str, NamedQuery]:
    return {query.number: query for query in QUERIES.values() if query.number}
