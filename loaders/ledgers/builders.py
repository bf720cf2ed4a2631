"""Builders: how a node of a declaration gets its key, and what it says by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import keys
from graph.model.claims import Value
from graph.model.names import committee_key, org_key, org_text, person_name, place_of, team_key
from graph.model.regions import Region, short_name
from loaders.ledgers import posts
from loaders.ledgers.cells import split
from loaders.ledgers.maker import Maker, person_keys
from loaders.ledgers.numbers import paper_parts

_SOME_LEVEL = re.compile(r"^(?:中共|中国共产党)?(?:[省市州盟]|国家|全国|中央)")
_FULL_PAPER = re.compile(r"^〔\d{4}〕")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a builder finds: the mention key, what follows from it, further keys."""

    mention: str
    properties: Mapping[str, Value]
    keys: tuple[str, ...] = ()


Builder = Callable[..., Identity | None]
"""Takes the maker and the values of its arguments; None when one that it needs is missing."""


def _organization(maker: Maker, name: Value, code: Value = None) -> Identity | None:
    """An organisation that a row refers to; 县林业局 is that of the row's region, where one is given."""
    if not name:
        return None
    region = _region_of(maker, code)
    # 市政府 in a row of a county-level city may as well be the city's that the files are of.
    same_level = region is not None and region.name[-1] == place_of(maker.committee)[-1:]
    called = str(name) if same_level else _levelled(maker, str(name), code)
    return Identity(maker.organization(called), {})


def _definite(
    maker: Maker,
    name: Value,
    region: Value = None,
    short: Value = None,
    signs: Value = None,
    former: Value = None,
    uscc: Value = None,
) -> Identity | None:
    """An organisation that the row describes: it owns its names, its former ones only if nobody else does."""
    if not name:
        return None
    scope = maker.committee
    own = _placed_name(maker, str(name), region)
    # A name without any place is like a short name: nobody's if two places have such a unit.
    also = [_levelled(maker, n, region) for n in (str(name), *_names(short), *_names(signs))]
    old = [_levelled(maker, n, region) for n in _names(former)]
    also = [
        *(org_key(n, scope) for n in (own, *also)),
        *_among_its_own(maker, (own, *also), region),
        *([f"uscc:{uscc}"] if uscc else []),
        *(keys.FORMER + org_key(n, scope) for n in old),
    ]
    properties: dict[str, Value] = {
        "name": own,
        "mentioned_as": str(name),
        "scope": scope,
        "definite": True,
    }
    return Identity(keys.organization(own, scope), properties, tuple(dict.fromkeys(also)))


def _among_its_own(maker: Maker, names: Sequence[str], code: Value) -> list[str]:
    """Return the keys under which the committee of a county knows a unit that a city's ledger describes."""
    region = _region_of(maker, code)
    if region is None or not region.name.endswith(("县", "区", "旗")):
        return []
    return [org_key(n, f"中共{region.name}委") for n in names if region.name in n]


def _names(text: Value) -> list[str]:
    return split(str(text)) if text else []


def _region_of(maker: Maker, code: Value) -> Region | None:
    """Return the division that a row's code stands for, a town's county; None for the workspace's own."""
    chain = maker.context.regions.chain(str(code)) if code else ()
    above = [region for region in chain if len(region.code) == 6]
    return above[0] if above and above[0].code != maker.context.region_code else None


def _levelled(maker: Maker, name: str, code: Value) -> str:
    """Return 东岭县质监局 for 县质监局 of a row whose region is not the workspace's own."""
    region, plain = _region_of(maker, code), org_text(name)
    if region is None or not plain.startswith(region.name[-1]):
        return name
    return f"{region.name}{plain[1:]}"


def _placed_name(maker: Maker, name: str, code: Value) -> str:
    """Return what a record calls itself with its region in front: 县质监局, 双河镇党委 -> 东岭县双河镇党委."""
    region, plain = _region_of(maker, code), org_text(name)
    if region is None or plain.startswith(region.name[-1]) or _SOME_LEVEL.match(plain):
        return _levelled(maker, name, code)
    if any(short_name(r.name) in plain for r in maker.context.regions.chain(region.code)):
        return name
    return f"{region.name}{plain.removeprefix('中国共产党').removeprefix('中共')}"


def _named(maker: Maker, name: Value, kind: Value, code: Value = None) -> Identity | None:
    """A name that an organisation has, of one type; two that have the same name share it."""
    if not name:
        return None
    own = org_key(_levelled(maker, str(name), code), maker.committee)
    said: dict[str, Value] = {"name": str(name), "type": kind}
    return Identity(keys.composed("OrgName", own, str(kind)), said)


def _firm(maker: Maker, name: Value, uscc: Value = None) -> Identity | None:
    """A firm that a row refers to by name, and by its code where it gives one."""
    if not name:
        return None
    called, scope = str(name), maker.committee
    also = (org_key(called, scope), *([f"uscc:{uscc}"] if uscc else []))
    said: dict[str, Value] = {"kind": "企业", "uscc": uscc, "mentioned_as": called, "scope": scope}
    return Identity(keys.organization(called, scope), said, also)


def _person(maker: Maker, number: Value, identity: Value = None) -> Identity | None:
    if not number:
        return None
    mention, own = person_keys(str(number), maker.committee)
    properties: dict[str, Value] = {"person_no": str(number), "keyed": True}
    return Identity(mention, properties, (own, f"id:{identity}") if identity else (own,))


def _somebody(
    maker: Maker, number: Value, name: Value, clue: Value = None, case: Value = None
) -> Identity | None:
    """A person with a number, or one that is known only by name under a clue or a case."""
    if not number and not name:
        return None
    contexts: list[str] = []
    if name:
        scope, called = committee_key(maker.committee), person_name(str(name))
        contexts += [f"clue:{scope}:{clue}:{called}"] if clue else []
        contexts += [f"case:{scope}:{case}:{called}"] if case else []
    known = _person(maker, number)
    if known is not None:
        properties = {**known.properties, "name": name}
        return Identity(known.mention, properties, (*known.keys, *contexts))
    return Identity(maker.placed("Person"), {"name": name}, tuple(contexts))


def _superior(maker: Maker, number: Value, name: Value, org: Value) -> Identity | None:
    """A superior with a number, or one named only by name: the same name in one organ is one person."""
    called = posts.name_beside_title(person_name(str(name))) if name else ""
    if number or not called or not org:
        return _person(maker, number)
    return Identity(keys.composed("Person", "superior", str(org), called), {"name": called})


def _term(maker: Maker, number: Value) -> Identity | None:
    if not isinstance(number, int):
        return None
    properties: dict[str, Value] = {"committee": maker.committee, "number": number}
    return Identity(keys.term(maker.committee, number), properties)


def _round(maker: Maker, term: Value, number: Value) -> Identity | None:
    if not isinstance(number, int):
        return None
    term_no = term if isinstance(term, int) else None
    properties: dict[str, Value] = {
        "committee": maker.committee,
        "term_no": term_no,
        "number": number,
    }
    return Identity(keys.round_(maker.committee, term_no, number), properties)


def _team(maker: Maker, term: Value, number: Value, name: Value) -> Identity | None:
    if not isinstance(number, int) or not name:
        return None
    term_no = term if isinstance(term, int) else None
    series, own = team_key(str(name))
    properties: dict[str, Value] = {
        "name": str(name),
        "series": series or None,
        "number": own,
        "committee": maker.committee,
        "term_no": term_no,
        "round_no": number,
    }
    return Identity(keys.team(maker.committee, term_no, number, str(name)), properties)


def _numbered(kind: str) -> Builder:
    def build(maker: Maker, number: Value) -> Identity | None:
        if not number:
            return None
        text = str(number)
        return Identity(keys.numbered(kind, maker.committee, text), {"no": text})

    return build


def _unclaimed(kind: str) -> Builder:
    """What has this number, if some row claims it: by itself this makes nothing."""

    def build(maker: Maker, number: Value) -> Identity | None:
        return Identity(keys.numbered(kind, maker.committee, str(number)), {}) if number else None

    return build


def _paper(
    maker: Maker, number: Value, year: Value = None, round_no: Value = None, team: Value = None
) -> Identity | None:
    """A working paper by its full number, or by a short one with the year, round and team it is of."""
    if not number:
        return None
    text = str(paper_parts(str(number))[""])
    own = team_key(str(team))[1] if team else None
    if not _FULL_PAPER.match(text) and text.isdigit() and round_no and own:
        if not year:
            parts = (committee_key(maker.committee), f"{round_no}", own, text)
            return Identity(keys.composed("WorkingPaper", *parts), {"no": text})
        text = f"〔{year}〕{round_no}巡-{own}组-{int(text):02d}"
    return Identity(keys.numbered("WorkingPaper", maker.committee, text), {"no": text})


def _case(maker: Maker, number: Value, clue: Value, person: Value) -> Identity | None:
    """A case by its number, or else the one that a clue led to against a person."""
    if number:
        text = str(number)
        return Identity(keys.numbered("CaseFile", maker.committee, text), {"no": text})
    if not clue:
        return None
    return Identity(keys.composed("CaseFile", str(clue), str(person) if person else None), {})


def _category(_: Maker, scheme: Value, *path: Value) -> Identity | None:
    """A category below its scheme; the last word of the path is its name."""
    if not scheme or not all(path):
        return None
    words = [str(word) for word in path]
    properties: dict[str, Value] = {
        "name": words[-1],
        "scheme": str(scheme),
        "level": len(words),
    }
    return Identity(keys.category(str(scheme), *words), properties)


def _region(maker: Maker, text: Value) -> Identity | None:
    return Identity(maker.region(str(text)), {}) if text else None


def _composed(kind: str) -> Builder:
    def build(_: Maker, first: Value, *parts: Value) -> Identity | None:
        if first is None:
            return None
        plain = [None if part is None else str(part) for part in (first, *parts)]
        return Identity(keys.composed(kind, *plain), {})

    return build


def _scoped(kind: str) -> Builder:
    """What is one by its parts inside one committee."""

    def build(maker: Maker, first: Value, *parts: Value) -> Identity | None:
        if first is None:
            return None
        plain = [None if part is None else str(part) for part in (first, *parts)]
        return Identity(keys.composed(kind, committee_key(maker.committee), *plain), {})

    return build


def builder(name: str, kind: str) -> Builder:
    """Return a builder by its name; raise KeyError for an unknown one."""
    if name == "numbered":
        return _numbered(kind)
    if name == "composed":
        return _composed(kind)
    if name == "scoped":
        return _scoped(kind)
    if name == "unclaimed":
        return _unclaimed(kind)
    return BUILDERS[name]


BUILDERS: Mapping[str, Builder] = {
    "organization": _organization,
    "definite": _definite,
    "firm": _firm,
    "named": _named,
    "person": _person,
    "somebody": _somebody,
    "superior": _superior,
    "term": _term,
    "round": _round,
    "team": _team,
    "paper": _paper,
    "case": _case,
    "category": _category,
    "region": _region,
}
"""Builders that make one kind; `numbered`, `composed`, `scoped` and `unclaimed` make any."""
