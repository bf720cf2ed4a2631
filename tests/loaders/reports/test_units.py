"""What is inspected and by whom, on labelled passages: units, rounds, teams, whose document it is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph.model.regions import load
from loaders.reports.extract import Report, report
from loaders.reports.lists import expand, run, tail_run
from loaders.reports.spelling import places

CASES = Path(__file__).parents[2] / "cases" / "reports"
HEAD = "中共云川市委巡察工作情况\n"
REGIONS = load()


def cases() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = tomllib.loads((CASES / "units.toml").read_text("utf-8"))["case"]
    return listed


def told(read: Report, kind: str) -> list[str]:
    """Return the facts of a kind as the data file writes them."""
    facts = [f.fields for f in read.facts if f.type == kind]
    if kind == "inspects":
        return [f"{f['unit']}|{f['inspection_type'] or ''}|{f['round'] or ''}" for f in facts]
    if kind == "round":
        return [
            f"{f.get('term') or '-'}/{f['number'] or '、'.join(map(str, listed(f['types'])))}"
            for f in facts
        ]
    return [str(f["name"]) for f in facts]


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["what"])
def test_passages(case: dict[str, Any]) -> None:
    text = case.get("head", HEAD) + case["text"] + "\n"
    read = report(text.encode(), "x.txt", REGIONS)
    for key, kind in (("units", "inspects"), ("teams", "team"), ("rounds", "round")):
        if key in case:
            assert sorted(told(read, kind)) == sorted(case[key])
    if "committee" in case:
        assert read.about.committee.name == case["committee"]
    organisations = set(told(read, "organisation"))
    assert set(case.get("named", ())) <= organisations
    assert not set(case.get("unnamed", ())) & organisations
    for fact in read.facts:
        assert text[fact.start : fact.end] == fact.evidence


def test_there_are_enough_passages_and_each_has_its_own_name() -> None:
    names = [case["what"] for case in cases()]
    assert len(names) == len(set(names)) >= 100
    denied = [case for case in cases() if case.get("units") == []]
    assert len(denied) >= 15


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("市财政局、市审计局并召开动员会", "市财政局、市审计局"),
        ("市财政局，市审计局，同步听取汇报", "市财政局，市审计局"),
        ("县级单位", ""),
        ("市财政局。市审计局", "市财政局"),
    ],
)
def test_a_list_ends_where_its_units_end(text: str, units: str) -> None:
    assert text[: run(text)] == units


def test_a_list_before_its_verb_begins_where_its_units_begin() -> None:
    before = "会议指出，市财政局、市审计局"
    assert before[len(before) - tail_run(before) :] == "市财政局、市审计局"
    assert tail_run("会议指出，认真学习") == 0


def test_a_unit_named_again_without_its_type_is_the_same_inspection() -> None:
    text = f"{HEAD}第三轮对市水利局党组开展常规巡察。市委巡察组向市水利局反馈了巡察情况。\n"
    read = report(text.encode(), "x.txt", REGIONS)
    assert told(read, "inspects") == ["云川市水利局党组|常规|3"]


def test_two_rounds_of_one_unit_are_two_inspections() -> None:
    text = f"{HEAD}第一轮对市水利局开展常规巡察。第六轮对市水利局开展巡察“回头看”。\n"
    read = report(text.encode(), "x.txt", REGIONS)
    assert told(read, "inspects") == ["云川市水利局|常规|1", "云川市水利局|回头看|6"]


def test_items_of_a_newsletter_are_each_of_their_place() -> None:
    text = (
        "巡察简讯\n▲青岚县 近日，县委第四轮巡察对县水利局开展常规巡察。\n"
        "▲松溪岭县 县委第九轮巡察对县司法局开展专项巡察，县委第二巡察组进驻。\n"
    )
    read = report(text.encode(), "x.txt", REGIONS)
    assert told(read, "inspects") == ["青岚县水利局|常规|4", "松溪岭县司法局|专项|9"]
    assert told(read, "team") == ["松溪岭县委第二巡察组"]
    committees = [f.fields["committee"] for f in read.facts if f.type == "round"]
    assert committees == ["青岚县委", "松溪岭县委"]


def test_a_town_is_carried_to_the_villages_behind_it() -> None:
    names = [unit.name for unit in expand("青石镇柳树村、河口村、新苑社区")]
    assert names == ["青石镇柳树村", "青石镇河口村", "青石镇新苑社区"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("中共青岚县委印发通知", "青岚县"),
        ("十二届青岚县委第三轮巡察", "青岚县"),
        ("坚持县委统一领导", None),
        ("，刚开完市委第六轮巡察动员会", None),
        ("全面强化区委主体责任", None),
        ("各县区委、市县委同步部署", None),
    ],
)
def test_places_are_spelled_out_and_verbs_are_no_places(text: str, place: str | None) -> None:
    found = places(text, text)
    assert (found.most_common(1)[0][0] if found else None) == place


def test_a_village_is_of_the_county_that_its_town_was_given() -> None:
    text = f"{HEAD}东岭县委巡察组对白水镇、柳河乡的12个行政村开展巡察。“白水镇河口村变化很大。”村民说。\n"
    read = report(text.encode(), "x.txt", REGIONS)
    assert "东岭县白水镇河口村" in told(read, "organisation")
    assert "云川市白水镇河口村" not in told(read, "organisation")
