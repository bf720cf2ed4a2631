"""Masking: done once, where anything leaves the workspace.

Who is reported, what about and who was handled stands in claims and graph, and is hidden in every
answer, page, sheet and export unless the reader lifts it with the workspace's key (DOMAIN 1.5).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.model.answers import Answer, Cell, Column, Edge, Evidence, Node, Subgraph, Trace
from graph.model.claims import Value
from graph.model.exposure import restricted_columns, restricted_properties, touches_restricted
from graph.model.names import to_half_width
from graph.model.schema import schema

__all__ = [
    "GUARDED",
    "HIDDEN",
    "Mask",
    "restricted_columns",
    "restricted_edges",
    "restricted_texts",
    "spread",
    "touches_restricted",
]

HIDDEN = "〔已隐去〕"
"""What stands in the place of a masked text."""

GUARDED = "受限来源"
"""What stands for the place of a claim that would tell who is reported, where nothing else is said."""

_LONGEST_NAME = 4


def restricted_edges() -> tuple[str, ...]:
    """Return the edge kinds whose person end is restricted: who is reported, who was handled."""
    return tuple(kind.name for kind in schema().edges.values() if kind.sensitive)


_SPREADING = frozenset({"subject", "problem", "author", "target"})
"""Restricted properties whose text is hidden in other texts too; a post or four digits would hide half a page."""


_NAMING = frozenset({"subject", "target"})
"""Those of them that name people, perhaps several."""


def restricted_texts() -> dict[str, tuple[str, ...]]:
    """Return the restricted properties by node kind whose text is hidden wherever it turns up."""
    found = {}
    for kind in schema().nodes.values():
        columns = tuple(p.name for p in kind.public() if p.restricted and p.name in _SPREADING)
        if columns:
            found[kind.name] = columns
    return found


def spread(column: str, text: str) -> frozenset[str]:
    """Return what of a restricted text is hidden wherever it turns up: of several names each by itself."""
    names = re.split(r"[;；、]", text) if column in _NAMING else ()
    return frozenset({text, *(re.sub(r"[(（].*?[)）]", "", name).strip() for name in names)})


def header_key(header: str) -> str:
    """Return a column's header for comparison: one width, without blanks, marks and a note in brackets."""
    plain = re.sub(r"[\s*※☆★▲]", "", to_half_width(header)).lower()
    return re.sub(r"(?<=.)\([^()]*\)$", "", plain)


def _spaced(text: str) -> str:
    """Return the pattern of a text; one as short as a name is found with blanks in it too."""
    if len(text) > _LONGEST_NAME:
        return re.escape(text)
    return r"\s*".join(re.escape(char) for char in text if not char.isspace())


@dataclass(frozen=True, slots=True)
class Mask:
    """What to hide: people at the end of restricted edges, texts of restricted properties, columns of ledgers."""

    people: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    headers: frozenset[str] = frozenset()
    lifted: bool = False
    pattern: re.Pattern[str] | None = field(default=None, compare=False)
    shown: frozenset[str] = frozenset()

    @staticmethod
    def of(
        people: Iterable[str],
        names: Iterable[str],
        headers: Iterable[str],
        shown: Iterable[str] = (),
    ) -> Mask:
        """Return the mask of these people (ids), texts and column headers.

        `shown` are the headers of all other columns: where they are known, what only looks like one
        inside a restricted cell does not end it.
        """
        texts = frozenset(name for name in names if len("".join(name.split())) > 1)
        ordered = sorted(texts, key=lambda text: (-len(text), text))
        pattern = re.compile("|".join(map(_spaced, ordered))) if ordered else None
        hidden = frozenset(map(header_key, headers))
        others = frozenset(map(header_key, shown)) - hidden
        return Mask(frozenset(people), texts, hidden, False, pattern, others)

    def text(self, text: str) -> str:
        """Return a text with every restricted name in it hidden."""
        return self.pattern.sub(HIDDEN, text) if self.pattern and not self.lifted else text

    def answer(
        self,
        answer: Answer,
        sensitive: bool,
        columns: Collection[int] = frozenset(),
        telling: Collection[int] = frozenset(),
    ) -> Answer:
        """Return an answer with what is restricted hidden; `sensitive` if its query can reach such.

        `columns` are the places of columns made of restricted properties: no text of theirs is shown, and
        no number of those in `telling`.
        """
        if self.lifted:
            return answer
        rows = tuple(
            tuple(
                _blank(cell, place in telling) if place in columns else self.cell(cell, hide)
                for place, cell in enumerate(row)
            )
            for row in answer.rows
            # Whoever is known from restricted sources alone is hidden without being asked for.
            for hide in (sensitive or any(map(_is_guarded, row)),)
        )
        if not sensitive:
            return replace(answer, rows=rows)
        return replace(
            answer,
            title=self.text(answer.title),
            columns=tuple(Column(self.text(c.name), self.text(c.label)) for c in answer.columns),
            rows=rows,
            parameters={name: self._given(value) for name, value in answer.parameters.items()},
            notes=tuple(map(self.text, answer.notes)),
            sensitive=True,
        )

    def _given(self, value: object) -> object:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self._given(one) for key, one in value.items()}
        return [self._given(one) for one in value] if isinstance(value, (list, tuple)) else value

    def cell(self, cell: Cell, sensitive: bool) -> Cell:
        """Return one cell, masked."""
        if isinstance(cell, Node):
            return self.node(cell, sensitive)
        if isinstance(cell, Edge):
            return replace(cell, properties=self._plain(cell.kind, cell.properties, sensitive))
        if isinstance(cell, tuple):
            # A map is a tuple of pairs.
            if len(cell) == 2 and isinstance(cell[0], str) and cell[0] in restricted_properties():
                return cell[0], _blank(cell[1], numbers=True)
            return tuple(self.cell(part, sensitive) for part in cell)
        return self.text(cell) if sensitive and isinstance(cell, str) else cell

    def node(self, node: Node, sensitive: bool) -> Node:
        """Return a node, masked; a restricted person keeps only its id."""
        if sensitive and node.id in self.people:
            caption = schema().nodes[node.kind].caption
            return replace(node, properties={caption: HIDDEN})
        return replace(node, properties=self._plain(node.kind, node.properties, sensitive))

    def _plain(
        self, kind: str, properties: Mapping[str, Value], sensitive: bool
    ) -> dict[str, Value]:
        declared = schema().kind(kind)
        hide_names = sensitive or declared.sensitive
        plain: dict[str, Value] = {}
        for name, value in properties.items():
            prop = declared.properties.get(name)
            if prop is not None and prop.restricted and value is not None:
                plain[name] = HIDDEN
            else:
                plain[name] = self.text(value) if hide_names and isinstance(value, str) else value
        return plain

    def quote(self, quote: str, sensitive: bool = True) -> str:
        """Return a quote with restricted columns and names hidden; a cell's text may hold the field mark."""
        if self.lifted:
            return quote
        parts, hiding = [], False
        for part in quote.split("｜"):
            header, mark, _ = part.partition("：")
            key = header_key(header)
            if mark and key in self.headers:
                hiding = True
                parts.append(f"{header}：{HIDDEN}")
            elif hiding and (not mark or (self.shown and key not in self.shown)):
                continue
            else:
                hiding = False
                parts.append(part)
        text = "｜".join(parts)
        return self.text(text) if sensitive else text

    def rejected(self, row: Mapping[str, str]) -> dict[str, str]:
        """Return a row of what could not be used, masked: the quote, and a restricted column's value."""
        plain = {name: self.text(value or "") for name, value in row.items()}
        plain["quote"] = self.quote(row.get("quote") or "")
        if not self.lifted and header_key(row.get("column") or "") in self.headers:
            plain |= dict.fromkeys(("value", "reason", "suggestion"), HIDDEN)
        return plain

    def value(self, header: str, proper: str, text: str) -> str:
        """Return a ledger's cell, masked by the header it stands under and by the column's proper name."""
        hide = not self.lifted and {header_key(header), header_key(proper)} & self.headers
        return HIDDEN if hide and text else self.text(text)

    def subgraph(self, subgraph: Subgraph) -> Subgraph:
        """Return a subgraph, masked; people are hidden in it if its question or anything in it is restricted."""
        if self.lifted:
            return subgraph
        kinds = schema()
        sensitive = (
            subgraph.sensitive
            or any(kinds.nodes[node.kind].sensitive for node in subgraph.nodes)
            or any(kinds.edges[edge.kind].sensitive for edge in subgraph.edges)
        )
        evidence = {
            key: tuple(
                self._evidence(item, sensitive, key)
                for item in items
                if sensitive or not item.guarded
            )
            for key, items in subgraph.evidence.items()
        }
        # An open page is drawn as if what only restricted sources say had not been loaded.
        shown = [n for n in subgraph.nodes if sensitive or n.kind != "Person" or not _is_guarded(n)]
        there = {node.id for node in shown}
        nodes = tuple(self.node(node, sensitive) for node in shown)
        edges = tuple(
            replace(edge, properties=self._plain(edge.kind, edge.properties, sensitive))
            for edge in subgraph.edges
            if sensitive or not (_is_guarded(edge) or {edge.source, edge.target} - there)
        )
        return replace(
            subgraph,
            title=self.text(subgraph.title) if sensitive else subgraph.title,
            nodes=nodes,
            edges=edges,
            evidence=evidence,
            notes=tuple(map(self.text, subgraph.notes)) if sensitive else subgraph.notes,
        )

    def _evidence(self, item: Evidence, sensitive: bool, key: str) -> Evidence:
        if sensitive and key in self.people:
            return Evidence(HIDDEN, "", HIDDEN)
        file = self.text(item.file) if sensitive else item.file
        return replace(item, file=file, quote=self.quote(item.quote, sensitive))

    def trace(self, trace: Trace) -> Trace:
        """Return a trace, masked: whatever is traced, it leads to what is restricted."""
        if self.lifted:
            return trace
        whole = replace(trace.subgraph, sensitive=True)
        return replace(trace, title=self.text(trace.title), subgraph=self.subgraph(whole))


def _is_guarded(cell: Cell) -> bool:
    if isinstance(cell, (Node, Edge)):
        return cell.properties.get("sources") == GUARDED
    return any(map(_is_guarded, cell)) if isinstance(cell, tuple) else cell == GUARDED


def _blank(cell: Cell, numbers: bool = False) -> Cell:
    """Return a cell without any text of it, and without its numbers if they tell as much."""
    if isinstance(cell, str) or (numbers and isinstance(cell, int | float)):
        return HIDDEN
    if isinstance(cell, tuple):
        return tuple(_blank(part, numbers) for part in cell)
    return replace(cell, properties={}) if isinstance(cell, (Node, Edge)) else cell
