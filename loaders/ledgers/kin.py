"""Kinship: a term between two people becomes base edges through whoever stands between them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.model import keys
from graph.model.claims import Value
from loaders.ledgers import kin_terms
from loaders.ledgers.kin_terms import KinTerm
from loaders.ledgers.maker import Maker

BY_MARRIAGE = "姻亲"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a row says of a relation beside its term; `name` is the relative's."""

    since: Value = None
    until: Value = None
    nature: Value = None
    relation_class: Value = None
    verified: Value = None
    name: Value = None

    @property
    def period(self) -> dict[str, Value]:
        """Since and until."""
        return {"since": self.since, "until": self.until}


def relate(maker: Maker, declarant: str, relative: str, term: str, said: Relation) -> None:
    """Claim the relation of two people: base edges where the term has a path, else as declared."""
    known = kin_terms.find(term)
    if known is None or not known.path:
        relation_class = said.relation_class or (known.relation_class if known else None)
        properties = {"relation": term, "relation_class": relation_class, **said.period}
        maker.edge("KIN_DECLARED", declarant, relative, properties | {"verified": said.verified})
        return
    people = [declarant]
    for length in range(1, len(known.path)):
        part = known.path[:length]
        people.append(_unnamed(maker, declarant, said.name or relative, known, part))
    people.append(relative)
    said = replace(said, nature=_nature(known, said))
    # Dates and nature are of the last step: that the 岳父 died ends neither the marriage nor the 妻弟.
    last = len(known.path) - 1
    for place, step in enumerate(known.path):
        _step(maker, step, people[place], people[place + 1], said if place == last else None)


def _nature(term: KinTerm, said: Relation) -> Value:
    """Return the nature of the last step: where an in-law is no more, that end is of no blood link."""
    nature = said.nature or term.nature
    ended = bool(said.until) and "s" in term.path and not term.path.endswith("s")
    return BY_MARRIAGE if ended and nature in (None, "血亲") else nature


def _unnamed(maker: Maker, declarant: str, called: Value, term: KinTerm, path: str) -> str:
    """Claim the unnamed person at a part of the path.

    Parents and the spouse of a declarant, and the spouse's parents, are shared by all terms that
    pass them on the same line. A sibling, a child or an uncle is not, but for one relative in all ledgers:
    there may be several.
    """
    shared = "d" not in path and term.side is not None
    side = str(term.side) if shared else f"{term.term}:{called}"
    mention = keys.unnamed_relative(declarant, side, path)
    properties: dict[str, Value] = {"unnamed": True, "kin_path": path, "declared_by": declarant}
    return maker.node("Person", mention, properties)


def _step(maker: Maker, step: str, near: str, far: str, said: Relation | None) -> None:
    period = said.period if said else {}
    if step == "s":
        maker.edge("SPOUSE_OF", near, far, period)
        return
    nature = {"nature": said.nature} if said else {}
    ends = (far, near) if step == "u" else (near, far)
    maker.edge("PARENT_OF", *ends, {**period, **nature})
