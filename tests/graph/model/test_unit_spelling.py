"""The forms of a unit's name: stable, and blind to nothing that tells two units apart."""

from __future__ import annotations

import csv
import os
from importlib.resources import files
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.unit_spelling import Speller, brief, short_for, simplified

PLACES = ("东岭县", "南浦县", "云山区", "清河区", "云川市")
CITY = Speller("中共云川市委", PLACES)
COUNTY = Speller("中共东岭县委", PLACES)


@pytest.mark.parametrize(
    ("speller", "written", "plain"),
    [
        (CITY, "云川市林業局", "市林业局"),
        (CITY, "示例省云川市东岭县林业局", "东岭县林业局"),
        (COUNTY, "云川市东岭县林业局", "县林业局"),
        (CITY, "市发展和改革委员会（市粮食局）", "市发展改革委"),
        (CITY, "市人民医院(东院区)", "市人民医院(东院区)"),
        (CITY, "中共云川市公安局委员会", "市公安局党委"),
        (CITY, "市公安局机关党委", "市公安局机关党委"),
        (CITY, "政协云川市委员会办公室", "市政协办"),
        (CITY, "共青团云川市委员会", "团市委"),
        (CITY, "和平社区居民委员会", "和平社区居委"),
        (COUNTY, "县双河镇人民政府", "双河镇政府"),
    ],
)
def test_plain(speller: Speller, written: str, plain: str) -> None:
    assert speller.plain(written) == plain


@pytest.mark.parametrize(
    ("plain", "placed"),
    [
        ("云川林业局", "市林业局"),
        ("东岭林业局", "东岭县林业局"),
        ("云川日报社", "云川日报社"),
        ("清河镇政府", "清河镇政府"),
        ("东岭县林业局", "东岭县林业局"),
    ],
)
def test_a_stem_stands_for_its_place(plain: str, placed: str) -> None:
    assert CITY.placed(plain) == placed


def test_two_places_of_one_stem_leave_it_to_the_committees_own() -> None:
    assert Speller("中共云川市委", ["云川区"]).placed("云川林业局") == "市林业局"
    assert Speller("中共东岭县委", ["云川区", "云川市"]).placed("云川林业局") == "云川林业局"


def test_short_for_is_an_order() -> None:
    names = [
        "市文化广电旅游局",
        "市文广旅局",
        "市文旅局",
        "市文化旅游局",
        "市市场监督管理局",
        "市市监局",
        "市监局",
    ]
    pairs = {(a, b) for a in names for b in names if short_for(a, b)}
    assert ("市文旅局", "市文化广电旅游局") in pairs
    assert ("市文旅局", "市文化旅游局") in pairs
    assert ("市监局", "市市场监督管理局") in pairs
    assert not pairs & {(b, a) for a, b in pairs}
    assert not {("市文化旅游局", "市文化广电旅游局"), ("市文广旅局", "市文化旅游局")} & pairs


def test_every_word_of_the_table_is_short_for_the_long_one() -> None:
    text = files("graph.model").joinpath("unit_words.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["use"] for row in rows} == {"相同", "相近", "简称"}
    assert len({(row["long"], row["short"]) for row in rows}) == len(rows)
    for row in rows:
        long, short = (CITY.plain(f"东岭县{row[word]}某局") for word in ("long", "short"))
        if row["use"] != "相近" and long != short:
            assert short_for(short, long), row
            assert brief(short) == brief(long), row


def test_traditional_characters() -> None:
    assert simplified("縣衛生健康委員會 Ａ1") == "县卫生健康委员会 Ａ1"


WORDS = st.sampled_from(
    [
        "文化和旅游",
        "文旅",
        "教育",
        "体育",
        "发展和改革",
        "卫生健康",
        "林业",
        "市场监管",
        "和平",
        "第一中学",
        "办公室",
        "委员会",
    ]
)
NAMES = st.builds(
    lambda place, words, end: place + "".join(words) + end,
    st.sampled_from(["市", "云川市", "东岭县", "县", ""]),
    st.lists(WORDS, min_size=1, max_size=3),
    st.sampled_from(["局", "委员会", "局党组", "办公室", "镇人民政府", "中心"]),
)


@settings(max_examples=2000 if os.environ.get("XUNTU_SOAK") else 100, deadline=None)
@given(NAMES)
def test_forms_are_stable(name: str) -> None:
    for speller in (CITY, COUNTY):
        plain = speller.plain(name)
        assert speller.plain(plain) == plain
        assert speller.placed(speller.placed(plain)) == speller.placed(plain)
        assert brief(brief(plain)) == brief(plain)
        assert plain == brief(plain) or short_for(brief(plain), plain)


def test_units_of_one_city_keep_their_own_forms() -> None:
    text = files("xuntu.synthetic").joinpath("organisations.csv").read_text("utf-8")
    units = [
        row["admin"].format(P="云川市", p="云川", s="市")
        for row in csv.DictReader(text.splitlines())
    ]
    forms = {unit: brief(CITY.placed(CITY.plain(unit))) for unit in units}
    assert [(a, b) for a, b in combinations(units, 2) if forms[a] == forms[b]] == []
