"""Dates, codes and numbers: cleaned or refused, and never a false day."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import values
from graph.model.values import Left

CASES = Path(__file__).parents[2] / "cases" / "model"
READERS: dict[str, Callable[[str], object]] = {
    "identity": values.identity_number,
    "uscc": values.credit_code,
    "region": values.region_code,
    "yes": values.yes_or_no,
    "number": values.number,
}
# So that month ends, leap days and a few years are all met.
DAYS = st.dates(date(2017, 1, 1), date(2024, 12, 31))


def cases(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def partial(day: date, length: int) -> str:
    return day.isoformat()[:length]


def meant(text: str) -> list[date]:
    """Every day a partial date may mean, found the slow way."""
    year = int(text[:4])
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return [day for day in days if day.isoformat().startswith(text)]


@pytest.mark.parametrize("case", cases("dates"), ids=lambda c: c["written"] or "empty")
def test_dates_as_people_write_them(case: dict[str, str]) -> None:
    if case["meaning"]:
        assert values.partial_date(case["written"]) == case["meaning"]
    else:
        with pytest.raises(ValueError, match="不是日期"):
            values.partial_date(case["written"])


@pytest.mark.parametrize("case", cases("left_within"), ids=lambda c: f"{c['until']}<{c['on']}")
def test_left_within(case: dict[str, str]) -> None:
    on = date.fromisoformat(case["on"])
    found = values.left_within(case["until"] or None, case["end_state"], int(case["years"]), on)
    assert found.value == case["answer"]


@given(day=DAYS, length=st.sampled_from([4, 7, 10]))
def test_earliest_and_latest_are_the_ends_of_what_is_meant(day: date, length: int) -> None:
    text = partial(day, length)
    days = meant(text)
    assert (values.earliest(text), values.latest(text)) == (days[0], days[-1])


@given(day=DAYS, length=st.sampled_from([4, 7, 10]), years=st.integers(0, 5), on=DAYS)
def test_left_within_is_what_all_days_agree_on(
    day: date, length: int, years: int, on: date
) -> None:
    text, edge = partial(day, length), values.years_before(on, years)
    inside = {
        Left.STILL_SERVING if end > on else Left.YES if end > edge else Left.NO
        for end in meant(text)
    }
    found = values.left_within(text, "stated", years, on)
    if len(inside) == 1:
        assert found is inside.pop()
    elif inside == {Left.YES, Left.STILL_SERVING}:
        # Either way the person had not left that long ago.
        assert found is Left.YES
    else:
        assert found is Left.UNKNOWN


@given(on=st.dates(date(1990, 1, 1), date(2090, 1, 1)), years=st.integers(0, 40))
def test_years_before_keeps_the_day_but_for_leap_days(on: date, years: int) -> None:
    before = values.years_before(on, years)
    assert before.year == on.year - years
    assert (before.month, before.day) == (on.month, on.day) or (
        (on.month, on.day, before.month, before.day) == (2, 29, 2, 28)
    )


@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)), length=st.sampled_from([4, 7, 10]))
def test_a_partial_iso_date_stays_as_it_is(day: date, length: int) -> None:
    text = partial(day, length)
    assert values.partial_date(text) == text


@pytest.mark.parametrize("case", cases("codes"), ids=lambda c: f"{c['kind']} {c['written']}")
def test_codes_and_numbers(case: dict[str, str]) -> None:
    read = READERS[case["kind"]]
    if not case["meaning"]:
        with pytest.raises(ValueError, match=r"."):
            read(case["written"])
        return
    found = read(case["written"])
    if isinstance(found, bool):
        assert found is (case["meaning"] == "true")
    elif isinstance(found, float):
        assert found == float(case["meaning"])
    else:
        assert found == case["meaning"]


@given(place=st.integers(0, 16), step=st.integers(1, 9))
def test_one_wrong_digit_of_an_identity_number_is_found(place: int, step: int) -> None:
    good = "350627199711275419"
    wrong = good[:place] + str((int(good[place]) + step) % 10) + good[place + 1 :]
    with pytest.raises(ValueError, match="公民身份号码"):
        values.identity_number(wrong)


def test_a_refused_identity_number_is_not_quoted() -> None:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    body = "35062719971327541"
    check = "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
    with pytest.raises(ValueError, match="出生日期") as refused:
        values.identity_number(body + check)
    assert "1997" not in str(refused.value)


def test_whole_numbers_only() -> None:
    assert values.whole_number("1,200") == 1200
    assert values.whole_number("3.0") == 3
    with pytest.raises(ValueError, match="整数"):
        values.whole_number("3.5")
