"""A figure of inspected bodies says of which kind of inspection it is, if its words name just one."""

from __future__ import annotations

import pytest

from loaders.reports.extract import extract
from loaders.reports.stated import attrs


def kinds(text: str) -> dict[object, object]:
    """Return the kind of inspection of each figure of a text."""
    facts = extract(f"云川市委通报\n中共云川市委通报巡察情况。{text}\n".encode(), "x.txt")
    return {f.fields["value"]: attrs(f).get("type") for f in facts if f.type == "metric"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对6个党组织开展巡察“回头看”。", {6: "回头看"}),
        ("对22个县直单位党组织开展提级交叉巡察。", {22: "提级交叉"}),
        ("對88個市管黨組織開展常規巡察。", {88: "常规"}),
        ("对31个党组织开展巡察，发现问题64个。", {31: None, 64: None}),
        ("对8个党组织开展常规和专项巡察。", {8: None}),
    ],
)
def test_kinds(text: str, expected: dict[object, object]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("先后有4个东岭县直单位党组织接受市委巡察组进驻。", {4: "东岭县"}),
        ("巡察组在东岭县共发现问题25个，移交问题线索4条。", {25: "东岭县", 4: "东岭县"}),
        ("对22个县区直单位党组织开展提级交叉巡察。", {22: None}),
        ("对12个市直单位党组织开展巡察。", {12: None}),
        ("在东岭县发现问题25个，全市发现问题100个。", {25: "东岭县", 100: None}),
    ],
)
def test_places(text: str, expected: dict[object, object]) -> None:
    facts = extract(f"云川市委通报\n中共云川市委通报巡察情况。{text}\n".encode(), "x.txt")
    found = {f.fields["value"]: attrs(f).get("place") for f in facts if f.type == "metric"}
    assert found == expected


def test_units_of_a_round_of_several_kinds_have_the_kind_of_none() -> None:
    text = (
        "中共云川市委关于七届市委第十三轮巡察反馈情况的通报\n"
        "市委6个巡察组对10个党组织开展了七届市委第十三轮巡察。其中，对6个党组织开展巡察“回头看”，"
        "对4个县区直单位党组织开展提级交叉巡察。\n"
        "市委第三巡察组组长赵静漪向市退役军人局党组、市妇联党组反馈了巡察情况。\n"
    )
    told = [f.fields for f in extract(text.encode(), "x.txt") if f.type == "inspects"]
    assert len(told) == 2
    assert {unit["inspection_type"] for unit in told} == {None}


def test_a_round_to_come_is_no_round_of_what_was_found() -> None:
    text = (
        "云川市委通报\n七届云川市委巡察共发现问题856个。\n七届云川市委第十五轮巡察将于3月启动。\n"
    )
    (figure,) = [f for f in extract(text.encode(), "x.txt") if f.type == "metric"]
    assert "round" not in attrs(figure)
