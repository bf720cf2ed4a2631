"""A second small office: what two blind trials of the check found wrong, from the ledgers to the verdict.

The number of a person starts with the number of the case: S0801 and S0802 are of the eighth. A person is
complete but for what the note says; next to it stand near misses.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from queries.avoidance import check, load_profile, read_draft
from xuntu.workspace import Workspace

CASES = Path(__file__).parents[2] / "cases" / "avoidance" / "second"
COMMITTEE = "中共云川市委"
GRADES = {"应回避": "H", "需复核": "S"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell: str) -> set[str]:
    """Return what stands in a cell of the expectations, several things between semicolons."""
    return set(filter(None, cell.split(";")))


EXPECTED = rows(CASES / "expected.csv")


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], dict[str, Any]]:
    """Every verdict of the draft, by person and unit, as the contract prints it."""
    folder = tmp_path_factory.mktemp("second")
    with Workspace.init(folder, committee=COMMITTEE, region="990100") as workspace:
        shutil.copy(CASES / "regions.csv", folder / "regions.csv")
        workspace.load([CASES / "ledgers"])
        draft = read_draft(CASES / "draft")
        found = check(workspace.snapshot(), draft, load_profile(), committee=COMMITTEE)
    printed = json.loads(json.dumps(found.to_json(), ensure_ascii=False))
    return {(v["person_no"], v["unit"]): v for v in printed["verdicts"]}


@pytest.mark.parametrize("case", EXPECTED, ids=lambda c: f"{c['person']} {c['note']}")
def test_case(verdicts: dict[tuple[str, str], dict[str, Any]], case: dict[str, str]) -> None:
    found = verdicts[case["person"], case["unit"]]
    reasons = found["reasons"]
    assert found["verdict"] == case["verdict"], reasons
    assert {m["field"] for m in found["missing"]} == parts(case["missing"])
    shown = json.dumps(reasons, ensure_ascii=False)
    assert {w for w in parts(case["words"]) if w not in shown} == set()
    assert {w for w in parts(case["unsaid"]) if w in shown} == set()
    ruled = {said["rule"] for said in (*reasons, *found["missing"])}
    assert parts(case["absent"]) & ruled == set(), reasons
    graded = [(r["rule"] or "", r["severity"], r["code"] or "") for r in reasons if r["severity"]]
    assert case["reasons"] in ("", str(len(graded))), reasons
    if case["verdict"] == "可任":
        assert {severity for _, severity, _ in graded} <= {"I"}
        assert case["rule"] in ("", *found["checked"])
    elif case["verdict"] == "信息不足":
        assert case["rule"] in {m["rule"] for m in found["missing"]}
        assert case["rule"] not in found["checked"]
        assert case["code"] in ("", *(r["code"] for r in reasons if r["rule"] == case["rule"]))
    else:
        assert (case["rule"], GRADES[case["verdict"]], case["code"]) in graded


def test_every_pair_of_the_draft_has_a_case(
    verdicts: dict[tuple[str, str], dict[str, Any]],
) -> None:
    assert set(verdicts) == {(c["person"], c["unit"]) for c in EXPECTED}
