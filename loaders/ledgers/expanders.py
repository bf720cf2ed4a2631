"""Named functions for what a row means beyond a declaration: relatives and where they work."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.model import keys
from graph.model.claims import Value
from graph.model.values import earliest, latest, years_before
from loaders.ledgers import cells, kin, kin_terms, meetings, posts, references
from loaders.ledgers.expressions import Scope
from loaders.ledgers.kin import Relation
from loaders.ledgers.maker import Maker
from loaders.ledgers.rows import Row

Expander = Callable[[Maker, Scope], None]

OF_AGE = 18


def family(maker: Maker, scope: Scope) -> None:
    """L20: a relative by the declarant's term, with employer and home."""
    number, term = scope.get("person_no"), scope.get("kin_term")
    if not number or not term:
        return
    declarant = keys.person(str(number), maker.committee)
    relative = _family_member(maker, scope, declarant, str(term))
    if relative is None:
        return
    said = Relation(
        scope.get("since"), scope.get("until"), scope.get("nature"), name=scope.get("kin_name")
    )
    kin.relate(maker, declarant, relative, str(term), said)
    for kind, field in _PLACES.items():
        for place in cells.split(str(scope.get(field) or "")):
            maker.edge(kind, relative, maker.region(place))
    _family_post(maker, scope, relative)


_PLACES = {"LIVES_IN": "lives_in", "REGISTERED_IN": "household", "OWNS_HOME_IN": "home_in"}
"""What ties a relative to a region, and the field that names it."""


def _family_member(maker: Maker, scope: Scope, declarant: str, term: str) -> str | None:
    name, own_number = scope.get("kin_name"), scope.get("kin_person_no")
    if not name:
        return None
    known = kin_terms.find(term)
    birth = scope.get("birth_ym")
    properties: dict[str, Value] = {
        "name": name,
        "gender": known.gender if known else None,
        "birth": birth,
        "kin_term": term,
        "kin_stated_on": scope.get("stated_on"),
        "kin_employer": scope.get("unit") or _idle(scope.get("title")),
        "lives_in": scope.get("lives_in"),
        "declared_by": declarant,
    }
    return _relative(maker, declarant, term, own_number, properties)


def _idle(title: Value) -> Value:
    """Return what stands for a post if it says that somebody works nowhere: no employer is missing then."""
    return title if posts.no_work(str(title or "")) else None


def _relative(
    maker: Maker, declarant: str, term: str, number: Value, properties: Mapping[str, Value]
) -> str:
    """Claim a relative by number, or else by declarant, term, name and birth month.

    What the ledgers of one declarant say of the relative comes together, also where only one of them
    gives the number or the birth.
    """
    known, name, birth = kin_terms.find(term), str(properties["name"]), properties.get("birth")
    called = known.term if known else term
    family = keys.relative_in_family(
        declarant, "配偶" if known and known.path == "s" else called, name
    )
    if number:
        return maker.person(str(number), properties, (family,))
    mention = keys.relative(declarant, called, name, str(birth)[:7] if birth else None)
    return maker.node("Person", mention, properties, (family,))


def _family_post(maker: Maker, scope: Scope, relative: str) -> None:
    unit, title = scope.get("unit"), scope.get("title")
    # A post that ended on a known day is a fact, whatever its holder is now.
    told = "" if scope.get("post_until") else str(title or "")
    if not unit or posts.no_employer(str(unit), told):
        return
    if not title:
        unit, title = posts.unit_with_title(str(unit))
    died = None if scope.get("post_until") else _died(scope)
    properties = {
        "title": title or None,
        "kind": "任职",
        "leading": scope.get("leading"),
        "since": scope.get("post_since"),
        "until": died or scope.get("post_until"),
        "end_state": "stated" if died else scope.get("post_until.state"),
    }
    maker.edge("SERVED_IN", relative, maker.organization(str(unit)), properties)


def _died(scope: Scope) -> Value:
    """Return when a relative by blood died: nothing else ends such a relation, and it ends their post.

    What was made by marriage or by law may end in the life of both.
    """
    known = kin_terms.find(str(scope.get("kin_term") or ""))
    if known is None or not known.path or "s" in known.path:
        return None
    nature = scope.get("nature") or known.nature or "血亲"
    return scope.get("until") if nature == "血亲" else None


def under_age(row: Row) -> Row:
    """L20: leave of a row nothing but the declarant if the relative certainly was under age."""
    born, stated_on = row.fields.get("birth_ym"), row.fields.get("stated_on")
    if not born or not stated_on:
        return row
    if earliest(str(born)) <= years_before(latest(str(stated_on)), OF_AGE):
        return row
    return row.only(frozenset({"person_no", "name", "stated_on", "committee"}))


def declared_kin(maker: Maker, scope: Scope) -> None:
    """L5: the person a declaration names, the relation, and the post that is declared for them.

    What a unit writes that wants somebody replaced is its word, no declaration of theirs: it makes no kin.
    """
    number, name = scope.get("declarant"), scope.get("kin_name")
    if not number or not name or scope.get("declared_by") == "单位申请":
        return
    declarant = keys.person(str(number), maker.committee)
    term = str(scope.get("relation") or scope.get("relation_class") or "其他")
    known = kin_terms.find(term)
    properties: dict[str, Value] = {
        "name": name,
        "gender": (known.gender if known else None) or scope.get("kin_key.gender"),
        "birth": scope.get("kin_key.birth"),
        "kin_term": term,
        "kin_employer": scope.get("kin_post"),
        "kin_stated_on": scope.get("signed"),
        "declared_by": declarant,
    }
    relative = _relative(maker, declarant, term, None, properties)
    said = Relation(
        relation_class=scope.get("relation_class"), verified=scope.get("verified"), name=name
    )
    kin.relate(maker, declarant, relative, term, said)
    for declaration in scope.nodes.get("declaration", ()):
        maker.edge("CONCERNS", declaration, relative)
    _declared_post(maker, scope, relative)


def _declared_post(maker: Maker, scope: Scope, relative: str) -> None:
    unit, text = scope.get("unit"), str(scope.get("kin_post") or "")
    named, title = posts.unit_and_title(text, str(unit or ""))
    where = str(unit or named)
    if not where or posts.no_employer(text or where, title):
        return
    properties: dict[str, Value] = {
        "title": title or None,
        "kind": "任职",
        "leading": True if posts.is_leader(title) else None,
        **_period(scope.get("period")),
    }
    maker.edge("SERVED_IN", relative, maker.organization(where), properties)


def business(maker: Maker, scope: Scope) -> None:
    """L21: whose the firm is: the declarant's own, or a relative's by term and name."""
    number, term, firm = scope.get("person_no"), scope.get("kin_term"), scope.nodes["firm"]
    if not number or not term or not firm:
        return
    holder = keys.person(str(number), maker.committee)
    if term != OWN:
        relative = _partner(maker, scope, holder, str(term))
        if relative is None:
            return
        holder = relative
    said = {name: scope.get(name) for name in ("industry", "since", "until")}
    said["end_state"] = scope.get("until.state")
    post, share = scope.get("post"), scope.get("share")
    if post:
        maker.edge("EXECUTIVE_OF", holder, firm[0], {"post": post, **said})
    if share is not None or not post:
        listed = scope.get("listed")
        maker.edge("OWNS", holder, firm[0], {"share": share, "listed": listed, **said})


def _partner(maker: Maker, scope: Scope, declarant: str, term: str) -> str | None:
    name, known = scope.get("holder"), kin_terms.find(term)
    if not name:
        return None
    properties: dict[str, Value] = {
        "name": name,
        "gender": known.gender if known else None,
        "kin_term": term,
        "declared_by": declarant,
    }
    relative = _relative(maker, declarant, term, scope.get("kin_person_no"), properties)
    kin.relate(maker, declarant, relative, term, Relation(name=name))
    return relative


OWN = "本人"
"""What stands for the term where the firm is the declarant's own."""


def _period(text: Value) -> dict[str, Value]:
    try:
        return references.period(str(text or ""))
    except ValueError:
        return references.period("")


EXPANDERS: Mapping[str, Expander] = {
    "family": family,
    "declared_kin": declared_kin,
    "business": business,
    "meeting": meetings.meeting,
}
"""What a declaration may name under `expand`."""

WITHHOLDERS: Mapping[str, Callable[[Row], Row]] = {"under_age": under_age}
"""What a declaration may name under `withhold`."""
