"""How long several stints lasted together, each known to the day, the month or only the year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from queries.avoidance.windows import Span, months_off, next_day

_JOIN_MONTHS = 2
"""Of stints in one month or in adjoining ones, the end and the start lie less than two months apart."""


def lasted(spans: Iterable[Span], on: str, years: int) -> bool | None:
    """Tell whether stints lasted some years together by a day; None if their dates leave it open.

    What overlaps or adjoins counts once; exactly that many years are enough. An end that nobody
    stated may be any day up to `on`.
    """
    known = [s for s in spans if s.began(on)]
    if months(_sure(known, on)) >= years * 12:
        return True
    return None if months(_possible(known, on)) >= years * 12 else False


def months(runs: Iterable[tuple[str, str]]) -> int:
    """Return the whole months of runs of days, thirty odd days taken as a month."""
    whole = odd = 0
    for first, last in runs:
        if first < last:
            full = _whole(first, last)
            whole += full
            odd += _days(months_off(first, full), last)
    return whole + odd // 30


def sure_months(spans: Sequence[Span], on: str) -> int:
    """Return how many whole months stints lasted at least."""
    return months(_sure(spans, on))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return stints with those that overlap or adjoin made one, the earliest first."""
    runs: list[Span] = []
    for stint in sorted(spans, key=lambda s: (s.since_lo, s.until_hi)):
        if runs and _adjoin(runs[-1], stint):
            runs[-1] = _one(runs[-1], stint)
        else:
            runs.append(stint)
    return runs


def _one(before: Span, after: Span) -> Span:
    return Span(
        before.since_lo,
        min(before.since_hi, after.since_hi),
        max(before.until_lo, after.until_lo),
        max(before.until_hi, after.until_hi),
        after.open if after.until_hi >= before.until_hi else before.open,
    )


def _adjoin(before: Span, after: Span) -> bool:
    """Tell whether a stint may follow another without a day between, and by less than two months."""
    if before.open or after.since_lo > next_day(before.until_hi):
        return False
    return after.since_hi <= months_off(before.until_lo, _JOIN_MONTHS)


def _sure(spans: Iterable[Span], on: str) -> list[tuple[str, str]]:
    """Return the days that are certainly within; of two stints in adjoining months, those between too."""
    return _union((run.since_hi, min(run.until_lo, on)) for run in joined(spans))


def _possible(spans: Sequence[Span], on: str) -> list[tuple[str, str]]:
    return _union((span.since_lo, min(next_day(span.until_hi), on)) for span in spans)


def _union(runs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    joined: list[tuple[str, str]] = []
    for first, last in sorted(run for run in runs if run[0] < run[1]):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def _whole(first: str, last: str) -> int:
    count = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])
    return count if months_off(first, count) <= last else count - 1


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
