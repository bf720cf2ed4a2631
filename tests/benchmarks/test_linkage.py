"""A small version of the linkage's benchmark: the same goals, less the slack of a small sample."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import linkage as benchmark
from benchmarks.linkage_claims import world
from graph.derive.identity import linkage
from graph.derive.identity.linkage import parameters

RECORDS = 8_000


def test_the_goals_are_met_on_names_that_nothing_was_trained_on() -> None:
    for seed in (5, 6):
        con = world(seed, RECORDS)
        linkage.link(con)
        found = benchmark.zones(con)
        # Two wrong pairs of some three thousand are within what so few records can tell.
        assert found.confirmed.precision >= benchmark.PRECISION - 0.0005
        assert found.confirmed.recall >= benchmark.RECALL
        assert found.with_possible >= benchmark.WITH_POSSIBLE
        assert found.pairs <= benchmark.PAIRS


def test_neither_list_of_names_is_the_linkages_own(root: Path) -> None:
    lists = tomllib.loads((root / "benchmarks" / "names.toml").read_text(encoding="utf-8"))
    own = set(parameters.load().surnames)
    assert not own & set(lists["test"]["surnames"])
    assert not own & set(lists["train"]["surnames"])
    assert not set(lists["test"]["surnames"]) & set(lists["train"]["surnames"])


def test_training_writes_the_figures_and_nothing_else() -> None:
    given = parameters.load()
    learnt = benchmark.trained(world(5, 1_000, "train"), given)
    again = parameters.parse(benchmark.rewritten(parameters.text(), given, learnt))
    fixed = {c.name for c in given.comparisons if c.fixed}
    assert learnt.keys() | fixed == {c.name for c in given.comparisons}
    for before, after in zip(given.comparisons, again.comparisons, strict=True):
        assert [level.says for level in before.levels] == [level.says for level in after.levels]
        shares = [(level.m, level.u) for level in after.levels]
        if before.name in learnt:
            assert shares == [pytest.approx(pair, rel=0.01) for pair in learnt[before.name]]
        else:
            assert before == after
    assert again.surnames == given.surnames


def test_spark_finds_the_same_pairs(require: Callable[[str], str]) -> None:
    require("spark")
    con = world(5, 1_500)
    linkage.link(con)
    con.execute("CREATE TABLE here AS FROM person_pair")
    linkage.link(con, "spark")
    ((count, differing),) = con.execute(
        "SELECT (SELECT count(*) FROM here), (SELECT count(*) FROM ((FROM here EXCEPT FROM person_pair) "
        "UNION ALL (FROM person_pair EXCEPT FROM here)))"
    ).fetchall()
    assert count > 300
    assert differing == 0
