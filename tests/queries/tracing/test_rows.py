"""What a table of a funnel shows, and what it must not let anybody reckon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.answers import FunnelStep
from queries.tracing.rows import HIDDEN_TOO, NOT_REACHED, funnel_rows, suppressed


@pytest.mark.parametrize(
    ("total", "parts", "shown"),
    [
        (30, (10, 10, 10), (30, (10, 10, 10))),
        (3, (1, 2, 0), ("少于5", (HIDDEN_TOO, HIDDEN_TOO, HIDDEN_TOO))),
        (30, (3, 20, 7), (30, ("少于5", 20, HIDDEN_TOO))),
        (30, (3, 27, 0), (30, ("少于5", HIDDEN_TOO, 0))),
        (30, (3, 4, 23), (30, ("少于5", "少于5", 23))),
        (0, (0, 0, 0), (0, (0, 0, 0))),
    ],
)
def test_small_numbers(total: int, parts: tuple[int, ...], shown: tuple[object, object]) -> None:
    assert suppressed(total, parts, 5) == shown


@given(st.tuples(*[st.integers(0, 30)] * 3))
def test_no_small_number_can_be_reckoned_back(parts: tuple[int, int, int]) -> None:
    total, shown = suppressed(sum(parts), parts, 5)
    for part, told in zip(parts, shown, strict=True):
        assert not 0 < part < 5 or isinstance(told, str)
    hidden = [told for told in shown if isinstance(told, str)]
    assert len(hidden) != 1 or isinstance(total, str)


STEP = FunnelStep("Clue", "CaseFile", 30, 10, 13, 7, 10, None, 40, None, 33.5, 180, 2)


def test_a_median_that_is_not_reached_is_said_and_never_a_number() -> None:
    [row] = funnel_rows("第4轮", (STEP,), "2025-01-01", 5).rows
    assert row == (
        "问题线索 → 案件",
        30,
        10,
        33.3,
        13,
        7,
        NOT_REACHED,
        40,
        NOT_REACHED,
        180,
        "少于5",
        33.5,
    )


def test_small_numbers_are_told_to_whoever_may_know() -> None:
    few = FunnelStep("Clue", "CaseFile", 30, 4, 20, 6, 4, None, None, None, None, 180, 0)
    found = funnel_rows("第4轮", (few,), "2025-01-01", 5)
    assert found.rows[0][1:4] == (30, "少于5", None)
    assert found.rows[0][6:9] == (None, None, None)
    assert "少于 5" in found.notes[0]
    [told] = funnel_rows("第4轮", (few,), "2025-01-01", 0).rows
    assert (told[2], told[6:9]) == (4, (None, None, None))
