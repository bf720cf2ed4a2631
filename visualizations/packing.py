"""A subgraph as columns of short numbers: a page of a thousand nodes carries megabytes of quotes in a third of one.

What is alike stands together (all kinds, then all ends, then all quotes of one file, row by row), because
that is what packs well; page.js puts it together again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.model.answers import Subgraph
from visualizations import facts

Group = tuple[int, ...]


class _Groups:
    """Pairs and triples of texts that many rows share: each is written once."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.found: dict[Group, int] = {}

    def places(self, words: Sequence[int]) -> list[int]:
        """Return the places of a row's groups, which follow each other in it."""
        size = self.size
        groups = [tuple(words[at : at + size]) for at in range(0, len(words), size)]
        return [self.found.setdefault(group, len(self.found)) for group in groups]


def packed(subgraph: Subgraph) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a page must know at once, and what it carries packed."""
    data = facts.data(subgraph)
    nodes, edges = data.pop("nodes"), data.pop("edges")
    texts: list[str] = data.pop("texts")  # type: ignore[assignment]
    pairs, sources = _Groups(2), _Groups(3)
    columns = {
        "nodes": _columns(nodes, pairs, sources),
        "edges": _columns(edges, pairs, sources),
    }
    order = _order(texts, sources.found)
    moved = {old: new for new, old in enumerate(order)}
    for column in (columns["nodes"][1], columns["nodes"][2], columns["edges"][0]):
        column[:] = [moved[place] for place in column]
    return data, {
        **columns,
        "pairs": [moved[word] for pair in pairs.found for word in pair],
        "sources": [moved[word] for triple in sources.found for word in triple],
        "texts": [texts[place] for place in order],
    }


def _columns(rows: Any, pairs: _Groups, sources: _Groups) -> list[list[Any]]:
    """Return the columns of rows that end with what is known and where it stands."""
    split = [(*row[:-2], pairs.places(row[-2]), sources.places(row[-1])) for row in rows]
    width = len(rows[0]) if rows else 5
    return [[row[place] for row in split] for place in range(width)]


def _order(texts: Sequence[str], sources: dict[Group, int]) -> list[int]:
    """Return the places of the texts: words by their letters, then quotes as they stand in their files."""
    rows = sorted(sources, key=lambda row: (texts[row[0]], len(texts[row[1]]), texts[row[1]]))
    quotes = dict.fromkeys(row[2] for row in rows)
    words = sorted(set(range(len(texts))) - quotes.keys(), key=texts.__getitem__)
    return [*words, *quotes]
