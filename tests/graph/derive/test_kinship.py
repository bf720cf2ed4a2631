"""KIN: who is a relative of whom, line by line as DOMAIN 2.2 lists them; random families: test_kin_families."""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from graph.model import keys


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


@pytest.mark.parametrize(
    ("spouses", "until"),
    [([("妻子", "2020-05")], "2020-05"), ([("前妻", "2020-05"), ("妻子", None)], None)],
)
def test_a_divorce_ends_what_goes_through_the_spouse_whom_nobody_named(
    telling: Callable[..., Any],
    derived: Callable[..., Any],
    spouses: list[tuple[str, str | None]],
    until: str | None,
) -> None:
    """A 妻弟 is one by the only spouse whom the declarant names; with two, nobody knows by which."""
    said = telling("家庭.xlsx")
    me = said.person("1")
    for term, ended in spouses:
        wife = said.node(keys.relative(me, term, term, None), name=term, declared_by=me)
        said.edge("SPOUSE_OF", me, wife, until=ended)
    mention = keys.unnamed_relative(me, "", "s")
    said.node(mention, unnamed=True, kin_path="s", declared_by=me)
    parent = said.node(
        keys.unnamed_relative(me, "", "su"), unnamed=True, kin_path="su", declared_by=me
    )
    brother = said.node(keys.relative(me, "妻弟", "丁某", None), name="丁某", declared_by=me)
    said.edge("SPOUSE_OF", me, mention)
    said.edge("PARENT_OF", parent, mention)
    said.edge("PARENT_OF", parent, brother)
    graph = derived(said)
    assert graph.kin(me, brother)["近姻亲"]["until"] == until
    assert graph.kin(brother, me)["近姻亲"]["until"] == until
