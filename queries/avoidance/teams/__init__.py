"""Rules for whole teams, one module each; `TEAM_RULES` lists them in the order in which results are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from queries.avoidance.squads import Result, Squad, TeamResult, TeamRule
from queries.avoidance.teams import r40, r41, r43, r44, r45, r46, r47

TEAM_RULES: tuple[TeamRule, ...] = (
    r40.TEAM_RULE, r41.TEAM_RULE, r43.TEAM_RULE, r44.TEAM_RULE, r45.TEAM_RULE, r46.TEAM_RULE, r47.TEAM_RULE,
)  # fmt: skip


def judged(squads: Iterable[Squad]) -> Iterator[TeamResult]:
    """Yield what every rule that is on says of every team; of a whole round only those that speak of it."""
    for squad in squads:
        for rule in TEAM_RULES:
            if squad.moment.settings.on(rule.id) and (squad.team is not None or rule.whole):
                yield TeamResult(squad.team, rule, _result(rule, squad))


def _result(rule: TeamRule, squad: Squad) -> Result:
    if squad.moment.on:
        result = rule.judge(squad)
    else:
        result = Result("", "", False, "任务没有进驻日期，未核查；请补填，或用 --on 指定核查日期")
    said = f"{'通过' if result.passed else '不通过'} {rule.id} {rule.name}: {squad.name}：{result.text}"
    return Result(result.value, result.required, result.passed, said)
