"""The leading groups: who heads and headed every unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from xuntu.synthetic import data, names, places, times, titles
from xuntu.synthetic.model import COMMITTEE, Leader, Organisation
from xuntu.synthetic.office import Office


class Leaders:
    """The roster of leaders of one copy while the city is being made: posts may still change hands."""

    def __init__(self, rows: list[Leader]) -> None:
        self.rows = rows
        self._of: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(rows):
            self._of[row.org].append(index)

    def of(self, org: str) -> list[Leader]:
        """Return all leaders of a unit, present and former."""
        return [self.rows[i] for i in self._of.get(org, ())]

    def at(self, org: str, day: str) -> list[Leader]:
        """Return who led a unit on a day."""
        month = day[:7]
        return [x for x in self.of(org) if x.since <= month and (not x.until or month < x.until)]

    def head(self, org: str, day: str) -> Leader | None:
        """Return the number one of a unit on a day."""
        return next((x for x in self.at(org, day) if x.principal), None)

    def rename(self, old: Leader, **changes: Any) -> Leader:
        """Give the post of a leader to somebody else and return the new row."""
        index = self.rows.index(old)
        self.rows[index] = replace(old, **changes)
        return self.rows[index]


def appoint(seed: int, office: Office, pool_names: list[str]) -> Leaders:
    """Return the leaders of every unit of a copy; a few bear the name of somebody in the pool."""
    rng = data.stream(seed, office.copy, "leaders")
    rows = list(_city_leaders(rng)) if office.copy == 0 else []
    for unit in (*office.targets, *office.county_bureaus):
        rows += _group(rng, office, unit)
    for org in office.organisations:
        if org.status != "在册" and not org.admin_unit:
            rows += _last_group(rng, org)
    for name in pool_names[3:60:19]:
        at = rng.randrange(len(rows) // 2, len(rows))
        rows[at] = replace(rows[at], name=name)
    first = office.copy * 2000 + 1
    return Leaders(
        [replace(r, no=f"Q{first + i:04d}", copy=office.copy) for i, r in enumerate(rows)]
    )


def _group(rng: Random, office: Office, unit: Organisation) -> Iterator[Leader]:
    county = unit.managing == "县管"
    org, ranks = unit.admin_unit, titles.COUNTY_RANKS if county else titles.CITY_RANKS
    founded = office.by_name[org].founded[:7]
    turn = times.birth_between(rng, 2021 if founded < "2020" else 2022, 2023)
    start = max(founded, times.birth_between(rng, 2015, 2018))
    boss = titles.chief(org, unit.name)
    yield _one(rng, unit, boss, ranks[-1], True, turn, "")
    yield _one(rng, unit, boss, ranks[-1], True, start, turn)
    second = titles.deputy(org, unit.name)
    for _ in range(2 if county else 3):
        yield _one(rng, unit, second, ranks[-2], False, times.birth_between(rng, 2019, 2023), "")
    for _ in range(0 if county else rng.randint(1, 2)):
        since = max(founded, times.birth_between(rng, 2014, 2017))
        until = times.birth_between(rng, 2021, 2024)
        yield _one(rng, unit, second, ranks[-2], False, since, until)


def _last_group(rng: Random, org: Organisation) -> Iterator[Leader]:
    city, until = org.region == places.CITY, org.dissolved[:7]
    ranks = titles.CITY_RANKS if city else titles.COUNTY_RANKS
    bare = replace(org, admin_unit=org.name)
    since = times.birth_between(rng, 2013, 2016)
    yield _one(rng, bare, f"党组书记、{titles.head(org.name)}", ranks[-1], True, since, until)
    if city:
        title = f"党组成员、副{titles.head(org.name)}"
        yield _one(rng, bare, title, ranks[-2], False, times.later(since, 7), until)


def _one(
    rng: Random, unit: Organisation, title: str, rank: str, principal: bool, since: str, until: str
) -> Leader:
    gender = names.gender(rng, 0.74)
    return Leader(
        "", names.full(rng, gender), gender,
        times.birth_between(rng, 1966, 1976) if principal else times.birth_between(rng, 1968, 1984),
        places.near(rng), unit.admin_unit, title, rank, principal,
        "全面工作" if principal else rng.choice(data.words("posts")["duties"]), since, until,
    )  # fmt: skip


def _city_leaders(rng: Random) -> Iterator[Leader]:
    posts = (
        ("市委书记", "厅局级正职", True, "市委全面工作", ()),
        ("市委副书记、市长", "厅局级正职", False, "市政府全面工作", ()),
        ("市委常委、市纪委书记、市监委主任", "厅局级副职", False, "纪检监察和巡察工作", ()),
        ("市委常委、组织部部长", "厅局级副职", False, "组织和干部工作", ("中共云川市委组织部",)),
        ("市委常委、常务副市长", "厅局级副职", False, "发展改革、财政和应急", ("云川市财政局", "云川市应急管理局")),
        ("副市长", "厅局级副职", False, "教育、卫生和文旅", ("云川市教育体育局", "云川市卫生健康委员会")),
        ("副市长", "厅局级副职", False, "交通、市场监管和商务", ("云川市交通运输局", "云川市市场监督管理局")),
    )  # fmt: skip
    for title, rank, principal, duty, below in posts:
        gender = names.gender(rng, 0.8)
        yield Leader(
            "", names.full(rng, gender), gender, times.birth_between(rng, 1965, 1971),
            rng.choice(("990221", "990302", "990422")), f"{COMMITTEE}员会", title, rank, principal,
            duty, times.birth_between(rng, 2021, 2022), "", below,
        )  # fmt: skip
