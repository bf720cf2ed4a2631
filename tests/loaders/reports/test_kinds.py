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


def test_a_round_to_come_is_no_round_of_what_was_found() -> None:
    text = (
        "云川市委通报\n七届云川市委巡察共发现问题856个。\n七届云川市委第十五轮巡察将于3月启动。\n"
    )
    (figure,) = [f for f in extract(text.encode(), "x.txt") if f.type == "metric"]
    assert "round" not in attrs(figure)
