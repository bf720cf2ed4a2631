"""The corpus, where it lies beside the repository: no crash, verbatim evidence, to the point."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from loaders.reports.extract import extract

CORPUS = Path(__file__).parents[3].parent / "shared" / "corpus"
REPORTS = sorted((CORPUS / "reports").glob("*.txt"))
LONGEST = 160

pytestmark = pytest.mark.skipif(not REPORTS, reason="no corpus beside the repository")


def same(gold: dict[str, Any], found: dict[str, object]) -> bool:
    """Tell, more loosely than the scorer, whether two facts say the same."""
    names = {
        "metric": ("measure", "value"),
        "person": ("name",),
        "team": ("name",),
        "sanction": ("person",),
    }
    if gold["type"] == "inspects":
        return found.get("surface") == str(gold["surface"]) or found.get("unit") == str(
            gold["unit"]
        )
    if gold["type"] == "round":
        return gold.get("number") is not None and bool(found.get("number") == gold["number"])
    if gold["type"] == "organisation":
        return found.get("name") in {str(gold["name"]), str(gold["surface"])}
    return all(gold[key] == found.get(key) for key in names[gold["type"]])


def test_evidence_is_verbatim_and_to_the_point() -> None:
    right, pointed = 0, 0
    for path in REPORTS:
        original = path.read_text("utf-8")
        facts = [fact.to_json() for fact in extract(path.read_bytes(), path.name)]
        for fact in facts:
            assert original[int(str(fact["start"])) : int(str(fact["end"]))] == fact["evidence"]
        gold = json.loads((CORPUS / "gold" / f"{path.stem}.json").read_text("utf-8"))["facts"]
        for want in gold:
            hit = next((f for f in facts if f["type"] == want["type"] and same(want, f)), None)
            if hit is not None and not want.get("optional"):
                start, end = int(str(hit["start"])), int(str(hit["end"]))
                longest = max(LONGEST, want["end"] - want["start"])
                right += 1
                pointed += end - start <= longest and start < want["end"] and want["start"] < end
    assert right > 300
    assert pointed >= 0.95 * right
