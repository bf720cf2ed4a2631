"""The snapshot as RDF: which triples fit, found where the question looks and nowhere else.

Nothing is built beforehand: a question costs what it touches. What it touches also tells whether it reaches
what is restricted: then `Reached` is raised, and it is asked again of a view that hides more.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Protocol

from rdflib import RDF, URIRef

from graph.exports.rdf.terms import id_of, iri, terms_of
from graph.model.answers import Edge, Node
from graph.model.errors import QueryError
from graph.model.exposure import restricted_properties, touches_restricted
from graph.model.privacy import Mask
from graph.model.schema import EdgeKind, Kind, schema
from graph.snapshot import Snapshot
from queries.sparql.rows import ENDS, SOURCES, Rows

Pairs = Iterator[tuple[URIRef, Any]]
"""Subjects and objects."""

_OFTEN = 256
"""How many steps go by before the clock is looked at."""


class Reached(Exception):
    """The question reaches what is restricted."""


class View:
    """The triples of a snapshot as one question may see them."""

    def __init__(
        self, snapshot: Snapshot, mask: Mask, *, sensitive: bool, seconds: float, until: float
    ) -> None:
        self._open = sensitive or mask.lifted
        self._seconds, self._until, self._steps = seconds, until, 0
        self._rows = {kind.name: Rows(kind, snapshot, mask, sensitive) for kind in _kinds()}
        self.asked: set[str] = set()
        """The kinds that the question came to."""

    def rows(self, kind: str, column: str = "id") -> Rows:
        """Return the rows of a kind; raise Reached where that is more than this view may tell."""
        if not self._open and (column in restricted_properties() or touches_restricted(kind)):
            raise Reached
        self.asked.add(kind)
        return self._rows[kind]

    def tick(self) -> None:
        """Raise QueryError when the time is over."""
        self._steps += 1
        if self._steps % _OFTEN == 0 and time.monotonic() > self._until:
            raise too_long(self._seconds)

    def find(
        self, s: Any, p: Any, o: Any, kinds: Collection[str] | None = None
    ) -> Iterator[tuple[Any, Any, Any]]:
        """Yield the triples that fit, each once; None stands for anything, `kinds` is all that the subject may be."""
        self.tick()
        if s is not None:
            told = kind_of(s)
            kinds = {told} & set(kinds or {told}) if told else ()
        for predicate in _uses() if p is None else (p,):
            for use in _uses().get(predicate, ()):
                if kinds is None or not use.of.isdisjoint(kinds):
                    for subject, found in use.find(self, s, o):
                        yield subject, predicate, found

    def cell(self, resource: str) -> Node | Edge | None:
        """Return the node or edge that a resource is, unmasked; None if it is none."""
        kind = kind_of(resource)
        return self.rows(kind).cell(id_of(resource)) if kind else None


def too_long(seconds: float) -> QueryError:
    """Return what is said of a question that is stopped."""
    hint = "请缩小范围，或用 --timeout 放宽"
    return QueryError(f"查询超过 {seconds:g} 秒，已停止", hint=hint)


def kind_of(resource: object) -> str:
    """Return the kind of a node or edge by its name, empty for anything else."""
    name = id_of(resource).partition("-")[0] if isinstance(resource, str) else ""
    return name if name in schema().nodes or name in schema().edges else ""


def _kinds() -> tuple[Kind, ...]:
    return (*schema().nodes.values(), *schema().edges.values())


# ---------------------------------------------------------------------- what a predicate finds


class _Use(Protocol):
    """One kind whose rows a predicate speaks of."""

    @property
    def of(self) -> frozenset[str]:
        """The kinds that its subjects are of."""

    def find(self, view: View, s: Any, o: Any) -> Pairs:
        """Yield subject and object of the triples that fit."""


class _Typed:
    """`rdf:type`: every row is of the classes of its kind."""

    def __init__(self, kind: str) -> None:
        self._kind, self.of = kind, frozenset({kind})
        self._classes = [URIRef(iri(one)) for one in terms_of(kind).types]

    def find(self, view: View, s: Any, o: Any) -> Pairs:
        found = [one for one in self._classes if o in (None, one)]
        if not found:
            return
        rows = view.rows(self._kind)
        known = [] if s is None or id_of(s) not in rows.row_of else [s]
        for subject in rows.subjects if s is None else known:
            view.tick()
            yield from ((subject, one) for one in found)


class _Said:
    """A property, or an end of an edge: at most one object a row."""

    def __init__(self, kind: str, column: str) -> None:
        self._kind, self._column, self.of = kind, column, frozenset({kind})
        edge = schema().edges.get(kind)
        self._ends: frozenset[str] = frozenset()
        if edge is not None and column in ENDS:
            self._ends = frozenset(pair[ENDS.index(column)] for pair in edge.ends)

    def find(self, view: View, s: Any, o: Any) -> Pairs:
        if o is not None and self._ends and self._ends.isdisjoint({"*", kind_of(o)}):
            return
        rows = view.rows(self._kind, self._column)
        objects = rows.objects(self._column)
        if s is not None:
            row = rows.row_of.get(id_of(s))
            found: Iterable[int] = [] if row is None else [row]
        else:
            found = range(len(objects)) if o is None else rows.saying(self._column, o)
        for row in found:
            view.tick()
            if objects[row] is not None and o in (None, objects[row]):
                yield rows.subjects[row], objects[row]


class _Link:
    """The direct triple of an edge; two edges between the same ends give one."""

    def __init__(self, edge: EdgeKind, of: frozenset[str]) -> None:
        self._kind, self.of = edge.name, of

    def find(self, view: View, s: Any, o: Any) -> Pairs:
        rows = view.rows(self._kind)
        sources, targets = (rows.objects(end) for end in ENDS)
        if s is not None:
            found: Iterable[int] = rows.saying("source", s)
        else:
            found = range(len(sources)) if o is None else rows.saying("target", o)
        given = set()
        for row in found:
            view.tick()
            pair = (sources[row], targets[row])
            if o in (None, pair[1]) and pair not in given and kind_of(pair[0]) in self.of:
                given.add(pair)
                yield pair


@cache
def _uses() -> Mapping[URIRef, list[_Use]]:
    """Every predicate with the kinds it speaks of."""
    found: dict[URIRef, list[_Use]] = {}

    def add(terms: Collection[str], use: _Use) -> None:
        for term in terms:
            found.setdefault(URIRef(iri(term)), []).append(use)

    for kind in _kinds():
        told = terms_of(kind.name)
        found.setdefault(RDF.type, []).append(_Typed(kind.name))
        for name, terms in told.properties.items():
            add(terms, _Said(kind.name, name))
        add(("dcterms:source",), _Said(kind.name, SOURCES))
        if isinstance(kind, EdgeKind):
            for end, terms in zip(ENDS, told.ends, strict=True):
                add(terms, _Said(kind.name, end))
            for source in _sources(kind):
                add(told.links(source), _Link(kind, frozenset({source})))
    return found


def _sources(edge: EdgeKind) -> list[str]:
    """Return the kinds that an edge may lead from."""
    told = dict.fromkeys(pair[0] for pair in edge.ends)
    return list(schema().nodes) if "*" in told else list(told)
