"""All questions there are a name for, whoever answers them: the list that people choose from."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType

from graph.model.errors import QueryError
from graph.model.names import to_half_width
from queries.checks import CHECKS
from queries.library import QUERIES
from queries.question import Question
from queries.statistics import STATISTICS

GROUPS = (
    "覆盖",
    "回避",
    "问题",
    "整改",
    "线索与案件",
    "处分",
    "跨地区",
    "数据质量",
    "制度",
    "卡片",
)
"""What questions are about, in the order in which they are listed."""


def _order(question: Question) -> tuple[int, int]:
    """Where a question stands: by group, in it by number, those without one last."""
    return GROUPS.index(question.group), int(question.number[1:] or 0) or len(GROUPS) * 100


CATALOGUE: Mapping[str, Question] = MappingProxyType(
    {
        one.name: one
        for one in sorted((*QUERIES.values(), *CHECKS.values(), *STATISTICS.values()), key=_order)
    }
)
"""All questions by name, group by group."""


def find(name: str) -> Question:
    """Return a question by its name or number (q16, Ｑ16); raise QueryError naming the nearest ones."""
    plain = to_half_width(name).strip()
    numbered = {one.number: one for one in CATALOGUE.values() if one.number}
    found = CATALOGUE.get(plain) or numbered.get(plain.upper())
    if found is None:
        near = difflib.get_close_matches(plain, (*CATALOGUE, *numbered), n=3, cutoff=0.5)
        hint = f"相近的有：{'、'.join(near)}" if near else "可用 xuntu query 查看全部"
        raise QueryError(f"没有名为 {name!r} 的查询", hint=hint)
    return found


def grouped() -> dict[str, list[Question]]:
    """Return the questions of each group that has any, in order."""
    found: dict[str, list[Question]] = {}
    for one in CATALOGUE.values():
        found.setdefault(one.group, []).append(one)
    return found
