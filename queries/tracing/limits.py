"""The limits of `limits.toml`: how long a step may take, and below what a number is not told."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Limit:
    """Days that something may take if it began between `since` and `until`, and where that stands."""

    days: int
    basis: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Timed:
    """Two dates of one kind of node between which a limit runs."""

    kind: str
    label: str
    begin: str
    end: str
    limit: Limit


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits: of steps by the kinds of their ends, of clocks inside a node, and of small numbers."""

    steps: Mapping[tuple[str, str], tuple[Limit, ...]]
    clocks: tuple[Timed, ...]
    small: int

    def step(self, source: str, target: str, begun: str = "") -> Limit | None:
        """Return the limit for a step that began on a day (partial ISO; empty: not known), or None."""
        return _latest([one for one in self.steps.get((source, target), ()) if holds(one, begun)])


NONE = Limits({}, (), 0)


def holds(limit: Limit, begun: str) -> bool:
    """Tell whether a limit holds for what began on a day; of an unknown day only limits for all days."""
    if not begun:
        return not (limit.since or limit.until)
    return limit.since <= begun and (not limit.until or begun <= limit.until)


def _latest(fitting: list[Limit]) -> Limit | None:
    return max(fitting, key=lambda one: one.since, default=None)


def _limit(told: Mapping[str, Any]) -> Limit:
    return Limit(
        int(told["days"]),
        str(told["basis"]),
        str(told.get("since", "")),
        str(told.get("until", "")),
    )


def changed(rules: Limits, own: Mapping[str, Any]) -> Limits:
    """Return limits with the steps, clocks and small number that a table tells otherwise.

    Of two limits of a step from the same day on the table's holds; a clock of the same two dates is replaced.
    Raises KeyError and ValueError for a table that is not written as `limits.toml` is.
    """
    steps = dict(rules.steps)
    for one in reversed(own.get("step", [])):
        ends = (str(one["from"]), str(one["to"]))
        steps[ends] = (_limit(one), *steps.get(ends, ()))
    clocks = {(one.kind, one.begin, one.end): one for one in rules.clocks}
    for one in own.get("clock", ()):
        ran = Timed(one["kind"], one["label"], one["from"], one["to"], _limit(one))
        clocks[ran.kind, ran.begin, ran.end] = ran
    small = own.get("small", {"below": rules.small})["below"]
    return Limits(steps, tuple(clocks.values()), int(small))


@cache
def table() -> Mapping[str, Any]:
    """Return `limits.toml` as it is written."""
    return tomllib.loads(files("queries").joinpath("limits.toml").read_text(encoding="utf-8"))


@cache
def limits() -> Limits:
    """Return the limits of `limits.toml`."""
    return changed(NONE, table())
