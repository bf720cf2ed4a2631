"""Lost commas: restored where both sides are certain, nowhere else."""

from __future__ import annotations

import pytest

from loaders.reports.marks import restored
from loaders.reports.normalise import clean
from loaders.reports.offsets import Mapped
from loaders.reports.repairs import MARKS, repairs


@pytest.mark.parametrize(
    "whole",
    [
        "移交问题线索37件，推动立行立改问题66个。",
        "派出巡察组12个，对46个乡镇党委开展巡察。",
        "已完成整改2590个，整改率96.5%。",
        "已开展九轮巡察，累计巡察党组织152个。",
        "组织开展2轮巡察，派出巡察组12个。",
        "2021年以来，区委先后开展10轮巡察。",
        "2023年9月，县委第一巡察组进驻。",
        "24个已完成整改，2个正在整改。",
        "2个正在整改，整改完成率92.3%。",
        "开展了常规巡察，并于8月20日反馈意见。",
        "梁国平受到记过处分，时任副局长被诫勉。",
        "进驻被巡察单位，开展为期两个月的常规巡察。",
        "市审计局党组整改率为100%，市城市管理局党组进度滞后。",
        "对市财政局党组、市教育局党组、市水利局党组开展常规巡察。",
        "人才库在库人员214人，其中具有审计背景的58人。",
        "追缴7.74万元并上缴国库，时任局办公室主任沙景行受到警告处分。",
        "会上，市委第一巡察组组长反馈意见。",
        "41件移交市纪委监委，6件移交市委组织部。",
        "195个问题全部销号，未整改问题0个。",
        "协助市委开展2轮巡察，力争年底前全覆盖。",
    ],
)
def test_a_lost_mark_comes_back(whole: str) -> None:
    at = next(at for at, char in enumerate(whole) if char in "，、")
    assert restored(Mapped.of(whole[:at] + whole[at + 1 :])).text == whole


@pytest.mark.parametrize(
    "whole",
    [
        "清河区委第七轮巡察对8个党组织开展专项巡察。",
        "两轮巡察共反馈问题502个。",
        "近日，市纪委监委公开通报其中4起典型案例。",
        "对其余问题曝光其中2起。",
        "组建3个巡察组对6个单位开展常规巡察。",
        "移交的37件问题线索已办结。",
        "发现问题30个以上的单位有5个。",
        "督促10个单位立行立改问题20个。",
        "近日召开反馈会。",
        "请于3月5日前向县委巡察办反映。",
        "2024年9月至10月县内各单位自查。",
        "已完成整改26个。",
        "从其中选出3个单位。",
        "对时任局长给予处分。",
        "目前市场监管局党组已整改3个。",
        "巡察组要力争发现问题。",
        "市水利局党组对市水利局所属3个单位开展督查。",
    ],
)
def test_a_sentence_that_is_whole_stays(whole: str) -> None:
    assert restored(Mapped.of(whole)).text == whole


def test_a_mark_that_comes_back_stands_with_the_sign_before_it_and_is_told() -> None:
    text = "移交问题线索37件推动立行立改问题66个。"
    undone = clean(text)
    at = undone.text.index("，")
    assert undone.span(at, at + 1) == (text.index("件"), text.index("件") + 1)
    assert [(one.read, one.kind) for one in repairs(text, undone)] == [("件，", MARKS)]
