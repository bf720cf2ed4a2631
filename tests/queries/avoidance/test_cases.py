"""The labelled draft: ledgers as an office writes them, loaded by the ordinary door, and every verdict."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.avoidance import check, load_profile, read_draft
from xuntu.workspace import Workspace

CASES = Path(__file__).parents[2] / "cases" / "avoidance"
COMMITTEE = "中共云川市委"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


EXPECTED = rows(CASES / "expected.csv")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace that holds the ledgers of the cases."""
    folder = tmp_path_factory.mktemp("avoidance")
    with Workspace.init(folder, committee=COMMITTEE, region="990100") as found:
        shutil.copy(CASES / "regions.csv", folder / "regions.csv")
        found.load([CASES / "ledgers"])
        yield found


@pytest.fixture(scope="module")
def answer(workspace: Workspace) -> dict[str, Any]:
    """The check of the draft, as the contract prints it."""
    found = check(
        workspace.snapshot(), read_draft(CASES / "draft"), load_profile(), committee=COMMITTEE
    )
    return dict(json.loads(json.dumps(found.to_json(), ensure_ascii=False)))


def verdict_of(answer: dict[str, Any], case: dict[str, str]) -> dict[str, Any]:
    [found] = [
        v
        for v in answer["verdicts"]
        if (v["person_no"], v["unit"]) == (case["person"], case["unit"])
    ]
    return dict(found)


@pytest.mark.parametrize(
    "case", [c for c in EXPECTED if c["unit"] != "*"], ids=lambda c: f"{c['person']} {c['note']}"
)
def test_case(answer: dict[str, Any], case: dict[str, str]) -> None:
    found = verdict_of(answer, case)
    assert found["verdict"] == case["verdict"], found["reasons"]
    assert {m["field"] for m in found["missing"]} == {f for f in case["missing"].split(";") if f}
    shown = json.dumps(found["reasons"], ensure_ascii=False)
    assert [w for w in case["words"].split(";") if w not in shown] == []
    if case["verdict"] == "可任":
        assert {r["severity"] for r in found["reasons"]} <= {"I"}
        assert case["rule"] in ("", *found["checked"])
    elif case["verdict"] == "信息不足":
        assert case["rule"] in {m["rule"] for m in found["missing"]}
        assert case["rule"] not in found["checked"]
        assert case["code"] in {r["code"] for r in found["reasons"]}
    else:
        wanted = {"应回避": "H", "需复核": "S"}[case["verdict"]]
        graded = {(r["rule"], r["severity"], r["code"] or "") for r in found["reasons"]}
        assert (case["rule"], wanted, case["code"]) in graded


@pytest.mark.parametrize("case", [c for c in EXPECTED if c["unit"] == "*"], ids=lambda c: c["note"])
def test_worst_over_the_units_of_the_team(answer: dict[str, Any], case: dict[str, str]) -> None:
    [person] = [p for p in answer["people"] if p["person_no"] == case["person"]]
    assert person["verdict"] == case["verdict"]


def test_every_pair_of_the_draft_has_a_case(answer: dict[str, Any]) -> None:
    asked = {(v["person_no"], v["unit"]) for v in answer["verdicts"]}
    assert asked == {(c["person"], c["unit"]) for c in EXPECTED if c["unit"] != "*"}


def test_conflicts_and_near_misses_are_enough() -> None:
    conflicts = {c["rule"] for c in EXPECTED if c["verdict"] == "应回避"}
    assert conflicts >= {"R01", "R02", "R10", "R11", "R12", "R30", "R42"}
    assert sum(c["verdict"] == "可任" for c in EXPECTED) >= 10


def test_every_edge_of_a_path_stands_in_a_ledger(answer: dict[str, Any]) -> None:
    """A person can open the file at the row and find there what the edge says."""
    ledgers = {
        path.name: path.read_text(encoding="utf-8").splitlines()
        for path in (CASES / "ledgers").iterdir()
    }
    steps = 0
    for verdict in answer["verdicts"]:
        for reason in verdict["reasons"]:
            if reason["severity"] is None:
                continue
            assert reason["path"], reason["text"]
            for step in reason["path"]:
                assert step["sources"], step
                for source in step["sources"]:
                    number = int(source["place"].rsplit("第", 1)[-1].removesuffix("行"))
                    row = ledgers[source["file"]][number - 1]
                    plain = [e for e in (step["from"], step["to"]) if not e.startswith("（")]
                    tails = [e.removeprefix("中共").removeprefix("云川")[-4:] for e in plain]
                    assert any(e in row for e in (*plain, *tails)) or verdict["name"] in row, (
                        step,
                        row,
                    )
                    steps += 1
    assert steps > 50


def test_same_input_same_bytes(workspace: Workspace, answer: dict[str, Any]) -> None:
    again = check(
        workspace.snapshot(), read_draft(CASES / "draft"), load_profile(), committee=COMMITTEE
    )
    assert json.dumps(again.to_json(), ensure_ascii=False) == json.dumps(answer, ensure_ascii=False)
