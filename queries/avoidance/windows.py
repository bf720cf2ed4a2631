"""Days as ISO text, and what a dated service means on a day and in the years before it.

Every end of a service is an interval: the first and the last day it may have been. ISO days
compare as text, so nothing is parsed in the hot path.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from graph.model.values import Left, left, years_before

PAST = "0001-01-01"
FAR = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Span:
    """When a service began and ended, each as the first and last day it may have been.

    `open` says that nobody stated an end: it lies anywhere after the start.
    """

    since_lo: str
    since_hi: str
    until_lo: str
    until_hi: str
    open: bool = False

    def began(self, on: str) -> bool:
        """Tell whether the service may have begun by a day."""
        return self.since_lo <= on and self.since_lo <= self.until_hi

    def covers(self, on: str) -> bool:
        """Tell whether the service certainly went on that day; an end on the day is an end."""
        return self.since_hi <= on < self.until_lo

    def may_cover(self, on: str) -> bool:
        """Tell whether the service possibly went on that day."""
        return self.since_lo <= on < self.until_hi

    def left(self, edge: str, on: str) -> Left:
        """Tell whether the service ended after `edge`; an end on the edge itself is outside."""
        return left(self.until_lo, self.until_hi, edge, on)


def span(
    since: tuple[str | None, str | None],
    until: tuple[str | None, str | None],
    end_state: str | None,
) -> Span:
    """Return the span of a service from its first and last possible days and its end's state."""
    lo, hi = since[0] or PAST, since[1] or since[0] or PAST
    if end_state == "ongoing":
        return Span(lo, hi, FAR, FAR)
    if until[0] is None:
        return Span(lo, hi, lo, FAR, open=True)
    if lo > (until[1] or until[0]):
        # An end before the start is a slip of the pen: all that is sure is that the end is not known.
        return Span(until[0], hi, until[0], FAR, open=True)
    return Span(lo, hi, until[0], until[1] or until[0])


def in_office(
    since: tuple[str | None, str | None],
    until: tuple[str | None, str | None],
    end_state: str | None,
) -> Span:
    """Return the span of a place on a roster: an end that nobody states has not come."""
    return span(since, until, end_state if until[0] else "ongoing")


def both(one: Span, other: Span) -> Span:
    """Return the days that lie in both of two spans; where they do not meet, its end is before its start."""
    return Span(
        max(one.since_lo, other.since_lo),
        max(one.since_hi, other.since_hi),
        min(one.until_lo, other.until_lo),
        min(one.until_hi, other.until_hi),
        one.open or other.open,
    )


def within(
    inner: Span, since: tuple[str | None, str | None], until: tuple[str | None, str | None]
) -> Span:
    """Return the part of a span that lies between two dates; an absent date is no bound."""
    return Span(
        max(inner.since_lo, since[0] or PAST),
        max(inner.since_hi, since[1] or PAST),
        min(inner.until_lo, until[0] or FAR),
        min(inner.until_hi, until[1] or FAR),
        inner.open,
    )


@lru_cache(maxsize=4096)
def years_back(on: str, years: int) -> str:
    """Return the same day some years earlier; 29 February falls to the 28th."""
    return years_before(date.fromisoformat(on), years).isoformat()


@lru_cache(maxsize=4096)
def months_off(day: str, months: int) -> str:
    """Return the day some months later (earlier if negative), cut to the end of a short month."""
    if day >= FAR:
        return day
    start = date.fromisoformat(day)
    month = start.year * 12 + start.month - 1 + months
    last = monthrange(month // 12, month % 12 + 1)[1]
    return date(month // 12, month % 12 + 1, min(start.day, last)).isoformat()


def next_day(day: str) -> str:
    """Return the day after a day."""
    return day if day >= FAR else (date.fromisoformat(day) + timedelta(days=1)).isoformat()
