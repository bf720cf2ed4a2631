"""Properties of loading small real ledgers: any subset, any order, twice, taken back, replaced: one graph."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.decisions import Decision
from graph.sources import append_decision

New = Callable[[str], Any]
COUNT = 60 if os.environ.get("XUNTU_SOAK") else 3
FEW = settings(
    max_examples=COUNT,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
_NUMBERS = itertools.count()

MONTHS = {"5月": "甲乙", "6月": "甲乙丙", "7月": "乙丙丁", "8月": "丙丁戊"}


def fresh(office: New) -> Any:
    return office(f"office{next(_NUMBERS)}")


def files(place: Any) -> dict[str, Path]:
    return {name: place.posts(f"{name}.xlsx", signs) for name, signs in MONTHS.items()}


@given(data=st.data())
@FEW
def test_any_subset_in_any_order_twice_and_taken_back_is_one_graph(
    data: st.DataObject, office: New
) -> None:
    one, other = fresh(office), fresh(office)
    paths = files(one)
    names = data.draw(st.lists(st.sampled_from(sorted(paths)), min_size=1, unique=True))
    gone = data.draw(st.sampled_from(sorted(paths)))
    for name in names:
        one.load(paths[name], adds=True)
    for name in data.draw(st.permutations([*names, *names, gone])):
        other.load(paths[name], adds=True)
    if gone not in names:
        other.workspace.withdraw(f"{gone}.xlsx", by="测试员", why="试")
    assert one.graph() == other.graph()


@given(data=st.data())
@FEW
def test_of_editions_the_last_decision_wins_whatever_the_order_of_files(
    data: st.DataObject, office: New
) -> None:
    pair = st.permutations(sorted(MONTHS)).map(lambda names: names[:2])
    said = data.draw(st.lists(pair, min_size=1, max_size=4))
    hashes, standing = set(), set()
    for order in (sorted(MONTHS), data.draw(st.permutations(sorted(MONTHS)))):
        place = fresh(office)
        paths = files(place)
        digests = {name: load_beside(place, paths[name]) for name in order}
        for new, old in said:
            decision = Decision(
                "REPLACES", "测试员", "2025-07-01T09:00:00+08:00", "", (digests[new], digests[old])
            )
            append_decision(place.workspace.folder / "decisions.jsonl", decision)
        hashes.add(place.graph())
        used = place.workspace.status()["files"]
        standing.add(frozenset(file["name"] for file in used if file["in_use"]))
    assert len(hashes) == 1
    (names,) = standing
    assert f"{said[-1][0]}.xlsx" in names
    assert f"{said[-1][1]}.xlsx" not in names


def load_beside(place: Any, path: Path) -> str:
    digest: str = place.one(path, adds=True).source
    return digest


def test_a_log_that_is_there_before_its_files_counts_whatever_their_order(office: New) -> None:
    months = fresh(office)
    paths = files(months)
    months.load(paths["6月"])
    months.load(paths["7月"])
    for order in (("6月", "7月"), ("7月", "6月")):
        place = fresh(office)
        log = (months.workspace.folder / "decisions.jsonl").read_bytes()
        (place.workspace.folder / "decisions.jsonl").write_bytes(log)
        for name in order:
            place.load(paths[name])
        assert place.graph() == months.graph()
        assert len(place.workspace.decisions()) >= 1


L16 = [("云山区质量技术监督局", "合并", "2019-01-10", "云山区市场监督管理局")]


@pytest.mark.parametrize("first", ["history of units", "careers"])
def test_a_reference_resolves_when_its_unit_or_person_arrives_later(
    first: str, office: New, book: Callable[..., Path]
) -> None:
    place, other = fresh(office), fresh(office)
    career = ("吴五", "P0105", "2014-07", "2018-06", "云山区质量技术监督局", "股长", "任职")
    posts = book(place.files / "经历.xlsx", {"L4": [career]})
    units = book(place.files / "沿革.xlsx", {"L16": L16})
    order = (units, posts) if first == "history of units" else (posts, units)
    for path in order:
        place.load(path)
        place.graph()
    other.load(posts, units)
    assert place.graph() == other.graph()
    found = place.workspace.history("P0105")
    assert any("云山区质量技术监督局" in claim.says for claim in found.claims)
    service = place.workspace.snapshot().values("edges_COUNTS_FOR", ("source", "target", "reach"))
    own = place.workspace.history("云山区质量技术监督局").id
    new = place.workspace.history("云山区市场监督管理局").id
    assert any(row[:2] == (own, new) for row in service)
