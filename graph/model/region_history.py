"""What every code of GB/T 2260 has stood for since 1981, and which codes came after it.

The years are those of the yearly tables (31 December): a code that fell in 2016 was valid in that year, too,
for the day is not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LAST_YEAR = 2026
"""The last change that the table knows; what came later is only in the table of today."""


@dataclass(frozen=True, slots=True)
class Past:
    """One name that a code stood for: from and until which year (None: still), and the codes after it."""

    code: str
    name: str
    since: int
    until: int | None
    heirs: tuple[str, ...]

    def holds(self, year: int) -> bool:
        """Tell whether the code may have stood for this name on some day of a year."""
        return self.since <= year and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class Status:
    """What a code is on a day: `state` is 现行, 已撤销, 未设立 or 未知; `name` as it was or had last been.

    `until` is the year it fell; `today` are the codes of today that its area belongs to, as far as the
    table tells.
    """

    code: str
    state: str
    name: str = ""
    until: int | None = None
    today: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What a clerk should know of it; empty for a code that is in use."""
        if self.state == "已撤销":
            now = f"，现为 {'、'.join(self.today)}" if self.today else ""
            return f"区划代码 {self.code}（{self.name}）{self.until}年已撤销{now}"
        if self.state == "未设立":
            return f"区划代码 {self.code}（{self.name}）当时尚未设立"
        return f"区划代码 {self.code} 不在国家区划代码表内" if self.state == "未知" else ""


def codes() -> tuple[str, ...]:
    """Return every code that was ever given, in order."""
    return tuple(_table())


def past(code: str) -> tuple[Past, ...]:
    """Return what a code has stood for, earliest first; nothing for a code that never was."""
    return _table().get(code, ())


def abolished(code: str) -> Past | None:
    """Return the last that a code stood for, if it stands for nothing today."""
    known = past(code)
    return known[-1] if known and known[-1].until is not None else None


def today(code: str) -> tuple[str, ...]:
    """Return the codes of today that came after a code, itself if it is one of them."""
    found: dict[str, None] = {}
    waiting, seen = [code], {code}
    while waiting:
        one = waiting.pop(0)
        gone = abolished(one)
        if gone is None:
            found[one] = None
            continue
        fresh = [heir for heir in gone.heirs if heir not in seen]
        waiting += fresh
        seen.update(fresh)
    return tuple(sorted(found))


def status(code: str, on: str | None = None) -> Status:
    """Return what a county's, city's or province's code is on a partial date; without one, in the last year known."""
    known = past(code)
    if not known:
        return Status(code, "未知")
    year = int(on[:4]) if on else LAST_YEAR + 1
    valid = [one for one in known if one.holds(year)]
    if valid:
        return Status(code, "现行", valid[-1].name, valid[-1].until, today(code))
    if year < known[0].since:
        return Status(code, "未设立", known[0].name, None, today(code))
    last = max((one for one in known if one.since <= year), key=lambda one: one.since)
    return Status(code, "已撤销", last.name, last.until, today(code))


@cache
def _table() -> Mapping[str, tuple[Past, ...]]:
    text = files("graph.model").joinpath("regions_past.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[Past, ...]] = {}
    for line in text.splitlines()[1:]:
        code, name, since, until, heirs = line.split(",")
        ended = int(until) if until else None
        one = Past(code, name, int(since), ended, tuple(heirs.split(";")) if heirs else ())
        found[code] = tuple(sorted((*found.get(code, ()), one), key=lambda p: p.since))
    return found
