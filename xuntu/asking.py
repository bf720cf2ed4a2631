"""Questions to a workspace: answers, traces and subgraphs with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from graph.model.answers import Answer, Cell, Edge, Evidence, Node, Subgraph, Trace
from graph.model.claims import kind_of, place_shown
from graph.model.exposure import rewrites, telling_columns
from graph.model.privacy import GUARDED, Mask, restricted_columns, touches_restricted
from graph.model.regions import Regions
from graph.snapshot import Snapshot
from graph.sources import Sources, tables
from graph.stores.store import Store
from queries import library
from queries.statistics.statistic import Statistic
from queries.tracing import trace as find_trace
from queries.tracing.limits import Limits

FindEvidence = Callable[[list[str]], dict[str, tuple[Evidence, ...]]]

_REWRITTEN = "查询拆分或拼接了文字，又触及受限内容，文字全部隐去；确需查看请用 --reveal"

_NOTHING_OPEN = "没有可以显示的内容：没有载入，或者都受限"

SHOWN_PLACES = 5
"""How many places of one node or edge a page shows."""


def query(
    store: Store,
    question: str,
    parameters: Mapping[str, object],
    *,
    cypher: bool,
    timeout: float,
    limit: int,
    mask: Mask,
) -> Answer:
    """Return the masked answer to a named query or to Cypher."""
    if cypher:
        answer = library.raw(store, question, parameters, timeout=timeout, limit=limit)
        sensitive = touches_restricted(question)
        hidden = restricted_columns(question)
        if sensitive and not mask.lifted and rewrites(question):
            hidden = frozenset(range(len(answer.columns)))
            answer = replace(answer, notes=(*answer.notes, _REWRITTEN))
    else:
        named = library.named(question)
        answer = named.ask(store, parameters, timeout=timeout, limit=limit)
        if named.closed and not mask.lifted:
            return _open_part(answer, named.closed)
        sensitive = named.sensitive or touches_restricted(named.text)
        hidden = restricted_columns(named.text)
        question = named.text
    # What is drawn from the answer later must know it too.
    answer = replace(answer, sensitive=sensitive)
    return mask.answer(answer, sensitive, hidden, telling_columns(question))


def _open_part(answer: Answer, closed: Sequence[str]) -> Answer:
    """Return a card without its closed aspects and what only restricted sources say, and say so.

    It says the same of everybody: that there is something to hide is itself a secret.
    """
    kept = [row for row in answer.rows if row[0] not in closed and GUARDED not in row]
    told = ("、".join(closed), "受限", "没有显示，有没有都不说明；加 --reveal 显示，会记录")
    blank = (None,) * (len(answer.columns) - len(told))
    notes = answer.notes if kept else (_NOTHING_OPEN,)
    return replace(answer, rows=(*kept, (*told, *blank)), notes=notes)


def statistic(
    question: Statistic,
    snapshot: Snapshot,
    regions: Regions,
    parameters: Mapping[str, object],
    *,
    limit: int,
    mask: Mask,
) -> Answer:
    """Return the masked answer to a statistic: no store is started."""
    answer = question.ask(snapshot, regions, parameters, limit=limit)
    return mask.answer(replace(answer, sensitive=question.sensitive), question.sensitive)


def trace(store: Store, identifier: str, on: str, rules: Limits) -> Trace:
    """Return the trace of one node, unmasked."""
    return find_trace(store, identifier, on, rules)


def evidence(
    snapshot: Snapshot, sources: Sources, ids: list[str]
) -> dict[str, tuple[Evidence, ...]]:
    """Return up to five places that state each id, with their verbatim quotes."""
    rows: dict[str, list[tuple[str, str, str, str, int, str, bool]]] = {}
    # What everybody may see first: it must not be crowded out by what is dropped later.
    for row in sorted(snapshot.evidence(ids), key=lambda row: row[6]):
        kept = rows.setdefault(row[0], [])
        if len(kept) < SHOWN_PLACES:
            kept.append(row)
    places: dict[str, list[int]] = {}
    for _, source, _, _, ordinal, _, _ in (row for kept in rows.values() for row in kept):
        places.setdefault(source, []).append(ordinal)
    quotes = tables.quotes(sources, places, {row[5] for kept in rows.values() for row in kept})
    loaded = {source.hash: source.loaded_at[:10] for source in sources.all()}
    return {
        key: tuple(
            dict.fromkeys(
                Evidence(
                    file,
                    place_shown(place),
                    quotes.get((source, ordinal), ""),
                    guarded,
                    loaded.get(source, ""),
                )
                for _, source, file, place, ordinal, _, guarded in kept
            )
        )
        for key, kept in rows.items()
    }


def evidenced(subgraph: Subgraph, find: FindEvidence) -> Subgraph:
    """Return a subgraph with the evidence of all its nodes and edges."""
    ids = [node.id for node in subgraph.nodes] + [edge.id for edge in subgraph.edges]
    return replace(subgraph, evidence=find(ids))


def with_evidence(trace: Trace, find: FindEvidence) -> Trace:
    """Return a trace with the evidence of all it shows."""
    return replace(trace, subgraph=evidenced(trace.subgraph, find))


def subgraph(store: Store, answer: Answer) -> Subgraph:
    """Return the nodes and edges an answer holds; where it holds ids, those nodes and what joins them."""
    nodes: dict[str, Node] = {}
    edges: dict[str, Edge] = {}
    ids: set[str] = set()
    for part in _parts(answer):
        if isinstance(part, Node):
            nodes[part.id] = part
        elif isinstance(part, Edge):
            edges[part.id] = part
            ids |= {part.source, part.target}
        elif isinstance(part, str) and kind_of(part):
            ids.add(part)
    ids -= nodes.keys()
    for node in _fetch_nodes(store, ids):
        nodes[node.id] = node
    if not edges:
        edges = {edge.id: edge for edge in _edges_between(store, tuple(nodes.values()))}
    kept = tuple(e for e in edges.values() if e.source in nodes and e.target in nodes)
    whole = tuple(nodes.values())
    return Subgraph(answer.title, whole, kept, notes=answer.notes, sensitive=answer.sensitive)


def _parts(answer: Answer) -> Iterator[Cell]:
    stack: list[Cell] = [cell for row in reversed(answer.rows) for cell in reversed(row)]
    while stack:
        part = stack.pop()
        if isinstance(part, tuple):
            stack.extend(reversed(part))
        else:
            yield part


def _by_kind(ids: Iterator[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for identifier in ids:
        kind = kind_of(identifier)
        if kind:
            found.setdefault(kind, []).append(identifier)
    return found


def _fetch_nodes(store: Store, ids: set[str]) -> Iterator[Node]:
    for kind, group in sorted(_by_kind(iter(sorted(ids))).items()):
        _, rows, _ = store.query(
            f"MATCH (n:{kind}) WHERE n.id IN $ids RETURN n AS n", {"ids": group}
        )
        yield from (row[0] for row in rows if isinstance(row[0], Node))


def _edges_between(store: Store, nodes: tuple[Node, ...]) -> Iterator[Edge]:
    ids = [node.id for node in nodes]
    for kind, group in sorted(_by_kind(iter(ids)).items()):
        _, rows, _ = store.query(
            f"MATCH (n:{kind})-[r]->(m) WHERE n.id IN $ids AND m.id IN $all RETURN r AS r",
            {"ids": group, "all": ids},
        )
        yield from (row[0] for row in rows if isinstance(row[0], Edge))
