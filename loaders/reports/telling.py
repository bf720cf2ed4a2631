"""Facts in the words of a clerk: what type it is, what it says, its fields with Chinese labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from graph.model.schema import schema
from loaders.reports.facts import Fact
from loaders.reports.figuring import SCOPES
from loaders.reports.measures import table as measures
from loaders.reports.words import declared

SURE = 0.8
"""A fact that is less sure than this is to be looked at; what is asked of the graph (Q40) begins here too."""

_WAN = 10_000
_AMOUNTS = ("value", "amount")


@dataclass(frozen=True, slots=True)
class _Type:
    label: str
    fields: Mapping[str, str]


@cache
def _raw() -> Mapping[str, Mapping[str, object]]:
    return declared("telling.toml")


@cache
def _types() -> Mapping[str, _Type]:
    return {
        name: _Type(_title(row), _labelled(row["fields"]))
        for name, row in _raw().items()
        if name not in ("attrs", "values")
    }


@cache
def _attributes() -> Mapping[str, str]:
    return _labelled(_raw()["attrs"])


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    categories = {code: measure.label for code, measure in measures().items()}
    given = {name: _labelled(codes) for name, codes in _raw()["values"].items()}
    return {"measure": categories, "scope": SCOPES, **given}


def _title(row: Mapping[str, object]) -> str:
    return str(row["label"]) if "label" in row else schema().nodes[str(row["kind"])].label


def _labelled(raw: object) -> dict[str, str]:
    named = raw if isinstance(raw, Mapping) else {}
    return {str(name): _label(str(text)) for name, text in named.items()}


def _label(text: str) -> str:
    """Return the schema's label of `Kind.property`, or the words themselves."""
    kind, dot, name = text.partition(".")
    return schema().kind(kind).properties[name].label if dot else text


def labels() -> dict[str, str]:
    """Return what each type of fact is called, in the order of the table."""
    return {name: one.label for name, one in _types().items()}


def doubts(fact: Fact) -> tuple[str, ...]:
    """Return why somebody should look at a fact; nothing if it is sure."""
    weak = f"把握不大（{fact.confidence:.0%}）" if fact.confidence < SURE else ""
    return tuple(filter(None, (fact.doubt, weak)))


def told(fact: Fact) -> tuple[tuple[str, str], ...]:
    """Return label and text of every field that holds something, in the order of the table."""
    known = _types()[fact.type].fields
    order = {name: place for place, name in enumerate(known)}
    filled = {k: v for k, v in fact.fields.items() if k != "attrs" and v not in (None, "", [], {})}
    names = sorted(filled, key=lambda name: order.get(name, len(order)))
    pairs = [
        (label, _text(name, filled[name]) + (str(filled["unit"]) if name == "value" else ""))
        for name in names
        if (label := known.get(name, name))
    ]
    attrs = fact.fields.get("attrs")
    if isinstance(attrs, Mapping):
        pairs += [(_attributes().get(k, k), _text(k, v)) for k, v in attrs.items() if v]
    return tuple(pairs)


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, Mapping):
        return "，".join(f"{key}：{text}" for key, text in value.items())
    if isinstance(value, int | float):
        return f"{value:,.15g}" if name in _AMOUNTS else str(value)
    text = str(value)
    if "/" in text and name in ("period", "feedback"):
        return text.replace("/", " 至 ")
    return _codes().get(name, {}).get(text, text)


def said(fact: Fact) -> str:
    """Return a fact in one line."""
    line = _SAID[fact.type](fact)
    return line or "，".join(text for _, text in told(fact))


def _metric(fact: Fact) -> str:
    value, unit = fact.fields["value"], str(fact.fields["unit"])
    number = float(value) if isinstance(value, int | float) else 0.0
    amount = f"{number:.15g}"
    if unit == "元" and number >= _WAN:
        amount, unit = f"{number / _WAN:.15g}", "万元"
    label = measures()[str(fact.fields["measure"])].label
    return f"{label} {amount}{unit}{_of(_whose(fact))}"


def _whose(fact: Fact) -> str:
    scope = str(fact.fields.get("scope") or "")
    said_of = "" if scope in ("city", "county_self", "org") else SCOPES.get(scope, "")
    return " ".join(filter(None, (str(fact.fields.get("committee") or ""), said_of)))


def _of(text: str) -> str:
    return f" · {text}" if text else ""


def _round(fact: Fact) -> str:
    term, number = fact.fields.get("term"), fact.fields.get("number")
    parts = [str(fact.fields.get("committee") or "")]
    parts += [f"{term}届"] if term else []
    parts += [f"第{number}轮"] if number else []
    kinds = fact.fields.get("types")
    parts += ["、".join(map(str, kinds))] if isinstance(kinds, list) and kinds else []
    theme = fact.fields.get("theme")
    return " ".join(filter(None, parts)) + "巡察" + (f"（{theme}）" if theme else "")


def _inspects(fact: Fact) -> str:
    number = fact.fields.get("round")
    how = "，".join(
        filter(
            None, (f"第{number}轮" if number else "", str(fact.fields.get("inspection_type") or ""))
        )
    )
    return f"巡察 {fact.fields['unit']}" + (f"（{how}）" if how else "")


def _person(fact: Fact) -> str:
    former = "原" if fact.fields.get("former") else ""
    org = str(fact.fields.get("org") or "")
    return f"{fact.fields['name']} · {former}{org}{fact.fields.get('post') or ''}"


def _sanction(fact: Fact) -> str:
    return f"{fact.fields['person']}：{_text('outcomes', fact.fields['outcomes'])}"


def _team(fact: Fact) -> str:
    leader = fact.fields.get("leader")
    return f"{fact.fields['name']}" + (f"（组长 {leader}）" if leader else "")


def _pattern(fact: Fact) -> str:
    return f"{fact.fields['category']}{_of(str(fact.fields.get('quantifier') or ''))}"


def _feedback(fact: Fact) -> str:
    if fact.fields.get("form"):
        return f"以{fact.fields['form']}形式反馈"
    return f"第{fact.fields['number']}轮{_text('on', fact.fields['on'])}反馈"


_SAID: Mapping[str, Callable[[Fact], str]] = {
    "metric": _metric,
    "organisation": lambda fact: str(fact.fields["name"]),
    "inspects": _inspects,
    "round": _round,
    "team": _team,
    "person": _person,
    "sanction": _sanction,
    "pattern": _pattern,
    "feedback": _feedback,
    "regulation": lambda fact: (
        f"《{fact.fields['name']}》{_of(str(fact.fields.get('issuer') or ''))}"
    ),
}
