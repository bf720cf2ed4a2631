"""The page of an avoidance check: people against units as a matrix, every reason with its dated path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from visualizations import facts, palette
from visualizations.page import Page, View, assemble

VERDICTS = ("可任", "需复核", "信息不足", "应回避")
"""The verdicts a cell can have, from the best to the worst."""

SIGNS = ("可", "核", "缺", "避")
"""One character for each verdict, for matrices too wide for words."""

DENSE = 12
"""A matrix with more units than this shows signs, not words."""

Rows = tuple[tuple[str, str], ...]
"""Rows of sources: file and place in it."""


@dataclass(frozen=True, slots=True)
class Link:
    """One edge of a path: between whom, what it is, when, what it says in words, where it stands.

    Without a `target` it is a fact about the source.
    """

    source: str
    target: str
    label: str
    dates: str
    text: str
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a verdict; of one without a `rule` only the text is told.

    `grade` is what it leads to: a verdict, or a word for a mere note.
    """

    rule: str
    name: str
    grade: str
    text: str
    basis: str = ""
    code: str = ""
    path: tuple[Link, ...] = ()
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that rules lack; one that does not block only tells what was not looked at."""

    field: str
    text: str
    rules: tuple[str, ...]
    blocks: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """The verdict on one person for one unit on a day, and all that it rests on."""

    verdict: str
    on: str
    reasons: tuple[Reason, ...] = ()
    gaps: tuple[Gap, ...] = ()
    unverified: tuple[tuple[str, str], ...] = ()
    checked: tuple[str, ...] = ()
    pivot: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a team with the worst verdict over its units."""

    number: str
    name: str
    role: str
    verdict: str


@dataclass(frozen=True, slots=True)
class TeamRule:
    """What a rule about a whole team says: what is there, what is asked for, whether that is met."""

    rule: str
    name: str
    value: str
    required: str
    passed: bool | None
    text: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """One team, or a whole pool: `cells` has a row for each person and in it a cell for each unit."""

    name: str
    people: tuple[Member, ...]
    units: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    rules: tuple[TeamRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """A check as its page and its workbook show it.

    `rules` names every rule that is spoken of; `round` is what the rules about teams say of all together.
    """

    title: str
    context: tuple[tuple[str, str], ...]
    rules: Mapping[str, str]
    teams: tuple[Team, ...]
    notes: tuple[str, ...] = ()
    round: tuple[TeamRule, ...] = ()

    def counts(self) -> Counter[str]:
        """Return how many cells have each verdict."""
        return Counter(c.verdict for team in self.teams for row in team.cells for c in row)


KINDS = {"person": ("人员", "#1f5fa8", "dot"), "unit": ("单位", "#0f7a6c", "square")}
"""What the search box finds: label, colour, shape."""

Thing = TypeVar("Thing", bound=Hashable)
Told = list[object]


@dataclass(slots=True)
class _Places(Generic[Thing]):
    """Things in the order of their first use: equal ones have one place."""

    known: dict[Thing, int] = field(default_factory=dict)
    # What is shared is not compared again: a pool has ten thousand cells and some hundred reasons.
    seen: dict[int, int] = field(default_factory=dict)

    def of(self, thing: Thing) -> int:
        if id(thing) not in self.seen:
            self.seen[id(thing)] = self.known.setdefault(thing, len(self.known))
        return self.seen[id(thing)]


@dataclass(slots=True)
class _Table:
    """Turns cells into rows of the page's data; what several cells share is written once."""

    cells: _Places[Cell] = field(default_factory=_Places)
    reasons: _Places[Reason] = field(default_factory=_Places)
    gaps: _Places[Gap] = field(default_factory=_Places)
    checked: _Places[tuple[str, ...]] = field(default_factory=_Places)

    def data(self, teams: Sequence[Team]) -> dict[str, object]:
        rows = [[[self.cells.of(cell) for cell in row] for row in team.cells] for team in teams]
        return {
            "teams": [_team(team, row) for team, row in zip(teams, rows, strict=True)],
            "cells": [self._cell(cell) for cell in self.cells.known],
            "reasons": [_reason(reason) for reason in self.reasons.known],
            "gaps": [_gap(gap) for gap in self.gaps.known],
            "checked": [_shown(rules) for rules in self.checked.known],
        }

    def _cell(self, cell: Cell) -> Told:
        return [
            VERDICTS.index(cell.verdict),
            facts.visible(cell.on),
            [self.reasons.of(reason) for reason in sorted(cell.reasons, key=_lightness)],
            [self.gaps.of(gap) for gap in cell.gaps],
            [_shown(pair) for pair in cell.unverified],
            self.checked.of(cell.checked),
            facts.visible(cell.pivot),
        ]


def _lightness(reason: Reason) -> int:
    """Return how light a reason is: the gravest are told first, notes last."""
    return -VERDICTS.index(reason.grade) if reason.grade in VERDICTS else 1


def _shown(texts: Iterable[str]) -> list[str]:
    return [facts.visible(text) for text in texts]


def _rows(rows: Rows) -> list[list[str]]:
    return [_shown(row) for row in rows]


def _gap(gap: Gap) -> Told:
    return [*_shown((gap.field, gap.text)), _shown(gap.rules), gap.blocks]


def _reason(reason: Reason) -> Told:
    if not reason.rule:
        return ["", "", facts.visible(reason.grade), facts.visible(reason.text), "", "", [], []]
    words = (reason.rule, reason.name, reason.grade, reason.text, reason.basis, reason.code)
    return [*_shown(words), list(_chains(reason.path)), _rows(reason.rows)]


def _chains(path: Sequence[Link]) -> Iterator[list[object]]:
    """Yield the stretches of a path: where each begins, then edge by edge whereto, and if walked backwards."""
    start, at, edges = "", "", list[object]()
    for link in path:
        back = bool(at) and link.target == at and link.source != at
        if not back and (not at or link.source != at):
            if edges:
                yield [facts.visible(start), edges]
            start, edges = link.source, []
        at = link.source if back else link.target
        edges.append([*_shown((link.label, link.dates, link.text, at)), back, _rows(link.rows)])
    if edges:
        yield [facts.visible(start), edges]


def _team(team: Team, rows: list[list[int]]) -> dict[str, object]:
    return {
        "name": facts.visible(team.name),
        "people": [
            [*_shown((who.number, who.name, who.role)), VERDICTS.index(who.verdict)]
            for who in team.people
        ],
        "units": _shown(team.units),
        "rows": rows,
        "rules": list(map(_team_rule, team.rules)),
    }


def _team_rule(one: TeamRule) -> Told:
    words = (one.rule, one.name, one.value, one.required, one.text, one.basis)
    return [*_shown(words), one.passed]


def _found(teams: Sequence[Team], texts: facts.Texts) -> Iterator[tuple[facts.Row, list[object]]]:
    """Yield what can be searched for as page.js reads a node, and where it stands."""
    for place, team in enumerate(teams):
        for row, who in enumerate(team.people):
            words = (("编号", who.number), ("角色", who.role), ("组", team.name))
            yield _node("person", who.name, words, texts), [place, row, None]
        for column, unit in enumerate(team.units):
            yield _node("unit", unit, (("组", team.name),), texts), [place, None, column]


def _node(
    kind: str, caption: str, words: Iterable[tuple[str, str]], texts: facts.Texts
) -> facts.Row:
    said = [texts.place(facts.visible(word)) for pair in words if pair[1] for word in pair]
    return ["", texts.place(kind), texts.place(facts.visible(caption)), said, []]


def _counts(matrix: Matrix) -> str:
    people = Counter(who.verdict for team in matrix.teams for who in team.people)
    total = f"{sum(people.values())} 人"
    if len(matrix.teams) > 1:
        total = f"{len(matrix.teams)} 组 {total}"
    named = [f"{label} {people[label]} 人" for label in reversed(VERDICTS) if people[label]]
    return f"{total}：{' · '.join(named)}" if named else total


def page(matrix: Matrix) -> Page:
    """Return the page of a check: its matrices, the panel of a cell, and what a printer gets."""
    texts = facts.Texts()
    found = list(_found(matrix.teams, texts))
    looks = {
        kind: dict(zip(("light", "dark"), palette.themes(color), strict=True))
        | {"label": label, "shape": shape}
        for kind, (label, color, shape) in KINDS.items()
    }
    data = {
        "title": facts.visible(matrix.title),
        "notes": _shown(matrix.notes),
        "count": _counts(matrix),
        "context": _rows(matrix.context),
        "verdicts": [list(pair) for pair in zip(VERDICTS, SIGNS, strict=True)],
        "dense": DENSE,
        "round": list(map(_team_rule, matrix.round)),
        "rules": {rule: facts.visible(name) for rule, name in matrix.rules.items()},
        "kinds": looks,
        "nodes": [node for node, _ in found],
        "places": [place for _, place in found],
        "edges": [],
        "texts": texts.table(),
        **_Table().data(matrix.teams),
    }
    title = f"{data['title']} · 回避核查"
    return assemble("check", title, data, scripts=("grid.js", "reasons.js", "paper.js", "check.js"))


VIEW = View("check", "回避核查", Matrix, page)
