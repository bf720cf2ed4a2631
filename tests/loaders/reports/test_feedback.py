"""The form in which results were fed back is told by the words for it, not by what was called off."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.model import vocabulary
from loaders.reports.extract import extract
from loaders.reports.feedback import table

CASES = tomllib.loads(Path("tests/cases/reports/feedback_forms.toml").read_text(encoding="utf-8"))
HEAD = "云川市委通报\n中共云川市委通报巡察情况。"


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:12])
def test_sentences(case: Mapping[str, Any]) -> None:
    facts = extract((HEAD + case["text"]).encode(), "x.txt")
    told = [[f.fields["form"], f.evidence] for f in facts if f.type == "feedback"]
    assert told == case["told"]


def test_every_form_of_the_vocabulary_has_its_words() -> None:
    assert set(table().forms) == set(vocabulary.labels("feedback_form").values())
