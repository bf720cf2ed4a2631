"""The one table of deadlines and thresholds: `limits.toml`, and what a workspace says otherwise in a file of its own.

    [[limit]]
    name = "feedback"        what a question asks for with `default @feedback`
    value = 90               a number, or a list of texts
    unit = "天"
    basis = "条例……"
    committee = "中共云川市委"    only for this committee; left out: for all
    from = "2024-02-08"      from this day on; left out: from ever

Of several that fit the last one counts: first the built-in ones, then those of the workspace. That file may also
hold `[[step]]`, `[[clock]]` and `[small]`, written as in `limits.toml`: what traces hold lags against.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from graph.model.errors import WorkspaceError
from graph.model.names import committee_key
from queries.avoidance import profile
from queries.tracing import limits as running

Row = Mapping[str, Any]

_FIELDS = frozenset({"name", "value", "unit", "basis", "committee", "from"})
_TABLES = frozenset({"limit", "step", "clock", "small"})

MARK = "@"
"""What a default begins with that stands for a limit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The rows of the table in their order."""

    rows: tuple[Row, ...]

    def value(self, name: str, committee: str = "", on: str = "") -> object:
        """Return the limit of a name that counts for a committee on a day (today, if none is named)."""
        day = on or date.today().isoformat()
        found = [
            row["value"]
            for row in self.rows
            if row["name"] == name
            and committee_key(row.get("committee", committee)) == committee_key(committee)
            and str(row.get("from", "")) <= day
        ]
        if not found:
            raise WorkspaceError("期限表里没有这一项", where=name)
        return found[-1]

    def fill(
        self, defaults: Mapping[str, str | None], given: Mapping[str, object], committee: str = ""
    ) -> dict[str, object]:
        """Return the parameters with every limit that stands as a default (`Question.defaults`) and nobody has given.

        They are those of the committee that the question is asked about, else of `committee`.
        """
        committee, on = str(given.get("committee") or committee), str(given.get("on") or "")
        day = "" if on == "today" else on
        wanted = {
            name: default.removeprefix(MARK)
            for name, default in defaults.items()
            if default and default.startswith(MARK) and name not in given
        }
        return {
            **given,
            **{name: self.value(limit, committee, day) for name, limit in wanted.items()},
        }

    def added(self, row: Row) -> Limits:
        """Return the table with one row more at its end."""
        return Limits((*self.rows, row))

    def changed(self, rows: Iterable[Row], where: str) -> Limits:
        """Return the table with rows of a workspace added; raise WorkspaceError for what it does not know."""
        known = {row["name"]: row["value"] for row in self.rows}
        own = tuple(rows)
        for row in own:
            name = row.get("name")
            if name not in known:
                raise WorkspaceError(
                    f"期限表没有 {name!r} 这一项", where=where, hint=f"可用：{'、'.join(known)}"
                )
            if unknown := row.keys() - _FIELDS:
                raise WorkspaceError(f"期限表不认识 {min(unknown)!r}", where=where)
            if _kind(row.get("value")) != _kind(known[name]):
                raise WorkspaceError(f"期限 {name} 的值写法不对：{row.get('value')!r}", where=where)
        return Limits((*self.rows, *own))


def _kind(value: object) -> type:
    """Return what a value is: any number is one."""
    return float if isinstance(value, int) and not isinstance(value, bool) else type(value)


def load(path: Path | None = None) -> Limits:
    """Return the built-in table, with the rows of a workspace's own file after it."""
    if path is None:
        return BUILT_IN
    own = _tables(path)
    known = BUILT_IN.added(_feedback(_changed(own, path.name)))
    return known.changed(own.get("limit", ()), path.name)


def running_of(path: Path | None = None) -> running.Limits:
    """Return what a trace holds its lags against: the built-in limits, changed by a workspace's own file."""
    return running.limits() if path is None else _changed(_tables(path), path.name)


def _changed(own: Row, where: str) -> running.Limits:
    try:
        return running.changed(running.limits(), own)
    except (KeyError, TypeError, ValueError) as error:
        hint = "请照 queries/limits.toml 的写法"
        raise WorkspaceError(f"期限表的步骤写法不对：{error}", where=where, hint=hint) from error


def _tables(path: Path) -> Row:
    try:
        found: Row = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WorkspaceError("期限表不能读", where=path.name, hint=str(error)) from error
    if unknown := found.keys() - _TABLES:
        raise WorkspaceError(f"期限表不认识 {min(unknown)!r}", where=path.name)
    return found


def influence(settings: profile.Settings) -> Row:
    """Return how long each kind of sanction has influence as a row: what rule R48 of a profile says."""
    months = settings.value("R48", "influence_months")
    told = [f"{sanction}={number}" for sanction, number in months.items()]
    return {"name": "influence", "value": told, "unit": "月"}


def _feedback(rules: running.Limits) -> Row:
    """Return until when a receiver of clues reports back: what a trace holds it against."""
    back = next(one for one in rules.clocks if (one.begin, one.end) == ("transferred", "fed_back"))
    return {"name": "feedback", "value": back.limit.days, "unit": "天"}


def _built_in() -> Limits:
    first = influence(profile.load().at("", "")), _feedback(running.limits())
    return Limits((*first, *running.table()["limit"]))


BUILT_IN = _built_in()
"""The limits that count where nobody says otherwise."""
