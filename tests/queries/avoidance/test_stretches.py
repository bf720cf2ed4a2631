"""How long stints lasted together: splits change nothing, coarser dates leave open what they hide."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.values import earliest, latest
from queries.avoidance.stretches import lasted, sure_months
from queries.avoidance.windows import Span, span

ON = "2024-03-15"
DAYS = st.dates(date(2000, 1, 1), date(2023, 12, 31))


def stint(since: str, until: str | None, state: str = "stated") -> Span:
    ends = (earliest(until).isoformat(), latest(until).isoformat()) if until else (None, None)
    return span((earliest(since).isoformat(), latest(since).isoformat()), ends, state)


def test_lengths() -> None:
    assert lasted([stint("2001-03-10", "2004-03-10")], ON, 3)
    assert lasted([stint("2001-03-10", "2004-03-01")], ON, 3) is False
    assert lasted([stint("2001-01", "2004-01")], ON, 3) is None
    assert lasted([stint("2001-01", "2004-02")], ON, 3)
    assert lasted([stint("2021-01", None, "ongoing")], ON, 3)
    assert lasted([stint("2021-04", None, "ongoing")], ON, 3) is False
    assert lasted([stint("2001-01", None, "not_stated")], ON, 3) is None
    assert lasted([], ON, 3) is False


def test_what_overlaps_counts_once() -> None:
    both = [stint("2001-01-01", "2003-01-01"), stint("2002-01-01", "2003-06-01")]
    assert sure_months(both, ON) == 29
    assert lasted(both, ON, 3) is False


@settings(max_examples=60, deadline=None)
@given(DAYS, DAYS, DAYS)
def test_a_stint_in_two_adjoining_ones_is_as_long(a: date, b: date, c: date) -> None:
    first, middle, last = sorted((a, b, c))
    following = middle + timedelta(days=1)
    whole = [stint(f"{first}", f"{last}")]
    split = [stint(f"{first}", f"{middle}"), stint(f"{min(following, last)}", f"{last}")]
    assert lasted(split, ON, 3) is lasted(whole, ON, 3)
    months = [stint(f"{first:%Y-%m}", f"{last:%Y-%m}")]
    cut = [stint(f"{first:%Y-%m}", f"{middle:%Y-%m}"), stint(f"{middle:%Y-%m}", f"{last:%Y-%m}")]
    assert lasted(cut, ON, 3) is lasted(months, ON, 3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=4))
def test_a_coarser_date_never_frees(ends: list[tuple[date, date]]) -> None:
    sorted_ends = [sorted(pair) for pair in ends]
    exact = lasted([stint(f"{a}", f"{b}") for a, b in sorted_ends], ON, 3)
    for form in ("%Y-%m", "%Y"):
        coarse = lasted([stint(f"{a:{form}}", f"{b:{form}}") for a, b in sorted_ends], ON, 3)
        assert coarse is not False or exact is False
