"""Names of units as clerks write them: whose place stands in front, what is left, and what resembles it.

A party body's name and its unit's name are one office (桥头镇委员会, 桥头镇人民政府). Two names that only
resemble each other (县卫健局, 卫生健康委员会) are never one: a reviewer is told.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.model.names import administrative_name, is_committee, org_text, place_of

_UPPER = re.compile(r"^.{2,8}(?:省|市|州|盟|地区|自治区)$")
_LEVEL = re.compile(
    r"^(?:省|州|盟|旗|县(?!域)|区(?!域|块)|市(?!场|容|监(?!察|委|狱)|政(?!府|协|法)|民(?!政|族|宗|兵|办)))"
)
_TOWN_LEVEL = re.compile(r"^[市县区旗](?=.{2,}(?:镇|乡|街道|村|社区)$)")
_TOWN = re.compile(r"(镇|乡|苏木)(?:人民)?政府$")
_STREET = re.compile(r"街道办(?:事处)?$")
_VILLAGE = re.compile(r"(?<=村)(?:村民委员会|村委会|民委员会|委会|两委)$")
_COMMUNITY = re.compile(r"(?<=社区)(?:居民委员会|居委会|委员会|党委)$")
_DISCIPLINE = re.compile(
    r"(?:(?:纪律检查委员会|纪委)[、/]?(?:监察委员会|监委)?|监察委员会|监委)(?:机关)?$"
)


def office(text: str, committee: str) -> str:
    """Return what a party body's name and its unit's names have in common inside one committee."""
    name = own_place(text, committee)
    for _ in range(2):
        name = administrative_name(name) or name
    name = _DISCIPLINE.sub("纪委监委", name)
    name = _COMMUNITY.sub("", _VILLAGE.sub("", _STREET.sub("街道", _TOWN.sub(r"\1", name))))
    return _TOWN_LEVEL.sub("", name)


def own_place(text: str, committee: str) -> str:
    """Return a name without 中共 and what lies above the committee's place, which falls to its last character."""
    return within(org_text(text), place_of(committee))


def within(name: str, place: str) -> str:
    """Return what `own_place` does, of a name as org_text gives it and of a committee's place."""
    name = name.replace("中国共产党", "").replace("中共", "")
    before, found, rest = name.partition(place) if place else ("", "", "")
    if found and rest and (not before or _UPPER.match(before)):
        return place[-1] + rest
    return name


_SURE_UNIT = re.compile(
    r"(?:局|委|厅|办公室|委员会|党组|党总支|党支部|党工委|党校|[组宣统]\S{0,2}部|法院|检察院|政府|人大|政协|常委会"
    r"|工会|妇联|工商联|联合会|[总支大]队|办事处|街道|学校|大学|医院|公司|集团|中心|社区|管委会|巡察办|编办|信访办"
    r"|中学|小学|学院|幼儿园|.{2}镇)$"
)
_LIKELY_UNIT = re.compile(r"[办院社联所站队馆台厂部会校中园区镇乡村]$")
_PLACED = re.compile(r"^(?:中共|中国共产党|原|[省市县区州旗镇乡](?=..))")
_LONGEST_PERSON = 4


def names_unit(text: str) -> bool:
    """Tell whether a text is a unit's name and not a person's: 县审计局, 市委宣传部, but not 王新村, 李社."""
    plain = _BRACKETS.sub("", org_text(text))
    if len(plain) < 3:
        return bool(re.fullmatch(r"[省市县区旗州盟]委", plain))
    if _SURE_UNIT.search(plain):
        return True
    placed = len(plain) > _LONGEST_PERSON or _PLACED.match(plain)
    return bool(placed and _LIKELY_UNIT.search(plain))


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name in parts: `place` (a full one, 县 alone, or none), `core` in short words, its kind and stem."""

    place: str
    core: str
    kind: str
    stem: str

    @property
    def firsts(self) -> frozenset[str]:
        """What a name that resembles this one begins with."""
        return frozenset({self.core[0], _TOWN_PART.sub("", self.core)[:1] or self.core[0]})


_LEADING = re.compile(r"^(?:原|现在|现任|曾在|在)(?=..)|^[本我该](?=[省市县区旗镇乡])")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_LEAGUE = re.compile(r"^(?:共青团(.+[省市州盟县区旗])委(?:员会)?|团([省市州盟县区旗])委)$")
_TRAILING = re.compile(r"(?:工作|上班|任职|就职|退休|离休|返聘|职工|干部|在职|在编|本级|机关)+$")
_UNKNOWN_PLACE = re.compile(
    r"^(?:.{2,8}自治[县旗州]|.{2,3}[县旗]|.{1,2}[^城超集门夜]市(?!场|容)|.[^社园校地景矿林灌新城山牧库小]区)(?=..)"
)
_NO_PLACE_BEFORE = ("镇", "乡", "街道", "村", "社区", "路")
_COMPANY = re.compile(r"(?:发展)?(?:\(集团\)|集团)?(?:股份)?(?:有限)?(?:责任)?公司|集团$")
_SCHOOL = re.compile(r"^第?([一二三四五六七八九十]+)(中|小|幼)(?:学|儿园)?(?!心)")
_SCHOOL_WORDS = {"中": "中学", "小": "小学", "幼": "幼儿园"}
_TOWN_PART = re.compile(r"^.+?(?:镇|乡|街道)(?=.{2,}(?:村|社区)$)")
_KINDS = (
    ("机关", re.compile(r"(?:委办公室|局|委员会|委|厅|办公室|办)$")),
    ("公司", re.compile(r"公司$")),
    ("社", re.compile(r"(?:联合社|联社|社)$")),
    ("联", re.compile(r"(?:联合会|联)$")),
    ("中心", re.compile(r"中心$")),
    ("校", re.compile(r"(?:大学|学院|学校|中学|小学|幼儿园|高中|职高)$")),
    ("镇", re.compile(r"(?:镇|乡|街道)$")),
    ("村", re.compile(r"(?:村|社区)$")),
    ("", re.compile(r"(?:院|所|站|队|馆|台|部|厂|会|人大|政协|政府)$")),
)
_SHORTENED = frozenset({"机关", "公司", "社", "联", "中心"})
"""Kinds whose names are shortened by leaving characters out; of towns and schools each counts."""


class Reader:
    """Takes names apart inside one committee, given the names of the places that are known."""

    def __init__(self, committee: str, places: Iterable[str] = ()) -> None:
        self.own = place_of(committee)
        known = {place for place in (*places, self.own) if place}
        self.places = tuple(sorted(known, key=lambda place: (-len(place), place)))
        self.stems = tuple({place[:-1] for place in self.places if len(place) > 2})

    def read(self, text: str) -> tuple[UnitName, ...]:
        """Return the units that a text may name: several names, or a second name in brackets, are several."""
        found: dict[UnitName, None] = {}
        plain = org_text(text).replace("中国共产党", "").replace("中共", "")
        inner = [part for part in _BRACKETS.findall(plain) if _KINDS[0][1].search(part)]
        for part in (*re.split(r"[、,;/]", _BRACKETS.sub("", plain)), *inner):
            if (name := self._one(part)) is not None:
                found[name] = None
        return tuple(found)

    def _one(self, text: str) -> UnitName | None:
        # 团市委 and 共青团云川市委: the place stands within.
        text = _LEAGUE.sub(lambda found: f"{found.group(1) or found.group(2)}团委", text)
        if not text.startswith(self.places):
            text = _LEADING.sub("", text)
        text = _TRAILING.sub("", text)
        if is_committee(text) and not text.endswith("社区委员会"):
            return None
        place, rest = self._place(text)
        for _ in range(2):
            rest = administrative_name(rest) or rest
        rest = _COMMUNITY.sub("", _VILLAGE.sub("", _STREET.sub("街道", _TOWN.sub(r"\1", rest))))
        core = _short(_TRAILING.sub("", re.sub(r"^委(?!员会|办)", "", rest)))
        if len(core) < 2:
            return None
        return UnitName(place, core, *_kind(core))

    def _place(self, text: str) -> tuple[str, str]:
        place, rest = "", text
        while rest.startswith(self.places):
            found = next(p for p in self.places if rest.startswith(p))
            if rest == found:
                break
            place, rest = found, rest[len(found) :]
        if not place and (stem := self._stem(rest)):
            return stem, rest[len(stem) - 1 :]
        if (unknown := _UNKNOWN_PLACE.match(rest)) and not _LEVEL.match(rest):
            return unknown.group(), rest[unknown.end() :]
        if not place and _LEVEL.match(rest) and len(rest) > 2:
            level = rest[0]
            return (self.own if self.own.endswith(level) else level), rest[1:]
        return place, rest

    def _stem(self, text: str) -> str | None:
        if not text.startswith(self.stems):
            return None
        for place in self.places:
            rest = text[len(place) - 1 :]
            if len(place) > 2 and text.startswith(place[:-1]) and len(rest) > 1:
                return None if rest.startswith(_NO_PLACE_BEFORE) else place
        return None


def resembles(written: UnitName, unit: UnitName) -> str | None:
    """Tell whether a name may mean a unit (`itself`) or a part of it (`subordinate`), or neither."""
    if not _places_fit(written.place, unit.place):
        return None
    if written.core in (unit.core, unit.stem) or _short_of(written, unit):
        return "itself"
    if written.kind == unit.kind == "村" and _same_village(written.core, unit.core):
        return "itself"
    if written.core.startswith(unit.core) and (unit.kind or len(unit.core) > 1):
        return "subordinate"
    return None


def same_words(written: UnitName, unit: UnitName) -> bool:
    """Tell whether two names differ in nothing but words left unsaid and usual abbreviations."""
    return written.core == unit.core and _places_fit(written.place, unit.place)


def _short_of(one: UnitName, other: UnitName) -> bool:
    if one.kind != other.kind or one.kind not in _SHORTENED:
        return False
    short, long = sorted((one.stem, other.stem), key=len)
    if len(short) < 2 or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(char in rest for char in short)


def _same_village(one: str, other: str) -> bool:
    parts = [_TOWN_PART.sub("", name) for name in (one, other)]
    return parts[0] == parts[1] and (parts[0] == one or parts[1] == other)


def _places_fit(one: str, other: str) -> bool:
    if not one or not other or one == other:
        return True
    return min(len(one), len(other)) == 1 and one[-1] == other[-1]


def _kind(core: str) -> tuple[str, str]:
    for kind, ending in _KINDS:
        if ending.search(core):
            return kind, ending.sub("", core) if kind in _SHORTENED else core
    return "", core


def _short(text: str) -> str:
    text = _SCHOOL.sub(lambda m: f"第{m.group(1)}{_SCHOOL_WORDS[m.group(2)]}", text)
    text = _COMPANY.sub("公司", text)
    for long, short in _words():
        text = text.replace(long, short)
    text = text.replace("委员会", "委")
    return "纪委" + text[2:] if text.startswith("监委") else text


@cache
def _words() -> tuple[tuple[str, str], ...]:
    text = files("graph.model").joinpath("unit_words.csv").read_text(encoding="utf-8")
    every = csv.DictReader(text.splitlines())
    rows = [(row["long"], row["short"]) for row in every if row["use"] != "简称"]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


def heads(names: Iterable[UnitName]) -> Iterator[tuple[str, UnitName]]:
    """Yield each name under every character that one resembling it can begin with."""
    return ((first, name) for name in names for first in sorted(name.firsts))
