"""The checks of data quality: a file of SQL each, giving kind, record, problem, place and fix."""

from __future__ import annotations

from importlib.resources import files

CHECKS = (
    "contradictions",
    "undecided",
    "unregistered_units",
    "lapsed_codes",
    "coarse_dates",
    "ends_before_start",
    "impossible_lives",
    "overlapping_posts",
    "doubtful_figures",
    "figures_disagree",
    "figures_before_round",
    "sanctions_without_case",
    "cases_without_clue",
)
"""The files of this folder, in the order of the report."""


def union() -> str:
    """Return all checks as one query with the columns position, check_name, kind, record, problem, place and fix."""
    here = files("queries.statistics.quality")
    return "\nUNION ALL\n".join(
        f"SELECT {position} AS position, '{name}' AS check_name, kind, record, problem, place, fix FROM (\n"
        f"{here.joinpath(f'{name}.sql').read_text(encoding='utf-8')})"
        for position, name in enumerate(CHECKS)
    )
