"""What an organisation's name looks like, and its full name inside a document's committee."""

from __future__ import annotations

import re

from loaders.reports.context import About
from loaders.reports.gazetteer import LEVELS, Gazetteer
from loaders.reports.spelling import is_place
from loaders.reports.words import lines

_TOWN = re.compile(
    r"^(?!(?:[各该每两几全]|[一二三四五六七八九十]{1,2})个?(?:乡镇|镇|乡|街道)$).*(?:镇|乡|街道|苏木)$"
)
_BAD = re.compile(
    r"[的了是被把各\d“”《》：]|^(?:在|对(?!外)|向(?!阳|东|荣)|从(?!化|江)|由|按|经(?!济|开|贸|信|管|纬)|并)|[向对给由把为到从][市县区旗州]|将(?!乐|军)|伙同|会同|协助|问题|工作(?![部委室]|委员会)|情况|开展|进行|领域|以下|上述|人员|干部(?!局|学院|学校|培训|休养)"
    r"|巡察|整改|反馈|监督(?!管理|检验|所|站|局)|机制|制度|责任|意见|所在|负责|等$|同志|群众(?!艺术|文化|体育|团体)|方面|会议$|现场|全区$|专项"
    r"|延伸|联动|部署|两级|片区$|小区$|地区$|辖区$|区域$|山区$|灾区$|校园$|家园$|市场$|现场$|立场$|在场$|仓库$|室内|到位|单位$|部门$|党组织$"
)
_GENERIC = re.compile(
    r"^(?:被|各|所|该|本|这|其|全[市县区省国]|有关|相关|部分|下属|一些|(?:项目|试点|示范)(?:村|社区)|以下|上述|多个|近|每|\d|等|重点|"
    r"[市县区]直(?:部门|单位|机关(?!.{0,2}工委|事务|医院|幼儿园)|属)|[市县区]级|[市县区]管|[市县区]属|基层|我[市县区]|两级|省委|中央|上级|不|另|某|二级"
    r"|(?:[两几]|[一二三四五六七八九十]{1,2})(?:个|家|所)?(?:乡镇|镇街|镇|乡|街道|村|社区|局|委|办|院|校|部门|单位)(?:党委|党工委|党组|党总支|党支部)?$)"
)
_COMMITTEE = re.compile(rf"^[\u4e00-\u9fff]{{2,8}}[{LEVELS}]委$")
_PARTY = re.compile(r"(?:机关)?(?:党组|党委|党工委|党总支|党支部)$")
_OF_TOWN = re.compile(
    r"^(?!(?!开发区|高新区|经开区|新区)[\u4e00-\u9fff]{2,5}(?:[市县旗]|(?<!社)区))"
    r"(?:[\u4e00-\u9fff]{2,4}(?:镇|乡|街道)|[\u4e00-\u9fff（）]+?(?:村|社区)(?:党委|党总支|党支部)?$)"
)
_PLAIN = re.compile(r"[\u4e00-\u9fff（）\dA-Za-z·]+")
_ANCHORED = re.compile(
    r"^(?:原|中共)?(?:[市县区旗州](?![县级域场])|团[市县区旗州]委|[\u4e00-\u9fff]{1,6}?(?:[市县区旗镇乡村]|街道|社区)"
    r"|[\u4e00-\u9fff]{2,12}?(?:局|集团|公司|大学|学院|学校|中学|医院|中心|党组|党委|党工委))"
)
_SCHOOL = re.compile(r"^[\u4e00-\u9fff]{1,8}(?:[一二三四五六七八九十]|实验|中心|师范)[中小]$")


def suffixes() -> tuple[str, ...]:
    """Return the endings of organisations' names."""
    return lines("suffixes.txt")


def is_town(name: str) -> bool:
    """Tell whether a name is that of a town, not of its party committee."""
    return bool(_TOWN.search(name))


def is_organization(name: str) -> bool:
    """Tell whether a text is the name of one organisation."""
    bare = re.sub(r"（[^（）]*）", "", name.removeprefix("原").removeprefix("中共"))
    if _COMMITTEE.match(bare) and not _GENERIC.match(bare) and is_place(bare[:-1]):
        return True
    return (
        3 <= len(bare) <= 30
        and (bare.endswith(suffixes()) or bool(_SCHOOL.match(bare)))
        and not _GENERIC.match(bare)
        and not _BAD.search(bare)
        and bool(_PLAIN.fullmatch(bare))
        and bare not in suffixes()
    )


def is_like(name: str) -> bool:
    """Tell whether a text may be a unit's name beside others in a list, whatever its ending (市种子站)."""
    bare = re.sub(r"（[^（）]*）", "", name)
    likely = 3 <= len(bare) <= 14 and bare[:1] in LEVELS and bool(_PLAIN.fullmatch(bare))
    return likely and not _GENERIC.match(bare) and not _BAD.search(bare)


def is_specific(text: str) -> bool:
    """Tell whether a text begins with one named unit, not with a kind of units (巡察市县一体)."""
    return text[:1] in "我本" or (bool(_ANCHORED.match(text)) and not _GENERIC.match(text))


def without_party(name: str) -> str:
    """Return a unit's name without its party body, to tell that two names are of one unit."""
    return _PARTY.sub("", name)


def full_name(surface: str, about: About, places: Gazetteer, owner: str = "") -> str:
    """Return a unit's name with the place that the text leaves to the reader.

    That is the document's committee's place, or `owner` where another committee acts.
    """
    committee = about.committee
    if owner and owner != committee.place:
        own = surface[1:] if surface[:1] == owner[-1] else surface
        return surface if surface.startswith(owner) else owner + own
    name = surface.removeprefix("原").removeprefix("中共")
    if not committee.resolved or name.startswith(committee.place):
        return name
    if name[:1] == committee.letter and not name.startswith(("市场", "区域", "县域")):
        return committee.place + name[1:]
    starts = [n for s, _, n, _ in places.named(name) if s == 0 and places.full(n)]
    if not starts and _OF_TOWN.search(name):
        return committee.place + name
    return name
