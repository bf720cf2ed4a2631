"""A hundred thousand records of people who do not exist, with the truth beside them, for the linkage of people.

Each record is what one ledger says of one person, as claims; about 1.6 records a person. What is wrong or missing
in them is what the figures are about: see `Faults`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

HOME = ("990102", "990103", "990121", "990122", "990123", "990124")
UNITS, TITLES = 800, 14
_TRADITIONAL = OpenCC("s2t")


@dataclass(frozen=True, slots=True)
class Faults:
    """Shares of records in which something is wrong, missing or written otherwise."""

    year: float = 0.02
    typo: float = 0.008
    no_birth_month: float = 0.05
    identity: float = 0.25
    no_gender: float = 0.1
    gender: float = 0.001
    no_native: float = 0.3
    native: float = 0.02
    no_unit: float = 0.15
    no_title: float = 0.25
    no_dates: float = 0.4
    spaced: float = 0.01
    traditional: float = 0.01


@dataclass(frozen=True, slots=True)
class Post:
    """One stay: unit and title by number, first and last year."""

    unit: int
    title: int
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is in truth."""

    name: str
    gender: str
    year: int
    month: int
    county: str
    posts: tuple[Post, ...]


@dataclass(slots=True)
class Record:
    """What one ledger says of somebody; `person` is the truth, which no ledger has."""

    person: int
    name: str
    gender: str | None
    birth: str | None
    county: str | None
    identity: str | None
    posts: list[tuple[str, str | None, str | None, str | None]] = field(default_factory=list)


class Names:
    """One of the lists of names.toml: surnames fall off like real ones, given names likewise."""

    def __init__(self, list_name: str) -> None:
        words = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))[list_name]
        self._surnames = words["surnames"]
        self._given = {"男": words["male"], "女": words["female"]}
        self._weights = [
            list(accumulate(1 / (place + 8) for place in range(len(chars))))
            for chars in (self._surnames, *self._given.values())
        ]

    def full(self, rng: Random, gender: str) -> str:
        """Return a full name; every sixth given name has one character."""
        surname: str = rng.choices(self._surnames, cum_weights=self._weights[0])[0]
        weights = self._weights[1 if gender == "男" else 2]
        length = 1 if rng.random() < 1 / 6 else 2
        return surname + "".join(rng.choices(self._given[gender], cum_weights=weights, k=length))


def people(rng: Random, names: Names, count: int) -> list[Person]:
    """Return people of one city's offices."""
    unit_weights = list(accumulate(1 / (n + 20) for n in range(UNITS)))
    title_weights = list(accumulate(1 / (n + 2) for n in range(TITLES)))
    found = []
    for _ in range(count):
        gender = "男" if rng.random() < 0.62 else "女"
        year = round(rng.triangular(1960, 2001, 1976))
        start = min(year + rng.randint(21, 26), 2023)
        posts = _posts(rng, start, unit_weights, title_weights)
        county = rng.choice(HOME) if rng.random() < 0.6 else _elsewhere(rng)
        found.append(
            Person(names.full(rng, gender), gender, year, rng.randint(1, 12), county, posts)
        )
    return found


def _elsewhere(rng: Random) -> str:
    return f"{rng.randint(11, 20)}{rng.randint(1, 9):02d}{rng.randint(21, 27)}"


def _posts(
    rng: Random, start: int, units: list[float], titles: list[float], now: int = 2025
) -> tuple[Post, ...]:
    posts: list[Post] = []
    (unit,) = rng.choices(range(UNITS), cum_weights=units)
    while start < now:
        end = min(now, start + rng.randint(3, 12))
        (title,) = rng.choices(range(TITLES), cum_weights=titles)
        posts.append(Post(unit, title, start, end))
        start = end
        if rng.random() < 0.4:
            (unit,) = rng.choices(range(UNITS), cum_weights=units)
    return tuple(posts)


def records(rng: Random, everybody: list[Person], faults: Faults) -> Iterator[Record]:
    """Yield one to four records of each person, in random order of nothing: shuffle where it matters."""
    for number, person in enumerate(everybody):
        for _ in range(rng.choices((1, 2, 3, 4), cum_weights=(58, 86, 96, 100))[0]):
            yield _record(rng, number, person, faults)


def _record(rng: Random, number: int, person: Person, faults: Faults) -> Record:
    def hit(share: float) -> bool:
        return rng.random() < share

    gender: str | None = person.gender
    if hit(faults.gender):
        gender = "女" if gender == "男" else "男"
    return Record(
        person=number,
        name=_written(rng, person.name, faults),
        gender=None if hit(faults.no_gender) else gender,
        birth=_birth(rng, person, faults),
        county=None
        if hit(faults.no_native)
        else _elsewhere(rng)
        if hit(faults.native)
        else person.county,
        identity=f"{number:020x}" if hit(faults.identity) else None,
        posts=[] if hit(faults.no_unit) else _told(rng, person, faults),
    )


def _birth(rng: Random, person: Person, faults: Faults) -> str | None:
    year = person.year
    if rng.random() < faults.year:
        step = rng.choices((1, 10, rng.randint(2, 9)), cum_weights=(7, 8.5, 10))[0]
        year += step if rng.random() < 0.5 else -step
    if rng.random() < faults.no_birth_month:
        # Half of them lack the month alone.
        return str(year) if rng.random() < 0.5 else None
    return f"{year}-{person.month:02d}"


def _told(
    rng: Random, person: Person, faults: Faults
) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return the posts a ledger tells of: mostly the latest one, sometimes an earlier, sometimes the whole career."""
    kind = rng.random()
    chosen = (
        person.posts[-1:]
        if kind < 0.65
        else [rng.choice(person.posts)]
        if kind < 0.85
        else person.posts
    )
    told = []
    for post in chosen:
        title = None if rng.random() < faults.no_title else f"职务{post.title:02d}"
        dated = rng.random() >= faults.no_dates
        until = f"{post.until}-06" if dated and post.until < 2025 else None
        told.append((f"单位{post.unit:03d}", title, f"{post.since}-07" if dated else None, until))
    return told


def _written(rng: Random, name: str, faults: Faults) -> str:
    if rng.random() < faults.typo:
        name = _mistyped(rng, name)
    if rng.random() < faults.spaced:
        name = f"{name[0]}　{name[1:]}"
    if rng.random() < faults.traditional:
        name = _TRADITIONAL.convert(name)
    return name


def _mistyped(rng: Random, name: str) -> str:
    place = rng.randrange(len(name))
    kind = rng.random()
    if kind < 0.5:
        other = rng.choice(_same_sound().get(_sound(name[place]), _common()))
    elif kind < 0.9 or len(name) < 3:
        other = rng.choice(_common())
    else:
        place, other = max(place, 1), ""
    return name[:place] + other + name[place + 1 :]


@cache
def _sound(char: str) -> str:
    return str(lazy_pinyin(char, style=Style.NORMAL)[0])


@cache
def _common() -> list[str]:
    """Return the 3,755 common characters of GB 2312."""
    return [
        bytes((high, low)).decode("gb2312")
        for high in range(0xB0, 0xD8)
        for low in range(0xA1, 0xFF)
        if not (high == 0xD7 and low > 0xF9)
    ]


@cache
def _same_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for char in _common():
        found.setdefault(_sound(char), []).append(char)
    return found
