"""The catalogue of questions, answers as tables and as pictures, and the queries that were typed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from graph.model.answers import Answer, Cell, Node
from graph.model.cells import shown
from graph.model.schema import Kind, schema
from queries.catalogue import CATALOGUE
from queries.library import QUERIES
from queries.question import Question
from xuntu import pages
from xuntu.web import bodies
from xuntu.web.bodies import Asked
from xuntu.web.desk import Desk

EXACT = 2**53
"""Whole numbers beyond it are no longer themselves in a browser."""


def catalogue(_desk: Desk) -> object:
    """Return every question with what it asks for and gives, group by group."""
    return [_question(one) for one in CATALOGUE.values()]


def _question(one: Question) -> Mapping[str, object]:
    return {
        "name": one.name,
        "number": one.number,
        "group": one.group,
        "title": one.title,
        "parameters": list(one.parameters.values()),
        "definitions": one.definitions,
        # What is counted on the tables of the snapshot speaks of no nodes.
        "drawable": one.name in QUERIES,
    }


def words(_desk: Desk) -> object:
    """Return the kinds and properties of the schema, with their labels, for completion."""
    kinds = schema()
    edges = {
        name: _kind(kind) | {"ends": [list(pair) for pair in kind.ends]}
        for name, kind in kinds.edges.items()
    }
    return {"nodes": {name: _kind(kind) for name, kind in kinds.nodes.items()}, "edges": edges}


def _kind(kind: Kind) -> dict[str, object]:
    told = {p.name: p.label for p in kind.properties.values() if not p.internal}
    return {"label": kind.label, "properties": told}


def ask(desk: Desk, asked: Asked) -> object:
    """Return the masked answer to a question of the catalogue or to Cypher, and remember what was typed."""
    question, cypher = bodies.text(asked, "question", empty=False), bodies.truth(asked, "cypher")
    given = bodies.parameters(asked)
    if cypher:
        at = desk.workspace.clock().isoformat(timespec="seconds")
        desk.typed.add(at, question, given)
    return _table(desk.workspace.query(question, given, cypher=cypher))


def _table(answer: Answer) -> Mapping[str, Any]:
    return {
        "title": answer.title,
        "columns": answer.columns,
        "rows": [[_cell(cell) for cell in row] for row in answer.rows],
        "notes": answer.notes,
        "truncated": answer.truncated,
        "heading": answer.heading,
    }


def _cell(cell: Cell) -> object:
    """Return a cell as people read it; a node also says who it is, so that it can be followed."""
    if isinstance(cell, Node):
        return {"text": shown(cell), "id": cell.id, "kind": cell.kind}
    value = shown(cell)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and abs(value) > EXACT:
        return str(value)
    return value


def draw(desk: Desk, asked: Asked) -> object:
    """Draw what an answer speaks of and return where the picture is."""
    question, cypher = bodies.text(asked, "question", empty=False), bodies.truth(asked, "cypher")
    answer = desk.workspace.query_raw(question, bodies.parameters(asked), cypher=cypher)
    return picture(desk, pages.network_page(desk.workspace, answer))


def picture(desk: Desk, page: str) -> dict[str, object]:
    """Keep a page and return its address."""
    return {"picture": f"/picture/{desk.pictures.put(page)}"}


def typed(desk: Desk) -> object:
    """Return the queries that were typed, the last one first."""
    return desk.typed.all()


def forget(desk: Desk, _asked: Asked) -> object:
    """Forget the queries that were typed."""
    desk.typed.clear()
    return []
