"""Which records of people linkage takes for one person, which it leaves open, and why."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from graph.derive.identity import linkage
from graph.derive.identity.linkage import engines, parameters
from graph.derive.identity.linkage.spelling import look, pinyin, plain
from graph.model import keys
from graph.model.errors import WorkspaceError

COMMITTEE = "中共云川市委"
_FILE = Path(__file__).parents[2] / "cases" / "derive" / "linkage.toml"
CASES: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]
Derived = Callable[..., Any]


def tell(said: Any, record: Mapping[str, Any]) -> str:
    """Claim a record as loaders do, and return its mention."""
    plainly = {n: record[n] for n in ("name", "gender", "birth", "kin_term") if n in record}
    if "declared_by" in record:
        plainly["declared_by"] = said.person(
            record["declared_by"], name=f"申报人{record['declared_by']}"
        )
    if "number" in record:
        who = said.person(record["number"], identity=record.get("identity"), **plainly)
    else:
        contexts = [f"id:{record['identity']}"] if "identity" in record else []
        who = said.somebody(contexts=contexts, **plainly)
    if "native" in record:
        region = said.node(keys.region(record["native"], ""), code=record["native"])
        said.edge("NATIVE_OF", who, region)
    for unit, title, *dates in record.get("posts", ()):
        period = dict(zip(("since", "until"), dates, strict=False))
        said.edge("SERVED_IN", who, said.unit(unit), title=title, kind="任职", **period)
    return str(who)


@pytest.fixture(scope="module")
def judged(
    telling: Callable[..., Any],
    new: Callable[[Path], Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[list[list[str]], dict[tuple[str, str], dict[str, Any]]]:
    """The mentions of every case, and person_pair by pairs of them."""
    world = new(tmp_path_factory.mktemp("linkage"))
    said = telling("名册.xlsx")
    mentions = [[tell(said, record) for record in case["records"]] for case in CASES]
    world.load(said)
    found = world.build()
    return mentions, {(row["a"], row["b"]): row for row in found.rows("person_pair")}


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case["name"] for case in CASES])
def test_case(judged: Any, number: int) -> None:
    mentions, pairs = judged
    case, own = CASES[number], mentions[number]

    def pair(places: str) -> dict[str, Any]:
        one, other = sorted(own[int(place) - 1] for place in places.split("-"))
        found: dict[str, Any] = pairs.get((one, other), {"zone": "rejected"})
        return found

    assert {places: pair(places)["zone"] for places in case["zones"]} == case["zones"]
    for column in ("for", "against"):
        assert case.get(column, "") in pair("1-2").get(f"evidence_{column}", "")
    assert case.get("settle") in (None, pair("1-2").get("settle"))


def test_no_case_names_are_shared() -> None:
    names = [{plain(record["name"])[0] for record in case["records"]} for case in CASES]
    assert len(CASES) >= 25
    assert sum(len(group) for group in names) <= len(set().union(*names)) + 2


def test_spellings() -> None:
    assert plain("買買提·艾力 ") == plain("买买提艾力") == "买买提艾力"
    assert pinyin(plain("Zhang San")) == pinyin("张三")
    assert look("未") == look("末") != look("木")


def test_where_numbers_decide_nothing_is_compared(
    telling: Any, derived: Derived, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("nobody is to be compared")

    monkeypatch.setattr(engines, "ENGINES", dict.fromkeys(engines.ENGINES, fail))
    said = telling("人才库.xlsx")
    for number in range(30):
        said.person(f"P{number:04d}", name="张伟", gender="男", birth=f"19{60 + number}-01")
    assert derived(said).rows("person_pair") == []


def test_the_order_of_claims_is_of_no_account(telling: Any, new: Any, tmp_path: Path) -> None:
    records = [record for case in CASES[:12] for record in case["records"]]
    found = []
    for name, rank in (("a", 10), ("b", 30)):
        first, second = telling("一.xlsx", rank), telling("二.xlsx", 40 - rank)
        for place, record in enumerate(records):
            tell(first if place % 2 else second, record)
        world = new(tmp_path / name)
        world.load(*((first, second) if name == "a" else (second, first)))
        rows = world.build().rows("person_pair")
        found.append(sorted((r["zone"], r["probability"], r["evidence_for"]) for r in rows))
    assert found[0] == found[1]
    assert len(found[0]) > 5


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(WorkspaceError, match="人员比对"):
        linkage.link(duckdb.connect(), "flink")


def test_the_parameters_say_what_they_mean() -> None:
    given = parameters.load()
    assert given.version >= 1
    assert given.possible < 0.5 < given.confirmed
    for comparison in given.comparisons:
        assert comparison.levels[-1].when == "ELSE"
        for level in comparison.levels:
            assert 0 < level.m <= 1
            assert 0 < level.u <= 1
            # What confirms a name must be likelier of one person than of two.
            assert not level.real or level.m > 100 * level.u
