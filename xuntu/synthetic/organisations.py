"""The organs of one copy of the city: what they are, what they were, what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xuntu.synthetic import data, names, places
from xuntu.synthetic.codes import credit_code
from xuntu.synthetic.model import COMMITTEE, Organisation, OrgChange
from xuntu.synthetic.office import Office

_BODY_SHORT = {
    "委员会": "党委",
    "工委": "党工委",
    "机关党委": "机关党委",
    "机关党支部": "机关党支部",
}
_PLAIN = ("中共", "共青团", "中国人民政治协商会议")


def build(seed: int, copy: int) -> Office:
    """Return the organs of one copy."""
    changes = tuple(_changes(copy))
    current = [*_city(seed, copy), *(o for code in places.COUNTIES for o in _county(copy, code))]
    known = {org.name for org in current}
    former = _former(changes, known)
    codes = data.stream(seed, copy, "codes")
    every = []
    for number, org in enumerate([*current, *former]):
        serial = copy * 5000 + number
        coded = org.status == "在册" and org.kind != "地方党委" and codes.random() < 0.85
        uscc = credit_code(org.kind, org.region, serial) if coded and not org.admin_unit else ""
        every.append(replace(org, uscc=uscc, copy=copy))
    return Office(copy, tuple(every), changes)


def _slots(copy: int) -> dict[str, str]:
    district = names.district(copy)
    if not district:
        return {"P": "云川市", "p": "云川", "s": "市"}
    return {"P": f"云川市{district}新区", "p": f"云川{district}", "s": f"{district}新区"}


def county_name(copy: int, code: str) -> str:
    """Return what a county's organs of one copy begin with."""
    district = names.district(copy)
    return places.name(code) + (f"{district}片区" if district else "")


def body_name(admin: str, body: str) -> str:
    """Return the name of the party body of a unit."""
    if body == "工委":
        return f"中共{admin.replace('管理委员会', '工作委员会')}"
    return f"{admin}{body}" if admin.startswith(_PLAIN) else f"中共{admin}{body}"


def commission(copy: int, code: str = "") -> tuple[str, str]:
    """Return full and short name of the discipline commission of the city or of a county."""
    place = county_name(copy, code) if code else _slots(copy)["P"]
    short = place if code else _slots(copy)["s"]
    return f"中共{place}纪律检查委员会", f"{short}纪委监委"


def committee(copy: int, code: str = "") -> str:
    """Return the committee that manages the organs of the city or of a county, as ledgers write it."""
    return f"中共{county_name(copy, code) if code else _slots(copy)['P']}委"


def _city(seed: int, copy: int) -> Iterator[Organisation]:
    slots, manager = _slots(copy), committee(copy)
    place, short = slots["P"], slots["s"]
    government = f"{place}人民政府"
    plain = Organisation(
        "", "", "地方党委", places.CITY, managing="省管", managed_by="", counts=False
    )
    reason = "由上级党委巡察"
    yield replace(plain, name=f"{manager}员会", short=manager, excluded_because=reason)
    yield replace(
        plain, name=government, short=f"{short}政府", kind="政府部门", excluded_because=reason
    )
    full, abbreviated = commission(copy)
    own = replace(plain, managing="市管", managed_by=manager, parent=manager)
    yield replace(
        own, name=full, short=abbreviated, kind="纪检监察机关", signs=(f"{place}监察委员会",)
    )
    yield replace(
        own, name=f"{manager}巡察工作领导小组办公室", short=f"{short}委巡察办", kind="党委部门"
    )
    rng = data.stream(seed, copy, "means")
    for row in data.rows("organisations"):
        filled = {key: value.format(**slots) for key, value in row.items()}
        admin = _admin(filled, government, manager)
        yield admin
        yield replace(
            admin,
            name=body_name(admin.name, filled["body"]),
            short=admin.short + _BODY_SHORT.get(filled["body"], filled["body"]),
            admin_unit=admin.name, parent=manager, is_target=True, counts=True,
            signs=(), former=(), excluded_because="",
            funds=rng.randrange(300, 90_000, 50), complaints=rng.randrange(0, 60),
        )  # fmt: skip
    for row in data.rows("subordinates"):
        yield replace(
            own, name=row["name"].format(**slots), short=row["name"].format(P=short),
            kind=row["kind"], parent=row["parent"].format(**slots),
        )  # fmt: skip
    for row in data.rows("stations"):
        yield replace(
            own, name=f"{place}纪委监委驻{short}{row['unit']}纪检监察组",
            short=f"驻{short}{row['unit']}纪检监察组", kind="派驻机构", parent=full,
            watches=tuple(row["watches"].format(**slots).split(";")),
        )  # fmt: skip


def _admin(row: dict[str, str], government: str, manager: str) -> Organisation:
    under_party = row["kind"] in ("党委部门", "群团", "人大政协机关", "法院", "检察院")
    return Organisation(
        row["admin"], row["short"], row["kind"], places.CITY,
        system=row["system"], leader_level=row["level"],
        parent=manager if under_party else government, managed_by=manager,
        counts=False, excluded_because="按党组织统计",
        signs=(row["sign"],) if row["sign"] else (),
        former=(row["former"],) if row["former"] else (), founded=row["founded"],
    )  # fmt: skip


def _county(copy: int, code: str) -> Iterator[Organisation]:
    place, manager = county_name(copy, code), committee(copy, code)
    top = Organisation(
        f"{manager}员会", manager, "地方党委", code, admin_level="县市区旗", counts=False,
        managed_by=committee(copy), leader_level="县处级正职", excluded_because="由省委巡视",
    )  # fmt: skip
    yield top
    government = f"{place}人民政府"
    own = replace(
        top, managing="县管", managed_by=manager, leader_level="乡科级正职", excluded_because=""
    )
    yield replace(own, name=government, short=f"{place}政府", kind="政府部门")
    full, short = commission(copy, code)
    yield replace(own, name=full, short=short, kind="纪检监察机关", parent=manager)
    yield replace(
        own, name=f"{manager}组织部", short=f"{place}委组织部", kind="党委部门", parent=manager
    )
    for row in data.rows("county_bureaus"):
        admin = replace(
            own, name=place + row["name"], short=place + row["short"], kind=row["kind"],
            system=row["system"], parent=government, excluded_because="按党组织统计",
        )  # fmt: skip
        yield admin
        yield replace(
            admin, name=body_name(admin.name, row["body"]), short=admin.short + row["body"],
            admin_unit=admin.name, parent=manager, is_target=True, counts=True, excluded_because="",
        )  # fmt: skip
    for row in data.rows("county_subordinates"):
        name = place + row["name"]
        yield replace(own, name=name, short=name, kind=row["kind"], parent=place + row["parent"])
    for town in places.towns(code):
        hall = replace(
            own, name=f"{place}{town}人民政府" if town[-1] != "道" else f"{place}{town}办事处",
            short=place + town, kind="乡镇街道", admin_level="乡镇街道", parent=government,
        )  # fmt: skip
        yield hall
        yield replace(
            hall, name=f"中共{place}{town}{'委员会' if town[-1] != '道' else '工作委员会'}",
            short=f"{place}{town}党{'委' if town[-1] != '道' else '工委'}", admin_unit=hall.name,
            parent=manager, is_target=True, counts=True,
        )  # fmt: skip


def _changes(copy: int) -> Iterator[OrgChange]:
    slots = _slots(copy)
    for row in data.rows("reform"):
        if row["scope"] == "city":
            yield _change(row, places.CITY, row["old"].format(**slots), row["new"].format(**slots))
            continue
        for code in places.COUNTIES:
            place = county_name(copy, code)
            yield _change(row, code, row["old"].format(C=place), row["new"].format(C=place))


def _change(row: dict[str, str], region: str, old: str, new: str) -> OrgChange:
    doc = row["doc"] or f"{places.name(region)[:-1]}办发〔2019〕2号"
    return OrgChange(old, new, row["kind"], row["on"], row["function"], row["section"], doc, region)


def _former(changes: tuple[OrgChange, ...], known: set[str]) -> list[Organisation]:
    found: dict[str, Organisation] = {}
    for change in changes:
        if change.old in known:
            continue
        bare = change.old.removeprefix("中共").removesuffix("党组")
        city = change.region == places.CITY
        found[change.old] = Organisation(
            change.old,
            bare.replace("云川市", "市", 1) + ("党组" if bare != change.old else "") if city else change.old,
            "政府部门", change.region,
            managing="市管" if city else "县管", admin_level="地市州盟" if city else "县市区旗",
            managed_by=COMMITTEE if city else "", counts=False,
            excluded_because=f"机构改革已撤并，由{change.new}承接",
            admin_unit=bare if bare != change.old else "",
            status={"更名": "更名", "合并": "合并"}.get(change.kind, "撤销"), dissolved=change.on,
        )  # fmt: skip
    return list(found.values())
