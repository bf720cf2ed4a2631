"""Published figures beside the ledgers (Q38), and beside each other (Q39)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.model.regions import Regions, load
from graph.snapshot import Snapshot
from loaders.reports.measures import table as measures
from queries.statistics import STATISTICS, named
from queries.statistics.quality import CHECKS
from queries.statistics.tables import opened

CASES = tomllib.loads(Path("tests/cases/queries/figures.toml").read_text(encoding="utf-8"))
FIGURES = CASES["figure"] + CASES["other"]
OF_THE_TEST = ("counted", "gap", "note", "about", "document")


@pytest.fixture(scope="module")
def regions() -> Regions:
    return load(Path("tests/cases/reports/regions.csv"))


@pytest.fixture(scope="module")
def snapshot(
    small_snapshot: Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot],
    ident: Callable[[str], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Snapshot:
    rows: dict[str, list[dict[str, Any]]] = {
        kind: [
            {k: ident(v) if k in ("id", "source", "target") else v for k, v in row.items()}
            for row in listed
        ]
        for kind, listed in CASES["graph"].items()
    }
    for number, case in enumerate(FIGURES):
        figure = ident(f"ReportedFigure-{number}")
        told = {name: value for name, value in case.items() if name not in OF_THE_TEST}
        told = {"subject_scope": "本级", "body": "云川市委", "name": case["measure"], **told}
        about, document = case.get("about", "Organization-1"), case.get("document", "Document-1")
        place = f"报告.txt 第{number}段"
        rows.setdefault("ReportedFigure", []).append({"id": figure, "sources": place, **told})
        rows.setdefault("ABOUT", []).append({"source": figure, "target": ident(about)})
        if "round_no" in case:
            target = ident(f"Round-{case['round_no']}")
            rows["ABOUT"].append({"source": figure, "target": target})
        rows.setdefault("STATED_IN", []).append({"source": figure, "target": ident(document)})
    return small_snapshot(tmp_path_factory.mktemp("figures"), rows)


def rows_of(columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    names = list(columns)
    return [dict(zip(names, row, strict=True)) for row in rows]


def beside_the_ledgers(snapshot: Snapshot, regions: Regions, doc: str = "") -> list[dict[str, Any]]:
    answer = STATISTICS["figures_against_ledgers"].ask(snapshot, regions, {"doc": doc}, limit=1000)
    return rows_of((column.name for column in answer.columns), answer.rows)


def checked(check: str, snapshot: Snapshot, regions: Regions) -> list[dict[str, Any]]:
    """Return what one check says; all of them together ask for more than a hand-written graph has."""
    text = Path(f"queries/statistics/quality/{check}.sql").read_text(encoding="utf-8")
    with opened(snapshot, regions, text) as con:
        found = con.execute(text)
        return rows_of((column[0] for column in found.description or ()), found.fetchall())


def test_q38_is_asked_by_its_number() -> None:
    assert named("Q38") is STATISTICS["figures_against_ledgers"]


@pytest.mark.parametrize(
    ("number", "case"),
    list(enumerate(CASES["figure"])),
    ids=lambda v: v["note"] if isinstance(v, dict) else "",
)
def test_a_figure_beside_the_ledgers(
    number: int, case: Mapping[str, Any], snapshot: Snapshot, regions: Regions
) -> None:
    rows = beside_the_ledgers(snapshot, regions)
    (row,) = [row for row in rows if row["document"] == f"报告.txt 第{number}段"]
    counted, gap = (None if case[word] == "" else case[word] for word in ("counted", "gap"))
    assert (row["indicator"], row["stated"], row["unit"]) == (
        case["measure"], case["value"], case["unit"],
    )  # fmt: skip
    assert (row["counted"], row["gap"]) == (counted, gap)
    assert case["note"] in row["scope_note"]


def test_one_document_alone(snapshot: Snapshot, regions: Regions) -> None:
    rows = beside_the_ledgers(snapshot, regions, "综述")
    wanted = [case for case in FIGURES if case.get("document") == "Document-2"]
    assert sorted(row["stated"] for row in rows) == sorted(case["value"] for case in wanted)


@pytest.mark.parametrize("case", CASES["expected"], ids=lambda case: case["check"])
def test_quality_says_what_is_wrong_with_figures(
    case: Mapping[str, str], snapshot: Snapshot, regions: Regions
) -> None:
    (row,) = checked(case["check"], snapshot, regions)
    assert case["record"] in row["record"]
    assert case["problem"] == row["problem"]
    assert case["fix"] in row["fix"]
    assert "报告.txt 第" in row["place"]


def test_every_check_of_figures_has_a_case() -> None:
    assert {case["check"] for case in CASES["expected"]} == {c for c in CHECKS if "figures" in c}


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("statistics/figures_against_ledgers.sql", r"\('([^']+)', '[^']+', '[^']+'\)"),
        ("named/reported_funnel.cypher", r"measure: '([^']+)'"),
    ],
)
def test_questions_call_measures_as_reports_do(root: Path, path: str, pattern: str) -> None:
    text = (root / "queries" / path).read_text(encoding="utf-8")
    called = set(re.findall(pattern, text.partition("task AS (")[0]))
    assert len(called) >= 10
    assert called <= {measure.label for measure in measures().values()}
