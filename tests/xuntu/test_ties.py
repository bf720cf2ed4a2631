"""The ties that a check finds in SQL and those that an analyst sees in Cypher: the same person, unit and edges."""

from __future__ import annotations

from typing import Any

import pytest

from queries.avoidance import groups
from queries.avoidance.engine import Engine, opened
from queries.avoidance.ties import LINKS
from xuntu.workspace import Workspace

Ties = set[tuple[str, str, tuple[str, ...]]]


@pytest.fixture(scope="module")
def asked(city: Workspace) -> tuple[list[str], list[str]]:
    """The pool of the city, and its units that were ever inspected."""
    with opened(city.snapshot()) as engine:
        people = [
            row[0]
            for row in engine.rows("SELECT id FROM nodes_Person WHERE pool_status IS NOT NULL")
        ]
        units = [row[0] for row in engine.rows("SELECT DISTINCT target FROM edges_INSPECTS")]
    assert len(people) > 50
    assert len(units) > 50
    return sorted(people), sorted(units)


@pytest.fixture(scope="module")
def in_sql(city: Workspace, asked: tuple[list[str], list[str]]) -> dict[str, Ties]:
    with opened(city.snapshot()) as engine:
        engine.ask(*asked)
        groups.prepare(engine)
        found = {
            "本人任职": {(t.person, t.unit, (t.posting, *t.steps)) for t in engine.ties("own")},
            "派驻": {
                (t.person, t.unit, (t.posting, *t.steps))
                for t in engine.ties("stationed") if t.certainty != "named"
            },
            "亲属任职": {
                (t.person, t.unit, (t.kin or "", t.posting, *t.steps)) for t in engine.ties("kin")
            },
        }  # fmt: skip
        recorded = _recorded_leaders(engine)
        rows: dict[str, list[Any]] = {f.name: engine.links(f) for f in LINKS}
    dealt = [b for b in rows["business"] if b.contract and b.sure]
    found["本人经商"] = {(b.person, b.unit, b.steps) for b in dealt if not b.relative}
    found["亲属经商"] = {
        (b.person, b.unit, (b.kin, *b.steps)) for b in dealt if b.kin and b.kin.startswith("KIN-")
    }
    found["上下级"] = {
        (s.person, s.unit, s.edges)
        for s in rows["superior"] if s.one_person and s.post in recorded
    }  # fmt: skip
    found["班子共事"] = {
        (c.person, c.unit, c.edges)
        for c in rows["colleague"] if c.one_person and {c.mine, c.theirs, c.post} <= recorded
    }  # fmt: skip
    found["以往巡察"] = {(p.person, p.unit, p.edges) for p in rows["past"] if not p.via}
    return found


def _recorded_leaders(engine: Engine) -> set[str]:
    """Return the services that a ledger says are in a leading group: a title tells only the check."""
    return {
        row[0] for row in engine.rows('SELECT id FROM edges_SERVED_IN WHERE "leading" OR principal')
    }


@pytest.fixture(scope="module")
def in_cypher(city: Workspace, asked: tuple[list[str], list[str]]) -> dict[str, Ties]:
    people, units = asked
    answer = city.query("ties", {"people": people, "units": units}, limit=1_000_000, timeout=300)
    assert not answer.truncated
    names = [column.name for column in answer.columns]
    found: dict[str, Ties] = {}
    for row in answer.rows:
        told: dict[str, Any] = dict(zip(names, row, strict=True))
        tie = (told["person_id"], told["unit_id"], tuple(told["via"]))
        found.setdefault(told["family"], set()).add(tie)
    return found


@pytest.mark.parametrize(
    "family",
    ["本人任职", "派驻", "亲属任职", "本人经商", "亲属经商", "上下级", "班子共事", "以往巡察"],
)
def test_sql_and_cypher_find_the_same(
    family: str, in_sql: dict[str, Ties], in_cypher: dict[str, Ties]
) -> None:
    assert in_sql[family]
    assert in_cypher.get(family, set()) == in_sql[family]
