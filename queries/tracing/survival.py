"""How long a step takes when many have not come to its end: the Kaplan-Meier median and its interval.

The estimate is that of Kaplan and Meier (JASA 53, 1958, 457-481), with Greenwood's variance. The interval is
that of Brookmeyer and Crowley (Biometrics 38, 1982, 29-41) in its log(-log) form: the days at which the
pointwise interval of the curve, taken on log(-log S), holds one half (Kalbfleisch and Prentice, The Statistical
Analysis of Failure Time Data, 2nd edition, 2002, section 1.4; it is `conf.type="log-log"` of R's survfit).

Days that are known only to lie between two bounds, because a date is a month or a year, are taken in the middle
for the median. The interval reaches from its lower end were all of them as short as they can be, to its upper
end were all as long as they can be: it is wider than it need be, and never too sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

Z = 1.959963984540054
"""The normal quantile of a two-sided 95 %."""

HALF = 0.5 + 1e-12
"""Half, with room for the rounding of products of fractions."""


class Wait(NamedTuple):
    """Days that one thing waited, at least and at most, and whether it came to the end (else it waits on)."""

    least: float
    most: float
    ended: bool


class Median(NamedTuple):
    """Days until half have come to the end, and the ends of the 95 % interval; None: not reached."""

    days: float | None
    low: float | None
    high: float | None


class Point(NamedTuple):
    """The curve after one day: the share that still waits, and the bounds of that share."""

    day: float
    share: float
    low: float
    high: float


def median(waits: Sequence[Wait]) -> Median:
    """Return the median and its interval; `waits` may be in any order, and none may be below zero."""
    middle = curve([((w.least + w.most) / 2, w.ended) for w in waits])
    short = curve([(w.least, w.ended) for w in waits])
    long = curve([(w.most, w.ended) for w in waits])
    return Median(
        next((p.day for p in middle if p.share <= HALF), None),
        next((p.day for p in short if p.low <= HALF), None),
        next((p.day for p in long if p.high <= HALF), None),
    )


def curve(times: Sequence[tuple[float, bool]]) -> list[Point]:
    """Return the curve at each day on which something came to the end."""
    return list(_points(times))


def _points(times: Sequence[tuple[float, bool]]) -> Iterator[Point]:
    ended = Counter(day for day, end in times if end)
    left = Counter(day for day, _ in times)
    waiting, share, spread = len(times), 1.0, 0.0
    for day in sorted(left):
        gone = ended[day]
        if gone:
            share *= (waiting - gone) / waiting
            spread += gone / (waiting * (waiting - gone)) if gone < waiting else 0.0
            yield Point(day, share, *_bounds(share, spread))
        waiting -= left[day]


def _bounds(share: float, spread: float) -> tuple[float, float]:
    """Return the 95 % bounds of a share; where nobody waits any more the upper one is not known."""
    if share <= 0.0:
        return 0.0, 1.0
    if share >= 1.0:
        return 1.0, 1.0
    width = Z * sqrt(spread) / abs(log(share))
    return share ** exp(width), share ** exp(-width)
