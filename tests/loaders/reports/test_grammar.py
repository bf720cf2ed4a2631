"""The grammars of lists, numbers, dates and post chains, on labelled texts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from loaders.reports.clauses import clauses
from loaders.reports.lists import expand
from loaders.reports.numbers import periods, quantities

CASES = Path(__file__).parents[2] / "cases" / "reports"


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((CASES / name).read_text("utf-8").splitlines()))


@pytest.mark.parametrize("row", rows("lists.csv"), ids=lambda row: row["what"])
def test_lists(row: dict[str, str]) -> None:
    units = expand(row["text"])
    told = [unit.name if unit.inspected else f"-{unit.name}" for unit in units]
    assert "；".join(told) == row["units"]
    for unit in units:
        assert unit.surface in row["text"][unit.start : unit.end]


@pytest.mark.parametrize("row", rows("quantities.csv"), ids=lambda row: row["text"])
def test_quantities(row: dict[str, str]) -> None:
    found = [f"{q.value:.12g} {q.unit} {q.bound}".strip() for q in quantities(row["text"])]
    assert "；".join(found) == row["quantities"]


@pytest.mark.parametrize(
    ("text", "year", "told"),
    [
        ("2021年11月8日至12月20日", None, ("2021-11-08", "2021-12-20")),
        ("2020年8至11月", None, ("2020-08", "2020-11")),
        ("2017年11月至12月", None, ("2017-11", "2017-12")),
        ("2025年2月25日—27日", None, ("2025-02-25", "2025-02-27")),
        ("去年4月底至6月上旬", 2020, ("2019-04", "2019-06")),
        ("今年4月底至6月上旬", None, ("--04", "--06")),
        ("2018年7月，", None, ("2018-07", "2018-07")),
        ("13月40日", 2020, None),
    ],
)
def test_periods(text: str, year: int | None, told: tuple[str, str] | None) -> None:
    found = [(p.since, p.until) for p in periods(text, year)]
    assert (found[0] if found else None) == told


def test_a_list_that_runs_over_a_comma_is_one_clause() -> None:
    text = "市委对云山区党委，清河区党委开展巡察，发现问题3个。"
    assert [text[a:b] for a, b in clauses(text)] == [
        "市委对云山区党委，清河区党委开展巡察，",
        "发现问题3个。",
    ]
