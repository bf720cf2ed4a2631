"""All views of answers, in one table."""

from __future__ import annotations

from typing import Any

from visualizations import check, coverage, network, person, rectification, report, trace, unit
from visualizations import round as one_round
from visualizations.page import View

VIEWS: tuple[View[Any], ...] = (
    trace.VIEW,
    network.VIEW,
    report.VIEW,
    check.VIEW,
    coverage.VIEW,
    person.VIEW,
    unit.VIEW,
    rectification.VIEW,
    one_round.VIEW,
)
"""All views; `function` takes what `draws` says and returns the page's text, to be written as UTF-8."""
