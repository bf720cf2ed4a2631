"""Commas that were lost, restored where what stands on both sides says that a clause ends.

A figure of a finished clause is followed by the verb of the next one, which has a figure of its own;
a rate follows a count; a time is followed by whoever acts. Everything else stays as it is written.
"""

from __future__ import annotations

import re

from loaders.reports.offsets import Mapped

_COUNT = (
    r"(?<![\d.])\d[\d.]{0,12}[余多]?[万亿]?[余多]?"
    r"(?:人次|个|件|条|项|名|人|次|起|份|轮|家|户|处|元|篇|%)(?![以之]上)"
)
_NUMBER = "[一二两三四五六七八九十]{1,3}"
_COUNTED = (
    "问题|线索|党组织|巡察组|单位|部门|制度|措施|机制|资金|损失|补贴|款|汇报|会议|建议|意见|案件|信访"
    "|处分|机关|谈话|教育|责任|项目|台账|干部|党员"
)
"""What a finished clause has counted: its noun stands before the figure, so none can follow."""

_NEXT = (
    "共|累计|其中|已|并|推动|督促|移[交送]|给予|追[回缴究]|收[缴回]|清退|挽回|立案|问责|延伸巡察|巡察"
    "|发现|反馈|完成|正在|建立|健全|修订|制定|完善|诫勉|批评|组织处理|处分|受理|办结|走访|约谈|谈话"
    r"|开展|召开|提出|形成|解决|整改|派出|组建|领导小组|[市县区旗]委|对(?=\d)|责令|召回|调整|出台|新建|通报|曝光|退还"
)
_BEEN = "已|正在|未|尚|均|被|移送|受到"
_OWN = r"[^，。；、：\n]{0,16}?\d"
"""A clause that follows has a figure of its own."""

_LOST = (
    # 移交问题线索37件推动立行立改问题66个
    (re.compile(rf"(?:{_COUNTED}){_COUNT}(?=(?:{_NEXT}){_OWN})"), "，"),
    # 已完成整改2590个整改率96.5%
    (re.compile(rf"{_COUNT}(?=[\u4e00-\u9fff]{{0,4}}率(?:已?达到?|为|约|由)?\d)"), "，"),
    # 开展10轮巡察巡察党组织96个；开展九轮巡察累计巡察党组织152个
    (
        re.compile(
            rf"(?:开展|安排|组织|部署|完成|实施)了?(?:\d+|{_NUMBER})轮巡察"
            rf"(?=(?:巡察党|派出|组建|覆盖|累计|共|发现){_OWN}|对\d)"
        ),
        "，",
    ),
    # 2021年以来区委先后开展；2023年9月县委第一巡察组
    (
        re.compile(
            r"(?:以来|[近几]年来|近日|日前|当[日天]|\d月[初底]?|\d日|\d[日月底][上下]午|此外|轮巡察中)"
            r"(?=(?:(?![前后内至到起向对由经在和与])[\u4e00-\u9fff]{2,4})?[市县区旗州省](?:纪委|委(?!托|员))|各[市县区]+委|全[市县区旗州]各)"
        ),
        "，",
    ),
    # 24个已完成整改2个正在整改；12人被留置9人移送司法机关
    (
        re.compile(
            rf"\d[个件项人名](?:{_BEEN})[\u4e00-\u9fff]{{2,10}}(?=\d+[个件项人名](?:{_BEEN}))"
        ),
        "，",
    ),
    # 正在整改整改完成率92.3%
    (
        re.compile(
            r"(?:整改|办结|销号)(?=(?:整改|问题|办结|销号)[\u4e00-\u9fff]{0,3}率[^，。\d]{0,3}\d)"
        ),
        "，",
    ),
    # 开展了常规巡察并于8月反馈；受到记过处分时任副局长
    (re.compile(r"巡察(?=并[于就延])|处分(?=时任)"), "，"),
    # 在库人员214人其中财务类38名；上缴国库时任局办公室主任；开展2轮巡察力争年底前
    (
        re.compile(
            r"[\u4e00-\u9fff\d](?<![在从于并要将及和的与对这那此是有含])(?<!通报)(?<!曝光)(?=其中(?![的之一]))"
        ),
        "，",
    ),
    (re.compile(r"(?:国库|财政|\d[元个件项])(?=时任[^，。]{2,20}[\u4e00-\u9fff])"), "，"),
    (re.compile(r"[\u4e00-\u9fff](?<![并要将还也和及])(?=力争)"), "，"),
    # 会上市委第一巡察组；整改中县供销社；同期各县；措施目前8个
    (
        re.compile(
            r"(?:(?:^|(?<=[。；，\n”]))(?:会上|会后|同期|其间|此后|随后|目前|整改中|表态时)|(?<=[\u4e00-\u9fff])目前)"
            r"(?=(?:[市县区旗州省](?!场|域|情)|各[县市区]|\d))"
        ),
        "，",
    ),
    # 41件移交市纪委监委6件移交市委组织部；已立案4件县自然资源局党组成员
    (re.compile(r"\d[件个条]移[交送][\u4e00-\u9fff]{2,8}(?=\d+[件个条]移[交送])"), "，"),
    (
        re.compile(
            r"\d[件项条次份](?=[市县区旗](?![直级管属内])[\u4e00-\u9fff]{2,10}(?:局|院|社|街道|[镇乡])党)"
        ),
        "，",
    ),
    # 全部销号未整改问题0个
    (
        re.compile(r"(?:销号|到位|办结|完成整改)(?=未(?:整改|完成|销号)[\u4e00-\u9fff]{0,3}\d)"),
        "，",
    ),
    # 进驻被巡察单位开展为期两个月的常规巡察
    (re.compile(r"进驻被巡察(?:单位|党组织)(?=开展为期)"), "，"),
    # 整改率均为百分之百县城市管理局党组
    (re.compile(r"\d%(?=[市县区][\u4e00-\u9fff]{2,12}[局委办院]党[组委])"), "，"),
    # 市财政局党组市教育局党组
    (
        re.compile(r"[局委办院]党[组委](?=[市县区][\u4e00-\u9fff]{2,12}[局委办院]党[组委][、，])"),
        "、",
    ),
)


def restored(text: Mapped) -> Mapped:
    """Return the text with a mark wherever one is certainly missing, standing with the sign before it."""
    for pattern, mark in _LOST:
        ends = [found.end() for found in pattern.finditer(text.text)]
        text = text.edited((end - 1, end, text.text[end - 1] + mark) for end in ends)
    return text
