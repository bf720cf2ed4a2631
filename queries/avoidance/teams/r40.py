"""R40 组内亲属, for the team: how many of it are kin of another one of it, or may be."""

from __future__ import annotations

from queries.avoidance.squads import Result, Squad, TeamRule, told


def judge(squad: Squad) -> Result:
    """Return how many members were found to be kin of another one of the team."""
    found = told(squad, "R40")
    if not found:
        return Result("0人", "0人", True, "未发现组内亲属")
    return Result(f"{len(found)}人", "0人", False, f"有组内亲属：{'；'.join(found.values())}")


TEAM_RULE = TeamRule("R40", "组内亲属", "公务员法 第七十四条第一款；监察官法 第二十四条", judge)
