"""Names of organisations and people, brought to the form in which they can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NO_PARTY = (
    "中国共产主义青年团|共产主义青年团|共青团|团[省市县区旗州盟]|中国人民政治协商会议|政协|民革|民盟|民建|民进|农工党"
    "|农工民主党|致公党|九三学社|台盟"
)
_COMMITTEE = re.compile(
    rf"^(?:中国共产党|中共)?(?!{_NO_PARTY})(.+?(?:[省市县旗州盟]|(?<![社小])区))(?:委员会|委)$"
)
_PARTY_BODY = re.compile(
    r"(?:机关)?(?:党组|党委会?|党的?工作委员会|党工委|工委|党组织|党的委员会"
    r"|党?总支部?(?:委员会)?|党?支部(?:委员会)?)$"
)
_BARE_COMMITTEE = re.compile(r"(?:工作)?委员会$")
_UNIT_ENDING = re.compile(
    r"(?:局|镇|(?<!城)乡|苏木|街道|办|办事处|学校|大学|中学|小学|学院|[一二三四五六七八九十]中|幼儿园"
    r"|医院|公司|集团|中心|院|社|联|委|厅|所|站|队|馆|台|厂|部|农场|林场|牧场|(?<!农)村|社区"
    r"|(?:联合|红十字|商|协)会|(?:开发|高新|园|新|景|管理)区)$"
)
_TEAM = re.compile(r"^(.*?)第?([0-9一二三四五六七八九十百]+)(?:巡察)?组$")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")


def to_half_width(text: str) -> str:
    """Return text with full-width letters, digits and marks as half-width, blanks trimmed.

    Brackets, colons and commas become half-width too: compare with it, do not print with it.
    """
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).strip()


def chinese_number(text: str) -> int | None:
    """Return the number that 十五, 二十三, 一百零二 or 15 means, or None."""
    text = to_half_width(text)
    if text.isascii() and text.isdigit():
        return int(text)
    total, digit, seen = 0, 0, False
    for char in text:
        if char in _DIGITS:
            # 二〇一九 is read place by place.
            digit, seen = digit * 10 + _DIGITS[char], True
        elif char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit, seen = 0, True
        else:
            return None
    return total + digit if seen else None


def person_name(text: str) -> str:
    """Return a person's name for comparison: no blanks, one width, one middle dot."""
    return re.sub(r"[\s]", "", to_half_width(text)).replace("•", "·").replace("・", "·")


def committee_key(text: str) -> str:
    """Return the one form of a committee's name: 中共云川市委员会, 中共云川市委 -> 云川市委."""
    name = org_text(text)
    found = _COMMITTEE.match(name)
    return f"{found.group(1)}委" if found else name.removeprefix("中共")


def is_committee(text: str) -> bool:
    """Tell whether a name is that of a local party committee with its place (云川市委, not 市委)."""
    found = _COMMITTEE.match(org_text(text))
    return bool(found and len(found.group(1)) > 1)


def place_of(committee: str) -> str:
    """Return the place of a committee's name: 中共云川市委 -> 云川市; empty if it names none."""
    found = _COMMITTEE.match(org_text(committee))
    return found.group(1) if found and len(found.group(1)) > 1 else ""


@lru_cache(maxsize=16_384)
def org_text(text: str) -> str:
    """Return an organisation's name as text for comparison: one width, no blanks."""
    return re.sub(r"\s", "", to_half_width(text))


def org_key(text: str, committee: str) -> str:
    """Return the natural key of an organisation's name inside one committee.

    The committee's own place in front of the name falls to its last character (云川市林业局 and
    市林业局 are one inside 云川市委); a committee that names its place is the same from everywhere.
    """
    name = org_text(text)
    if is_committee(name):
        return f"committee:{committee_key(name)}"
    name = name.removeprefix("中国共产党").removeprefix("中共")
    place = place_of(committee)
    if place and name.startswith(place) and len(name) > len(place):
        name = place[-1] + name[len(place) :]
    if name in {f"{place[-1:]}委", f"{place[-1:]}委员会"} and place:
        return f"committee:{committee_key(committee)}"
    return f"name:{committee_key(committee)}:{name}"


def administrative_name(text: str) -> str | None:
    """Return the unit's name of a party body's name (县林业局党组 -> 县林业局), or None."""
    name = org_text(text)
    if is_committee(name):
        return None
    bare = _PARTY_BODY.sub("", name)
    if bare == name:
        # What is left must itself be a unit's name: 卫生健康委员会 and 村民委员会 are no party bodies.
        rest = _BARE_COMMITTEE.sub("", name)
        bare = rest if _UNIT_ENDING.search(rest) else name
    return bare if bare and bare != name else None


def team_key(text: str) -> tuple[str, int | None]:
    """Return series and number of a team's name: 市委第一巡察组 -> ("", 1), 村(社区)第一巡察组 -> ("村(社区)", 1).

    A name without a number keeps the whole name as its series.
    """
    name = org_text(text)
    found = _TEAM.match(name)
    number = chinese_number(found.group(2)) if found else None
    if found is None or number is None:
        return name, None
    series = re.sub(r"^(?:中共)?.*?[省市县区旗州盟]委(?!员)", "", found.group(1))
    return series.removesuffix("巡察").removesuffix("第"), number
