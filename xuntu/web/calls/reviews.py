"""The queue of what is to be decided, and what was decided."""

from __future__ import annotations

from graph.model.decisions import KINDS, Decision
from graph.model.errors import UsageError
from graph.model.privacy import HIDDEN
from xuntu import deciding, judging, reviewing
from xuntu.reviewing import Item
from xuntu.web import bodies
from xuntu.web.bodies import Asked
from xuntu.web.desk import Desk

SETTLED = ("lost", "void")
"""What is open only because a decision has no effect: it is taken back, not decided again."""

MOST = 200
"""Open items that one page lists; the first ones are the likeliest."""


def queue(desk: Desk) -> object:
    """Return what is open, masked, with the number of all."""
    found = reviewing.items(desk.workspace)
    return {"items": [_shown(item) for item in found[:MOST]], "all": len(found)}


def _shown(item: Item) -> dict[str, object]:
    return item.to_json() | {
        "label": reviewing.KINDS_SHOWN[item.kind],
        "settled": item.zone in SETTLED,
        "hidden": any(record.name == HIDDEN for record in item.records),
    }


def decide(desk: Desk, asked: Asked) -> object:
    """Decide by name that the records of an open item are one, or are not."""
    by, why = _signed(asked)
    word = bodies.text(asked, "id", empty=False)
    same = bodies.truth(asked, "same")
    return _done(desk, deciding.settle(desk.workspace, [word], same=same, by=by, why=why))


def undo(desk: Desk, asked: Asked) -> object:
    """Take back a decision, by name."""
    by, why = _signed(asked)
    word = bodies.text(asked, "id", empty=False)
    return _done(desk, deciding.undo(desk.workspace, word, by=by, why=why))


def _signed(asked: Asked) -> tuple[str, str]:
    by = bodies.text(asked, "by")
    if not by:
        raise UsageError("请写明决定人")
    return by, bodies.text(asked, "why")


def _done(desk: Desk, made: Decision) -> object:
    told = {"id": made.id, "kind": KINDS[made.kind]}
    return told | {"news": list(judging.news(desk.workspace))}


def decisions(desk: Desk) -> object:
    """Return every decision, the last one first, masked."""
    return reviewing.decisions(desk.workspace)
