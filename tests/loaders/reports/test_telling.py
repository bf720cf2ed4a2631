"""Facts in the words of a clerk: Chinese labels, one line, and why to look again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from loaders.reports import telling
from loaders.reports.extract import extract
from loaders.reports.facts import Fact, Field


def _fact(kind: str, confidence: float = 0.9, doubt: str = "", /, **fields: Field) -> Fact:
    return Fact(kind, fields, 0, 1, "一", "rule", confidence, doubt=doubt)


METRIC: Mapping[str, Field] = {
    "committee": "云川市委",
    "scope": "city",
    "measure": "funds_recovered",
    "value": 1235000,
    "unit": "元",
    "attrs": {"q": "over", "period": "2024-03/2024-05"},
}


def test_a_figure() -> None:
    fact = _fact("metric", **METRIC)
    assert telling.said(fact).endswith(" 123.5万元 · 云川市委")
    assert dict(telling.told(fact)) == {
        "所说的主体": "云川市委",
        "口径": "本级",
        "指标": telling.said(fact).split(" ")[0],
        "数值": "1,235,000元",
        "约数": "多于此数",
        "期间": "2024-03 至 2024-05",
    }


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("organisation", {"name": "云川市财政局"}, "云川市财政局"),
        ("inspects", {"unit": "云川市财政局党组", "round": 7, "inspection_type": "常规"},
         "巡察 云川市财政局党组（第7轮，常规）"),
        ("inspects", {"unit": "云川市财政局党组"}, "巡察 云川市财政局党组"),
        ("round", {"committee": "云川市委", "term": 7, "number": 12, "types": ["常规", "回头看"]},
         "云川市委 7届 第12轮 常规、回头看巡察"),
        ("team", {"name": "市委第一巡察组", "leader": "甲一一"}, "市委第一巡察组（组长 甲一一）"),
        ("person", {"name": "甲一一", "post": "局长", "org": "云川市财政局", "former": True},
         "甲一一 · 原云川市财政局局长"),
        ("sanction", {"person": "甲一一", "outcomes": ["开除党籍", "开除公职"]}, "甲一一：开除党籍、开除公职"),
        ("pattern", {"category": "违规决策", "quantifier": "部分"}, "违规决策 · 部分"),
    ],
)  # fmt: skip
def test_each_type_in_one_line(kind: str, fields: Mapping[str, Field], said: str) -> None:
    assert telling.said(_fact(kind, **fields)) == said


def test_a_weak_or_doubtful_fact_says_why() -> None:
    assert telling.doubts(_fact("organisation", name="云川市财政局")) == ()
    assert telling.doubts(_fact("organisation", 0.8, name="云川市财政局")) == ()
    assert telling.doubts(_fact("organisation", 0.7, name="云川市财政局")) == ("把握不大（70%）",)
    weak = _fact("organisation", 0.5, "大于所属总数", name="云川市财政局")
    assert telling.doubts(weak) == ("大于所属总数", "把握不大（50%）")


def test_no_label_and_no_line_shows_a_code(root: Path) -> None:
    cases = root / "tests" / "cases" / "reports"
    for path in (*cases.glob("*.txt"), *(cases / "practice").glob("*.txt")):
        for fact in extract(path.read_bytes(), path.name):
            labels = [label for label, _ in telling.told(fact)]
            shown = " ".join((*labels, telling.said(fact), telling.labels()[fact.type]))
            assert not re.search(r"[a-z]_|_[a-z]", shown), (fact, shown)
            assert not [label for label in labels if label.isascii()], fact
