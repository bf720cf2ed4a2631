"""Meetings: which rounds and teams one heard or approved, and who of those with a number took part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model.claims import Value
from loaders.ledgers.builders import builder
from loaders.ledgers.expressions import Part, Scope
from loaders.ledgers.maker import Maker

HEARING = "听取汇报"
"""The one kind of agenda by which a meeting hears; by the others it approves."""

_CHAIR = "主持"


def meeting(maker: Maker, scope: Scope) -> None:
    """L14: what the meeting heard and approved, and those at it who have a person number."""
    for held in scope.nodes["meeting"]:
        kinds = [str(part[""]) for part in _parts(scope, "agenda")]
        for subject in list(_subjects(maker, scope)):
            if not kinds or HEARING in kinds:
                maker.edge("HEARD", held, subject)
            for kind in kinds:
                if kind != HEARING:
                    maker.edge("APPROVED", held, subject, {"what": kind})
        for part in _parts(scope, "attended"):
            _attends(maker, held, part.get("number"), part.get("role"))
        _attends(maker, held, scope.get("chair.number"), _CHAIR)


def _parts(scope: Scope, field: str) -> Sequence[Part]:
    found = scope.fields.get(field)
    return found if isinstance(found, list) else ()


def _subjects(maker: Maker, scope: Scope) -> Iterator[str]:
    """Claim each round or team that the meeting was about; one whose term nobody says is left out."""
    committee = scope.get("committee.short")
    for part in _parts(scope, "heard"):
        term, number, team = (part.get(name) for name in ("term_no", "round_no", "team"))
        if term is None or number is None:
            continue
        named = f"{part['term_cn']}届{committee}"
        of_term = _claimed(maker, "Term", (term,), named)
        of = _claimed(maker, "Round", (term, number), f"{named}第{part['round_cn']}轮巡察")
        maker.edge("IN_TERM", of, of_term)
        if team is None:
            yield of
            continue
        by = _claimed(maker, "Team", (term, number, team))
        maker.edge("OF_ROUND", by, of)
        yield by


def _claimed(maker: Maker, kind: str, parts: Sequence[Value], name: str | None = None) -> str:
    found = builder(kind.lower(), kind)(maker, *parts)
    assert found is not None, "the parts are there"
    properties = dict(found.properties) | ({"name": name} if name else {})
    return maker.node(kind, found.mention, properties, found.keys)


def _attends(maker: Maker, held: str, number: Value, role: Value) -> None:
    if number:
        maker.edge("ATTENDED", maker.person(str(number), {}), held, {"role": role})
