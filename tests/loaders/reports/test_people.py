"""People and sanctions on short passages, and who must not be shown."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph.model.claims import Claim
from graph.model.regions import load
from graph.model.schema import schema
from loaders.loader import Context, SourceFile
from loaders.reports import LOADER
from loaders.reports.extract import extract
from loaders.reports.facts import Fact

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "reports" / "people.toml").read_text("utf-8")
)["case"]


def told(case: dict[str, Any]) -> list[Fact]:
    head = f"中共{case.get('head', '云川市委')}"
    text = f"{head}巡察工作情况\n{head}部署工作。{head[2:]}召开会议。\n{case['text']}\n"
    return [f for f in extract(text.encode(), "x.txt") if f.type in ("person", "sanction")]


def person(fact: Fact) -> str:
    return f"{fact.fields['name']}/{fact.fields['post']}/{fact.fields['org']}"


def sanction(fact: Fact) -> str:
    attrs, outcomes = fact.fields["attrs"], fact.fields["outcomes"]
    assert isinstance(attrs, dict)
    assert isinstance(outcomes, list)
    date = f"@{attrs['date']}" if "date" in attrs else ""
    return f"{fact.fields['person']}={'+'.join(outcomes)}{date}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_people(case: dict[str, Any]) -> None:
    facts = told(case)
    people = [person(f) for f in facts if f.type == "person"]
    assert sorted(people) == sorted(case.get("people", []))
    sanctions = [sanction(f) for f in facts if f.type == "sanction"]
    assert sorted(sanctions) == sorted(case.get("sanctions", []))


def test_every_passage_makes_whole_claims() -> None:
    regions = load(Path(__file__).parents[2] / "cases" / "reports" / "regions.csv")
    context = Context("中共云川市委", "990100", regions, lambda number: number)
    for case in CASES:
        content = f"云川市委巡察情况\n云川市委部署工作。\n{case['text']}\n".encode()
        file = SourceFile("x.txt", hashlib.sha256(content).hexdigest(), content)
        for claim in LOADER.read(file, context):
            if isinstance(claim, Claim):
                schema().check(claim)


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("原市粮食局党组书记、局长郗正平出席。", [True, True]),
        ("市水利局原局长费文出席。", [True]),
        ("时任市水利局局长费文出席。", [True]),
        ("市林业局原副局长、现市政协农业委副主任罗成出席。", [True, False]),
        ("费文，男，曾任市商务局局长，现任市水利局局长。", [True, False]),
        ("市水利局局长费文出席。", [False]),
    ],
)
def test_what_is_over(text: str, former: list[bool]) -> None:
    facts = told({"text": text})
    assert [bool(f.fields["former"]) for f in facts] == former


def test_the_same_masked_name_with_one_outcome_in_two_units_is_two_sanctions() -> None:
    text = "市水利局局长张某受到党内警告处分。市林业局局长张某受到党内警告处分。"
    units = {f.fields["org"] for f in told({"text": text}) if f.type == "sanction"}
    assert units == {"云川市水利局", "云川市林业局"}


def test_the_parts_of_a_university_go_by_its_name() -> None:
    text = (
        "云川大学党委首轮校内巡察反馈\n云川大学党委召开会议。云川大学党委巡察后勤部。\n"
        "校党委副书记、纪委书记闻人杰在反馈会上说。校党委第二巡察组组长、人事处原处长端木青主持。\n"
    )
    told = {person(f) for f in extract(text.encode(), "x.txt") if f.type == "person"}
    assert "闻人杰/党委副书记/云川大学党委" in told
    assert "端木青/组长/云川大学党委第二巡察组" in told
    assert "端木青/人事处处长/云川大学人事处" in told
