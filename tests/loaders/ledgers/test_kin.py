"""Relatives: every term is the path it stands for, and only those share a parent who must."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.model.claims import Claim
from loaders.ledgers import kin_terms, posts
from loaders.ledgers.kin_terms import KinTerm

Load = Callable[..., Any]
CASES = Path(__file__).parents[2] / "cases" / "ledgers"
TERMS = {name: term for name, term in kin_terms.known().items() if term.path}
HEADER = ["人员编号", "姓名", "称谓", "亲属姓名", "出生年月", "填报日期"]


def rows(*terms: str) -> list[list[str]]:
    people = ([f"1950-0{i}", "2025-03-10"] for i, _ in enumerate(terms, 1))
    return [
        HEADER,
        *(
            ["P1", "甲", t, f"乙{t}{i}", *p]
            for i, (t, p) in enumerate(zip(terms, people, strict=True))
        ),
    ]


def walk(claims: list[Claim], start: str, path: str) -> set[str]:
    """Return everybody at the end of a path of parents, children and spouses, nobody met twice."""
    walks: list[tuple[str, ...]] = [(start,)]
    for step in path:
        ends = {
            "u": [(c.ends[1], c.ends[0]) for c in claims if c.kind == "PARENT_OF" and c.ends],
            "d": [c.ends for c in claims if c.kind == "PARENT_OF" and c.ends],
            "s": [c.ends for c in claims if c.kind == "SPOUSE_OF" and c.ends],
        }[step]
        walks = [
            (*walked, far)
            for walked in walks
            for near, far in ends
            if near == walked[-1] and far not in walked
        ]
    return {walked[-1] for walked in walks}


@pytest.mark.parametrize(("name", "term"), TERMS.items(), ids=list(TERMS))
def test_a_term_is_its_path(name: str, term: KinTerm, load: Load, to_csv: Load) -> None:
    got = load("家庭.csv", to_csv(rows(name)))
    declarant, relative = (
        next(c.mention for c in got.of("Person") if c.properties.get("name") == n)
        for n in ("甲", f"乙{name}0")
    )
    assert walk(list(got.claims), declarant, term.path) == {relative}
    assert len(got.of("PARENT_OF")) + len(got.of("SPOUSE_OF")) == len(term.path)
    unnamed = [c for c in got.of("Person") if c.properties.get("unnamed")]
    assert [c.properties["kin_path"] for c in unnamed] == [
        term.path[:length] for length in range(1, len(term.path))
    ]


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("岳父", "妻弟", {"s"}),
        ("妻弟", "连襟", {"s", "su"}),
        ("哥哥", "妹妹", {"u"}),
        ("哥哥", "侄子", {"u"}),
        ("伯父", "堂弟", {"u", "uu"}),
        ("伯父", "舅父", set()),
        ("祖父", "外祖父", set()),
        ("堂兄", "堂弟", {"u", "uu"}),
        ("表兄", "表弟", set()),
        ("表兄", "表兄", set()),
        ("儿媳", "儿媳", set()),
    ],
)
def test_who_stands_between_two_relatives(
    first: str, second: str, shared: set[str], load: Load, to_csv: Load
) -> None:
    got = load("家庭.csv", to_csv(rows(first, second)))
    unnamed = [c for c in got.of("Person") if c.properties.get("unnamed")]
    by_place = [
        {c.mention: c.properties["kin_path"] for c in unnamed if c.provenance.place == place}
        for place in ("L20!第2行", "L20!第3行")
    ]
    both = by_place[0].keys() & by_place[1].keys()
    assert {by_place[0][mention] for mention in both} == shared


def test_every_term_of_the_model_is_known(root: Path) -> None:
    text = (root / "graph" / "model" / "kin_terms.csv").read_text(encoding="utf-8-sig")
    for row in csv.DictReader(text.splitlines()):
        for name in row["term"].split("/"):
            found = kin_terms.find(name)
            assert found is not None
            assert (found.relation_class, found.path) == (row["relation_class"], row["path"])


def test_unit_and_title_are_told_apart() -> None:
    with (CASES / "posts.csv").open(encoding="utf-8", newline="") as lines:
        for case in csv.DictReader(lines):
            found = posts.unit_and_title(case["text"], case["known_unit"])
            assert found == (case["unit"], case["title"]), case
            assert posts.is_leader(found[1]) is (case["leading"] == "是"), case


@pytest.mark.parametrize(
    ("unit", "title", "none"),
    [
        ("无", "", True),
        ("务农（东岭县）", "", True),
        ("市财政局（退休）", "", True),
        ("市财政局", "已退休", True),
        ("云川市第一小学学生", "", True),
        ("个体", "", True),
        ("市委离退休干部局", "副局长", False),
        ("市财政局", "科员", False),
        ("云川市第一小学", "教师", False),
    ],
)
def test_words_for_no_employer(unit: str, title: str, none: bool) -> None:
    assert posts.no_employer(unit, title) is none


def test_the_end_of_one_relation_ends_no_other(load: Load, to_csv: Load) -> None:
    """A father-in-law who died: his link to the wife has the end, the marriage that a 妻弟 needs has none."""
    header = [*HEADER, "关系起始", "关系终止", "关系性质"]
    table = [
        header,
        ["P1", "甲", "岳父", "乙", "1950-01", "2025-03-10", "", "2018-06", "继"],
        ["P1", "甲", "妻弟", "丙", "1980-01", "2025-03-10", "", "", ""],
    ]
    got = load("家庭.csv", to_csv(table))
    assert {c.properties.get("until") for c in got.of("SPOUSE_OF")} == {None}
    ended = [c for c in got.of("PARENT_OF") if c.properties.get("until")]
    assert [(c.properties["until"], c.properties["nature"]) for c in ended] == [("2018-06", "继")]
