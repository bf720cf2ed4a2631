"""What cleaning did is told back exactly: every change in place, of the right kind, none forgotten."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reports.normalise import clean
from loaders.reports.repairs import DAMAGE, MARKS, PINYIN, SCRIPT, SPAM, Repair, repairs
from loaders.reports.words import GAP


def _told(text: str) -> list[tuple[str, str, str]]:
    return [(text[r.start : r.end], r.read, r.kind) for r in repairs(text, clean(text))]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("云川市委开展巡察。", []),
        ("云川市委開展巡察", [("開", "开", SCRIPT)]),
        ("扶貧領域", [("貧領", "贫领", SCRIPT)]),
        ("落实责任(rèn)清单", [("(rèn)", "", PINYIN)]),
        ("发现问题,整改到位", [(",", "，", MARKS)]),
        ("县委常委、,书记", [("、,", "、", MARKS)]),
        (
            "扶貧領(lǐng)域?qū)m椦膊?,發現",
            [
                ("貧領", "贫领", SCRIPT),
                ("(lǐng)", "", PINYIN),
                ("?qū)m椦膊?", "专项巡察", DAMAGE),
                (",", "，", MARKS),
                ("發現", "发现", SCRIPT),
            ],
        ),
    ],
)
def test_each_repair_is_told_with_its_kind(text: str, told: list[tuple[str, str, str]]) -> None:
    assert _told(text) == told


def test_spam_is_spam_whether_it_is_guessed_or_not() -> None:
    assert _told("线索移交365bet体育官网机关")[0][1:] == ("纪检监察", SPAM)
    assert _told("我们365bet体育官网唱歌")[0][1:] == (GAP, SPAM)


def test_a_lost_sign_is_shown_as_a_gap() -> None:
    assert _told("副局長梁?mǐn)?平")[-1][1:] == (GAP, DAMAGE)


def _redone(text: str, found: list[Repair]) -> str:
    parts: list[str] = []
    at = 0
    for one in found:
        assert at <= one.start < one.end
        parts += (text[at : one.start], one.read)
        at = one.end
    return "".join((*parts, text[at:]))


@given(
    st.lists(
        st.sampled_from(
            [
                "云川市委",
                "責(zé)任",
                "，,",
                "領(lǐng)域?qū)m椦膊?,",
                "365bet体育官网",
                "\ufeff",
                "２",
                "\n",
                " ",
                "～",
            ]
        )
    ).map("".join)
)
def test_the_repairs_done_again_give_the_text_that_is_read(text: str) -> None:
    cleaned = clean(text)
    assert _redone(text, repairs(text, cleaned)) == cleaned.text
