"""KIN: who is a relative of whom, line by line as DOMAIN 2.2 lists them, and against genealogy by hand."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derive.claims import script
from graph.model import keys

EXAMPLES = 2000 if os.environ.get("XUNTU_SOAK") else 50
Pair = tuple[int, int]
Related = set[tuple[int, int, str]]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.lstrip("\ufeff").splitlines()))


CASES = rows(
    (Path(__file__).parents[2] / "cases" / "derive" / "kin.csv").read_text(encoding="utf-8")
)
TERMS = [
    row
    for row in rows(files("graph.model").joinpath("kin_terms.csv").read_text(encoding="utf-8"))
    if row["path"]
]


def chain(said: Any, path: str, name: str) -> list[str]:
    """People along a path, each claimed with the edge to the one before."""
    people = [said.person(f"{name}-0")]
    for number, step in enumerate(path, 1):
        near, far = people[-1], said.person(f"{name}-{number}")
        if step == "s":
            said.edge("SPOUSE_OF", near, far)
        else:
            said.edge("PARENT_OF", *((far, near) if step == "u" else (near, far)))
        people.append(far)
    return people


@pytest.fixture(scope="module")
def kin(
    telling: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, new: Callable[..., Any]
) -> Callable[[str, bool], dict[str, dict[str, Any]]]:
    """KIN from the first to the last person of a path, or back; every path a family of its own."""
    said = telling("家庭.xlsx")
    paths = {row["path"] for row in (*CASES, *TERMS)}
    ends = {path: chain(said, path, path) for path in sorted(paths)}
    world = new(tmp_path_factory.mktemp("kin"))
    world.load(said)
    found: dict[Any, dict[str, dict[str, Any]]] = {}
    for row in world.build().rows("edges_KIN"):
        found.setdefault((row["source"], row["target"]), {})[row["relation"]] = row

    def between(path: str, back: bool) -> dict[str, dict[str, Any]]:
        pair = (ends[path][-1], ends[path][0]) if back else (ends[path][0], ends[path][-1])
        return found.get(pair, {})

    return between


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["path"])
def test_each_line_of_the_list(case: dict[str, str], kin: Callable[..., Any]) -> None:
    there, back = kin(case["path"], False), kin(case["path"], True)
    assert set(there) == ({case["there"]} if case["there"] else set())
    assert set(back) == ({case["back"]} if case["back"] else set())
    if case["there"]:
        assert there[case["there"]]["degree"] == case["degree"]
        assert there[case["there"]]["certainty"] == "recorded"


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["term"])
def test_what_a_term_means_is_what_is_derived(
    term: dict[str, str], kin: Callable[..., Any]
) -> None:
    assert set(kin(term["path"], False)) == {term["relation_class"]}


def test_dates_of_marriages_and_adoptions(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    said = telling("家庭.xlsx")
    me, wife, father, brother, other, child, ward = (said.person(f"{n}") for n in range(7))
    said.edge("SPOUSE_OF", me, wife, since="2000-05", until="2015")
    said.edge("PARENT_OF", father, wife)
    said.edge("PARENT_OF", father, brother)
    said.edge("SPOUSE_OF", brother, other, since="2010-03")
    said.edge("PARENT_OF", me, child, nature="继")
    said.edge("PARENT_OF", me, ward, nature="收养", since="2012", until="2018-06")
    graph = derived(said)

    def span(a: str, b: str, relation: str) -> tuple[str | None, str | None]:
        row = graph.kin(a, b)[relation]
        return row["since"], row["until"]

    assert span(me, wife, "夫妻") == span(wife, me, "夫妻") == ("2000-05", "2015")
    assert span(me, father, "近姻亲") == span(father, me, "近姻亲") == ("2000-05", "2015")
    # In-laws by two marriages are so while both last.
    assert span(me, other, "近姻亲") == span(other, me, "近姻亲") == ("2010-03", "2015")
    row = graph.kin(me, other)["近姻亲"]
    assert (row["since_min"], row["until_max"]) == ("2010-03-01", "2015-12-31")
    assert graph.kin(me, child)["直系血亲"]["certainty"] == "step"
    assert graph.kin(me, ward)["直系血亲"]["certainty"] == "recorded"
    assert span(me, ward, "直系血亲") == ("2012", "2018-06")
    # A step-child and a ward are step-siblings.
    assert graph.kin(child, ward)["三代以内旁系血亲"]["certainty"] == "step"


def test_in_laws_of_marriages_that_never_met_are_none(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    said = telling("家庭.xlsx")
    me, wife, father, sister, late, early = (said.person(f"{n}") for n in range(6))
    said.edge("SPOUSE_OF", me, wife, since="2000", until="2005")
    for child in (wife, sister):
        said.edge("PARENT_OF", father, child)
    said.edge("SPOUSE_OF", sister, late, since="2010")
    said.edge("SPOUSE_OF", sister, early, since="1998", until="2003")
    graph = derived(said)
    assert graph.kin(me, late) == {}
    assert set(graph.kin(me, early)) == {"近姻亲"}


def test_the_way_that_lasts_is_kept(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    # Two sisters married one after the other: their father is still an in-law.
    said = telling("家庭.xlsx")
    me, first, second, father = (said.person(f"{n}") for n in range(4))
    said.edge("SPOUSE_OF", me, first, since="2000", until="2005")
    said.edge("SPOUSE_OF", me, second, since="2007")
    for child in (first, second):
        said.edge("PARENT_OF", father, child)
    row = derived(said).kin(me, father)["近姻亲"]
    assert (row["since"], row["until"]) == ("2007", None)


def test_unnamed_relatives_are_shared(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    """岳父 and 妻弟 share the wife, whom nobody named: so the two are father and son."""
    said = telling("家庭.xlsx")
    me = said.person("1")

    def unnamed(path: str) -> str:
        mention: str = keys.unnamed_relative(me, "", path)
        said.node(mention, unnamed=True, kin_path=path, declared_by=me)
        return mention

    father = said.node(keys.relative(me, "岳父", "丙某", None), name="丙某", declared_by=me)
    brother = said.node(keys.relative(me, "妻弟", "丁某", None), name="丁某", declared_by=me)
    wife, parent = unnamed("s"), unnamed("su")
    said.edge("SPOUSE_OF", me, wife)
    said.edge("PARENT_OF", father, wife)
    said.edge("PARENT_OF", parent, wife)
    said.edge("PARENT_OF", parent, brother)
    graph = derived(said)
    assert set(graph.kin(me, father)) == {"近姻亲"}
    assert set(graph.kin(me, brother)) == {"近姻亲"}
    assert set(graph.kin(wife, brother)) == {"三代以内旁系血亲"}
    assert len([row for row in graph.rows("nodes_Person") if row["unnamed"]]) == 2


# ---------------------------------------------------------------------- against genealogy by hand

SIZE = 9
PEOPLE = range(SIZE)
# Parents come before their children, so that nobody is an ancestor of himself.
PARENTS = st.lists(
    st.tuples(st.integers(0, SIZE - 2), st.integers(1, SIZE - 1)).filter(lambda p: p[0] < p[1]),
    max_size=10,
    unique=True,
)
MARRIAGES = st.lists(
    st.tuples(st.integers(0, SIZE - 2), st.integers(1, SIZE - 1)).filter(lambda p: p[0] < p[1]),
    max_size=5,
    unique=True,
)


def lines_up(person: int, parents: Iterable[Pair], most: int) -> dict[int, set[int]]:
    """Every ancestor with the numbers of generations it is away by."""
    found: dict[int, set[int]] = {}
    level, depth = {person}, 0
    while level and depth < most:
        level, depth = {p for p, c in parents if c in level}, depth + 1
        for ancestor in level:
            found.setdefault(ancestor, set()).add(depth)
    return found


def by_hand(parents: list[Pair], marriages: list[Pair], *, wrong: bool = False) -> Related:
    """The definitions of DOMAIN 2.2, person by person; `wrong`: depthA + depthB <= 4."""
    above = {x: lines_up(x, parents, 4) for x in PEOPLE}
    spouses = {x: {b if a == x else a for a, b in marriages if x in (a, b)} for x in PEOPLE}
    children = {x: {c for p, c in parents if p == x} for x in PEOPLE}
    mothers = {x: {p for p, c in parents if c == x} for x in PEOPLE}

    def lineal(x: int, y: int) -> bool:
        return y in above[x] or x in above[y]

    def depths(x: int, y: int) -> set[Pair]:
        common = above[x].keys() & above[y].keys()
        return {(m, n) for a in common for m in above[x][a] for n in above[y][a]}

    def collateral(x: int, y: int) -> bool:
        near = any(
            (m + n <= 4 and max(m, n) <= 3) if wrong else (m <= 2 and n <= 2)
            for m, n in depths(x, y)
        )
        return x != y and near and not lineal(x, y)

    def siblings(x: int) -> set[int]:
        return {y for y in PEOPLE if mothers[x] & mothers[y] and collateral(x, y)}

    found: Related = set()
    for x in PEOPLE:
        found |= {(x, y, "夫妻") for y in spouses[x]}
        found |= {(x, y, "直系血亲") for y in PEOPLE if y != x and lineal(x, y)}
        found |= {(x, y, "三代以内旁系血亲") for y in PEOPLE if collateral(x, y)}
        inlaws: set[int] = set()
        for s in spouses[x]:
            inlaws |= mothers[s] | siblings(s)
            inlaws |= {t for b in siblings(s) for t in spouses[b]}
        for c in children[x]:
            inlaws |= spouses[c] | {p for t in spouses[c] for p in mothers[t]}
        inlaws |= {t for y in PEOPLE if collateral(x, y) for t in spouses[y]}
        found |= {(x, y, "近姻亲") for y in inlaws if y != x}
    return found


def derived_from(parents: list[Pair], marriages: list[Pair]) -> Related:
    con = duckdb.connect(config={"threads": 1})
    con.execute(script("macros.sql"))
    for kind in ("PARENT_OF", "SPOUSE_OF"):
        columns = "source VARCHAR, target VARCHAR, since VARCHAR, until VARCHAR, nature VARCHAR"
        con.execute(f'CREATE TABLE "e_{kind}" ({columns})')
    for kind, pairs in (("PARENT_OF", parents), ("SPOUSE_OF", marriages)):
        for a, b in pairs:
            con.execute(f"INSERT INTO \"e_{kind}\" VALUES ('{a}', '{b}', NULL, NULL, NULL)")
    con.execute(script("kinship.sql"))
    found = con.execute('SELECT source, target, relation FROM "e_KIN"').fetchall()
    ids = con.execute('SELECT count(*), count(DISTINCT id) FROM "e_KIN"').fetchone()
    con.close()
    assert ids is not None
    assert ids[0] == ids[1] == len(set(found))
    return {(int(a), int(b), relation) for a, b, relation in found}


@settings(max_examples=EXAMPLES, deadline=None)
@given(PARENTS, MARRIAGES)
def test_relatives_of_random_families(parents: list[Pair], marriages: list[Pair]) -> None:
    found = derived_from(parents, marriages)
    assert found == by_hand(parents, marriages)
    back = {(b, a, relation) for a, b, relation in found}
    # Only in-laws by a collateral relative lead one way.
    assert {relation for _, _, relation in found - back} <= {"近姻亲"}


def test_the_wrong_definition_differs() -> None:
    """0 → 1 → 2 → 3 and 0 → 4: 4 is the great-uncle of 3."""
    parents = [(0, 1), (1, 2), (2, 3), (0, 4)]
    found = derived_from(parents, [])
    assert (3, 4, "三代以内旁系血亲") not in found
    assert (3, 4, "三代以内旁系血亲") in by_hand(parents, [], wrong=True)
    assert found == by_hand(parents, [])
