"""R42 一托N: a team's people are checked against every unit of the team, and the worst verdict is theirs.

It finds nothing of its own: `worst_of` makes what stands in `people`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.verdict import Missing, Verdict


def judge(_: Case) -> Iterator[Found | Missing]:
    """Yield nothing for a single unit."""
    return iter(())


def worst_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict of a person over all units of the team."""
    return max(verdicts)


RULE = Rule("R42", "一托N", "一个巡察组承担几家单位，逐家核查", judge, finds=False)
