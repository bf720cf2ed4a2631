"""A check as its page and its workbook take it: people against units, reasons with paths, what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.model.claims import place_shown
from queries.avoidance import RULES, Check, Judged, Profile, Reason, Verdict
from queries.avoidance.check import Lacking
from queries.avoidance.pivot import pivot
from queries.avoidance.verdict import Place, Step
from visualizations.check import Cell, Gap, Link, Matrix, Member, Rows, Team, TeamRule
from visualizations.check import Reason as Told
from xuntu.folder import Folder

NOTE = "提示"
"""What a reason leads to that changes nothing."""

_MOMENTS = ("SUCCEEDED_BY",)
"""Edges that happen on a day, rather than last from one to another."""

_DATED = re.compile(r"^\d{4}(-\d\d)*( 至今| 至 ?\d{4}(-\d\d)*| 起)?\s*")
"""Dates before what is said of an edge: the page gives them apart."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a check: what was checked, for whom, on which data, by whom."""

    title: str
    committee: str
    snapshot: str = ""
    known_by: str = ""
    by: str = ""


def heading(folder: Folder, title: str, known_by: date | None, by: str) -> Heading:
    """Return what stands above a check of a workspace: the same data give the same heading on any day."""
    found = folder.snapshot_known_by(known_by) if known_by else folder.snapshot()
    loaded = max((source.loaded_at[:10] for source in folder.sources.all()), default="")
    until = known_by.isoformat() if known_by else f"{loaded}（全部已装载的）" if loaded else ""
    return Heading(title, folder.settings.committee, found.hash, until, by)


def matrix(check: Check, heading: Heading, profile: Profile) -> Matrix:
    """Return a check as visualizations.check draws it; the rules bear the names of its profile."""
    names = _rule_names(profile, heading.committee, check.on)
    teams: dict[str, dict[int, list[Judged]]] = {}
    for judged in check.verdicts:
        rows = teams.setdefault(judged.member.team, {})
        rows.setdefault(id(judged.member), []).append(judged)
    overall = {id(member): verdict.label for member, verdict in check.people}
    words = _Words()
    return Matrix(
        title=heading.title,
        context=tuple(_context(check, heading)),
        rules=names,
        teams=tuple(
            Team(
                name,
                tuple(_member(row[0], overall[member]) for member, row in rows.items()),
                tuple(judged.unit for judged in next(iter(rows.values()))),
                tuple(tuple(map(words.cell, row)) for row in rows.values()),
                tuple(_team_rules(check, name)),
            )
            for name, rows in teams.items()
        ),
        notes=check.notes,
        round=tuple(_team_rules(check, None)),
    )


def _rule_names(profile: Profile, committee: str, on: str) -> Mapping[str, str]:
    settings = profile.at(committee, on)
    return {rule.id: rule.label(settings) for rule in RULES}


def _context(check: Check, heading: Heading) -> Iterator[tuple[str, str]]:
    days = {judged.on for judged in check.verdicts if judged.on}
    several = "起（各任务按自己的进驻日期）" if len(days) > 1 else ""
    yield "派出党委", heading.committee
    yield "核查日期", f"{check.on}{several}" if check.on else "没有"
    if heading.known_by:
        yield "台账截至", heading.known_by
    if heading.snapshot:
        yield "数据版本", heading.snapshot[:12]
    if heading.by:
        yield "核查人", heading.by


def _member(judged: Judged, verdict: str) -> Member:
    return Member(judged.member.person_no, judged.name, judged.member.role, verdict)


def _team_rules(check: Check, team: str | None) -> Iterator[TeamRule]:
    for one in check.team_rules:
        if one.team == team:
            found, rule = one.result, one.rule
            text = found.text.partition(": ")[2].removeprefix(f"{team or '全轮'}：")
            yield TeamRule(
                rule.id, rule.name, found.value, found.required, found.passed, text, rule.basis
            )


@dataclass(slots=True)
class _Words:
    """Puts verdicts into the words of the page; what many cells share stays one object."""

    cells: dict[tuple[object, ...], Cell] = field(default_factory=dict)
    reasons: dict[int, Told] = field(default_factory=dict)
    gaps: dict[int, tuple[Gap, ...]] = field(default_factory=dict)

    def cell(self, judged: Judged) -> Cell:
        key = (
            judged.verdict, judged.on, id(judged.reasons), id(judged.missing), judged.unverified,
            judged.checked,
        )  # fmt: skip
        if key not in self.cells:
            self.cells[key] = Cell(
                judged.verdict.label,
                judged.on,
                tuple(map(self._reason, judged.reasons)),
                self._gaps(judged.missing),
                judged.unverified,
                judged.checked,
                pivot(judged),
            )
        return self.cells[key]

    def _reason(self, reason: Reason) -> Told:
        if id(reason) not in self.reasons:
            self.reasons[id(reason)] = told(reason)
        return self.reasons[id(reason)]

    def _gaps(self, missing: Lacking) -> tuple[Gap, ...]:
        if id(missing) not in self.gaps:
            self.gaps[id(missing)] = tuple(_gaps(missing))
        return self.gaps[id(missing)]


def told(reason: Reason) -> Told:
    """Return a reason with its text taken apart: what stands elsewhere on the page is not said again."""
    if reason.rule is None:
        return Told("", "", _grade(reason), reason.text)
    head, _, body = reason.text.partition(": ")
    _, _, name = head.partition(f" {reason.rule} ")
    shown = "; ".join(dict.fromkeys(place.text for place in reason.sources))
    return Told(
        reason.rule,
        name,
        _grade(reason),
        body.replace(f" [{shown}]", "", 1) if shown else body,
        reason.basis,
        reason.code or "",
        tuple(map(_link, reason.path)),
        _rows(reason.sources),
    )


def _grade(reason: Reason) -> str:
    if reason.severity is None:
        return Verdict.UNKNOWN.label
    verdict = Verdict(reason.severity.value)
    return NOTE if verdict is Verdict.FREE else verdict.label


def _link(step: Step) -> Link:
    text = _DATED.sub("", step.text.removeprefix(step.source).strip())
    # Between relatives the words say which way the edge is walked, its label does not.
    relative = re.fullmatch(f"的(.+)是 {re.escape(step.target)}", text)
    return Link(
        step.source,
        step.target,
        relative[1] if relative else step.label,
        _dates(step),
        "" if relative or text == f"{step.label} {step.target}" else text,
        _rows(step.sources),
    )


def _dates(step: Step) -> str:
    if not step.since:
        return f"至 {step.until}" if step.until and step.until != "至今" else step.until
    if step.until:
        return f"{step.since} — {step.until}"
    return step.since if step.kind in _MOMENTS else f"{step.since} 起"


def _rows(places: Iterable[Place]) -> Rows:
    return tuple(dict.fromkeys((place.file, place_shown(place.place)) for place in places))


def _gaps(missing: Lacking) -> Iterator[Gap]:
    """Yield each thing that is missing once, with all the rules that lack it; what blocks comes first."""
    lacking: dict[tuple[bool, str, str], list[str]] = {}
    for rule, lack in missing:
        lacking.setdefault((lack.blocks, lack.field, lack.text), []).append(rule)
    for (blocks, column, text), rules in sorted(lacking.items(), key=_blocking):
        yield Gap(column, text, tuple(dict.fromkeys(rules)), blocks)


def _blocking(item: tuple[tuple[bool, str, str], Sequence[str]]) -> bool:
    return not item[0][0]
