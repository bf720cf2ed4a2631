"""What is packed is what facts.py says, in other places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graph.model.answers import Subgraph
from visualizations import facts
from visualizations.packing import packed


def _rows(columns: Sequence[Sequence[Any]], rest: dict[str, Any]) -> list[list[Any]]:
    """Return the rows again, with words in the place of numbers."""
    texts = rest["texts"]

    def said(groups: list[int], table: str, size: int) -> list[str]:
        return [texts[word] for g in groups for word in rest[table][g * size : g * size + size]]

    return [
        [*row[:-2], said(row[-2], "pairs", 2), said(row[-1], "sources", 3)]
        for row in zip(*columns, strict=True)
    ]


def test_every_row_is_there_with_its_facts_and_sources(city: Callable[[int], Subgraph]) -> None:
    graph = city(150)
    plain: Any = facts.data(graph)
    head, rest = packed(graph)
    texts = plain["texts"]
    nodes = [
        [row[0], texts[row[1]], texts[row[2]], *([texts[w] for w in part] for part in row[3:])]
        for row in plain["nodes"]
    ]
    edges = [
        [texts[row[0]], row[1], row[2], *([texts[w] for w in part] for part in row[3:])]
        for row in plain["edges"]
    ]
    words = rest["texts"]
    assert sorted(words) == sorted(texts)
    found = _rows(rest["nodes"], rest)
    assert [[row[0], words[row[1]], words[row[2]], *row[3:]] for row in found] == nodes
    assert [[words[row[0]], *row[1:]] for row in _rows(rest["edges"], rest)] == edges
    assert head == {name: plain[name] for name in ("title", "notes", "kinds", "relations")}
