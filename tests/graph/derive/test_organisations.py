"""Ten spellings of one unit are one; what could be two things is neither, and is reported."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from graph.model import keys
from graph.model.decisions import Decision

CASES = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "derive" / "organisations.toml").read_text("utf-8")
)["case"]
CITY, COUNTY = "云川", "东岭"
MARKS = "峪岚岱岳峰崎崖崇嵩岩岗岑峡峦峻嵘崂岷岐岫岬崛崤崦嵊嵋嵩巍巅溪沛沁泓泗泠泊洛洮浏浔涪涞淇淮渭湄湘漳潇澧"
PLACES = dict.fromkeys(("东岭县", "南浦县", "云山区", "清河区"), "云川市") | {"云川市": "示例省"}


class Told:
    """A case in places of its own, so that all cases are derived at once."""

    def __init__(self, case: dict[str, Any], mark: str) -> None:
        self.case, self._mark = case, mark
        self.scope = self.here(case.get("committee", "中共云川市委"))
        self.mentions: dict[str, str] = {}

    def here(self, text: str) -> str:
        for stem in (CITY, COUNTY, "南浦"):
            text = text.replace(stem, stem[0] + self._mark)
        for stem in ("云山", "清河"):
            text = text.replace(stem, self._mark + stem[1])
        return text

    def tell(self, said: Any) -> None:
        for record in self.case.get("records", []):
            more = {
                word: [self.here(n) for n in record.get(word, [])] for word in ("short", "former")
            }
            name = self.here(record["name"])
            self.mentions[record["name"]] = said.own(
                name, uscc=self._code(record), scope=self.scope, **more
            )
        for old, new, change, on in self.case.get("changes", []):
            ends = [said.own(self.here(name), scope=self.scope) for name in (old, new)]
            said.edge("SUCCEEDED_BY", *ends, change=change, on=on)
            self.mentions |= dict(zip((old, new), ends, strict=True))
        for name in (name for group in self.case["one"] for name in group):
            self.mentions.setdefault(name, said.unit(self.here(name), scope=self.scope))
        for place, above in PLACES.items():
            inner, outer = (keys.region(None, self.here(name)) for name in (place, above))
            said.node(inner, name=self.here(place))
            said.node(outer, name=self.here(above))
            said.edge("WITHIN", inner, outer)

    def _code(self, record: dict[str, Any]) -> str | None:
        return f"{record['code']}{self._mark}" if "code" in record else None


@pytest.fixture(scope="module")
def derived_cases(
    telling: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, new: Callable[..., Any]
) -> tuple[Any, dict[str, Told]]:
    said = telling("单位.xlsx")
    told = {}
    for case, mark in zip(CASES, MARKS, strict=False):
        told[case["name"]] = Told(case, mark)
        told[case["name"]].tell(said)
    world = new(tmp_path_factory.mktemp("organisations"))
    world.load(said)
    return world.build(), told


def test_there_are_enough_pairs() -> None:
    together = sum(1 for case in CASES for group in case["one"] for _ in combinations(group, 2))
    apart = sum(1 for case in CASES for a, b in combinations(case["one"], 2) for _ in a for _ in b)
    assert together >= 60
    assert apart >= 60
    assert len({case["name"] for case in CASES}) == len(CASES) <= len(set(MARKS))


def pairs(case: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    placed = [(name, number) for number, group in enumerate(case["one"]) for name in group]
    for (a, first), (b, second) in combinations(placed, 2):
        yield a, b, first == second


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_which_names_are_one(case: dict[str, Any], derived_cases: tuple[Any, Any]) -> None:
    graph, told = derived_cases
    ids = {name: graph.resolve(m) for name, m in told[case["name"]].mentions.items()}
    wrong = [(a, b, same) for a, b, same in pairs(case) if (ids[a] == ids[b]) is not same]
    assert wrong == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_undecided_is_reported(
    case: dict[str, Any], derived_cases: tuple[Any, Any]
) -> None:
    graph, told = derived_cases
    of_case = {graph.resolve(m): name for name, m in told[case["name"]].mentions.items()}
    reported = {
        of_case[row["id"]]
        for row in graph.rows("conflicts")
        if row["property"] == "名称" and row["id"] in of_case
    }
    assert reported == set(case.get("undecided", []))


def test_a_report_names_what_may_be_meant_and_where(derived_cases: tuple[Any, Any]) -> None:
    graph, told = derived_cases
    of = told["two candidates on record: the abbreviation is neither's"]
    row = graph.one("conflicts", id=graph.resolve(of.mentions["市文旅局"]), property="名称")
    assert row["kept"] == "未合并"
    assert row["other"].endswith("可能是：市文化和旅游局、市文化广电和旅游局")
    assert row["shown"].startswith("单位.xlsx 第")


# ---------------------------------------------------------------------- decisions


def decision(kind: str, *subjects: str) -> Decision:
    return Decision(kind, "王主任", "2025-04-01T09:00:00+08:00", "核对过", subjects)


def apart(graph: Any, *mentions: str) -> bool:
    return len({graph.resolve(mention) for mention in mentions}) == len(mentions)


def test_what_was_decided_to_be_one_is_one(telling: Callable[..., Any], world: Any) -> None:
    said = telling("单位.xlsx")
    one, other, bare = (
        said.own("市林业局", uscc="U1"),
        said.own("市绿化局", uscc="U2"),
        said.unit("绿办"),
    )
    world.load(said)
    world.decisions = [decision("SAME_ORG", one, other), decision("SAME_ORG", bare, other)]
    graph = world.build()
    assert len({graph.resolve(m) for m in (one, other, bare)}) == 1
    # The last word on a pair holds.
    world.decisions.append(decision("NOT_SAME_ORG", other, one))
    graph = world.build()
    assert apart(graph, one, other)
    assert graph.resolve(bare) == graph.resolve(other)


def test_what_was_decided_to_be_two_is_two_and_the_rest_keeps_its_spelling(
    telling: Callable[..., Any], world: Any
) -> None:
    said = telling("单位.xlsx")
    full, short = said.own("市文化和旅游局"), said.unit("市文旅局")
    other = said.unit("市文化旅游局")
    world.load(said)
    assert not apart(world.build(), full, short)
    world.decisions = [decision("NOT_SAME_ORG", short, full)]
    graph = world.build()
    assert apart(graph, full, short)
    assert graph.resolve(other) == graph.resolve(full)


@pytest.mark.parametrize("by", ["short", "former", "uscc"])
def test_a_decision_goes_before_names_and_codes(
    telling: Callable[..., Any], world: Any, by: str
) -> None:
    said = telling("单位.xlsx")
    joined: dict[str, dict[str, Any]] = {
        "short": {"short": ["市林草局"]},
        "former": {"former": ["市林草局"]},
        "uscc": {"uscc": "U1"},
    }
    own = said.own("市林业局", **joined[by])
    other = said.own("市林草局", uscc="U1") if by == "uscc" else said.unit("市林草局")
    world.load(said)
    assert not apart(world.build(), own, other)
    world.decisions = [decision("NOT_SAME_ORG", own, other)]
    assert apart(world.build(), own, other)


def test_an_alias_answers_for_its_unit_in_a_decision(
    telling: Callable[..., Any], world: Any
) -> None:
    said = telling("单位.xlsx")
    own, other = said.own("市林业局", short=["林业局"]), said.unit("市绿化办")
    world.load(said)
    alias = keys.organization("林业局", "中共云川市委")
    world.decisions = [decision("SAME_ORG", alias, other)]
    graph = world.build()
    assert graph.resolve(own) == graph.resolve(other)


def test_spelling_is_no_contradiction(
    telling: Callable[..., Any], derived: Callable[..., Any]
) -> None:
    said = telling("单位.xlsx")
    for name in ("云川市质量技术监督局", "市质监局", "市质量技术监督局"):
        said.own(name)
    said.own("市林业局", uscc="U1")
    said.own("市林草局", uscc="U1")
    graph = derived(said)
    rows = graph.rows("contradiction")
    assert {(r["kept"], r["other"]) for r in rows} == {("市林业局", "市林草局")}
    units = {row["name"] for row in graph.rows("nodes_Organization")}
    assert units == {"云川市质量技术监督局", "市林业局"}
