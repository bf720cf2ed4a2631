"""What is read, held against labelled facts, by the corpus' own scorer where it lies beside the repository."""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from loaders.reports.extract import extract

CORPUS = Path(__file__).parents[3].parent / "shared" / "corpus"
CASES = Path(__file__).parents[2] / "cases" / "reports"
SCORER = CORPUS / "score.py"

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="no corpus beside the repository")

GOALS = [
    ("seeds", CORPUS / "gold", CORPUS / "reports", "seed_", 0.95, 0.95, 0.98),
    ("dev", CORPUS / "gold", CORPUS / "reports", "dev_", 0.93, 0.95, 0.98),
    ("practice", CASES / "practice", CASES / "practice", "", 0.95, 0.95, 0.97),
    ("fresh", CASES / "fresh", CASES / "fresh", "", 0.95, 0.96, 0.97),
]
"""Of each set: where its facts and its texts lie, the least F1, precision and share of evidence to the point.

In our own sets a thing that is named twice is often labelled at its second place, and told at its first.
"""


def scored(golds: Path, texts: Path, only: str) -> dict[str, list[int]]:
    """Return the scorer's tally over a set."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for path in sorted(golds.glob(f"{only}*.json")):
        gold = json.loads(path.read_text("utf-8"))
        content = (texts / f"{path.stem}.txt").read_bytes()
        facts = [fact.to_json() for fact in extract(content, path.name)]
        scorer.score_report(
            gold, facts, content.decode("utf-8"), relaxed=False, errors=False, tally=tally
        )
    return tally


@pytest.mark.parametrize(
    ("golds", "texts", "only", "f1", "precision", "pointed"),
    [goal[1:] for goal in GOALS],
    ids=[goal[0] for goal in GOALS],
)
def test_reports_are_read_as_labelled(
    golds: Path, texts: Path, only: str, f1: float, precision: float, pointed: float
) -> None:
    tally = scored(golds, texts, only)
    types = [kind for kind in tally if kind not in ("evidence", "pointed")]
    right, wrong, missed = (sum(tally[kind][n] for kind in types) for n in range(3))
    assert right + missed > 100
    assert 2 * right / (2 * right + wrong + missed) >= f1
    assert right / (right + wrong) >= precision
    verbatim, not_verbatim, _ = tally["evidence"]
    assert (verbatim > 0, not_verbatim) == (True, 0)
    assert tally["pointed"][0] >= pointed * right
