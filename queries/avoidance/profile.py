"""The profile: windows, roles and severities of the rules, for each committee with effective dates."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.model.errors import WorkspaceError
from graph.model.names import committee_key
from queries.avoidance.verdict import Severity

Table = Mapping[str, Any]
_SECTIONS = frozenset({"roles", "completeness", "waiver", "deadlines", "rule", "committee"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for one committee on one day."""

    leaders: frozenset[str]
    stale_after_months: int
    career_gap_months: int
    minor_age: int
    waivable_h: bool
    days_by_type: Mapping[str, int]
    rules: Mapping[str, Table]

    def on(self, rule: str) -> bool:
        """Tell whether a rule is switched on."""
        return bool(self.rules[rule]["on"])

    def severity(self, rule: str, role: str, kind: str = "severity") -> Severity:
        """Return the severity of a rule for a role in the team; `kind` names another table of the rule's."""
        return Severity[self.rules[rule][kind][self.group(role)]]

    def group(self, role: str) -> str:
        """Return whether a role counts as leader or member."""
        return "leader" if role in self.leaders else "member"

    def value(self, rule: str, key: str) -> Any:
        """Return another setting of a rule."""
        return self.rules[rule][key]

    def years(self, rule: str) -> int:
        """Return the look-back window of a rule in years."""
        return int(self.rules[rule]["years"])


@dataclass(frozen=True, slots=True)
class Profile:
    """The defaults, what the workspace changes of them, and what single committees change."""

    base: Table
    committees: tuple[Table, ...] = ()

    def at(self, committee: str, on: str) -> Settings:
        """Return what holds for a committee on a day; later entries win over earlier ones."""
        merged = self.base
        for entry in self.committees:
            if committee_key(entry["name"]) != committee_key(committee):
                continue
            if str(entry.get("from", "")) <= on and on < str(entry.get("until", "9999-12-31")):
                merged = _merge(merged, {k: v for k, v in entry.items() if k in _SECTIONS})
        complete = merged["completeness"]
        return Settings(
            frozenset(merged["roles"]["leaders"]),
            int(complete["stale_after_months"]),
            int(complete["career_gap_months"]),
            int(complete["minor_age"]),
            bool(merged["waiver"]["H"]),
            merged["deadlines"]["days_by_type"],
            merged["rule"],
        )


def load(path: Path | None = None) -> Profile:
    """Return the default profile with the changes of a workspace's own file.

    Raises WorkspaceError naming the first thing in the file that is not known or not possible.
    """
    if path is None:
        return _default()
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WorkspaceError("回避规则设置不能读", where=path.name, hint=str(error)) from error
    return changed(_default(), own, path.name)


def changed(profile: Profile, own: Table, where: str = "profile") -> Profile:
    """Return a profile with changes on top; raise WorkspaceError for what it does not know."""
    _validate(own, profile.base, where)
    for entry in own.get("committee", ()):
        _validate_committee(entry, profile.base, where)
    base = _merge(profile.base, {k: v for k, v in own.items() if k != "committee"})
    return Profile(base, (*profile.committees, *own.get("committee", ())))


@cache
def _default() -> Profile:
    text = files("queries.avoidance").joinpath("profile.toml").read_text(encoding="utf-8")
    return Profile(tomllib.loads(text))


def _merge(base: Table, top: Table) -> dict[str, Any]:
    merged = dict(base)
    for key, value in top.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merge(merged[key], value) if both else value
    return merged


def _validate_committee(entry: Table, base: Table, where: str) -> None:
    if not isinstance(entry, dict) or not str(entry.get("name", "")).strip():
        raise WorkspaceError("回避规则设置的 [[committee]] 没有写明 name", where=where)
    rest = {k: v for k, v in entry.items() if k not in {"name", "from", "until"}}
    _validate(rest, base, where)


def _validate(own: Table, base: Table, where: str) -> None:
    unknown = own.keys() - _SECTIONS
    if unknown:
        raise WorkspaceError(f"回避规则设置不认识 {min(unknown)!r}", where=where)
    for section in ("roles", "completeness", "waiver", "deadlines"):
        for key, value in own.get(section, {}).items():
            _same_type(base[section], key, value, f"{where} [{section}]")
    for rule, changes in own.get("rule", {}).items():
        if rule not in base["rule"]:
            known = "、".join(base["rule"])
            raise WorkspaceError(f"没有规则 {rule!r}", where=where, hint=f"已有：{known}")
        for key, value in changes.items():
            _same_type(base["rule"][rule], key, value, f"{where} [rule.{rule}]")


def _same_type(base: Table, key: str, value: object, where: str) -> None:
    if key not in base or type(value) is not type(base[key]):
        raise WorkspaceError(f"不认识或写法不对的设置 {key!r} = {value!r}", where=where)
    if isinstance(value, dict) and set(base[key]) == {"leader", "member"}:
        wrong = [k for k, v in value.items() if k not in base[key] or v not in Severity.__members__]
        if wrong:
            raise WorkspaceError(
                f"{key} 的 {wrong[0]!r} 写法不对", where=where, hint="可用：H、S、I"
            )
    if isinstance(value, int) and not isinstance(value, bool) and not 0 <= value <= 100:
        raise WorkspaceError(f"{key} = {value} 超出 0—100", where=where)
