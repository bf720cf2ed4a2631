"""Months of nodes and edges: from partial dates, and never from a birth."""

from __future__ import annotations

import pytest

from visualizations import times

YEAR = 2023 * 12


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-05-18", YEAR + 4, YEAR + 4),
        ("2023-05", YEAR + 4, YEAR + 4),
        ("2023", YEAR, YEAR + 11),
        (None, None, None),
        ("", None, None),
        ("不详", None, None),
    ],
)
def test_a_bare_year_is_its_first_month_or_its_last(
    text: str | None, first: int | None, last: int | None
) -> None:
    assert times.month(text) == first
    assert times.month(text, last=True) == last


def test_a_node_counts_from_its_first_known_date() -> None:
    assert times.node_span("Finding", {"found_on": "2023-05-18"}) == (YEAR + 4, YEAR + 4)
    assert times.node_span("Clue", {"accepted": "2023-06"}) == (YEAR + 5, YEAR + 5)
    task = {"begins": "2023-04-10", "ends": "2023-07-10", "feedback_on": "2023-09-01"}
    assert times.node_span("InspectionTask", task) == (YEAR + 3, YEAR + 6)
    assert times.node_span("Person", {"birth": "1970-01"}) is None


def test_a_posting_without_an_end_lasts() -> None:
    assert times.edge_span("SERVED_IN", {"since": "2023-02"}) == (YEAR + 1, None)
    assert times.edge_span("SERVED_IN", {"since": "2023-02", "until": "2023"}) == (
        YEAR + 1,
        YEAR + 11,
    )
    assert times.edge_span("SERVED_IN", {"title": "副局长"}) is None
