"""Lists of units: 、 and 和, brackets kept whole, heads and tails copied to each conjunct."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.reports.orgs import is_organization, is_town

_COUNT = re.compile(
    r"(?:等|共计?|这)?(?:\d+|[一二三四五六七八九十]+)(?:个|家|所)(?P<tail>[^，、]*)$"
)
_ETC = re.compile(r"等(?P<tail>[^，、等]{0,12})$")
_OWNED = re.compile(r"(?:所辖|的|下辖|辖区内?|(?<=[镇乡道]))\d+(?:个|家|所)(?=行政村|村|社区|乡镇)")
_SPLIT = re.compile(r"[、，]")
_AND = re.compile(r"以及|[和及与]")
_BRACKET = re.compile(r"（[^（）]*）")
_LEAD = re.compile(r"^第[一二三四五六七八九十\d]+轮(?:被)?巡察(?:对象|单位)|^(?:并|还|另)")
_ORDERED = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{2,8}?[市县区旗])(?=[\u4e00-\u9fff]{1,8}(?:镇|乡|街道))"
)
_PLAIN_PARTY = re.compile(r"(?:的)?(?:党组织|各?级党组织)$")
_REGION = re.compile(r"^[\u4e00-\u9fff]{2,6}[县市区旗]$")
_PARTY_TAIL = re.compile(r"(?:党委|党工委|党组|党总支)$")
_ELIDED = re.compile(r"^(?:组织部|宣传部|统战部|政法委|编办|办公室|巡察办|党校)$")
_HEAD = re.compile(r"^(?P<head>[\u4e00-\u9fff]{0,6}?[市县区旗])(?:纪委|委|政府|人大|政协)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a list: what stands there (start, end), and the name it means."""

    start: int
    end: int
    surface: str
    name: str
    alias: str = ""
    former: bool = False
    inspected: bool = True


def expand(text: str) -> list[Unit]:
    """Return the units of a list; an empty list if what stands there is no list of units.

    A party committee behind the last of several towns belongs to all of them; a common head or tail
    is copied; towns that stand only as the owners of villages come with `inspected` false.
    """
    units: list[Unit] = []
    for start, end in _groups(text):
        units += _group(text, start, end)
    named = [unit for unit in units if unit.name]
    return named if named and 3 * len(named) >= 2 * len(units) else []


def _groups(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches between commas; each has its own tail."""
    at = 0
    for found in re.finditer("，", _flat(text)):
        yield at, found.start()
        at = found.end()
    yield at, len(text)


def _group(text: str, start: int, end: int) -> list[Unit]:
    part, flat = text[start:end], _flat(text[start:end])
    tail, stop = "", len(part)
    owned = _OWNED.search(flat)
    villages = owned and not re.search(r"(?:党委|党工委)(?:和|及)(?:所辖|下辖)", flat)
    if owned and villages:
        stop = owned.start()
    else:
        found = _COUNT.search(flat) or _ETC.search(flat)
        if found and found.start() > 0:
            tail, stop = _BRACKET.sub("", part[found.start("tail") : found.end()]), found.start()
    pieces = [_unit(part, a, b) for a, b in _pieces(flat[:stop])]
    pieces = [replace(p, start=p.start + start, end=p.end + start) for p in pieces if p.surface]
    pieces = _with_tail(_with_head(pieces), tail)
    if villages:
        return [replace(p, inspected=False) for p in pieces if is_town(p.name)]
    return [p if is_organization(p.name) else replace(p, name="") for p in pieces]


def _flat(text: str) -> str:
    """Return the text with what stands in brackets made unsplittable, at the same length."""
    return _BRACKET.sub(lambda m: "（" + "·" * (len(m.group()) - 2) + "）", text)


def _pieces(flat: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in _SPLIT.finditer(flat):
        yield from _at_and(flat, at, found.start())
        at = found.end()
    yield from _at_and(flat, at, len(flat))


def _at_and(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at 和 only where both sides are units (发展和改革局 stays whole)."""
    for found in _AND.finditer(flat, start, end):
        left, right = _bare(flat[start : found.start()]), _bare(flat[found.end() : end])
        whole = is_organization(left) and (is_organization(right) or bool(_ELIDED.match(right)))
        if whole or (right.startswith("所辖") and is_organization(left)):
            yield start, found.start()
            yield from _at_and(flat, found.end(), end)
            return
    yield start, end


def _bare(text: str) -> str:
    return _PLAIN_PARTY.sub("", _BRACKET.sub("", text).strip())


def _unit(text: str, start: int, end: int) -> Unit:
    piece = text[start:end]
    lead = _LEAD.match(piece)
    if lead:
        start, piece = start + lead.end(), piece[lead.end() :]
    if re.match(r"所辖|下辖|\d", piece):
        return Unit(start, end, "", "")
    if "的" in piece and not is_organization(_bare(piece)):
        cut = piece.rfind("的") + 1
        if is_organization(_bare(piece[cut:])) or is_town(piece[cut:]):
            start, piece = start + cut, piece[cut:]
    whole = piece.endswith("）")
    alias = next((m.group()[1:-1] for m in _BRACKET.finditer(piece)), "")
    name = _bare(piece) if whole or "（" not in piece else _PLAIN_PARTY.sub("", piece)
    stop = start + (piece.find("（") if piece.endswith("）") and "（" in piece else len(piece))
    if stop - start < len(name):
        stop = end
    surface = _PLAIN_PARTY.sub("", text[start:stop].strip())
    former = name.startswith("原")
    return Unit(start, start + len(surface), surface, name, alias, former)


def _with_head(units: list[Unit]) -> list[Unit]:
    """Copy the county of the first town to those behind it, and a committee to an elided organ."""
    found: list[Unit] = []
    place = ""
    for unit in units:
        ordered = _ORDERED.match(unit.name)
        if ordered:
            place = ordered["place"]
        elif place and re.search(r"(?:镇|乡|街道)(?:党委|党工委)?$", unit.name):
            unit = replace(unit, name=place + unit.name)
        if found and _ELIDED.match(unit.name):
            head = _HEAD.match(found[-1].name)
            name = f"{head['head']}委{unit.name}" if head else ""
            unit = replace(unit, name=name, start=found[-1].start) if name else unit
        found.append(unit)
    return found


def _with_tail(units: list[Unit], tail: str) -> list[Unit]:
    """Copy a tail that belongs to every conjunct."""
    if not units:
        return units
    core = re.sub(r"^(?:(?:国家|省|市|县)级)+|^(?:乡镇|单位|镇街?|街道)+", "", _bare(tail))
    party = _PARTY_TAIL.search(core) or _PARTY_TAIL.search(units[-1].name)
    towns = [u for u in units if is_town(u.name) or _REGION.search(u.name)]
    last = _PARTY_TAIL.sub("", units[-1].name)
    if party and towns and (core or is_town(last) or _REGION.search(last)):
        return [replace(u, name=u.name + party.group()) if u in towns else u for u in units]
    if len(core) > 3 and is_organization(core) and not any(is_organization(u.name) for u in units):
        return [replace(u, name=u.name + core) for u in units]
    return units
