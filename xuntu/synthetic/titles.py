"""What posts are called."""

from __future__ import annotations

from random import Random

from xuntu.synthetic import data
from xuntu.synthetic.model import Organisation

_HEADS = (
    ("检察院", "检察长"), ("法院", "院长"), ("医院", "院长"), ("学院", "院长"), ("保健院", "院长"),
    ("福利院", "院长"), ("考试院", "院长"), ("研究院", "院长"), ("党校", "常务副校长"),
    ("中学", "校长"), ("小学", "校长"), ("学校", "校长"), ("公司", "董事长"), ("局", "局长"),
    ("部", "部长"), ("会机关", "秘书长"), ("联合会", "主席"), ("总工会", "主席"), ("协会", "主席"),
    ("侨联", "主席"), ("红十字会", "会长"), ("共青团", "书记"), ("电视台", "台长"), ("日报社", "社长"),
    ("联合社", "主任"), ("馆", "馆长"), ("处", "处长"), ("支队", "支队长"), ("站", "站长"),
    ("所", "所长"), ("纪检监察组", "组长"), ("政府", "镇长"),
)  # fmt: skip
CITY_RANKS = ("科员及以下", "乡科级副职", "乡科级正职", "县处级副职", "县处级正职")
COUNTY_RANKS = ("科员及以下", "科员及以下", "乡科级副职", "乡科级正职")


def head(org: str) -> str:
    """Return the title of the head of an organ."""
    return next((title for ending, title in _HEADS if org.endswith(ending)), "主任")


def body(party: str) -> str:
    """Return 党组, 党委 or 党工委 of a party body's name."""
    if party.endswith("党组"):
        return "党组"
    if party.endswith("党支部"):
        return "党支部"
    return "党工委" if party.endswith("工作委员会") else "党委"


def chief(org: str, party: str) -> str:
    """Return the title of a unit's number one."""
    return f"{body(party)}书记、{head(org)}"


def deputy(org: str, party: str) -> str:
    """Return the title of a deputy who sits in the leading group."""
    return f"{body(party)}{'成员' if body(party) == '党组' else '委员'}、副{head(org).removeprefix('常务副')}"


def section(rng: Random, county: bool) -> str:
    """Return the name of a section."""
    found: str = rng.choice(data.words("posts")["county_sections" if county else "sections"])
    return found


def in_section(rng: Random, name: str, stage: int, county: bool) -> str:
    """Return a title inside a section: 0 clerk, 1 deputy head (county: head), 2 head."""
    if stage == 0:
        return f"{name}{rng.choice(['科员', '工作人员', '四级主任科员'])}"
    leads = stage == 2 or county
    if name.endswith("办公室"):
        return f"{name}{'' if leads else '副'}主任"
    return f"{name}{'' if leads else '副'}{name[-1]}长"


def staff(rng: Random, org: Organisation | None) -> str:
    """Return the title of somebody without rank in an organ."""
    lists = data.words("posts")["staff"]
    return str(rng.choice(lists.get(org.kind if org else "国有企业", lists["其他"])))
