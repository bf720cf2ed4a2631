"""Who must not be shown: villagers, petitioners, witnesses, and numbers that lead to people."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.reports.extract import extract
from loaders.reports.masking import hidden, masked, sensitive

CASES = Path(__file__).parents[2] / "cases" / "reports"
REPORTS = sorted(CASES.glob("*.txt"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("和平街道村民孙大有高兴地说。", "和平街道村民孙××高兴地说。"),
        ("村民孙大有说。后来孙大有又说。", "村民孙××说。后来孙××又说。"),
        ("村民李有福、赵金花和钱山表示。", "村民李××、赵××和钱×表示。"),
        ("村民歐陽修文說。", "村民歐陽××說。"),
        ("村民吳(wú)少榮說。", "村民吳(wú)××說。"),
        ("贫困户赵有田领到补助。", "贫困户赵××领到补助。"),
        ("今年68岁的张桂兰说。", "今年68岁的张××说。"),
        ("张桂兰，女，68岁，柳树村村民。", "张××，女，68岁，柳树村村民。"),
        ("李大娘说。村民王大爷笑了。", "×大娘说。村民×大爷笑了。"),
        ("“好啊。”老李说。", "“好啊。”老×说。"),
        ("青年姓郭，老人姓刘。", "青年姓×，老人姓×。"),
        ("收到王小明实名举报。", "收到×××实名举报。"),
        ("举报人孙立反映；证人周大宝证实。", "举报人××反映；证人×××证实。"),
        ("受助户张秀兰说。", "受助户张××说。"),
        ("一封署名“胡大海”的举报信", "一封署名“×××”的举报信"),
        ("家长蔡女士说，市民马先生投诉。", "家长×女士说，市民×先生投诉。"),
        ("赵德全多次向巡察组反映。", "×××多次向巡察组反映。"),
        ("电话：0999-1234567。", "电话：××××××××××××。"),
        ("手机13812345678。", "手机×××××××××××。"),
        ("手机 138-1234-5678。", "手机 ×××××××××××××。"),
        ("监督电话（每日8:30）：7654321、7654322。", "监督电话（每日8:30）：×××××××××××××××。"),
        ("身份证号99010219850101123X。", "身份证号××××××××××××××××××。"),
        ("邮箱xuncha@example.com，来信", "邮箱××××××××××××××××××，来信"),
        ("邮政信箱：清河区A001号；其他", "邮政信箱：××××××××；其他"),
        ("云川市邮政局A001号信箱", "云川市邮政局×××××信箱"),
        ("举报人系冯小满。来电人为汤文秀。", "举报人系×××。来电人为×××。"),
        ("来电人是汤文秀。证人名叫龚水根已到。", "来电人是×××。证人名叫×××已到。"),
        ("信访人之一钱守义来信。", "信访人之一×××来信。"),
        ("举报人（化名）张立新要求。", "举报人（化名）×××要求。"),
        ("上访户鲍金贵说满意。", "上访户×××说满意。"),
        ("低保户龚水根多年没领到补助。", "低保户龚××多年没领到补助。"),
        ("低保户龚水根没领到补助。", "低保户龚××没领到补助。"),
        ("低保户周四喜多年没领到补助。", "低保户周××多年没领到补助。"),
        ("来访人方桂香、其子方小军要求。", "来访人×××、其子×××要求。"),
        ("其女儿方小军没领到补助。", "其女儿方××没领到补助。"),
        ("号码11010119900307 4477已核实。", "号码×××××××××××××× ××××已核实。"),
        ("号码110101900307447已核实。", "号码×××××××××××××××已核实。"),
        ("QQ：123456789，微信号xiaoming_88。", "QQ：×××××××××，微信号×××××××××××。"),
        ("家住清河区幸福路12号3栋。", "家住×××××××××××。"),
        ("家住柳树村的张桂兰说。", "家住×××的张××说。"),
    ],
)
def test_what_is_covered(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "群众满意度达98%，群众高度评价，居民安置点建成。",
        "村民王某某说，村民张某也说。",
        "市民族宗教事务局、市居民服务中心。",
        "汤某，女，群众，1972年出生，原科长。",
        "党员干部群众反映强烈，经群众举报。",
        "县委书记陈志远反映了情况。",
        "索引号：113307020501239658/2023-46395。",
        "村民委员会，业主委员会，群众纪律，群众身边，农户家庭，居民楼改造，群众路线。",
        "低保户高龄补贴发放，贫困户安置点建成，举报人权益，其子公司经营。",
        "贫困户危房改造补助资金，为贫困户危房改造发放补助，低保户安全住房有保障。",
        "微信支付50000元，编号110101901307447。",
        "2024年3月11日至5月10日，反馈问题1234567个。",
    ],
)
def test_what_stays(text: str) -> None:
    assert masked(text) == text
    assert hidden(text) == []


def test_a_masked_text_read_again_gives_no_new_names() -> None:
    text = "云川市委巡察情况\n云川市委巡察。村民孙大有说好。举报人周立反映。\n"
    assert masked(masked(text)) == masked(text)


def test_an_officer_of_a_villagers_name_is_not_covered() -> None:
    text = "村民王海说好。县委书记王海主持会议。"
    assert masked(text) == "村民王×说好。县委书记王海主持会议。"


def test_names_of_villagers_and_identity_numbers_are_seen() -> None:
    text = "村民孙大有表示，证件号99010219850101123X，市民族中学"
    assert {text[a:b] for a, b in sensitive(text)} == {"孙大有", "99010219850101123X"}


@settings(max_examples=300 if os.environ.get("XUNTU_SOAK") else 20, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["村民孙大有说", "\n", "(zé)", "電話", "0999-1234567", "，", "對", "?qū)m", " "]
        )
    )
)
def test_places_stay_what_they_were(pieces: list[str]) -> None:
    text = "".join(pieces)
    shown = masked(text)
    assert len(shown) == len(text)
    covered = {n for start, end in hidden(text) for n in range(start, end)}
    for n, (before, after) in enumerate(zip(text, shown, strict=True)):
        assert after == before or n in covered


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_masking_never_touches_evidence(path: Path) -> None:
    content = path.read_bytes()
    shown = masked(content.decode("utf-8"))
    for fact in extract(content, path.name):
        assert shown[fact.start : fact.end] == fact.evidence
