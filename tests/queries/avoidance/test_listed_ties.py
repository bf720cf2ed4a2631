"""A rule reads no family of ties that it does not list: a check gathers only what the rules in force list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from queries.avoidance import RULES
from queries.avoidance.case import Case, Found
from queries.avoidance.ties.study import STUDY
from queries.avoidance.verdict import Missing, Severity

World = Any
OFF = tuple(rule.id for rule in RULES if rule.id != "R02")
"""Each rule reads its own families in its own cases; here it is one that reads another's."""


def reads_a_tie(case: Case) -> Iterator[Found | Missing]:
    if case.ties.get("kin", ()):
        yield Found(Severity.H)


def reads_a_link(case: Case) -> Iterator[Found | Missing]:
    if STUDY.of(case.links):
        yield Found(Severity.H)


@pytest.mark.parametrize(("judge", "family"), [(reads_a_tie, "kin"), (reads_a_link, "study")])
def test_reading_what_is_not_listed_is_an_error(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    confined: Callable[..., Any],
    judge: Callable[[Case], Iterator[Found | Missing]],
    family: str,
) -> None:
    [rule] = [rule for rule in RULES if rule.id == "R02"]
    monkeypatch.setattr("queries.avoidance.judge.RULES", (confined(replace(rule, judge=judge)),))
    world.served(world.person("P1", "张某"), world.org("市林业局"), "2001-03", "至今")
    with pytest.raises(AssertionError, match=f"R02 reads {family} and does not list it"):
        world.ask("P1", "市林业局")


def test_only_what_rules_in_force_list_is_gathered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[str] = set()

    def judge(case: Case) -> Iterator[Found | Missing]:
        seen.update(case.ties)
        yield from ()

    [rule] = [rule for rule in RULES if rule.id == "R02"]
    monkeypatch.setattr("queries.avoidance.judge.RULES", (replace(rule, judge=judge),))
    me, unit = world.person("P1", "张某"), world.org("市林业局")
    world.served(me, unit, "2001-03", "至今")
    wife = world.relative(me, "王某", "夫妻", "妻子")
    world.served(wife, unit, "2001-03", "至今")
    world.ask("P1", "市林业局")
    assert seen == {"own"}
