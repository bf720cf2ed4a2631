"""The Kaplan-Meier median and its interval, against worked examples and against known truths."""

from __future__ import annotations

import math
import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.tracing.survival import Wait, curve, median

# Freireich et al. 1963, the remission times (weeks) of 6-MP and placebo that every textbook uses.
SIX_MP = [(6, 1), (6, 1), (6, 1), (7, 1), (10, 1), (13, 1), (16, 1), (22, 1), (23, 1), (6, 0), (9, 0),
          (10, 0), (11, 0), (17, 0), (19, 0), (20, 0), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_the_curve_of_the_textbook() -> None:
    found = {p.day: round(p.share, 4) for p in curve([(float(d), bool(e)) for d, e in SIX_MP])}
    assert found == {
        6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482
    }  # fmt: skip


def test_the_medians_of_the_textbook() -> None:
    # survfit(Surv(time, status) ~ 1, conf.type = "log-log") in R.
    assert median([Wait(d, d, bool(e)) for d, e in SIX_MP]) == (23, 13, None)
    assert median([Wait(d, d, True) for d in PLACEBO]) == (8, 4, 11)


def test_nothing_that_waits_has_no_median() -> None:
    assert median([Wait(9, 9, False)] * 20) == (None, None, None)
    assert median([]) == (None, None, None)


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=60), st.integers(1, 30))
def test_a_vague_date_makes_the_interval_wider_never_narrower(
    times: list[tuple[int, bool]], width: int
) -> None:
    known = median([Wait(d + width, d + width, e) for d, e in times])
    vague = median([Wait(d, d + 2 * width, e) for d, e in times])
    assert vague.days == known.days
    assert _least(vague.low) <= _least(known.low)
    assert _least(vague.high) >= _least(known.high)


def _least(days: float | None) -> float:
    return math.inf if days is None else days


def _draw(seed: int) -> tuple[list[Wait], float]:
    """Return waits of which about 40 % are still open, and the true median of the times behind them."""
    rng = random.Random(seed)
    true = rng.choice((30, 60, 120, 240))
    # P(entered later than it would have ended) is 0.4 for an entry that is uniform up to this day.
    horizon, shape = true * 2.15, rng.choice((1.0, 1.5))
    scale = true / math.log(2) ** (1 / shape)
    horizon *= {1.0: 1.5, 1.5: 1.16}[shape]
    waits = []
    for _ in range(rng.choice((40, 80, 160))):
        lag, room = round(rng.weibullvariate(scale, shape)), round(rng.uniform(0, horizon))
        waits.append(Wait(min(lag, room), min(lag, room), lag <= room))
    return waits, true


def test_the_interval_holds_the_true_median_as_often_as_it_says() -> None:
    runs = 1000 if os.environ.get("XUNTU_SOAK") == "1" else 200
    held = waiting = everything = 0
    for seed in range(runs):
        waits, true = _draw(seed)
        found = median(waits)
        waiting += sum(not w.ended for w in waits)
        everything += len(waits)
        held += (found.low is not None and found.low <= true) and (
            found.high is None or true <= found.high
        )
    assert waiting / everything == pytest.approx(0.4, abs=0.03)
    assert held >= 0.93 * runs
