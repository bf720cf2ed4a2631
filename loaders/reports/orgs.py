"""What an organisation's name looks like, and its full name inside a document's committee."""

from __future__ import annotations

import re

from loaders.reports.context import About, Gazetteer
from loaders.reports.words import lines

_TOWN = re.compile(r"(?:镇|乡|街道)$")
_BAD = re.compile(
    r"[的了是将被把\d]|^在|问题|工作(?![部委])|情况|开展|进行|领域|以下|上述|人员|干部"
)
_GENERIC = re.compile(
    r"^(?:被|各|所|该|本|这|其|全[市县区省国]|有关|相关|部分|下属|一些|以下|上述|多个|近|每|\d|等|重点|"
    r"[市县区]直(?:部门|单位|机关)|[市县区]管|基层|我[市县区])"
)


def suffixes() -> tuple[str, ...]:
    """Return the endings of organisations' names."""
    return lines("suffixes.txt")


def is_town(name: str) -> bool:
    """Tell whether a name is that of a town, not of its party committee."""
    return bool(_TOWN.search(name))


def is_organization(name: str) -> bool:
    """Tell whether a text is the name of one organisation."""
    bare = re.sub(r"（[^（）]*）", "", name.removeprefix("原").removeprefix("中共"))
    return (
        3 <= len(bare) <= 30
        and bare.endswith(suffixes())
        and not _GENERIC.match(bare)
        and not _BAD.search(bare)
        and "。" not in bare
        and bare not in suffixes()
    )


def kind_of(name: str) -> str:
    """Return what sort of organisation a name is (the words of the corpus' SCHEMA.md)."""
    if name.endswith("巡察组"):
        return "team"
    if name.endswith("领导小组"):
        return "leading_group"
    if name.endswith(("巡察办", "巡察工作办公室", "巡察办公室")):
        return "office"
    if re.search(r"纪委(?:监委)?$|监委$", name):
        return "discipline_committee"
    if name.endswith("党组"):
        return "party_group"
    if re.search(r"(?:党委|党工委|工委|[市县区州旗盟]委)$", name):
        return "party_committee"
    if is_town(name):
        return "township"
    return "village" if name.endswith(("村", "社区")) else "unit"


def full_name(surface: str, about: About, places: Gazetteer, owner: str = "") -> str:
    """Return a unit's name with the place that the text leaves to the reader.

    That is the document's committee's place, or `owner` where another committee acts.
    """
    committee = about.committee
    if owner and owner != committee.place:
        return surface if surface.startswith(owner) else owner + surface
    name = surface.removeprefix("原").removeprefix("中共")
    if not committee.resolved or name.startswith(committee.place):
        return name
    if name[:1] == committee.letter and not name.startswith(("市场", "区域", "县域")):
        return committee.place + name[1:]
    starts = [n for s, _, n, _ in places.named(name) if s == 0 and places.full(n)]
    if not starts and re.search(r"(?:镇|乡|街道)(?:党委|党工委)?$|村$", name):
        return committee.place + name
    return name
