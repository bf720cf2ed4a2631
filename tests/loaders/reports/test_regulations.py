"""Rules and plans that a text names: title, kind, years, and an issuer only where somebody issued them."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.model import keys
from graph.model.claims import Claim
from graph.model.regions import load
from loaders.loader import Context, SourceFile
from loaders.reports import LOADER
from loaders.reports.extract import extract

CASES = tomllib.loads(Path("tests/cases/reports/regulations.toml").read_text(encoding="utf-8"))
REGIONS = load(Path("tests/cases/reports/regions.csv"))
HEAD = "云川市委通报\n中共云川市委通报巡察情况。"
NAMES = ("name", "kind", "issuer", "from_year", "to_year")


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:12])
def test_sentences(case: Mapping[str, Any]) -> None:
    text = HEAD + case["text"]
    found = [fact for fact in extract(text.encode(), "x.txt") if fact.type == "regulation"]
    assert [[fact.fields[name] or "" for name in NAMES] for fact in found] == case["told"]
    for fact in found:
        assert fact.evidence == f"《{fact.fields['name']}》" == text[fact.start : fact.end]


def test_it_is_the_one_of_the_register_of_rules() -> None:
    content = f"{HEAD}市委制定《云川市委巡察工作规划》。".encode()
    file = SourceFile("通报.txt", hashlib.sha256(content).hexdigest(), content)
    context = Context("中共云川市委", "990100", REGIONS, lambda number: number)
    made = [claim for claim in LOADER.read(file, context) if isinstance(claim, Claim)]
    issuer = keys.organization("中共云川市委", "中共云川市委")
    known = keys.composed("Regulation", "云川市委巡察工作规划", None, issuer)
    assert known in {claim.mention for claim in made if claim.kind == "Regulation"}
    assert (issuer, known) in {claim.ends for claim in made if claim.kind == "ISSUED"}
