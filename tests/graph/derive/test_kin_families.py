"""KIN of a real derive against the definition of DOMAIN 2.2, walked person by person over random families.

The definition here knows nothing of kinship.sql: it is written from the text, with sets and loops. It says not
only who is related by which class, but by which ways, and when each way holds: a way is a list of links, it
holds while all of them hold, and is a step relation if one of them is.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from graph.model.values import earliest, latest

FAMILIES = 2000 if os.environ.get("XUNTU_SOAK") else 100
FOREVER = "9999-12-31"
DATES = [
    "1975",
    "1988-06",
    "1999",
    "2003-02-10",
    "2005",
    "2005-06",
    "2011-03",
    "2018",
    "2018-09-30",
]
NATURES = [None, None, None, "血亲", "收养", "收养", "继", "扶养"]


@dataclass(frozen=True)
class Link:
    """A parent and a child, or two spouses, with dates and the nature of the relation."""

    one: int
    other: int
    since: str | None = None
    until: str | None = None
    nature: str | None = None
    blood: bool = False

    @property
    def dates(self) -> tuple[str | None, str | None]:
        """When the link began and ended; blood does neither, whatever a ledger says of a death."""
        return (None, None) if self.blood else (self.since, self.until)


@dataclass
class Family:
    """People are numbers; a parent's is lower than the child's, so nobody is an ancestor of themselves."""

    size: int
    parents: list[Link] = field(default_factory=list)
    marriages: list[Link] = field(default_factory=list)

    def up(self, child: int) -> list[Link]:
        """Return the links to the parents."""
        return [link for link in self.parents if link.other == child]

    def down(self, parent: int) -> list[Link]:
        """Return the links to the children."""
        return [link for link in self.parents if link.one == parent]

    def wed(self, person: int) -> list[tuple[int, Link]]:
        """Return the spouses with the marriages."""
        found = [(m.other, m) for m in self.marriages if m.one == person]
        return found + [(m.one, m) for m in self.marriages if m.other == person]


Way = tuple[Link, ...]
Ways = dict[tuple[int, int, str], list[Way]]
Told = tuple[str, str, str | None]
"""Certainty, the last day the relation may hold, and its beginning as written."""


def random_family(chance: random.Random) -> Family:
    """Return a family of up to four generations in which people marry, divorce, adopt and marry again."""
    family = Family(chance.randint(3, 14))
    children = list(range(1, family.size))
    for child in children:
        for parent in set(chance.choices(range(child), k=chance.choice([0, 1, 1, 2, 2]))):
            nature = chance.choice(NATURES)
            blood = nature not in ("收养", "继", "扶养")
            family.parents.append(Link(parent, child, *span(chance), nature, blood))
    for _ in range(chance.randint(0, 6)):
        one, other = sorted(chance.sample(range(family.size), 2))
        if not any((m.one, m.other) == (one, other) for m in family.marriages):
            family.marriages.append(Link(one, other, *span(chance)))
    return family


def span(chance: random.Random) -> tuple[str | None, str | None]:
    """Return when something began and ended: often not told, often still going on."""
    since = chance.choice([None, *DATES])
    later = [d for d in DATES if since is None or earliest(d) > latest(since)]
    return since, chance.choice([None, *later])


# ---------------------------------------------------------------------- the definition


def straight(
    links: Callable[[int], list[Link]], end: str, person: int
) -> Iterator[tuple[int, Way]]:
    """Yield everybody in a straight line from a person, however far, each with the way."""
    for link in links(person):
        near: int = getattr(link, end)
        yield near, (link,)
        for far, way in straight(links, end, near):
            yield far, (link, *way)


def definition(family: Family, *, wrong: bool = False) -> Ways:
    """Return every pair of the four classes with all ways; `wrong`: depthA + depthB <= 4, each at most 3."""
    people = range(family.size)
    above = {x: list(straight(family.up, "one", x)) for x in people}
    ways: Ways = {}

    def add(x: int, y: int, relation: str, way: Way) -> None:
        if x != y:
            ways.setdefault((x, y, relation), []).append(way)

    lineal = {(x, y) for x in people for y, _ in above[x]}
    lineal |= {(y, x) for x, y in lineal}
    siblings: dict[int, list[tuple[int, Way]]] = {x: [] for x in people}
    collateral: dict[int, list[tuple[int, Way]]] = {x: [] for x in people}
    for x in people:
        for ancestor, way in above[x]:
            add(x, ancestor, "直系血亲", way)
            add(ancestor, x, "直系血亲", way)
        for y in people:
            if x == y or (x, y) in lineal:
                continue
            for ancestor, way in above[x]:
                for same, back in above[y]:
                    depths = (len(way), len(back))
                    near = sum(depths) <= 4 and max(depths) <= 3 if wrong else max(depths) <= 2
                    if ancestor == same and near:
                        add(x, y, "三代以内旁系血亲", way + back)
                        collateral[x].append((y, way + back))
                        siblings[x] += [(y, way + back)] if depths == (1, 1) else []
    for x in people:
        for y, way in in_laws(family, x, siblings, collateral):
            add(x, y, "近姻亲", way)
        for spouse, marriage in family.wed(x):
            add(x, spouse, "夫妻", (marriage,))
    return ways


def in_laws(
    family: Family,
    x: int,
    siblings: dict[int, list[tuple[int, Way]]],
    collateral: dict[int, list[tuple[int, Way]]],
) -> Iterator[tuple[int, Way]]:
    """Yield the near in-laws: the list of DOMAIN 2.2, item by item."""
    for spouse, marriage in family.wed(x):
        for link in family.up(spouse):
            yield link.one, (marriage, link)
        for sibling, way in siblings[spouse]:
            yield sibling, (marriage, *way)
            for theirs, second in family.wed(sibling):
                yield theirs, (marriage, *way, second)
    for link in family.down(x):
        for theirs, marriage in family.wed(link.other):
            yield theirs, (link, marriage)
            for parent in family.up(theirs):
                yield parent.one, (link, marriage, parent)
    for relative, way in collateral[x]:
        for theirs, marriage in family.wed(relative):
            yield theirs, (*way, marriage)


def deaths(family: Family) -> dict[int, str]:
    """Return who died and when: a blood link that ended is the parent's death, for all here have numbers."""
    found: dict[int, str] = {}
    for link in family.parents:
        if link.blood and link.until:
            told = [day for day in (found.get(link.one), link.until) if day]
            found[link.one] = min(told, key=lambda d: (latest(d), d))
    return found


def holds(way: Way, death: str | None) -> tuple[str, str, str, str | None] | None:
    """Return certainty, first and last day and the beginning as written; None if its links never met."""
    dates = [link.dates for link in way]
    since = max((s for s, _ in dates if s), key=lambda d: (earliest(d), d), default=None)
    until = min(
        (u for u in (death, *(u for _, u in dates)) if u),
        key=lambda d: (latest(d), d),
        default=None,
    )
    first = earliest(since).isoformat() if since else ""
    last = latest(until).isoformat() if until else FOREVER
    step = any(link.nature == "继" for link in way)
    return None if first > last else ("step" if step else "recorded", first, last, since)


def told(family: Family, ways: Ways) -> dict[tuple[int, int, str], set[Told]]:
    """Return of each pair what may be told of it: of the surest ways one that lasts longest."""
    found: dict[tuple[int, int, str], set[Told]] = {}
    died = deaths(family)
    for pair, all_ways in ways.items():
        met = [held for way in all_ways if (held := holds(way, died.get(pair[1])))]
        if met:
            sure, last = min((held[0] == "step", _reversed(held[2])) for held in met)
            best = [h for h in met if (h[0] == "step", _reversed(h[2])) == (sure, last)]
            found[pair] = {(h[0], h[2], h[3]) for h in best}
    return found


def _reversed(day: str) -> str:
    """Return a text that sorts the other way round."""
    return "".join(chr(ord("9") - ord(c) + ord("0")) if c.isdigit() else c for c in day)


# ---------------------------------------------------------------------- against a real derive


@pytest.fixture(scope="module")
def families() -> list[Family]:
    """The same families every time."""
    chance = random.Random(20251123)
    return [random_family(chance) for _ in range(FAMILIES)]


@pytest.fixture(scope="module")
def derived_kin(
    families: list[Family],
    telling: Callable[..., Any],
    new: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> list[dict[tuple[int, int, str], Told]]:
    """KIN of each family, all of them derived in one workspace."""
    said = telling("家庭.xlsx")
    whose: dict[str, tuple[int, int]] = {}
    for number, family in enumerate(families):
        ids = [said.person(f"{number}-{person}") for person in range(family.size)]
        whose |= {id_: (number, person) for person, id_ in enumerate(ids)}
        for link in family.parents:
            given = {"since": link.since, "until": link.until, "nature": link.nature}
            said.edge("PARENT_OF", ids[link.one], ids[link.other], **given)
        for link in family.marriages:
            said.edge(
                "SPOUSE_OF", ids[link.one], ids[link.other], since=link.since, until=link.until
            )
    world = new(tmp_path_factory.mktemp("families"))
    world.load(said)
    found: list[dict[tuple[int, int, str], Told]] = [{} for _ in families]
    for row in world.build().rows("edges_KIN"):
        (number, x), (same, y) = whose[row["source"]], whose[row["target"]]
        assert number == same
        last = row["until_max"] or FOREVER
        found[number][x, y, row["relation"]] = (row["certainty"], last, row["since"])
    return found


def test_kinship_is_the_definition(
    families: list[Family], derived_kin: list[dict[tuple[int, int, str], Told]]
) -> None:
    for family, found in zip(families, derived_kin, strict=True):
        expected = told(family, definition(family))
        assert found.keys() == expected.keys(), family
        wrong = {
            pair: (found[pair], expected[pair])
            for pair in found
            if found[pair] not in expected[pair]
        }
        assert wrong == {}, family


def test_only_in_laws_by_a_collateral_relative_lead_one_way(
    families: list[Family], derived_kin: list[dict[tuple[int, int, str], Told]]
) -> None:
    for family, found in zip(families, derived_kin, strict=True):
        # What would begin after somebody's death leads to nobody.
        died = deaths(family)
        alive = [pair for pair in found if not died.keys() & set(pair[:2])]
        one_way = {relation for x, y, relation in alive if (y, x, relation) not in found}
        assert one_way <= {"近姻亲"}


def test_the_wrong_definition_is_another(
    families: list[Family], derived_kin: list[dict[tuple[int, int, str], Told]]
) -> None:
    """depthA + depthB <= 4 with at most 3 lets great-uncles in: it must not be what is derived."""
    differing = [
        number
        for number, family in enumerate(families)
        if told(family, definition(family, wrong=True)).keys() != derived_kin[number].keys()
    ]
    assert len(differing) >= len(families) // 10
    chain = Family(5, [Link(0, 1), Link(1, 2), Link(2, 3), Link(0, 4)])
    great_uncle = (3, 4, "三代以内旁系血亲")
    assert great_uncle in definition(chain, wrong=True)
    assert great_uncle not in definition(chain)


def test_the_families_are_worth_deriving(families: list[Family]) -> None:
    """They marry, divorce, adopt, and have every class of relatives."""
    classes = {
        relation for family in families for _, _, relation in told(family, definition(family))
    }
    assert classes == {"夫妻", "直系血亲", "三代以内旁系血亲", "近姻亲"}
    links = [link for family in families for link in (*family.parents, *family.marriages)]
    assert {link.nature for link in links} == {None, "血亲", "收养", "继", "扶养"}
    assert any(marriage.until for family in families for marriage in family.marriages)
    deep = max(len(way) for f in families for ways in definition(f).values() for way in ways)
    assert deep > 4
