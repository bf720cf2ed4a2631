"""Figures of a report that do not agree stay facts, less sure, and say why; figures that agree stay as they are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from loaders.reports.checks import table
from loaders.reports.extract import extract
from loaders.reports.facts import Fact
from loaders.reports.measures import table as measures
from loaders.reports.stated import attrs
from loaders.reports.validators import DOUBTFUL, validated

CASES = tomllib.loads(Path("tests/cases/reports/validators.toml").read_text(encoding="utf-8"))
SURE = 0.9


def figure(number: int, row: list[Any]) -> Fact:
    """Return the figure of a row: measure, value, unit, and if given attributes and paragraph."""
    measure, value, unit = row[:3]
    told = dict(row[3]) if len(row) > 3 else {}
    fields = {
        "committee": told.pop("subject", "云川市委"),
        "scope": "city",
        "measure": measure,
        "value": value,
        "unit": unit,
        "attrs": told,
    }
    place = row[4] if len(row) > 4 else "第2段"
    return Fact("metric", fields, number * 10, number * 10 + 8, "", "rule", SURE, place)


def original(case: dict[str, Any]) -> str:
    """Return a text in which the figures of a case stand: those in `ends` end a sentence."""
    ends = {number * 10 + 9 for number in case.get("ends", [])}
    length = 10 * len(case["figures"])
    return "".join("。" if at in ends else "字" for at in range(length))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_figures(case: dict[str, Any]) -> None:
    facts = tuple(figure(n, row) for n, row in enumerate(case["figures"]))
    found = validated(facts, original(case), case.get("published"))
    assert [f.fields for f in found] == [f.fields for f in facts]
    doubts = [(f.fields["measure"], f.doubt) for f in found if f.doubt]
    expected = case.get("doubts", [])
    assert [measure for measure, _ in doubts] == [measure for measure, _ in expected]
    assert all(words in doubt for (_, doubt), (_, words) in zip(doubts, expected, strict=True))
    unsure = [f.fields["measure"] for f in found if f.confidence < SURE]
    assert sorted(map(str, unsure)) == sorted(case.get("unsure", []))
    assert all(f.confidence in (SURE, DOUBTFUL) for f in found)


def test_what_is_no_figure_is_left_alone() -> None:
    person = Fact(
        "person", {"name": "陈志远", "post": "组长"}, 0, 3, "陈志远", "rule", SURE, "第1段"
    )
    assert validated((person,), "") == (person,)


def test_the_table_speaks_of_known_measures() -> None:
    known = measures().keys()
    rules = table()
    named = {name for rule in rules.at_most for name in (rule.part, *rule.whole)}
    named |= {name for rule in rules.rates for name in (rule.rate, rule.part, *rule.whole)}
    named |= {name for rule in rules.sums for name in (rule.whole, *rule.parts)}
    named |= {name for part, wholes in rules.within.items() for name in (part, *wholes)}
    assert named <= known


def shares(text: str) -> dict[object, object]:
    """Return what each figure of a text is a part of."""
    facts = extract(f"云川市委通报\n云川市委巡察。{text}\n".encode(), "x.txt")
    return {
        fact.fields["value"]: attrs(fact).get("subset_of")
        for fact in facts
        if fact.type == "metric"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本轮巡察发现问题192个，其中，市直单位发现问题23个。", {192: None, 23: "192"}),
        ("移交问题线索41件，其中立案12件。", {41: None, 12: "41"}),
        ("巡察党组织88个。其中，巡察村（社区）30个。", {88: None, 30: "88"}),
        ("发现问题192个，移交问题线索23条。", {192: None, 23: None}),
        ("发现问题192个，其中移交问题线索23条。", {192: None, 23: None}),
    ],
)
def test_parts_stand_behind_among(text: str, expected: dict[object, object]) -> None:
    assert shares(text) == expected


def test_an_extracted_figure_tells_its_doubt() -> None:
    text = "云川市委通报\n云川市委巡察反馈问题90个，已完成整改98个。\n"
    told = [fact.to_json() for fact in extract(text.encode(), "x.txt") if fact.type == "metric"]
    assert [fact["confidence"] for fact in told] == [DOUBTFUL, DOUBTFUL]
    assert [fact.get("doubt") for fact in told] == [None, "完成整改问题98个大于反馈问题90个"]
