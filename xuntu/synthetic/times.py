"""Months and days as ISO text, and the steps between them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random


def month(year: int, number: int) -> str:
    """Return a month as ISO text; numbers outside 1..12 run into other years."""
    years, rest = divmod(number - 1, 12)
    return f"{year + years:04d}-{rest + 1:02d}"


def count(text: str) -> int:
    """Return the number of months since year 0 of ISO text that names a month."""
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def of_count(months: int) -> str:
    """Return the month that `count` makes this number."""
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def later(text: str, months: int) -> str:
    """Return the month that lies so many months after."""
    return of_count(count(text) + months)


def after(day: str, days: int) -> str:
    """Return the working day at or after so many days later."""
    found = date.fromisoformat(day) + timedelta(days=days)
    return (found + timedelta(days={5: 2, 6: 1}.get(found.weekday(), 0))).isoformat()


def months_after(day: str, months: int) -> str:
    """Return the same day of the calendar so many months later, at most the 28th."""
    return f"{later(day, months)}-{min(int(day[8:10]), 28):02d}"


def birth_between(rng: Random, first: int, last: int) -> str:
    """Return a month of birth in one of the years."""
    return f"{rng.randint(first, last):04d}-{rng.randint(1, 12):02d}"
