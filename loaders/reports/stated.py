"""The figures of one report beside each other: which of them speak of the same, and what each says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from loaders.reports.facts import Fact
from loaders.reports.measures import table

_SCOPE = ("round", "term", "period", "type", "theme")
"""What two figures may say of their scope: where both say it, it must be the same to compare them."""


class Figures:
    """All figures of a report; only those that certainly speak of the same are held against each other."""

    def __init__(self, figures: Sequence[Fact], original: str) -> None:
        self.all = tuple(figures)
        self._of: dict[object, list[Fact]] = {}
        for fact in self.all:
            self._of.setdefault(fact.fields["measure"], []).append(fact)
        self._ends = [at for at, sign in enumerate(original) if sign == "。"]

    def of(self, measure: str) -> list[Fact]:
        """Return the figures of a measure."""
        return self._of.get(measure, [])

    def wholes(self, part: Fact, measures: Sequence[str]) -> list[Fact]:
        """Return the figures of the first of these measures that a figure can be held against."""
        return next((near for name in measures if (near := self._before(part, self.of(name)))), [])

    def sentence_before(self, fact: Fact, others: Sequence[Fact]) -> list[Fact]:
        """Return the figures before one in its sentence that speak of the same."""
        here = self._sentence(fact)
        near = (o for o in others if o.start <= fact.start and self._sentence(o) == here)
        return [other for other in near if other is not fact and alike(fact, other)]

    def only_behind(self, fact: Fact, measure: str) -> Fact | None:
        """Return the figure of a measure behind one in its sentence, if there is just one."""
        near = [o for o in self.of(measure) if fact in self.sentence_before(o, [fact])]
        return near[0] if len(near) == 1 else None

    def _before(self, fact: Fact, others: Sequence[Fact]) -> list[Fact]:
        """Return what a figure can be held against: of its sentence, else of its paragraph, else of its round.

        A total stands before its parts. Elsewhere in the report only the one total of the same round
        is certainly meant.
        """
        near = self.sentence_before(fact, others)
        if near:
            return near
        earlier = [o for o in others if o.start < fact.start and alike(fact, o)]
        near = [other for other in earlier if other.place == fact.place]
        if near:
            return near
        number = attrs(fact).get("round")
        same = [other for other in earlier if number and attrs(other).get("round") == number]
        return same if len(same) == 1 else []

    def _sentence(self, fact: Fact) -> tuple[str, int]:
        return fact.place, bisect_right(self._ends, fact.start)


def alike(one: Fact, other: Fact) -> bool:
    """Tell whether two figures speak of one body and scope, as far as they say."""
    same = all(one.fields.get(name) == other.fields.get(name) for name in ("committee", "scope"))
    mine, theirs = attrs(one), attrs(other)
    return same and all(
        mine[name] == theirs[name] for name in _SCOPE if name in mine and name in theirs
    )


def inexact(fact: Fact) -> bool:
    """Tell whether a figure only says about how many (以上, 多)."""
    return bool(attrs(fact).get("q"))


def attrs(fact: Fact) -> Mapping[str, str]:
    """Return what a figure says of itself beside its value."""
    told = fact.fields.get("attrs")
    return told if isinstance(told, Mapping) else {}


def value(fact: Fact) -> float:
    """Return the value of a figure."""
    stated = fact.fields["value"]
    return float(stated) if isinstance(stated, int | float) else 0.0


def as_number(text: str) -> float | None:
    """Return the number that a text is, or None."""
    try:
        return float(text)
    except ValueError:
        return None


def named(fact: Fact) -> str:
    """Return a figure as a clerk reads it: 完成整改问题98个."""
    label = table()[str(fact.fields["measure"])].label
    return f"{label}{plain(value(fact))}{fact.fields['unit']}"


def plain(number: float) -> str:
    """Return a number without needless decimals."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
