"""The rows of one kind as RDF terms: each column is read, and masked, when it is first asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

import pyarrow.parquet as pq
from rdflib import Literal, URIRef

from graph.exports.rdf.resources import RESOURCE, Term, value_term
from graph.exports.rdf.terms import identified, iri
from graph.model.answers import Edge, Node
from graph.model.claims import Value
from graph.model.errors import WorkspaceError
from graph.model.privacy import GUARDED, HIDDEN, Mask
from graph.model.schema import EdgeKind, Kind, NodeKind
from graph.snapshot import Snapshot

SOURCES = "sources"
ENDS = ("source", "target")


def rdf_term(term: Term) -> URIRef | Literal:
    """Return a term as the library knows it."""
    if term.type == RESOURCE:
        return URIRef(iri(term.text))
    return Literal(term.text, datatype=URIRef(iri(term.type)) if term.type else None)


class Rows:
    """The rows of one kind; a `sensitive` view hides what a page with restricted nodes hides."""

    def __init__(self, kind: Kind, snapshot: Snapshot, mask: Mask, sensitive: bool) -> None:
        self.kind, self._mask, self._sensitive = kind, mask, sensitive
        self._edges = isinstance(kind, EdgeKind)
        self._path = snapshot.folder / f"{'edges' if self._edges else 'nodes'}_{kind.name}.parquet"
        self._columns: dict[str, list[Any]] = {}
        self._objects: dict[str, list[Any]] = {}
        self._found: dict[str, dict[Any, list[int]]] = {}

    def column(self, name: str) -> list[Any]:
        """Return a column as it is stored."""
        if name not in self._columns:
            if not self._path.is_file():
                hint = "请运行 xuntu rebuild"
                raise WorkspaceError("图快照不完整", where=self._path.name, hint=hint)
            self._columns[name] = pq.read_table(self._path, columns=[name])[name].to_pylist()
        return self._columns[name]

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The number of the row of each id."""
        return {id_: row for row, id_ in enumerate(self.column("id"))}

    @cached_property
    def subjects(self) -> list[URIRef]:
        """What each row is called."""
        return [URIRef(iri(identified(id_))) for id_ in self.column("id")]

    def objects(self, name: str) -> list[Any]:
        """Return what is said under a property or at an end in each row, None where nothing is."""
        if name not in self._objects:
            if self._edges and name in ENDS:
                self._objects[name] = [URIRef(iri(identified(end))) for end in self.column(name)]
            else:
                values = self._masked(name)
                terms = {one: self._term(name, one) for one in set(values)}
                self._objects[name] = [terms[one] for one in values]
        return self._objects[name]

    def _term(self, name: str, value: Value) -> URIRef | Literal | None:
        if value is None:
            return None
        prop = self.kind.properties.get(name)
        if prop is None or value == HIDDEN:
            return Literal(str(value))
        return rdf_term(value_term(prop, value))

    def saying(self, name: str, wanted: Any) -> list[int]:
        """Return the rows that say this under a property or at an end."""
        if name not in self._found:
            found: dict[Any, list[int]] = {}
            for row, one in enumerate(self.objects(name)):
                if one is not None:
                    found.setdefault(one, []).append(row)
            self._found[name] = found
        return self._found[name].get(wanted, [])

    def cell(self, id_: str) -> Node | Edge | None:
        """Return a row as an answer holds it, unmasked; None if there is none."""
        row = self.row_of.get(id_)
        if row is None:
            return None
        names = (*dict(self.kind.columns()), SOURCES)
        told = {name: self.column(name)[row] for name in names}
        given = {name: value for name, value in told.items() if value is not None}
        if not self._edges:
            return Node(id_, self.kind.name, given)
        source, target = (self.column(end)[row] for end in ENDS)
        return Edge(id_, self.kind.name, source, target, given)

    # ------------------------------------------------------------------ masking, as Mask.node does it

    def _masked(self, name: str) -> list[Any]:
        column = self.column(name)
        if self._mask.lifted:
            return column
        prop = self.kind.properties.get(name)
        if prop is not None and prop.restricted:
            return [None if value is None else HIDDEN for value in column]
        if self._sensitive or self.kind.sensitive:
            texts = {one: self._mask.text(one) for one in set(column) if isinstance(one, str)}
            column = [texts[one] if isinstance(one, str) else one for one in column]
        if not self._hidden:
            return column
        caption = isinstance(self.kind, NodeKind) and name == self.kind.caption
        sign = HIDDEN if caption else None
        return [sign if row in self._hidden else one for row, one in enumerate(column)]

    @cached_property
    def _hidden(self) -> Collection[int]:
        """The rows of people of whom only the id is shown."""
        if self.kind.name != "Person":
            return frozenset()
        guarded = {row for row, told in enumerate(self.column(SOURCES)) if told == GUARDED}
        people = self._mask.people if self._sensitive else frozenset()
        return guarded | {row for row, id_ in enumerate(self.column("id")) if id_ in people}
