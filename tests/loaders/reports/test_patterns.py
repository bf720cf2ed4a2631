"""Findings told of no unit give kinds of findings, never facts of a unit, and their money is nobody's money back."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.model import keys, vocabulary
from graph.model.claims import Claim
from graph.model.regions import load
from loaders.loader import Context, SourceFile
from loaders.reports import LOADER
from loaders.reports.extract import extract
from loaders.reports.facts import Fact
from loaders.reports.figuring import PATTERNS
from loaders.reports.patterns import VOCABULARY, table

CASES = tomllib.loads(Path("tests/cases/reports/patterns.toml").read_text(encoding="utf-8"))
REGIONS = load(Path("tests/cases/reports/regions.csv"))
HEAD = "云川市委通报\n中共云川市委通报巡察情况。"


def facts(text: str) -> list[Fact]:
    return [fact for fact in extract(text.encode(), "x.txt") if fact.type == "pattern"]


def claims(text: str) -> list[Claim]:
    content = text.encode()
    file = SourceFile("通报.txt", hashlib.sha256(content).hexdigest(), content)
    context = Context("中共云川市委", "990100", REGIONS, lambda number: number)
    return [claim for claim in LOADER.read(file, context) if isinstance(claim, Claim)]


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:12])
def test_sentences(case: Mapping[str, Any]) -> None:
    found = sorted(
        (str(f.fields["code"]), str(f.fields["quantifier"] or ""), f.fields["amount"])
        for f in facts(f"{HEAD}\n{case['text']}\n")
    )
    assert found == sorted((*row, None)[:3] for row in case["patterns"])


def test_every_pattern_of_the_vocabulary_has_words_and_a_case() -> None:
    codes = vocabulary.labels(VOCABULARY).keys()
    assert [pattern.code for pattern in table().patterns] == list(codes)
    assert {row[0] for case in CASES["case"] for row in case["patterns"]} - {""} == codes


def test_evidence_is_the_clause() -> None:
    text = f"{HEAD}\n同时，有的单位搞“一言堂”，发现问题12个。\n"
    (fact,) = facts(text)
    assert fact.evidence == "有的单位搞“一言堂”" == text[fact.start : fact.end]


def test_the_amount_of_a_finding_is_no_money_recovered() -> None:
    text = f"{HEAD}\n有的单位违规发放津补贴36.5万元，追缴违纪资金20万元。\n"
    money = [f for f in extract(text.encode(), "x.txt") if f.fields.get("unit") == "元"]
    told = {(f.type, f.fields.get("amount") or f.fields.get("value")) for f in money}
    assert told == {("pattern", 365000), ("metric", 200000)}


def test_a_report_of_a_unit_speaks_of_that_unit() -> None:
    head = "中共云川市财政局党组关于巡察整改情况的通报\n云川市委巡察。"
    assert facts(f"{head}\n有的科室违规接待。\n") == []


def test_a_round_shows_categories_and_no_unit_does() -> None:
    text = "云川市委通报\n中共云川市委第四轮巡察对市财政局开展常规巡察。\n有的单位搞“一言堂”。\n"
    found = claims(text)
    (shown,) = [claim for claim in found if claim.kind == "SHOWED"]
    (category,) = {claim.mention for claim in found if claim.kind == "Category"}
    assert shown.ends == (keys.round_("云川市委", None, 4), category)
    assert category == keys.category(PATTERNS, "搞一言堂")
    assert (shown.properties["quantifier"], shown.properties["quote"]) == (
        "有的",
        "有的单位搞“一言堂”",
    )
    assert not [c for c in found if c.kind == "Finding"]
    assert not [c for c in found if c.ends and c.ends[1] == category and c.kind != "SHOWED"]


def test_of_several_rounds_the_report_as_a_whole_shows_them() -> None:
    text = "云川市委通报\n中共云川市委第四轮、第五轮巡察反馈完成。\n有的单位搞“一言堂”。\n"
    (shown,) = [claim for claim in claims(text) if claim.kind == "SHOWED"]
    source = hashlib.sha256(text.encode()).hexdigest()
    assert shown.ends is not None
    assert shown.ends[0] == keys.document(source)
