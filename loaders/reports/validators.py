"""Whether the figures of a report agree with each other: parts and totals, rates, sums, units, dates.

A figure that does not pass stays a fact: what is printed is printed. It is only less sure (DOUBTFUL),
and says why, so that data quality (Q39, Q40) shows it. The text does not tell which of two figures is
wrong: both are less sure, and the one that was checked tells the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from loaders.reports.checks import table
from loaders.reports.facts import Fact
from loaders.reports.stated import (
    Figures,
    alike,
    as_number,
    attrs,
    inexact,
    named,
    plain,
    value,
)

DOUBTFUL = 0.5
"""The confidence of figures that do not agree: below what Q40 lists (0.8), like a committee that stays unresolved."""

_INEXACT = 1.0
"""How many points a rate of 以上, 多 or 左右 may be above its quotient."""

Doubt = tuple[Fact, Sequence[Fact], str]
"""A figure that did not pass, the figures that it was held against, and what is wrong."""


def validated(
    facts: Sequence[Fact], original: str, published: str | None = None
) -> tuple[Fact, ...]:
    """Return the facts of a report, the figures that do not agree less sure and with their doubt.

    `published` is the day of the report: no figure can be of a later day.
    """
    figures = Figures([fact for fact in facts if fact.type == "metric"], original)
    doubts: dict[int, list[str]] = {}
    unsure: set[int] = set()
    for fact, against, reason in _doubts(figures, published):
        doubts.setdefault(id(fact), []).append(reason)
        unsure |= {id(fact), *map(id, against)}
    return tuple(
        replace(
            fact,
            confidence=min(fact.confidence, DOUBTFUL),
            doubt="；".join(dict.fromkeys(doubts.get(id(fact), ()))),
        )
        if id(fact) in unsure
        else fact
        for fact in facts
    )


def _doubts(figures: Figures, published: str | None) -> Iterator[Doubt]:
    yield from _above_whole(figures)
    yield from _above_total(figures)
    yield from _wrong_rates(figures)
    yield from _wrong_sums(figures)
    yield from _persons_and_times(figures)
    yield from _impossible_dates(figures, published)


def _above_whole(figures: Figures) -> Iterator[Doubt]:
    """Parts that exceed their whole: more put right than fed back, more closed than transferred."""
    for rule in table().at_most:
        for part in figures.of(rule.part):
            wholes = [f for f in figures.wholes(part, rule.whole) if not inexact(f)]
            if wholes and all(value(part) > value(whole) for whole in wholes):
                largest = max(wholes, key=value)
                yield part, [largest], f"{named(part)}大于{named(largest)}"


def _above_total(figures: Figures) -> Iterator[Doubt]:
    """Figures behind 其中 that exceed their total, each or all together."""
    groups: dict[object, list[Fact]] = {}
    for part in figures.all:
        told = attrs(part).get("subset_of", "")
        total = as_number(told)
        if total is None:
            continue
        if value(part) > total:
            wholes = [f for f in figures.all if f.place == part.place and value(f) == total]
            yield part, wholes, f"{named(part)}大于所属总数{plain(total)}"
        else:
            group = (part.place, told, part.fields["measure"], part.fields["unit"])
            groups.setdefault(group, []).append(part)
    for parts in groups.values():
        total = as_number(attrs(parts[0])["subset_of"]) or 0.0
        together = sum(map(value, parts))
        if together > total:
            said = f"各部分之和{plain(together)}大于所属总数{plain(total)}"
            yield parts[-1], parts[:-1], said


def _wrong_rates(figures: Figures) -> Iterator[Doubt]:
    """Rates that no pair of the figures of their sentence gives, where no other rate is theirs."""
    for rule in table().rates:
        for rate in figures.of(rule.rate):
            parts = figures.sentence_before(rate, figures.of(rule.part))
            wholes = figures.wholes(rate, rule.whole)
            pairs = [(p, w) for p, w in product(parts, wholes) if value(w) and not inexact(w)]
            rates = [r for r in figures.of(rule.rate) if r.place == rate.place]
            if pairs and not any(_is_quotient(r, p, w) for r in rates for p, w in pairs):
                part, whole = pairs[-1]
                share = plain(100 * value(part) / value(whole))
                said = f"{named(part)}÷{named(whole)}为{share}%"
                yield rate, [part, whole], f"{named(rate)}，但{said}"


def _is_quotient(rate: Fact, part: Fact, whole: Fact) -> bool:
    """Tell whether a rate is a quotient, as exactly as it is written: 94% is what rounds to 94."""
    stated, share = value(rate), 100 * value(part) / value(whole)
    if inexact(rate):
        return stated - _INEXACT <= share
    step = 0.1 ** len(plain(stated).partition(".")[2])
    # Some round the last digit, some cut off what follows.
    return -0.501 * step < share - stated < step


def _wrong_sums(figures: Figures) -> Iterator[Doubt]:
    """Totals that the parts of their sentence do not make up."""
    for rule in table().sums:
        for whole in figures.of(rule.whole):
            stated = [figures.only_behind(whole, name) for name in rule.parts]
            parts = [part for part in stated if part is not None]
            together = sum(map(value, parts))
            if len(parts) < len(rule.parts) or any(map(inexact, (whole, *parts))):
                continue
            if together > value(whole) or (rule.exact and together < value(whole)):
                told = "＋".join(named(part) for part in parts)
                yield whole, parts, f"{told}为{plain(together)}，与{named(whole)}不符"


def _persons_and_times(figures: Figures) -> Iterator[Doubt]:
    """Persons that are more than the person-times of the same measure, or one number in both units."""
    counted: dict[tuple[object, ...], list[Fact]] = {}
    for fact in figures.all:
        counted.setdefault(_body(fact), []).append(fact)
    for persons, times in (pair for same in counted.values() for pair in product(same, same)):
        units = (persons.fields["unit"], times.fields["unit"])
        if units not in (("人", "人次"), ("名", "人次")) or not alike(persons, times):
            continue
        if value(persons) > value(times):
            yield persons, [times], f"{named(persons)}多于{named(times)}"
        elif value(persons) == value(times):
            yield persons, [times], f"{plain(value(times))}一处作人次，一处作{units[0]}"


def _body(fact: Fact) -> tuple[object, ...]:
    """Return what two figures have in common that can be of the same persons."""
    return tuple(fact.fields.get(name) for name in ("measure", "committee", "scope"))


def _impossible_dates(figures: Figures, published: str | None) -> Iterator[Doubt]:
    """Figures of a day after the report's own, and periods that end before they begin."""
    for fact in figures.all:
        told = attrs(fact)
        since, _, until = told.get("period", "").partition("/")
        last = told.get("asof", "") or until
        if published and _after(last, published):
            yield fact, [], f"截至{last}，晚于发布日期{published}"
        if _after(since, until):
            yield fact, [], f"期间{since}至{until}，终止早于起始"


def _after(day: str, other: str) -> bool:
    """Tell whether a partial date is certainly later than another; one without a year never is."""
    shared = min(len(day), len(other))
    dated = day[:4].isdigit() and other[:4].isdigit()
    return dated and day[:shared] > other[:shared]
