"""What a page says of a node or an edge: caption, labelled properties, sources.

Only properties that the schema declares public are said, in the schema's order; masking happened
before, and nothing here looks behind it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from graph.model.answers import Edge, Evidence, Node, Subgraph
from graph.model.claims import Value
from graph.model.schema import Kind, Property, schema
from visualizations import palette

BLANK = "（空白）"
LONGEST = 2000
"""Characters of one text that a page carries; a source that is longer is read in the source."""
NAME = 80
"""Characters of a caption; the property it comes from is shown whole beside it."""

# Control characters, zero-width characters and bidirectional overrides can make a text read as what
# it is not; lone surrogates cannot be written to a file.
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}

Words = list[int]
"""Texts as places in the page's table of texts."""

Row = list[str | int | Words]
"""A node or an edge as page.js reads it: in rows, because names of fields would be half of the page."""


def visible(text: str) -> str:
    """Return the text with hidden characters spelt out and an over-long one cut, saying so."""
    shown = spelt(text)
    if len(shown) > LONGEST:
        return f"{shown[:LONGEST]}……（共{len(text)}字，此处从略）"
    return shown


def spelt(text: str) -> str:
    """Return the text with hidden characters spelt out, however long it is."""
    return text if text.isprintable() else "".join(map(_spelt, text))


def _spelt(character: str) -> str:
    hidden = unicodedata.category(character) in _HIDDEN and character not in "\t\n"
    return f"〔U+{ord(character):04X}〕" if hidden else character


def caption(node: Node) -> str:
    """Return what a node is called; never an empty text."""
    kind = schema().nodes[node.kind]
    name = node.properties.get(kind.caption)
    if name is None or name == "":
        return f"{kind.label}（无{kind.properties[kind.caption].label}）"
    text = str(name) if len(str(name)) <= NAME else f"{str(name)[:NAME]}……"
    return visible(text) if text.strip() else BLANK


def _said(prop: Property, value: Value, captions: Mapping[str, str]) -> str | None:
    if value is None or value == "":
        return None
    if prop.ref:
        return captions.get(str(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return visible(str(value)) if str(value).strip() else BLANK


class Texts:
    """The table of texts of a page: the same quote or label is written once."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, text: str) -> int:
        """Return the place of a text in the table, adding it when new."""
        return self._places.setdefault(text, len(self._places))

    def table(self) -> list[str]:
        """Return all texts in the order of their places."""
        return list(self._places)


class Describer:
    """Turns the nodes and edges of one subgraph into what a page's data says of them."""

    def __init__(self, subgraph: Subgraph) -> None:
        self.texts = Texts()
        self.subgraph = subgraph
        self.captions = {node.id: caption(node) for node in subgraph.nodes}

    def properties(self, kind: Kind, values: Mapping[str, Value]) -> Words:
        """Return label, value, label, value … of what is known, as places of texts."""
        found: Words = []
        for prop in kind.public():
            said = _said(prop, values.get(prop.name), self.captions)
            if said is not None:
                found += (self.texts.place(prop.label), self.texts.place(said))
        return found

    def evidence(self, identifier: str) -> Words:
        """Return file, place, quote, file, place, quote … of the sources of a node or edge."""
        found: Words = []
        for source in _distinct(self.subgraph.evidence.get(identifier, ())):
            day = f"，{source.loaded} 载入" if source.loaded else ""
            for text in (source.file, f"{source.place}{day}", source.quote):
                found.append(self.texts.place(visible(text)))
        return found

    def nodes(self) -> list[Row]:
        """Return the nodes in their order: id, kind, caption, facts, evidence."""
        return [
            [
                node.id,
                self.texts.place(node.kind),
                self.texts.place(self.captions[node.id]),
                self.properties(schema().nodes[node.kind], node.properties),
                self.evidence(node.id),
            ]
            for node in self.subgraph.nodes
        ]

    def edges(self) -> list[Row]:
        """Return the edges that can be drawn: kind, source, target, facts, evidence.

        The ends are places in the list of nodes.
        """
        order = {node.id: place for place, node in enumerate(self.subgraph.nodes)}
        return [
            [
                self.texts.place(edge.kind),
                order[edge.source],
                order[edge.target],
                self.properties(schema().edges[edge.kind], edge.properties),
                self.evidence(edge.id),
            ]
            for edge in joined(self.subgraph)
        ]


def _distinct(sources: Iterable[Evidence]) -> Iterable[Evidence]:
    return dict.fromkeys(sources)


def joined(subgraph: Subgraph) -> list[Edge]:
    """Return the edges that have both ends in the subgraph: what can be drawn."""
    known = {node.id for node in subgraph.nodes}
    return [edge for edge in subgraph.edges if edge.source in known and edge.target in known]


def kinds(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return label, shape and both colours of node kinds, in the schema's order."""
    wanted = set(names)
    found = {}
    for kind in (k for name, k in schema().nodes.items() if name in wanted):
        light, dark = palette.themes(kind.color)
        found[kind.name] = {"label": kind.label, "shape": kind.shape, "light": light, "dark": dark}
    return found


def relations(names: Iterable[str]) -> dict[str, str]:
    """Return the labels of edge kinds, in the schema's order."""
    wanted = set(names)
    return {name: kind.label for name, kind in schema().edges.items() if name in wanted}


def data(subgraph: Subgraph) -> dict[str, object]:
    """Return the data of a page that draws the subgraph: nodes, edges, kinds, notes, texts."""
    describer = Describer(subgraph)
    nodes, edges = describer.nodes(), describer.edges()
    return {
        "title": visible(subgraph.title),
        "notes": [visible(note) for note in subgraph.notes],
        "kinds": kinds(node.kind for node in subgraph.nodes),
        "relations": relations(edge.kind for edge in joined(subgraph)),
        "nodes": nodes,
        "edges": edges,
        "texts": describer.texts.table(),
    }
