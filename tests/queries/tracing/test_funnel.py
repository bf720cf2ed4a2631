"""The funnel on made-up histories: what counts, what waits, and how often the interval holds the truth."""

from __future__ import annotations

import math
import os
import random
from datetime import date, timedelta

import pytest

from graph.model.answers import FunnelStep
from queries.tracing.funnel import Histories, History, funnel
from queries.tracing.limits import limits

ON = "2024-12-31"


def counts(step: FunnelStep) -> tuple[int, int, int, int]:
    return step.entered, step.went_on, step.ended, step.waiting


THINGS = {
    "f1": History("Finding", "2024-01-10"),
    "f2": History("Finding", "2024-01-10", ended=True, ended_on="2024-06-01"),
    "f3": History("Finding", "2024-01-10"),
    "x1": History("ImmediateFix", "2024-01-20"),
    "c1": History("Clue", "2024-03-10"),
    "c2": History("Clue", "2024-04-10"),
    "c3": History("Clue", "2024-05"),
    "c4": History("Clue", "2025-02-01"),
    "k1": History("CaseFile", "2024-06-18"),
    "s1": History("Sanction", "2024-09-16"),
    "other": History("Finding", "2024-01-10"),
}
LINKS = [
    ("f1", "c1", "recorded"),
    ("f3", "x1", "recorded"),
    ("x1", "c3", "stated"),
    ("f2", "c2", "inferred"),
    ("f2", "k1", "doubtful"),
    ("f1", "c4", "recorded"),
    ("c2", "c1", "recorded"),
    ("c1", "k1", "recorded"),
    ("k1", "s1", "derived"),
    ("other", "c1", "recorded"),
]
MEMBERS = ("f1", "f2", "f3", "c2")


def test_only_facts_count_and_a_merged_clue_goes_on_as_the_other() -> None:
    found, clue, sanction, court = funnel(Histories(THINGS, LINKS), MEMBERS, ON, limits())
    # f2 has a likely clue and a doubtful case only: it ended when its measures were closed.
    assert counts(found) == (3, 2, 1, 0)
    # c4 comes after the day; `other` is of no member, though it led to a clue of theirs.
    assert counts(clue) == (3, 2, 0, 1)
    assert counts(sanction) == (1, 1, 0, 0)
    # A case that led to a sanction need not go to court, and is not late for it.
    assert (counts(court), court.over) == ((1, 0, 1, 0), 0)
    # From so few no time is computed.
    assert (clue.limit, clue.over, sanction.timed, sanction.seen) == (180, 1, 1, None)


def test_on_an_earlier_day_less_had_come() -> None:
    found, clue, *_ = funnel(Histories(THINGS, LINKS), MEMBERS, "2024-04-20", limits())
    assert counts(found) == (3, 1, 0, 2)
    assert counts(clue) == (2, 0, 0, 2)


def test_an_empty_scope_has_an_empty_funnel() -> None:
    assert {counts(step) for step in funnel(Histories({}), (), ON, limits())} == {(0, 0, 0, 0)}


def _simulated(seed: int) -> tuple[Histories, list[str], float]:
    """Return clues of which about 40 % wait for their case on `ON`, every fifth dated to the month, and the truth."""
    rng = random.Random(seed)
    true = rng.choice((60.0, 120.0, 200.0))
    last, things, links = date.fromisoformat(ON), {}, []
    for n in range(rng.choice((60, 120))):
        moved = last - timedelta(days=round(rng.uniform(0, true * 3.2)))
        filed = moved + timedelta(days=round(rng.expovariate(math.log(2) / true)))
        cut = 7 if rng.random() < 0.2 else 10
        things[f"c{n}"] = History("Clue", moved.isoformat()[:cut])
        things[f"k{n}"] = History("CaseFile", filed.isoformat())
        if filed <= last:
            links.append((f"c{n}", f"k{n}", "recorded"))
    return Histories(things, links), [one for one in things if one[0] == "c"], true


def test_the_interval_of_a_funnel_holds_the_true_lag() -> None:
    runs = 1000 if os.environ.get("XUNTU_SOAK") == "1" else 100
    held = waiting = entered = 0
    for seed in range(runs):
        histories, clues, true = _simulated(seed)
        step = funnel(histories, clues, ON, limits())[1]
        waiting, entered = waiting + step.waiting, entered + step.entered
        held += (step.low is not None and step.low <= true) and (
            step.high is None or true <= step.high
        )
    assert waiting / entered == pytest.approx(0.4, abs=0.03)
    assert held >= 0.93 * runs
