"""The options that say what a trace or a funnel is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from queries.tracing import Scope
from xuntu import typed

OPTIONS = (
    ("--term", "届次，如 7"),
    ("--round", "轮次，如 4"),
    ("--team", "组号，如 2"),
    ("--unit", "被巡察单位全称、简称或 ID；改名、合并前的单位一并计入"),
    ("--category", "问题分类（任一级）"),
    ("--committee", "派出党委"),
)


def scope_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a scope to a command."""
    for name, words in reversed(OPTIONS):
        command = click.option(name, help=words)(command)
    return command


def scope_of(given: Mapping[str, str | None]) -> Scope | None:
    """Return the scope that the options give; None if they give none."""
    if not any(given.values()):
        return None
    term, round_, team = (
        typed.ordinal(given[name], f"--{name}") or 0 for name in ("term", "round", "team")
    )
    unit, category, committee = (given[n] or "" for n in ("unit", "category", "committee"))
    return Scope(term, round_, team, unit, category, committee)
