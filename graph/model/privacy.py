"""Masking: done once, where anything leaves the workspace.

Who is reported, what about and who was handled stands in claims and graph, and is hidden in every
answer, page, sheet and export unless the reader lifts it with the workspace's key (DOMAIN 1.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from graph.model.answers import Answer, Cell, Edge, Evidence, Node, Subgraph, Trace
from graph.model.claims import Value
from graph.model.schema import schema

HIDDEN = "〔已隐去〕"
"""What stands in the place of a masked text."""

_LABELLED = re.compile(r"\(\s*\w*\s*:|\[\s*\w*\s*:")
_BARE_NODE = re.compile(r"\(\s*\w*\s*(?:\{[^}]*\}\s*)?\)")
_BARE_EDGE = re.compile(r"\[\s*\w*\s*(?:\*[\d.]*)?\s*(?:\{[^}]*\}\s*)?\]|-->|<--|--")


def restricted_edges() -> tuple[str, ...]:
    """Return the edge kinds whose person end is restricted: who is reported, who was handled."""
    return tuple(kind.name for kind in schema().edges.values() if kind.sensitive)


_SPREADING = frozenset({"subject", "problem", "author"})
"""Restricted properties whose text is hidden in other texts too; a post or four digits would hide half a page."""


def restricted_texts() -> dict[str, tuple[str, ...]]:
    """Return the restricted properties by node kind whose text is hidden wherever it turns up."""
    found = {}
    for kind in schema().nodes.values():
        columns = tuple(p.name for p in kind.public() if p.restricted and p.name in _SPREADING)
        if columns:
            found[kind.name] = columns
    return found


def touches_restricted(cypher: str) -> bool:
    """Tell whether a query can reach what is restricted: it names a sensitive kind, or leaves a pattern open."""
    kinds = schema()
    words = {k.name for k in (*kinds.nodes.values(), *kinds.edges.values()) if k.sensitive}
    if any(re.search(rf"\b{word}\b", cypher) for word in words):
        return True
    return bool(_BARE_EDGE.search(cypher)) and bool(
        _LABELLED.search(cypher) or _BARE_NODE.search(cypher)
    )


@dataclass(frozen=True, slots=True)
class Mask:
    """What to hide: people at the end of restricted edges, texts of restricted properties, columns of ledgers."""

    people: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    headers: frozenset[str] = frozenset()
    lifted: bool = False
    pattern: re.Pattern[str] | None = field(default=None, compare=False)

    @staticmethod
    def of(people: Iterable[str], names: Iterable[str], headers: Iterable[str]) -> Mask:
        """Return the mask of these people (ids), texts and column headers."""
        texts = frozenset(name for name in names if len(name.strip()) > 1)
        ordered = sorted(texts, key=lambda text: (-len(text), text))
        pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else None
        return Mask(frozenset(people), texts, frozenset(headers), False, pattern)

    def text(self, text: str) -> str:
        """Return a text with every restricted name in it hidden."""
        return self.pattern.sub(HIDDEN, text) if self.pattern and not self.lifted else text

    def answer(self, answer: Answer, sensitive: bool) -> Answer:
        """Return an answer with what is restricted hidden; `sensitive` if its query can reach such."""
        if self.lifted:
            return answer
        rows = tuple(tuple(self.cell(cell, sensitive) for cell in row) for row in answer.rows)
        return replace(answer, rows=rows)

    def cell(self, cell: Cell, sensitive: bool) -> Cell:
        """Return one cell, masked."""
        if isinstance(cell, Node):
            return self.node(cell, sensitive)
        if isinstance(cell, Edge):
            return replace(cell, properties=self._plain(cell.kind, cell.properties, sensitive))
        if isinstance(cell, tuple):
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
        """Return a quote with restricted columns and names hidden; a column's text may hold the field mark."""
        if self.lifted:
            return quote
        parts, hiding = [], False
        for part in quote.split("｜"):
            header, mark, _ = part.partition("：")
            known = bool(mark) and header in self.headers
            if known:
                hiding = True
                parts.append(f"{header}：{HIDDEN}")
            elif hiding and not mark:
                continue
            else:
                hiding = False
                parts.append(part)
        text = "｜".join(parts)
        return self.text(text) if sensitive else text

    def subgraph(self, subgraph: Subgraph) -> Subgraph:
        """Return a subgraph, masked; people are hidden in it if a restricted edge or kind stands in it."""
        if self.lifted:
            return subgraph
        kinds = schema()
        sensitive = any(kinds.nodes[node.kind].sensitive for node in subgraph.nodes) or any(
            kinds.edges[edge.kind].sensitive for edge in subgraph.edges
        )
        evidence = {
            key: tuple(self._evidence(item, sensitive, key) for item in items)
            for key, items in subgraph.evidence.items()
        }
        nodes = tuple(self.node(node, sensitive) for node in subgraph.nodes)
        edges = tuple(
            replace(edge, properties=self._plain(edge.kind, edge.properties, sensitive))
            for edge in subgraph.edges
        )
        return replace(
            subgraph,
            title=self.text(subgraph.title) if sensitive else subgraph.title,
            nodes=nodes,
            edges=edges,
            evidence=evidence,
        )

    def _evidence(self, item: Evidence, sensitive: bool, key: str) -> Evidence:
        if sensitive and key in self.people:
            return replace(item, quote=HIDDEN)
        return replace(item, quote=self.quote(item.quote, sensitive))

    def trace(self, trace: Trace) -> Trace:
        """Return a trace, masked."""
        if self.lifted:
            return trace
        return replace(trace, title=self.text(trace.title), subgraph=self.subgraph(trace.subgraph))
