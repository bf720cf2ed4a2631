"""Made-up contents of the views that are made of tables: with ordinary texts, or with any text in every field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.model.answers import Evidence, FunnelStep
from visualizations.blocks import Dated, Item, Span
from visualizations.coverage import Coverage, Unit, Visit
from visualizations.page import Page
from visualizations.person import PersonCard, Tie
from visualizations.rectification import DUES, Board, Matter, UnitRate
from visualizations.round import CategoryCount, Dashboard, RoundTask
from visualizations.unit import Inspection, UnitCard
from visualizations.views import VIEWS

ON = "2025-03-24"
NAMES = ("云川市财政局", "云山区教育局", "东岭县水务局", "南浦县民政局", "西泽县审计局")
Texts = Sequence[str]


def thing(kind: str, text: str) -> Item:
    """Return something that says one text everywhere."""
    return Item(kind, text, ((text, text),), (Evidence(text, text, text),))


def _pairs(texts: Texts) -> tuple[tuple[str, str], ...]:
    return tuple((text, text) for text in texts)


def _dated(kind: str, texts: Texts) -> tuple[Dated, ...]:
    ends = (
        Span("2015-03-01", "2018-06-30"),
        Span("2018-07-01", "", True),
        Span("2011-01-01"),
        Span("", "2012-12-31"),
        None,
    )
    return tuple(
        Dated(thing(kind, text), text, text, text, ends[n % len(ends)])
        for n, text in enumerate(texts)
    )


def coverage(texts: Texts) -> Coverage:
    """Return a map with a unit for each text, in every state; the first stands first."""
    units = tuple(
        Unit(
            thing("Organization", text),
            text if n else f"中央{text}",
            text,
            ("open", "covered", "excluded")[n % 3],
            text,
            (
                Visit(n % 3, text or "？", n % 2 == 0, thing("InspectionTask", text)),
                Visit(2, "专项", False, thing("InspectionTask", f"{text}二")),
            )
            if n % 3
            else (),
        )
        for n, text in enumerate(texts)
    )
    rounds = tuple((text[:40], text[:40]) for text in texts[:3])
    return Coverage(texts[0], ON, _pairs(texts), rounds, units, 300, tuple(texts))


def person(texts: Texts) -> PersonCard:
    """Return a card of somebody about whom everything is said."""
    verdicts = ("应回避", "需复核", "信息不足")
    ties = tuple(
        Tie(thing("Organization", text), text, verdicts[n % 3], text, text)
        for n, text in enumerate(texts)
    )
    kinds = ("SERVED_IN", "MEMBER_OF", "KIN", "OWNS", "Sanction")
    career, teams, kin, business, handled = (_dated(kind, texts) for kind in kinds)
    who = Item("Person", texts[0], _pairs(texts), thing("Person", texts[0]).sources)
    return PersonCard(
        texts[0], ON, _pairs(texts), who, career, teams, kin, business, ties, handled, tuple(texts)
    )


def _matters(texts: Texts) -> tuple[Matter, ...]:
    states = [*DUES]
    days = {"overdue": -20, "soon": 3, "later": 60}
    # The first text stands first.
    late = [-1000, *(days.get(states[n % len(states)]) for n in range(1, len(texts)))]
    return tuple(
        Matter(
            thing("Measure", text),
            states[n % len(states)],
            late[n],
            text,
            text,
            text,
            text,
            text,
            text,
            text,
            text,
        )
        for n, text in enumerate(texts)
    )


def _rates(texts: Texts) -> tuple[UnitRate, ...]:
    return tuple(
        UnitRate(thing("Organization", text), 10, n % 7, 1, 1, 10 if n == 1 else 1)
        for n, text in enumerate(texts)
    )


def unit(texts: Texts) -> UnitCard:
    """Return a card of a unit with everything on it."""
    tasks = tuple(
        Inspection(
            thing("InspectionTask", text),
            text,
            text,
            text,
            text,
            text,
            Span("2021-03-01", "2021-05-01") if n % 2 else None,
            n,
        )
        for n, text in enumerate(texts)
    )
    who = Item("Organization", texts[0], _pairs(texts), thing("Person", texts[0]).sources)
    history, leaders = (_dated(kind, texts) for kind in ("SUCCEEDED_BY", "SERVED_IN"))
    matters = _matters(texts)
    return UnitCard(
        texts[0], ON, _pairs(texts), who, history, tasks, matters, leaders, tuple(texts)
    )


def rectification(texts: Texts) -> Board:
    """Return a board with a measure for each text, in every state."""
    return Board(texts[0], ON, _pairs(texts), _matters(texts), _rates(texts), tuple(texts))


STEPS = (
    FunnelStep("Finding", "Clue", 60, 30, 10, 20, 30, 40.0, 31.0, 52.0, 38.0, None, 0),
    FunnelStep("Clue", "CaseFile", 30, 6, 20, 4, 6, None, 90.0, None, 60.0, 180, 3),
    FunnelStep("CaseFile", "Sanction", 6, 3, 0, 3, 3, 99.0, 80.0, None, 99.0, 180, 1),
)


def one_round(texts: Texts) -> Dashboard:
    """Return the dashboard of a round with a task for each text."""
    tasks = tuple(
        RoundTask(thing("InspectionTask", text), text, text, text, text, text, text, n + 3, n)
        for n, text in enumerate(texts)
    )
    categories = tuple(
        CategoryCount(text, text, n + 1, n + 1, None if n % 2 else n)
        for n, text in enumerate(texts)
    )
    matters, rates = _matters(texts), _rates(texts)
    return Dashboard(
        texts[0], ON, _pairs(texts), tasks, categories, matters, rates, STEPS, 5, tuple(texts)
    )


SHEETS: Mapping[str, Callable[[Texts], Any]] = {
    "coverage": coverage,
    "person": person,
    "unit": unit,
    "rectification": rectification,
    "round": one_round,
}
"""What makes the contents of each view that is made of tables."""


def page(name: str, texts: Texts = NAMES) -> Page:
    """Return the page of a view with these texts in every field."""
    [view] = [one for one in VIEWS if one.name == name]
    return view.function(SHEETS[name](texts))
