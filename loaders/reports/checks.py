"""What the figures of a report must be to each other, as `checks.toml` says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from loaders.reports.words import declared


@dataclass(frozen=True, slots=True)
class AtMost:
    """A measure that cannot exceed the first of the wholes that a report states."""

    part: str
    whole: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """A measure in % that is the quotient of two others."""

    rate: str
    part: str
    whole: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """Measures that make up another, or at least do not exceed it together."""

    whole: str
    parts: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Table:
    """All the checks; `within` says of what a figure behind 其中 may be a part beside its own measure."""

    at_most: tuple[AtMost, ...]
    rates: tuple[Rate, ...]
    sums: tuple[Sum, ...]
    within: Mapping[str, tuple[str, ...]]


@cache
def table() -> Table:
    """Return the checks of `checks.toml`."""
    raw = declared("checks.toml")
    return Table(
        at_most=tuple(AtMost(row["part"], tuple(row["whole"])) for row in raw["at_most"]),
        rates=tuple(Rate(row["rate"], row["part"], tuple(row["whole"])) for row in raw["rate"]),
        sums=tuple(Sum(row["whole"], tuple(row["parts"]), row["exact"]) for row in raw["sum"]),
        within={part: tuple(wholes) for part, wholes in raw["within"].items()},
    )
