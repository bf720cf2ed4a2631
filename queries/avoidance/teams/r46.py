"""R46 组长层级, for the team: the leader ranks no lower than the number one of any of its units."""

from __future__ import annotations

from queries.avoidance.squads import Result, Squad, TeamRule, told


def judge(squad: Squad) -> Result:
    """Return of how many leaders it was found that a unit's number one ranks higher."""
    found = told(squad, "R46")
    if not found:
        return Result("0人", "0人", True, "未发现组长职务层次低于被巡察单位主要负责人")
    return Result(f"{len(found)}人", "0人", False, "；".join(found.values()))


TEAM_RULE = TeamRule("R46", "组长层级", "组长职务层次不低于被巡察单位主要负责人", judge)
