"""Claims of published figures and of patterns of findings: never records, never facts of a unit."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import keys, vocabulary
from graph.model.claims import Value
from loaders.reports.facts import Fact
from loaders.reports.making import Made, Maker, modes
from loaders.reports.measures import table

SCOPES = {
    "city": "本级",
    "county_self": "本级",
    "round": "本轮",
    "org": "本单位",
    "county": "各县区合计",
    "city_and_county": "市县两级",
    "province": "全省",
}
"""What the scope of a figure is called."""

PATTERNS = "常见问题表现"
"""The scheme of the categories that patterns of findings are."""

_OWN = ("city", "county_self")
_THIRD_LEVEL = 3


def metric(maker: Maker, fact: Fact) -> Made:
    """A published total: about its body, and about the round or term that it is of."""
    scope = str(fact.fields.get("scope") or "")
    subject = str(fact.fields.get("committee") or "")
    about = _body(maker, subject, scope)
    measure = table()[str(fact.fields["measure"])]
    if not about:
        reason = "公布数字说的不是一个单位，无法归属"
        yield maker.refused(fact, measure.label, fact.evidence, reason)
        return
    told = _attrs(fact)
    number, term = _of_round(maker, told, about), _whole(told.get("term"))
    if number is not None and term is None:
        term = maker.keys.term_of(number)
    said = told.get("type", "")
    properties: dict[str, Value] = {
        "name": f"{subject}{measure.label}",
        "body": subject,
        "measure": measure.label,
        "value": _number(fact.fields["value"]),
        "unit": str(fact.fields["unit"]),
        "subject_scope": SCOPES.get(scope, scope),
        "period": told.get("period"),
        "as_of": told.get("asof"),
        "approximate": bool(told.get("q")),
        "round_no": number,
        "term_no": term,
        "type": vocabulary.find("inspection_type", said) or modes(said),
        "theme": told.get("theme"),
        **_place(maker, told.get("place", "")),
        "part_of": _number(told.get("subset_of")),
        "doubt": fact.doubt or None,
    }
    figure = maker.keys.placed("ReportedFigure", fact)
    yield from maker.node("ReportedFigure", figure, properties, fact)
    yield from maker.organization(about, fact)
    yield maker.edge("ABOUT", figure, maker.keys.organization(about), {}, fact)
    if scope in _OWN and about == maker.committee.name:
        yield from _round_or_term(maker, figure, number, term, fact)


def _round_or_term(
    maker: Maker, figure: str, number: int | None, term: int | None, fact: Fact
) -> Made:
    """That a figure is about a round, or, without one, about a term."""
    if number is not None:
        yield from maker.round_(number, term, fact)
        yield maker.edge("ABOUT", figure, maker.keys.round_(number, term), {}, fact)
    elif term is not None:
        yield from maker.term(term, fact)
        yield maker.edge("ABOUT", figure, keys.term(maker.keys.scope, term), {}, fact)


def pattern(maker: Maker, fact: Fact) -> Made:
    """A pattern of findings that a round showed, or the report as a whole where it tells no one round."""
    label = str(fact.fields["category"])
    category = keys.category(PATTERNS, label)
    properties: dict[str, Value] = {"name": label, "scheme": PATTERNS, "level": _THIRD_LEVEL}
    yield from maker.node("Category", category, properties, fact)
    number = fact.fields.get("round")
    source = maker.keys.document
    if isinstance(number, int) and fact.fields.get("committee") == maker.committee.name:
        term = maker.keys.term_of(number)
        yield from maker.round_(number, term, fact)
        source = maker.keys.round_(number, term)
    told: dict[str, Value] = {
        "quantifier": str(fact.fields.get("quantifier") or "") or None,
        "quote": fact.evidence,
        "amount": _number(fact.fields.get("amount")),
    }
    yield maker.edge("SHOWED", source, category, told, fact)


def _body(maker: Maker, subject: str, scope: str) -> str:
    """Return the organisation that a figure is about; totals of many speak of the committee."""
    if scope == "county":
        return maker.committee.name
    if scope == "province" and not subject.endswith(("委", "纪委监委")):
        return ""
    return "" if subject == maker.committee.place else subject


def _of_round(maker: Maker, told: Mapping[str, str], about: str) -> int | None:
    """Return the round of a figure of the report's committee; another one's rounds are not its own."""
    return _whole(told.get("round")) if about == maker.committee.name else None


def _attrs(fact: Fact) -> Mapping[str, str]:
    attrs = fact.fields.get("attrs")
    return attrs if isinstance(attrs, Mapping) else {}


def _place(maker: Maker, said: str) -> dict[str, Value]:
    """Return the division below the committee's own that a figure is restricted to, if it is a known one."""
    own = maker.regions.find(maker.committee.place) if said else None
    place = maker.regions.find(said, own.code) if own else None
    if not own or not place or own not in maker.regions.chain(place.code)[1:]:
        return {}
    return {"place": place.name, "place_code": place.code}


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None


def _number(value: object) -> float | None:
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    return float(value) if isinstance(value, int | float) else None
