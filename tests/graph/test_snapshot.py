"""The snapshot on disk: what it can be asked without any engine but DuckDB."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.model.claims import digest
from graph.snapshot import SIDE_TABLES, Snapshot, graph_tables, undecided


@pytest.fixture(scope="module")
def told(
    telling: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory, new: Callable[..., Any]
) -> tuple[Any, Snapshot]:
    said = telling("台账.xlsx")
    person, unit = said.person("001", name="甲某", identity="aa"), said.own("市林业局")
    said.edge("SERVED_IN", person, unit, title="局长", since="2019")
    said.own("市绿化局", short=["绿化局"])
    said.own("市园林局", short=["绿化局"])
    world = new(tmp_path_factory.mktemp("snapshot"))
    world.load(said)
    return said, world.derive().snapshot


def test_every_table_is_there(told: tuple[Any, Snapshot]) -> None:
    _, snapshot = told
    assert all(path.is_file() for path in snapshot.tables().values())
    assert set(snapshot.tables()) == {*graph_tables(), *SIDE_TABLES}
    counts = snapshot.counts()
    assert {name: n for name, n in counts.items() if n} == {
        "nodes_Organization": 3,
        "nodes_Person": 1,
        "edges_SERVED_IN": 1,
    }


def test_an_alias_resolves_and_an_unknown_id_stays(told: tuple[Any, Snapshot]) -> None:
    said, snapshot = told
    now = digest("Person", "id:aa")
    assert snapshot.resolve(said.claims[0].mention) == now
    assert snapshot.resolve(now) == now
    assert snapshot.resolve("什么") == "什么"


def test_evidence_leads_to_the_claim(told: tuple[Any, Snapshot]) -> None:
    said, snapshot = told
    rows = snapshot.evidence([digest("Person", "id:aa"), "Person-unknown"])
    assert [(row[1], row[2], row[4], row[5], row[6]) for row in rows] == [
        (said.hash, "台账.xlsx", 0, "Person", False)
    ]
    assert snapshot.evidence([]) == []


def test_values_are_distinct_and_in_order(told: tuple[Any, Snapshot]) -> None:
    _, snapshot = told
    names = snapshot.values("nodes_Organization", ("name",))
    assert names == sorted(names)
    assert len(names) == 3


def test_what_somebody_has_to_settle_is_listed(told: tuple[Any, Snapshot]) -> None:
    _, snapshot = told
    (one,) = undecided(snapshot)
    assert (one.kind, one.zone, one.settle) == ("Organization", "unmerged", "统一社会信用代码")
    assert {one.name_a, one.name_b} == {"市绿化局", "市园林局"}
    assert "绿化局" in one.evidence_for
    assert "未合并" in one.evidence_against
