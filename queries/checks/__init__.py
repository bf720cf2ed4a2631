"""Questions that the avoidance check answers: rosters, candidates, team rules. Their heads are the files `*.head`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType

from queries.question import Question, head

NAMES = ("round_conflicts", "candidates", "team_rules", "substitutes")
"""The files of this package."""


def _load(name: str) -> Question:
    text = files("queries.checks").joinpath(f"{name}.head").read_text(encoding="utf-8")
    return Question(name=name, text="", **head(f"{name}.head", text, "#"))


CHECKS: Mapping[str, Question] = MappingProxyType({name: _load(name) for name in NAMES})
"""All questions of this package by name."""
