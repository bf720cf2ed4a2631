"""Spans of days: they say the same as the four answers of the model."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model.values import Left, earliest, latest, left_within, years_before
from queries.avoidance.windows import FAR, PAST, months_off, next_day, span, within, years_back

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
PARTIAL = DAYS.flatmap(
    lambda d: st.sampled_from([d.isoformat(), d.isoformat()[:7], d.isoformat()[:4]])
)


@given(until=PARTIAL, on=DAYS, years=st.integers(1, 8))
def test_left_is_what_the_model_says(until: str, on: date, years: int) -> None:
    ends = (earliest(until).isoformat(), latest(until).isoformat())
    served = span((PAST, PAST), ends, "stated")
    edge = years_back(on.isoformat(), years)
    assert served.left(edge, on.isoformat()) is left_within(until, "stated", years, on)


@given(on=DAYS, years=st.integers(0, 40))
def test_years_back_is_the_models(on: date, years: int) -> None:
    assert years_back(on.isoformat(), years) == years_before(on, years).isoformat()


def test_open_and_ongoing() -> None:
    ongoing = span(("2020-01-01", "2020-01-31"), (None, None), "ongoing")
    unstated = span(("2020-01-01", "2020-01-31"), (None, None), "not_stated")
    assert ongoing.left("2019-01-01", "2024-01-01") is Left.STILL_SERVING
    assert ongoing.covers("2024-01-01")
    assert not ongoing.covers("2020-01-15")
    assert ongoing.may_cover("2020-01-15")
    assert unstated.open
    assert unstated.left("2019-01-01", "2024-01-01") is Left.YES
    assert unstated.left("2021-01-01", "2024-01-01") is Left.UNKNOWN


def test_a_span_is_cut_to_the_days_on_which_it_counts() -> None:
    whole = span(("2010-01-01", "2010-01-31"), (None, None), "ongoing")
    cut = within(whole, ("2015-06-01", "2015-06-30"), ("2019-01-10", "2019-01-10"))
    assert (cut.since_lo, cut.since_hi, cut.until_lo, cut.until_hi) == (
        "2015-06-01", "2015-06-30", "2019-01-10", "2019-01-10",
    )  # fmt: skip
    assert within(whole, (None, None), (None, None)) == whole


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-03-31", -1, "2023-02-28"),
        ("2023-12-15", 1, "2024-01-15"),
        ("2024-03-15", -12, "2023-03-15"),
    ],
)
def test_months_off(day: str, months: int, expected: str) -> None:
    assert months_off(day, months) == expected


def test_the_day_after() -> None:
    assert next_day("2023-12-31") == "2024-01-01"
    assert next_day(FAR) == FAR
