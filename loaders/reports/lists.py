"""Lists of units: 、 and 和, brackets kept whole, and where a list begins and ends in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loaders.reports.copying import ELIDED, PARTY, SHORT, Unit, with_head, with_tail
from loaders.reports.orgs import is_like, is_organization, is_town

_COUNT = re.compile(
    r"(?:等|共计?|这)*(?:\d+|(?<![、，和及与])[一二两三四五六七八九十]+)(?:个|家|所|户)(?P<tail>[^，、\d等]*)$"
)
_ETC = re.compile(r"(?<![高中初平上同])等(?P<tail>[^，、等]{0,16})$")
_OWNED = re.compile(
    r"(?:所辖|的|下辖|辖区内?)\d+(?:个|家|所)(?=行政村|村|社区|乡镇)"
    r"|(?<=[镇乡道])\d+(?:个|家|所)(?=行政村|村|社区)"
    r"|(?:所辖|下辖|辖区内?)的?(?:全部|所有|各|部分)?(?=行政村|村|社区)"
)
_SPLIT = re.compile(r"[、，；/]")
_GROUPS = re.compile(
    r"，+|(?:^|(?<=[\u4e00-\u9fff]))(?:\d+|[两三四五六七八九十]+)(?:个|家|所)[^，、\d和及与等]{0,10}"
    r"(?:党组织|党委|党工委|党组|党支部|单位|部门|企业|学校|医院)(?P<and>以及|[和及与])(?!其|所|下)"
)
"""What ends a group of units: a comma, or its count, behind which another group is joined."""
_AND = re.compile(r"以及|[和及与暨]")
_JOINED = re.compile("(?:以及|及其?|和其)$")
"""What joins unnamed bodies behind the last unit (…集团及其28家下属公司)."""
_AFTER_LIST = re.compile(
    r"并(?!购)|同时|同步|召开|开展|进行|实施|启动|工作动员|动员|见面|情况|反馈|期间|过程|发现|之后|以来|以后|整改|落实|负责|现场|巡察"
    r"|[时中后前](?=[，发]|$)|的(?!党组织|党委)|党员|全体|共计?\d|集中|听取|，?(?:组长|副组长|联系|电话|值班|举报|受理|接访|邮箱|信箱|时间|地址)"
)
_BRACKET = re.compile(r"（[^（）]*）")
_LEAD = re.compile(
    r"^第[一二三四五六七八九十\d]+轮(?:被)?巡察(?:对象|单位)|^(?:并|还|另|其中|包括|包含|分别为?|以及|和|及|即|对)+"
    r"|^其?(?:下属|所属|直属)的?(?=[市县区旗])|^(?:被巡察(?:单位|党组织|部门))|^[（(]?\d{1,2}[)）.．、]|^[①-⑳•·●▲■◆]"
)
_PLAIN_PARTY = re.compile(
    r"(?:的)?(?:党组织|各?级党组织|领导班子(?:及其?成员)?|班子|主要负责人|主要负责同志|本级"
    r"|(?:等|共)?\d+(?:家|个|所)(?:[市县区]直)?(?:单位|部门|机构|企业)(?:党组织)?)$"
)
_ONESELF = re.compile(
    r"^(?:我|本)(?:局|委|办|镇|乡|街道|院|校|公司|集团|中心|单位|部|馆|会)(?:机关)?(?:党组|党委|党工委|党总支|党支部)?"
)
_UNDER = re.compile(r"^其?(?:下属|所属|直属)的?(?=[市县区])")
_BELOW = re.compile(r"(?:及其?|和|、)(?:下属|所属|直属|下设|二级)(?!的?[市县区])[^、，；]*$")
_INNER_COUNT = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:等)?(?:\d+|[两二三四五六七八九十]+)(?:个|家|所)(?=(?:镇|乡|街道|村|社区|局)[\u4e00-\u9fff]{0,3}$)"
)


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
    """Yield the stretches between commas, and between counts that are joined; each has its own tail."""
    at = 0
    for found in _GROUPS.finditer(_flat(text)):
        yield at, found.start("and") if found["and"] else found.start()
        at = found.end()
    yield at, len(text)


def _group(text: str, start: int, end: int) -> list[Unit]:
    part, flat = text[start:end], _flat(text[start:end])
    tail, stop = "", len(part)
    owned = _OWNED.search(flat)
    villages = owned and not re.search(r"(?:党委|党工委)(?:和|及)其?(?:所辖|下辖)", flat)
    if owned and villages:
        stop = owned.start()
    else:
        found = _COUNT.search(flat) or _ETC.search(flat)
        if found and found.start() > 0:
            tail, stop = _BRACKET.sub("", part[found.start("tail") : found.end()]), found.start()
    pieces = [_unit(part, a, b) for a, b in _pieces(flat[:stop])]
    pieces = [replace(p, start=p.start + start, end=p.end + start) for p in pieces if p.surface]
    pieces = with_tail(with_head(pieces), _bare(tail))
    if villages:
        return [replace(p, inspected=False) for p in pieces if is_town(p.name)]
    sure = any(is_organization(p.name) for p in pieces)
    return [
        p if is_organization(p.name) or (sure and is_like(p.name)) else replace(p, name="")
        for p in pieces
    ]


def _flat(text: str) -> str:
    """Return the text with what stands in brackets made unsplittable, at the same length."""
    return _BRACKET.sub(lambda m: "（" + "·" * (len(m.group()) - 2) + "）", text)


def _pieces(flat: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in _SPLIT.finditer(flat):
        yield from _at_and(flat, at, found.start(), more=True)
        at = found.end()
    yield from _at_and(flat, at, len(flat))


def _at_and(flat: str, start: int, end: int, *, more: bool = False) -> Iterator[tuple[int, int]]:
    """Split at 和 only where both sides are units (发展和改革局 stays whole).

    The right one may lack its tail if `more` follows (…党支部及东关、西关2个街道党工委).
    """
    for found in _AND.finditer(flat, start, end):
        left, right = _bare(flat[start : found.start()]), _bare(flat[found.end() : end])
        right = _UNDER.sub("", right)
        whole = is_organization(left) and (is_organization(right) or bool(ELIDED.match(right)))
        cut = more and len(right) <= SHORT and bool(PARTY.search(left))
        if whole or (is_organization(left) and (cut or re.match(r"其?(?:所辖|下辖)", right))):
            yield start, found.start()
            yield from _at_and(flat, found.end(), end, more=more)
            return
    yield start, end


def _bare(text: str) -> str:
    return _PLAIN_PARTY.sub("", _BRACKET.sub("", text).strip())


def _unit(text: str, start: int, end: int) -> Unit:
    below = _BELOW.search(text, start, end)
    end = below.start() if below and below.start() > start else end
    joint = _JOINED.search(text, start, end)
    end = joint.start() if joint and joint.start() - start > 2 else end
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
    piece = piece.replace("党（工）委", "党\ue000\ue000\ue000委")
    whole = piece.endswith("）")
    alias = next((m.group()[1:-1] for m in _BRACKET.finditer(piece)), "")
    party = re.search(r"）(?:党委|党工委|党组|党总支|党支部)$", piece)
    kept = "（" in piece and not whole and not party
    name = _PLAIN_PARTY.sub("", piece) if kept else _bare(piece)
    name = _INNER_COUNT.sub("", name.replace("\ue000\ue000\ue000", "（工）"))
    stop = start + piece.find("（") if whole else end
    surface = _PLAIN_PARTY.sub("", text[start:stop].strip())
    former = name.startswith("原")
    return Unit(start, start + len(surface), surface, name, alias, former)


def run(text: str) -> int:
    """Return how many characters a list of units takes that begins with a text; 0 if none does."""
    oneself = _ONESELF.match(text)
    if oneself:
        return oneself.end()
    reach = 0
    plain = _BRACKET.sub(lambda m: "·" * len(m.group()), text)
    whole = text[: len(re.split(r"[。；：！？…）\s]", plain)[0])]
    for start, end in _groups(whole):
        part = whole[start:end]
        stop = _AFTER_LIST.search(_flat(part))
        part = part[: stop.start()] if stop else part
        units = expand(part) if part else []
        if not units or (reach and any(not _bare_is_unit(u) for u in units)):
            break
        reach = start + len(part)
        if stop:
            break
    return reach


def _bare_is_unit(unit: Unit) -> bool:
    return bool(unit.name)


def tail_run(text: str) -> int:
    """Return how many characters a list of units takes that ends a text; 0 if none does."""
    begin = max((m.end() for m in re.finditer(r"[。；：！？]", text)), default=0)
    whole = text[begin:].rstrip("，")
    reach = 0
    for start, end in reversed(list(_groups(whole))):
        units = expand(whole[start:end])
        joined = units and whole[start : start + units[0].start].endswith("的")
        if (
            not units
            or (units[0].start > 0 and not joined)
            or any(not _bare_is_unit(u) for u in units)
        ):
            break
        reach = len(text) - begin - start
    return reach
