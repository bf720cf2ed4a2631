"""Who is who among 100,000 records: precision and recall of the zones, beside three simpler ways."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.linkage_claims import world
from benchmarks.peers import linkage as peers
from benchmarks.runner import Figure, say
from graph.derive.claims import script
from graph.derive.identity import linkage
from graph.derive.identity.components import connect
from graph.derive.identity.linkage import parameters
from graph.derive.identity.linkage.parameters import Comparison, Level, Parameters

RECORDS = 100_000
SEEDS = (11, 12, 13)
TRAINING_SEED, TRAINING_RECORDS = 77, 60_000
BELIEF = 2_000
"""How many pairs the figures written by hand weigh: made-up records are more regular than real ones."""

PRECISION, RECALL, WITH_POSSIBLE, PAIRS = 0.999, 0.75, 0.95, 0.3


@dataclass(frozen=True, slots=True)
class Quality:
    """Pairs of records of one person: what share of the joined is right, what share of the right is joined."""

    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Zones:
    """The confirmed zone, the recall with the possible one, and how many possible pairs a record has."""

    confirmed: Quality
    with_possible: float
    pairs: float

    def met(self) -> bool:
        """Tell whether all four goals are."""
        return (
            self.confirmed.precision >= PRECISION
            and self.confirmed.recall >= RECALL
            and self.with_possible >= WITH_POSSIBLE
            and self.pairs <= PAIRS
        )

    def shown(self) -> str:
        """Return the four figures in the order of the goals."""
        found = (self.confirmed.precision, self.confirmed.recall, self.with_possible, self.pairs)
        return " / ".join(f"{figure:.4f}" for figure in found)


def quality(con: duckdb.DuckDBPyConnection, links: str) -> Quality:
    """Judge links(mention, key) by the groups they make of records, whatever keys had joined before."""
    con.execute(f"CREATE OR REPLACE TABLE judged_links AS {links}")
    connect(con, "judged", source="judged_links")
    con.execute(
        """
        CREATE OR REPLACE TABLE grouped AS
        SELECT t.mention, t.root, person, coalesce(j.root, t.root) AS whole
        FROM truth t LEFT JOIN judged j ON j.mention = t.root
        """
    )
    joined, right, all_right = (_pairs(con, by) for by in ("whole", "whole, person", "person"))
    return Quality(right / joined, right / all_right)


def _pairs(con: duckdb.DuckDBPyConnection, by: str) -> int:
    ((found,),) = con.execute(
        f"SELECT sum(n * (n - 1) // 2) FROM (SELECT count(*) AS n FROM grouped GROUP BY {by})"
    ).fetchall()
    return int(found)


CONFIRMED = (
    "SELECT unnest([a, b]) AS mention, a || b AS key FROM person_pair WHERE zone = 'confirmed'"
)


def zones(con: duckdb.DuckDBPyConnection) -> Zones:
    """Judge person_pair; a possible pair opens all that its two confirmed groups would join."""
    confirmed = quality(con, CONFIRMED)
    ((found, everything, open_pairs, records),) = con.execute(
        """
        WITH of AS (SELECT DISTINCT root, whole FROM grouped),
        open AS (SELECT DISTINCT least(x.whole, y.whole) AS one, greatest(x.whole, y.whole) AS other
                 FROM person_pair JOIN of x ON x.root = a JOIN of y ON y.root = b WHERE zone = 'possible'),
        pair AS (SELECT least(x.whole, y.whole) AS one, greatest(x.whole, y.whole) AS other
                 FROM grouped x JOIN grouped y USING (person) WHERE x.mention < y.mention)
        SELECT count(*) FILTER (pair.one = pair.other OR open.one IS NOT NULL), count(*),
               (SELECT count(*) FROM person_pair WHERE zone = 'possible'), (SELECT count(*) FROM truth)
        FROM pair LEFT JOIN open USING (one, other)
        """
    ).fetchall()
    return Zones(confirmed, found / everything, open_pairs / records)


def measured(seed: int, count: int = RECORDS) -> Iterator[tuple[str, str, Zones | Quality, float]]:
    """Yield for ours and each peer: name, figures in words, figures, CPU seconds."""
    con = world(seed, count)
    began = time.process_time()
    linkage.link(con)
    cost = time.process_time() - began
    ours = zones(con)
    yield "ours", ours.shown(), ours, cost
    ways: dict[str, Callable[[], str]] = {
        "same name": lambda: peers.SAME_NAME,
        "same name and county": lambda: peers.SAME_NAME_AND_COUNTY,
        "plain Splink": lambda: peers.plain_splink(con),
    }
    for name, links in ways.items():
        began = time.process_time()
        found = quality(con, links())
        shown = f"{found.precision:.4f} / {found.recall:.4f}"
        yield name, shown, found, time.process_time() - began


def run(folder: Path) -> Figure:
    """Judge three seeds that nothing was trained on; the goal is met if each meets it."""
    del folder
    met, ours, notes = True, [], []
    for seed in SEEDS:
        parts = []
        for name, shown, found, seconds in measured(seed):
            say(f"  seed {seed}, {name}: {shown}, {seconds:.1f} s CPU")
            parts.append(f"{name} {shown} ({seconds:.1f} s CPU)")
            if isinstance(found, Zones):
                met = met and found.met()
                ours.append(shown)
        notes.append(f"seed {seed}: {', '.join(parts)}")
    goal = f"≥ {PRECISION} / ≥ {RECALL} / ≥ {WITH_POSSIBLE} / ≤ {PAIRS}"
    name = f"linkage of {RECORDS:,} records: precision / recall / with possible / pairs a record"
    return Figure(name, goal, "; ".join(ours), met, "; ".join(notes))


# ---------------------------------------------------------------------- training


def trained(
    con: duckdb.DuckDBPyConnection, given: Parameters
) -> dict[str, list[tuple[float, float]]]:
    """Return m and u of each level of each comparison that is not fixed, counted in records with known truth."""
    con.execute(script("person_record.sql", "graph.derive.identity.linkage"))
    linkage.candidates(con, given)
    con.execute("CREATE OR REPLACE TABLE person_wanted AS SELECT mention FROM person_record")
    con.execute(script("features.sql", "graph.derive.identity.linkage"))
    # All posts of everybody, not of those alone who share a block.
    con.execute("CREATE OR REPLACE TABLE person_wanted AS SELECT mention FROM person_class")
    con.execute(script("features.sql", "graph.derive.identity.linkage"))
    con.execute(
        """
        CREATE TABLE known AS
        SELECT d.*, t.person
        FROM person_detail d JOIN (SELECT root, min(person) AS person FROM truth GROUP BY root) t ON t.root = d.mention;
        CREATE TABLE sampled AS SELECT * FROM known ORDER BY sha256(mention) LIMIT 4000;
        """
    )
    columns = [row[0] for row in con.execute("SELECT column_name FROM (DESCRIBE known)").fetchall()]
    sides = ", ".join(f'{side}."{c}" AS {c}_{side}' for side in "lr" for c in columns)
    con.execute(
        f"""
        CREATE TABLE true_pair AS SELECT {sides} FROM known l JOIN known r USING (person) WHERE l.mention < r.mention;
        CREATE TABLE false_pair AS SELECT {sides} FROM sampled l JOIN sampled r ON l.mention < r.mention
        WHERE l.person <> r.person;
        """
    )
    return {c.name: _shares(con, c) for c in given.comparisons if not c.fixed}


def _shares(con: duckdb.DuckDBPyConnection, comparison: Comparison) -> list[tuple[float, float]]:
    whens = [
        f"WHEN {level.when.format(overlap='list_has_any')} THEN {grade}"
        for grade, level in comparison.graded()
        if level.when != "ELSE"
    ]
    counted = []
    for table in ("true_pair", "false_pair"):
        rows = con.execute(
            f"SELECT CASE {' '.join(whens)} ELSE 0 END AS grade, count(*) FROM {table} "
            f"WHERE NOT coalesce({comparison.unknown}, false) GROUP BY grade"
        ).fetchall()
        counted.append(dict(rows))
    return [_learnt(level, grade, *counted) for grade, level in comparison.graded()]


def _learnt(
    level: Level, grade: int, same: dict[int, int], other: dict[int, int]
) -> tuple[float, float]:
    """Return m and u of a level; what no record shows keeps what was written by hand."""
    if grade not in same and grade not in other:
        return level.m, level.u
    m = (same.get(grade, 0) + BELIEF * level.m) / (sum(same.values()) + BELIEF)
    u = (other.get(grade, 0) + BELIEF * level.u) / (sum(other.values()) + BELIEF)
    return m, u


def rewritten(text: str, given: Parameters, found: dict[str, list[tuple[float, float]]]) -> str:
    """Return the file of parameters with other m and u, and nothing else changed."""
    for comparison in given.comparisons:
        for level, (m, u) in zip(comparison.levels, found.get(comparison.name, []), strict=False):
            at = re.compile(
                rf'(when = "{re.escape(level.when)}", )m = \S+, u = \S+,(?= says = "{level.says}")'
            )
            text = at.sub(rf"\g<1>m = {m:.3g}, u = {u:.3g},".replace("e-0", "e-"), text, count=1)
    return text


def train() -> None:
    """Write m and u, counted on a list of names and a seed of their own, to the file of parameters."""
    given = parameters.load()
    con = world(TRAINING_SEED, TRAINING_RECORDS, "train")
    path = Path(parameters.__file__).with_name("parameters.toml")
    path.write_text(rewritten(parameters.text(), given, trained(con, given)), encoding="utf-8")


def main() -> None:
    """Train when asked to; the benchmark itself runs by `python -m benchmarks linkage`."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.linkage", description=__doc__)
    words.add_argument(
        "--train", action="store_true", help="count m and u anew and write them down"
    )
    if words.parse_args().train:
        train()
    else:
        sys.stdout.write(f"{run(Path())}\n")


if __name__ == "__main__":
    main()
