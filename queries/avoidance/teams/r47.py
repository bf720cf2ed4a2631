"""R47 冲突排班, for the team: how many of it are in another team at the same time, or may be."""

from __future__ import annotations

from queries.avoidance.squads import Result, Squad, TeamRule, told


def judge(squad: Squad) -> Result:
    """Return how many members were found to be in two teams at once."""
    found = told(squad, "R47")
    if not found:
        return Result("0人", "0人", True, "无人同时在两个组")
    return Result(f"{len(found)}人", "0人", False, "；".join(found.values()))


TEAM_RULE = TeamRule("R47", "冲突排班", "同一人不能同时在两个巡察组", judge)
