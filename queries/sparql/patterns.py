"""How patterns are matched on a view: the best known triple first; and sub-queries as the standard has them.

The library matches triples in a fixed order and evaluates a sub-query anew for each row before it, with that
row's variables in it: slow, and wrong where both use a name. Everything else is left to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rdflib import RDF, URIRef
from rdflib.paths import Path
from rdflib.plugins.sparql import CUSTOM_EVALS
from rdflib.plugins.sparql.evaluate import evalAggregateJoin, evalLazyJoin, evalPart
from rdflib.plugins.sparql.evalutils import _ebv
from rdflib.plugins.sparql.sparql import AlreadyBound, Bindings
from rdflib.store import Store

from graph.exports.rdf.terms import PREFIXES, iri, terms_of
from graph.model.errors import QueryError
from graph.model.schema import schema
from queries.sparql.view import View


class Seen(Store):
    """A view as a store of the library's: to be read, and only so."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:  # noqa: ARG002  # the library's
        """Yield the triples that fit."""
        return ((triple, iter(())) for triple in self.view.find(*triple_pattern))

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Nothing is kept: prefixes come with each question."""

    def namespace(self, prefix: str) -> URIRef | None:
        """Return what a prefix stands for."""
        return URIRef(PREFIXES[prefix]) if prefix in PREFIXES else None

    def prefix(self, namespace: URIRef) -> str | None:  # noqa: ARG002  # the library's
        """Return nothing: names are shortened elsewhere."""
        return None

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """Yield the prefixes."""
        return ((name, URIRef(whole)) for name, whole in PREFIXES.items())


def register() -> None:
    """Make these ways known to the library, once for the process; graphs of others are left alone."""
    CUSTOM_EVALS["xuntu"] = _evaluate


def _evaluate(ctx: Any, part: Any) -> Iterator[Any]:
    store = getattr(ctx.graph, "store", None)
    if isinstance(store, Seen):
        if part.name == "ServiceGraphPattern":
            raise QueryError("不能用 SERVICE 查询别处的数据")
        if part.name == "BGP":
            return _solve(ctx, store.view, list(part.triples), _told_kinds(part.triples))
        if part.name in {"Join", "LeftJoin"} and (_is_query(part.p2) or part.lazy is False):
            return _joined(ctx, store.view, part)
        if part.name == "Join" and part.lazy is None:
            # Inside EXISTS nobody has looked how it may be joined: with what is known, not with everything.
            return evalLazyJoin(ctx, part)
        if part.name == "AggregateJoin" and part.p.expr is not None:
            # The library makes an empty group of no rows.
            return (group for group in evalAggregateJoin(ctx, part) if len(group))
    # What the library takes for: not mine.
    raise NotImplementedError


def _is_query(part: Any) -> bool:
    return bool(part.name == "ToMultiSet" and part.p.name != "values")


def _joined(ctx: Any, view: View, part: Any) -> Iterator[Any]:
    """Join with what is evaluated once; a sub-query is evaluated by itself."""
    alone = ctx
    if _is_query(part.p2):
        alone = ctx.clone()
        alone.bindings = Bindings()
    right = _Table(list(evalPart(alone, part.p2)))
    for left in evalPart(ctx, part.p1):
        found = False
        for one in right.fitting(left):
            view.tick()
            both = left.merge(one)
            if part.name == "Join" or _ebv(part.expr, both):
                found = True
                yield both
        if part.name == "LeftJoin" and not found:
            yield left


class _Table:
    """Solutions, found by the variables that all of them bind."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows
        self._bound = set.intersection(*(set(row) for row in rows)) if rows else set()
        self._found: dict[tuple[Any, ...], dict[tuple[Any, ...], list[Any]]] = {}

    def fitting(self, left: Any) -> Iterator[Any]:
        """Yield the rows that may stand together with one."""
        names = tuple(sorted(self._bound & set(left)))
        if names not in self._found:
            index: dict[tuple[Any, ...], list[Any]] = {}
            for row in self._rows:
                index.setdefault(tuple(row[name] for name in names), []).append(row)
            self._found[names] = index
        wanted = tuple(left[name] for name in names)
        return (row for row in self._found[names].get(wanted, ()) if left.compatible(row))


def _told_kinds(triples: Sequence[Any]) -> Mapping[Any, frozenset[str]]:
    """Return the kinds that a pattern says its subjects are of: nothing else need be looked through for them."""
    kinds: dict[Any, frozenset[str]] = {}
    for s, p, o in triples:
        if p == RDF.type and isinstance(o, URIRef):
            found = _of_class(o)
            kinds[s] = kinds[s] & found if s in kinds else found
    return kinds


def _of_class(whole: URIRef) -> frozenset[str]:
    names = (*schema().nodes, *schema().edges)
    return frozenset(one for one in names if str(whole) in map(iri, terms_of(one).types))


def _solve(
    ctx: Any, view: View, left: list[Any], kinds: Mapping[Any, frozenset[str]]
) -> Iterator[Any]:
    if not left:
        yield ctx.solution()
        return
    best = min(left, key=lambda triple: _cost(ctx, triple))
    rest = [triple for triple in left if triple is not best]
    s, p, o = best
    known = ctx[s], ctx[p], ctx[o]
    if isinstance(known[1], Path):
        found: Iterable[Any] = ctx.graph.triples(known)
    else:
        found = view.find(*known, kinds.get(s))
    for triple in found:
        view.tick()
        deeper = ctx.push() if None in known else ctx
        try:
            for name, before, value in zip(best, known, triple, strict=True):
                if before is None:
                    deeper[name] = value
        except AlreadyBound:
            continue
        yield from _solve(deeper, view, rest, kinds)


def _cost(ctx: Any, triple: Any) -> int:
    """Return how much a triple is likely to give: the least is matched first."""
    s, p, o = triple
    subject, object_ = ctx[s] is not None, ctx[o] is not None
    wide = ctx[p] is None or isinstance(p, Path)
    if subject:
        return (2 if wide else 0) + (not object_)
    if object_:
        return 8 if wide else 6 if p == RDF.type else 4
    return 20 if wide else 10
