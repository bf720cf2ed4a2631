"""Lines of a page: what stands beside the report goes, what was broken is joined, tables are rebuilt."""

from __future__ import annotations

import pytest

from graph.model import regions
from loaders.reports.blocks import split
from loaders.reports.extract import extract, report
from loaders.reports.normalise import clean

TITLE = "云川市委第三轮巡察进驻公告\n"
HEAD = TITLE + "云川市委第三轮巡察已进驻。\n"


def kinds(text: str) -> list[str]:
    return [block.kind for block in split(clean(text))]


def texts(text: str, kind: str = "body") -> list[str]:
    return [block.text.text for block in split(clean(text)) if block.kind == kind]


@pytest.mark.parametrize(
    "line",
    [
        "首页 要闻 公告 巡察 教育",
        "您当前的位置：首页 > 巡察工作 > 动态",
        "? 閱讀上一篇",
        "上一篇：东岭县委召开动员会",
        "扫一扫在手机打开当前页",
        "请输入验证码",
        "字号：大 中 小",
        "【打印】 【关闭】",
        "网站标识码：9901000001",
        "要闻 > 巡察",
    ],
)
def test_furniture_is_a_menu(line: str) -> None:
    assert kinds(f"{line}\n{HEAD}{line}\n") == ["menu", "title", "body", "menu"]


def test_behind_the_owners_rights_nothing_is_the_report() -> None:
    assert kinds(f"{HEAD}版权所有：云川廉政网\n云川市委巡察发现问题9个。\n")[2:] == ["menu", "menu"]


def test_titles_of_other_pages_are_none_of_this_one() -> None:
    page = f"{HEAD}相关链接\n东岭县委第五轮巡察反馈\n市委第四轮巡察公告\n云川市委要求整改到位。\n"
    assert kinds(page)[2:] == ["menu", "menu", "menu", "body"]


def test_a_byline_is_no_sentence() -> None:
    assert (
        kinds("云川巡察\n來源:云川廉政网 作者:市委巡察办 編輯:谢小航 2025-01-26 09:50:07\n")[1]
        == "byline"
    )


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("以巡察工作\n\n的实际成效践行使命。", "以巡察工作的实际成效践行使命。"),
        ("会后，市委常委、\n\n市纪委书记讲话。", "会后，市委常委、市纪委书记讲话。"),
        ("本轮发现问题3\n26个。", "本轮发现问题326个。"),
        ("本轮巡察发现问题326\n个，移交线索41件。", "本轮巡察发现问题326个，移交线索41件。"),
        ("根据市委部署，派出5个巡\n察组。", "根据市委部署，派出5个巡察组。"),
        ("截至5月底，七届市委已\n开展九轮巡察。", "截至5月底，七届市委已开展九轮巡察。"),
        ("印发《云川市委巡察\n工作办法》。", "印发《云川市委巡察工作办法》。"),
        ("中共云川市委巡察工作\n领导小组办公室", "中共云川市委巡察工作领导小组办公室"),
        (
            "任务为：第一组负责东庄村、后\n营村、新桥村。",
            "任务为：第一组负责东庄村、后营村、新桥村。",
        ),
        (
            "单位：市水利局党组、市国有资产监督管理\n委员会党委",
            "单位：市水利局党组、市国有资产监督管理委员会党委",
        ),
        ("先后召开党委会7次、专题\n民主生活会1次。", "先后召开党委会7次、专题民主生活会1次。"),
        ("2022年秋，云\n川市委抽调力量。", "2022年秋，云川市委抽调力量。"),
        ("局党组书记、局长向维\n屏认真履行责任。", "局党组书记、局长向维屏认真履行责任。"),
        ("组长：柏长\n河、尉迟昭", "组长：柏长河、尉迟昭"),
    ],
)
def test_a_broken_line_is_joined(broken: str, whole: str) -> None:
    assert split(clean(f"{HEAD}{broken}\n"))[2].text.text == whole


@pytest.mark.parametrize(
    "lines",
    [
        ("一、强化政治责任", "市委高度重视巡察工作。"),
        ("“利剑”出鞘，震慑常在", "近日，市委召开会议。"),
        ("（一）聚焦重点", "巡察组发现问题3个。"),
        ("本轮巡察全部结束。", "下一步将推动整改。"),
        ("县委第一巡察组", "组长：张立国"),
        ("组长：刘志刚", "副组长：马晓东"),
        ("覆盖各街道、各乡镇", "近日，市委召开会议。"),
        ("健全主要领导负责制", "近日，市委召开会议。"),
        ("巡察单位：市水利局党组、市教育局党组", "联系电话：0999-1234567"),
    ],
)
def test_a_heading_stays_by_itself(lines: tuple[str, str]) -> None:
    found = [block.text.text for block in split(clean(HEAD + "\n".join(lines)))]
    assert found[2:] == list(lines)


def test_lines_of_one_width_are_paragraphs() -> None:
    sentence = "市委坚持政治巡察定位，聚焦重点领域和关键环节，推动解决群众身边的突出问题。"
    lines = [(sentence * 3)[at : at + 24] for at in range(0, 3 * len(sentence), 24)]
    assert texts(HEAD + "\n".join(lines))[1:] == [sentence * 3]


def test_paragraphs_of_lines_of_one_width_stay_apart() -> None:
    sentence = (
        "市委坚持政治巡察定位，聚焦重点领域和关键环节，推动解决群众身边的突出问题并压实责任。"
    )
    lines = [sentence[at : at + 21] for at in range(0, len(sentence), 21)]
    assert len(lines[-1]) == 21
    paragraph = "\n".join(lines)
    assert texts(f"{HEAD}{paragraph}\n\n{paragraph}\n\n{paragraph}")[1:] == [sentence] * 3


def test_a_title_goes_on_behind_a_byline() -> None:
    page = "中共云川市人民医院委员会\n索引号：1234\n关于巡察整改进展情况的通报\n反馈的问题3个，已整改2个。\n"
    figures = [fact for fact in extract(page.encode(), "x.txt") if fact.type == "metric"]
    assert {fact.fields["committee"] for fact in figures} == {"云川市人民医院党委"}


def test_a_byline_that_is_broken_at_its_date_is_one() -> None:
    found = split(
        clean("标题就是这一行文字\n来源：云川日报 发布时间\n：2025-06-20\n本轮发现问题3个。\n")
    )
    assert [block.kind for block in found] == ["title", "byline", "body"]


COLUMNS = (
    "组别 | 专项巡察一组 | 二组 |\n负责人 | 组长:张立国 副组长:李 明 | 组长:王海波 |\n"
    "巡察单位 | 市财政局 市教育局 | 市水利局 |\n联系电话 | 0999-1234567 | 0999-7654321 |\n"
)
ROWS = (
    "组别 | 组长 | 副组长 | 被巡察单位\n专项巡察一组 | 张立国 | 李明 | 市财政局、市教育局\n"
    "专项巡察二组 | 王海波 | | 市水利局\n"
)


@pytest.mark.parametrize("table", [COLUMNS, ROWS], ids=["columns", "rows"])
def test_a_table_of_teams_is_read_team_by_team(table: str) -> None:
    facts = extract(f"{HEAD}{table}".encode(), "x.txt")
    teams = {f.fields["name"]: f.fields.get("leader") for f in facts if f.type == "team"}
    assert teams == {"云川市委专项巡察一组": "张立国", "云川市委专项巡察二组": "王海波"}
    deputies = [f.fields["name"] for f in facts if f.fields.get("post") == "副组长"]
    assert deputies == ["李明"]
    units = {f.fields["unit"] for f in facts if f.type == "inspects"}
    assert units == {"云川市财政局", "云川市教育局", "云川市水利局"}
    for fact in facts:
        assert f"{HEAD}{table}"[fact.start : fact.end] == fact.evidence
        assert "0999" not in fact.evidence


def test_a_row_that_is_broken_in_a_cell_is_one() -> None:
    broken = ROWS.replace("张立国", "张\n\n立国")
    told = [block.text.text for block in split(clean(HEAD + broken)) if block.kind == "body"]
    assert told == [block.text.text for block in split(clean(HEAD + ROWS)) if block.kind == "body"]


def test_a_name_with_a_gap_is_no_fact_and_is_told() -> None:
    text = "云川市委通報\n雲川市委第二巡察組\n組長:劉志?duàn)?\n副組長:馬曉東\n"
    found = report(text.encode(), "x.txt", regions.load())
    assert {f.fields["name"] for f in found.facts if f.type == "person"} == {"马晓东"}
    assert not any("刘志" in str(fact.fields) for fact in found.facts)
    assert [lost.value for lost in found.unusable] == ["?duàn)?"]


def test_a_table_of_anything_else_stays_as_it_is() -> None:
    assert kinds(f"{HEAD}项目 | 数量 | 备注\n培训 | 3 | 次\n") == [
        "title",
        "body",
        "table",
        "table",
    ]


def test_a_guess_for_spam_is_doubtful() -> None:
    text = "云川市委通报\n云川市纪委书记、市365bet官网_bet365在线主任周启明出席云川市委巡察会议。\n"
    facts = extract(text.encode(), "x.txt")
    (guessed,) = [f for f in facts if f.fields.get("post") == "市监委主任"]
    assert guessed.confidence <= 0.5
    assert "〔监委〕为推测" in guessed.doubt


@pytest.mark.parametrize(
    ("passage", "value", "reason"),
    [
        ("副局長梁?mǐn)?平被開除黨籍。", "?mǐn)?", "编码损坏"),
        ("移交澳门新葡京官网材料。", "澳门新葡京官网", "垃圾文字"),
        ("不清楚?!?部分单位整改。", "?", "有字缺失"),
        (
            "发现问题" + "整改落实情况监督检查" * 12 + "。",
            "发现问题" + "整改落实情况监督检查" * 12,
            "标点缺失",
        ),
    ],
)
def test_what_nobody_can_undo_is_told(passage: str, value: str, reason: str) -> None:
    text = f"{HEAD}{passage}\n"
    (lost,) = report(text.encode(), "x.txt", regions.load()).unusable
    assert (lost.value, lost.reason[:4]) == (value, reason)
    assert text[lost.start : lost.end] == lost.evidence
