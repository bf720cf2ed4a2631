"""R41 组内上下级/同单位过多: no line manager with their subordinate, and at most k from one employer."""

from __future__ import annotations

from collections import defaultdict

from queries.avoidance.squads import Result, Squad, TeamRule


def judge(squad: Squad) -> Result:
    """Return how many come from one employer at most, and who manages whom."""
    most = int(squad.moment.settings.value("R41", "k"))
    groups = _by_employer(squad)
    largest = max((len(names) for names in groups.values()), default=0)
    crowded = [
        f"{squad.lore.called.get(org, '同一单位')} {len(names)} 人（{'、'.join(names)}）"
        for org, names in sorted(groups.items())
        if len(names) > most
    ]
    managed = _managed(squad)
    value = f"同单位最多{largest}人，上下级{len(managed)}对"
    required = f"同单位不超过{most}人，上下级0对"
    if not crowded and not managed:
        return Result(value, required, True, value)
    crowded = [f"来自{group}，超过 {most} 人" for group in crowded]
    return Result(value, required, False, f"{'；'.join((*managed, *crowded))}")


def _by_employer(squad: Squad) -> dict[str, list[str]]:
    groups: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for mate in squad.mates:
        for org in squad.employers(mate):
            groups[org][mate.key] = mate.shown
    return {org: list(names.values()) for org, names in groups.items()}


def _managed(squad: Squad) -> list[str]:
    names = {mate.key: mate.shown for mate in squad.mates}
    pairs = {
        (line.senior, line.junior)
        for line in squad.lore.lines
        if line.junior in names and line.senior in names and line.holds(squad.moment.on)
    }
    return [f"{names[senior]}是{names[junior]}的直接上级" for senior, junior in sorted(pairs)]


TEAM_RULE = TeamRule("R41", "组内上下级/同单位过多", "巡察组人员构成（本产品设定）", judge)
