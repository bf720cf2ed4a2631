"""What a whole report says of each inspected unit, where several of its sentences speak of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.model.names import chinese_number
from loaders.reports.blocks import Block
from loaders.reports.facts import Fact
from loaders.reports.headings import Governed, governed, one_kind
from loaders.reports.orgs import without_party
from loaders.reports.rounds import merged_rounds, types_in
from loaders.reports.stated import attrs
from loaders.reports.words import KINDS, PARTY

_ADJACENT = re.compile(
    r"第[一二三四五六七八九十\d]+轮(?P<said>(?:[\u4e00-\u9fff]{0,8}?领域)?(?:常规|专项|机动|提级|交叉|联动|“提级交叉”)+)巡察"
)


_COUNTED = re.compile(
    r"(?P<first>常规|专项|机动|提级交叉|提级|交叉|联动)巡察了?\d+[个家所]|"
    r"(?<!\d)\d{1,6}[个家所][^，。；对]{0,16}(?:单位|部门|党组织|党委|党组|企业|乡镇|镇|街道|学校|医院)[^，。；对]{0,16}"
    r"(?:开展|进行)[^，。；对]{0,20}?(?P<said>常规|专项|机动|提级交叉|提级|交叉|联动)巡察"
)
_ANY = re.compile(
    r"(?P<said>常规|专项|机动|提级[“”]?交叉|提级|交叉|联动|(?:巡察)?“?回头看)”?(?:式)?(?:巡察|”)(?!方式|等|、)"
)
_TOWN = re.compile(r"^.{2,8}?[市县区旗](?P<town>[\u4e00-\u9fff]{2,4}(?:镇|乡|街道))$")
_OF_TOWN = re.compile(
    r"^.{2,8}?[市县区旗][\u4e00-\u9fff]{2,4}?(?:镇|乡|街道)(?P<village>[\u4e00-\u9fff]{2,5}(?:村|社区))$"
)
_BARE_VILLAGE = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,5}?[市县区旗])?(?P<village>(?:(?![镇乡市县区])[\u4e00-\u9fff]){2,5}(?:村|社区))"
    r"(?P<party>党支部|党总支|党委)?$"
)
_LISTED = (
    "inspects:objects",
    "inspects:team",
    "inspects:duty",
    "inspects:item",
    "inspects:enter",
    "inspects:verb",
)
_SAID_AGAIN = (*_LISTED, "inspects:feedback", "inspects:passive")
_NUMBER = re.compile(r"第([一二三四五六七八九十\d]{1,3})轮")
_OTHER_MATTERS = re.compile(r"整改|制度|办法|规划|方案|会议|动员|培训")
_WHOLE_ROUND = re.compile(
    r"(?:本轮|此轮|该轮|这一?轮|第(?P<number>[一二三四五六七八九十\d]{1,3})轮)(?:巡察(?:工作)?)?"
    r"(?:[^。；对轮]{0,60}?(?:采取|采用|运用|(?:方式|类型)[为是：]|开展的?是)|[^。；，对轮\d]{0,12}?(?:以|按照?|属于|定位为|(?<![分作])为|是))"
    rf"[^，。；对、\d]{{0,12}}?{KINDS}(?!整改|组)[^。；]*"
)
_PARTY_BODY = re.compile(f"{PARTY}$")
_PLANNED = re.compile(r"(?:拟|计划|打算|下一步|将对)[^。；]{0,24}$")


def settled(facts: Iterable[Fact], blocks: Iterable[Block], committee: str) -> list[Fact]:
    """Return the facts with one statement for each unit, type and round.

    A unit named again without its type or its round is the one that was named with them; one that
    the report only speaks of within a round of one known type has that type.
    """
    told = _without_bare(_in_their_towns(_same_teams(merged_rounds(facts))))
    blocks = list(blocks)
    said = _Said.of(blocks, told, committee)
    told = [_in_its_round(fact, told, committee) for fact in told]
    best: dict[str, list[Fact]] = {}
    for fact in told:
        if fact.type == "inspects":
            best.setdefault(without_party(str(fact.fields["unit"])), []).append(fact)
    towns = _owners(told)
    kept = {id(f) for same in best.values() for f in _distinct(same)}
    return [
        _typed(fact, said, committee) if fact.type == "inspects" else _of_its_town(fact, towns)
        for fact in told
        if fact.type != "inspects" or id(fact) in kept
    ]


def _same_teams(facts: list[Fact]) -> list[Fact]:
    """Return the facts without teams whose name another has in another order (第一村居, 村居第一)."""
    seen: dict[tuple[str, str], str] = {}
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda f: f.start):
        name = str(fact.fields.get("name"))
        team = fact.rule in ("team:ordinal", "organisation:team")
        key = (fact.type, "".join(sorted(name)))
        if not team or seen.setdefault(key, name) == name:
            kept.append(fact)
    return kept


def _without_bare(facts: list[Fact]) -> list[Fact]:
    """Return the facts without units named in passing where a list tells their party body."""
    listed = {
        (fact.start, without_party(str(fact.fields["name"])))
        for fact in facts
        if fact.rule == "organisation:list" and _PARTY_BODY.search(str(fact.fields["name"]))
    }
    return [
        fact
        for fact in facts
        if fact.rule != "organisation:passing" or (fact.start, fact.fields["name"]) not in listed
    ]


def _in_their_towns(facts: list[Fact]) -> list[Fact]:
    """Return the facts with a village's town where another place of the report names it."""
    villages: dict[str, str] = {}
    for fact in facts:
        named = (
            _OF_TOWN.match(str(fact.fields.get("name"))) if fact.type == "organisation" else None
        )
        if named:
            villages.setdefault(named["village"], named.group())
    return [_with_town(fact, villages) for fact in facts]


def _with_town(fact: Fact, villages: dict[str, str]) -> Fact:
    key = {"organisation": "name", "inspects": "unit"}.get(fact.type, "")
    named = _BARE_VILLAGE.match(str(fact.fields.get(key))) if key else None
    if not named or named["village"] not in villages:
        return fact
    name = villages[named["village"]] + (named["party"] or "")
    return replace(fact, fields={**fact.fields, key: name})


def _owners(facts: Iterable[Fact]) -> dict[str, str]:
    """Return, for each town that a list names with its county, the full name (小关镇 -> 巩义市小关镇)."""
    found: dict[str, str] = {}
    for fact in facts:
        named = (
            _TOWN.match(str(fact.fields.get("name"))) if fact.rule == "organisation:list" else None
        )
        if named:
            found.setdefault(named["town"], named.group())
    return found


def _of_its_town(fact: Fact, towns: dict[str, str]) -> Fact:
    """Return a village's fact with the county that the report gives its town."""
    if fact.rule != "organisation:village":
        return fact
    surface = str(fact.fields["surface"])
    town = next((t for t in towns if surface.startswith(t)), "")
    name = towns[town] + surface.removeprefix(town) if town else fact.fields["name"]
    return replace(fact, fields={**fact.fields, "name": name})


def _distinct(same: list[Fact]) -> list[Fact]:
    """Return the statements on one unit of which none is only a poorer wording of another."""
    ranked = sorted(same, key=lambda f: (-_weight(f), f.start))
    kept: list[Fact] = []
    for fact in ranked:
        if not any(_covered(fact, other) for other in kept):
            kept.append(fact)
    return kept


def _weight(fact: Fact) -> float:
    filled = (fact.fields["inspection_type"] is not None) + (fact.fields["round"] is not None)
    return filled + fact.confidence


def _covered(poor: Fact, rich: Fact) -> bool:
    """Tell whether a statement says nothing of a unit that another does not say."""
    return all(
        poor.fields[key] is None or poor.fields[key] == rich.fields[key]
        for key in ("inspection_type", "round")
    )


def _only_type(pattern: re.Pattern[str], whole: str) -> str | None:
    """Return the one type that a report gives wherever a pattern finds any, plans left aside."""
    kinds: set[str] = set()
    for found in pattern.finditer(whole):
        if not _PLANNED.search(whole[max(0, found.start() - 30) : found.start()]):
            kinds.update(types_in(_said(found))[:1])
    return next(iter(kinds)) if len(kinds) == 1 else None


def _said(found: re.Match[str]) -> str:
    groups = found.groupdict()
    return groups.get("first") or groups.get("said") or ""


def _in_its_round(fact: Fact, facts: list[Fact], committee: str) -> Fact:
    """Return an inspection told of by its type alone with the one round that was of that type."""
    kind = fact.fields.get("inspection_type")
    own = fact.rule == "inspects:feedback" and fact.fields["committee"] == committee
    if not own or kind is None or fact.fields["round"] is not None:
        return fact
    rounds = [
        f.fields["number"]
        for f in facts
        if f.type == "round" and f.fields["committee"] == committee
        if f.fields["number"] is not None and f.fields["types"] == [kind]
    ]
    if len(rounds) != 1:
        return fact
    return replace(fact, fields={**fact.fields, "round": rounds[0]})


@dataclass(frozen=True, slots=True)
class _Said:
    """What a report says of the types of its inspections elsewhere than in their own sentences."""

    kinds: dict[re.Pattern[str], str | None]
    layout: Governed
    rounds: dict[int, str]
    title: tuple[str | None, int | None]
    several: bool

    @classmethod
    def of(cls, blocks: list[Block], facts: list[Fact], committee: str) -> _Said:
        """Return what a report's paragraphs, rounds and title say."""
        whole = "\n".join(block.text.text for block in blocks if block.kind != "menu")
        kinds = {p: _only_type(p, whole) for p in (_ADJACENT, _COUNTED, _ANY)}
        if _of_a_part(facts):  # Whoever says what some of the units were says it of no other.
            kinds |= {_COUNTED: None, _ANY: None}
        title = next((block.text.text for block in blocks if block.kind == "title"), "")
        number = _NUMBER.search(title)
        kind = _only_type(_ANY, title) if not _OTHER_MATTERS.search(title) else None
        return cls(
            kinds,
            governed(blocks),
            _types_of_rounds(blocks, facts, committee),
            (kind, chinese_number(number[1]) if number else None),
            len(_inspected_rounds(facts, committee)) > 1,
        )


def _of_a_part(facts: list[Fact]) -> bool:
    """Tell whether a report counts units of one type among more units (对10个……其中对4个……提级交叉)."""
    counted = (attrs(f) for f in facts if f.fields.get("measure") == "orgs_inspected")
    return any("type" in told and "subset_of" in told for told in counted)


def _inspected_rounds(facts: list[Fact], committee: str) -> set[object]:
    """Return the rounds of a committee in which the report tells units: a type said of one is not the others'."""
    own = (f for f in facts if f.type == "inspects" and f.fields["committee"] == committee)
    told = {f.fields["round"] for f in own if f.rule != "inspects:earlier"}
    return {number for number in told if number is not None}


def _types_of_rounds(blocks: list[Block], facts: list[Fact], committee: str) -> dict[int, str]:
    """Return the type of each of a committee's rounds that the report says was wholly of one."""
    numbers = [
        n
        for fact in facts
        if fact.type == "round" and fact.fields["committee"] == committee
        if isinstance(n := fact.fields["number"], int)
    ]
    only = numbers[0] if len(numbers) == 1 else None
    found: dict[int, set[str]] = {}
    for block in blocks if numbers else ():
        for said in _WHOLE_ROUND.finditer(block.text.text) if block.kind != "menu" else ():
            number = chinese_number(said["number"]) if said["number"] else only
            if number is not None:
                found.setdefault(number, set()).add(one_kind(said.group()) or "")
    return {n: next(iter(k)) for n, k in found.items() if len(k) == 1 and "" not in k}


def _typed(fact: Fact, said: _Said, committee: str) -> Fact:
    """Return a fact of the report's own committee with the type that the report gives it elsewhere.

    What stands nearest decides: its team, the heading above it, its round, the title, the whole.
    """
    if fact.fields["inspection_type"] is not None or fact.fields["committee"] != committee:
        return fact
    if fact.rule == "inspects:earlier":
        return fact
    number = fact.fields["round"]
    listed = fact.rule in _LISTED
    titled, of = said.title
    kind = said.layout.of_team(fact.evidence) or said.layout.places.get(fact.place)
    kind = kind or (said.rounds.get(number) if isinstance(number, int) else None)
    kind = kind or said.layout.whole or said.kinds[_ADJACENT]
    kind = kind or (titled if of is None or number in (None, of) else None)
    if said.several:  # Said of another round: not of this one.
        return replace(fact, fields={**fact.fields, "inspection_type": kind}) if kind else fact
    kind = kind or (said.kinds[_COUNTED] if fact.rule in _SAID_AGAIN else None)
    kind = kind or (said.kinds[_ANY] if listed else None)
    return replace(fact, fields={**fact.fields, "inspection_type": kind}) if kind else fact
