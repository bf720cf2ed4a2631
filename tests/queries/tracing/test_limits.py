"""Limits: which one holds for what began when."""

from __future__ import annotations

import tomllib

import pytest

from graph.model.schema import schema
from queries.tracing.limits import NONE, Limits, changed, limits

TEXT = """
[[step]]
from = "Clue"
to = "CaseFile"
days = 365
basis = "旧规"
until = "2023-12-31"

[[step]]
from = "Clue"
to = "CaseFile"
days = 180
basis = "新规"
since = "2024-01-01"

[[clock]]
kind = "Clue"
label = "反馈"
from = "transferred"
to = "fed_back"
days = 90
basis = "条例"

[small]
below = 5
"""


def read(text: str) -> Limits:
    return changed(NONE, tomllib.loads(text))


@pytest.mark.parametrize(
    ("begun", "days"), [("2023-12-31", 365), ("2024-01-01", 180), ("2030-01-01", 180), ("", None)]
)
def test_the_limit_of_the_day_holds(begun: str, days: int | None) -> None:
    found = read(TEXT).step("Clue", "CaseFile", begun)
    assert (found.days if found else None) == days
    assert read(TEXT).step("Clue", "Sanction", begun) is None


def test_the_limits_of_the_package_speak_of_what_the_schema_knows() -> None:
    nodes, edges = schema().nodes, schema().edges
    for source, target in limits().steps:
        assert any(edge.joins(source, target) for edge in edges.values())
    for clock in limits().clocks:
        assert {clock.begin, clock.end} <= nodes[clock.kind].properties.keys()
    assert limits().small == 5
