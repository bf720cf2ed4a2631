"""R35 常规同县: the negative rule. Without 交叉, locals who inspect local units are normal: nothing to flag."""

from __future__ import annotations

from collections.abc import Iterator

from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.draft import Task
from queries.avoidance.verdict import Missing


def judge(_: Case) -> Iterator[Found | Missing]:
    """Yield nothing: that a person is a local is no conflict here."""
    return iter(())


def _applies(task: Task) -> bool:
    return not task.crossed and not task.unknown_modes


RULE = Rule("R35", "常规同县", "本地干部巡察本地单位属正常", judge, applies=_applies, finds=False)
