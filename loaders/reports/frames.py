"""The ways in which Chinese says that units are inspected, and where the list of units stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.reports.lists import run, tail_run
from loaders.reports.orgs import is_specific
from loaders.reports.rounds import types_in

_NUMBER = r"[一二三四五六七八九十\d]+"
_KINDS = r"常规|专项|机动|提级|交叉|联动|延伸|同步|政治|集中|直接|统筹|“提级交叉”|“机动式”"
_NOT_DONE = (
    r"(?!整改|组(?!织开展)|意见|反馈|业务|干部|机构|办(?!结)|成果|信息|指导|调研|督[查导]|培训|评估|报告|问题|情况[汇评]|"
    r"人员|人才|档案|经验|制度|规划|条例|对象|公告|移交|线索|全覆盖)"
)
_OBJECT = rf"巡察(?:监督|工作(?!组|领导|机构|动员|会议|人员|规划|业务|指导|培训|部署|需要|的?意见))?+{_NOT_DONE}"
_CHECKUP = "“?政治体检”?"
_DO = (
    r"(?:先后|分别|同步|集中|全面|统一|联合|共同|压茬|陆续|一并|正在|已经|已|将|均|也|还|又|再次|首次)*"
    r"(?:开展|进行|实施|启动|(?<!党)组织(?=了|开展|实施|进行)|推进|完成|予以|展开|安排)[了的]?"
)
_LIST = r"(?P<list>(?:(?!(?<![面相针应])对(?![象外口])).){2,500}?)"
_OF = re.compile(
    rf"(?:^|(?<=[，。；、：）\u4e00-\u9fff]))对(?![象照标于应接])(?:以下|下列)?{_LIST}"
    rf"(?P<verb>{_DO}(?P<what>[^，。；：对]{{0,34}}?)(?:(?P<again>(?:巡察)?“?回头看”?)|{_OBJECT}|巡视巡察{_NOT_DONE}|{_CHECKUP})"
    r"|(?P<back>(?:开展|进行|实施)?了?巡察(?:整改)?“回头看”)"
    rf"|的(?P<of>(?:{_KINDS})*){_OBJECT}"
    rf"|(?P<noun>(?:{_KINDS}|[^，。；、的开进]{{2,10}}领域)*)巡察(?=(?:综合)?情况|工作(?:动员|部署|见面|已|全)|动员|见面|反馈"
    r"|已|均|全部|结束|完成|正式|启动|[中时后](?:[，。发]|$)|的(?:同时|反馈|动员|意见|情况|报告)|之后|之际|期间|过程|发现|[，。；]|$))"
)
_VERB = re.compile(
    rf"(?:(?P<team>巡察[一二三四五六七八九十]*组)(?:先后|分别|正在|已|将|负责|对口)*"
    rf"|(?P<what>(?:{_KINDS}|“[^“”]{{2,8}}”|[^，。；、：对被]{{0,10}}?)))"
    rf"巡察了?(?!组|对象|单位|部门|地区|机构|办|工作|整改|发现|反馈|干部|[市县区]级|[市县]县|各|全|村（|党组织)"
)
_ENTER = re.compile(
    r"(?:进驻|入驻|进点|驻点)(?:了|到|至)?(?!后|期间|动员|时间|情况|仪式|公告|以来|前|工作|会|见面|信息|大会|阶段|到位|完|完毕)"
)
_WENT = re.compile(
    rf"(?:分赴|奔赴|开赴|再赴|赴|到(?!\d)|前往|深入|走进|重返|重回|回访|再访)(?P<list>[^。；到赴]{{3,200}}?)，?{_DO}(?P<what>[^，。；]{{0,16}}?)"
    rf"(?:{_OBJECT}|(?P<again>“回头看”))"
    rf"|(?<!现)在(?P<list2>[^，。；在]{{3,100}}?)(?:开展|进行)?的?(?P<what2>(?:{_KINDS})*)巡察(?=期间|过程|工作动员|动员|见面|反馈会|[时中后](?:[，。发]|$))"
)
_OBJECTS = re.compile(
    r"(?:被巡察?|巡察)(?:“?回头看”?)?的?(?P<word>对象|单位|党组织|部门|地区|范围)(?:名单|安排|分工)?"
    r"(?:共?(?:计|有)?\d+[个家所][^，。；：]{0,8})?[，,]?(?:分别|主要|具体)*(?:为|是|有|包括|包含|涉及|涵盖|即|如下：|：)"
    r"|(?:^|(?<=[，。；：\s]))(?:监督|受巡|受检|进驻|驻点|体检)(?:对象|单位|党组织|部门|范围)(?:名单)?："
    r"|(?:接受|列入|纳入|进行)[^，。；]{0,16}巡察的(?:单位|党组织|部门|对象)?(?:共?(?:计|有)?\d+[个家所])?，?(?:分别|主要)*(?:有|是|为|包括)：?"
    r"|\d+[个家所][^，。；：\d]{0,8}(?:单位|党组织|部门|企业|学校|医院|乡镇|街道)(?:党组织)?，(?:分别|具体)*(?:是|为|包括|有)：?"
    r"|(?:巡察|体检)”?名单[上里]?的?(?:有|是|为|包括|：)|巡察[^，。；]{0,8}(?:首站|第一站)(?:为|是|选在|设在|来到|走进)"
    r"|巡察[^。；]{0,24}(?:瞄准|盯上|指向|直指|对准|照向|投向|锁定|扎进)了?"
    rf"|(?<=被)巡察的|(?:接受|迎接)(?:{_KINDS})*巡察的(?=[市县区旗州])|第[一二三四五六]批(?:次)?(?:巡察)?(?:单位|对象|进驻)?(?:为|是|有|包括|：)"
    r"|(?:巡察(?!工作|机构|干部|人才|整改|办|组)|本轮|此轮|本次|轮)(?P<what>[^，。；、：]{0,14}?)(?:覆盖|涉及|涵盖|包括)(?:了|到)?(?!率)"
)
_COUNTED = re.compile(
    r"(?:对|巡察|进驻|覆盖|单位为|对象为|包括|包含)[^，。；（）]{0,12}\d+[个家所][^，。；：\d（）]{0,12}（(?:含|包括|即|分别[是为])?"
)
_DUTY = re.compile(
    rf"(?:第{_NUMBER}巡察组|巡察第?{_NUMBER}组)(?:[（(][^（）()]{{1,12}}[）)])?(?:先后|主要|具体)*"
    r"(?:负责|承担|对应|联系)(?:对口)?(?:对|巡察的?)?"
)
_TEAM_LABEL = re.compile(
    rf"(?:^|(?<=[，。；：\s）、]))(?:[\u4e00-\u9fff]{{0,8}}?(?:第{_NUMBER}巡察组|巡察第?{_NUMBER}组)|第?{_NUMBER}组)"
    r"(?:[（(][^（）()]{1,12}[）)])?[：:]"
)
_KIND_LABEL = re.compile(
    r"(?:^|(?<=[）、.．；：]))(?P<what>“?(?:常规|专项|机动|提级|交叉|联动|回头看)[^，。；：]{0,6}?)(?:（\d+[家个所]）)?[：:]"
)
_ROW = re.compile(
    r"[|｜]\s*(?P<list>[^|｜：]{3,200}?)\s*[|｜]\s*(?P<what>[^|｜，。；]{0,12}?(?:常规|专项|机动|提级|交叉|联动|回头看)[^|｜，。；]{0,6})(?:$|[|｜])"
)
_FEEDBACK = re.compile(
    r"(?:汇报|通报|介绍|听取)了?(?!对)(?P<list4>[^，。；向对]{4,200}?)的(?:第[一二三四五六七八九十\d]+轮)?(?P<what3>(?:常规|专项|机动|提级|交叉)*)巡察(?:综合)?(?:情况|汇报|意见|结果)|"
    r"向(?P<list5>[^。；向]{3,300}?)(?:分别|集中|逐一|书面|当面|现场)*通报了?(?=[^，。；]{0,6}巡察(?:发现|情况|意见|反馈|结果|查))|"
    r"反馈给(?P<list3>[^，。；向]{3,60}?)的|反馈了?(?P<list2>[^，。；向]{3,60}?)的?(?P<what2>(?:常规|专项)?)巡察(?:“回头看”)?(?:情况|意见)|"
    r"(?:^|(?<=[，。；：\u4e00-\u9fff]))向(?P<list>[^。；向]{3,300}?)"
    r"(?:先后|分别|集中|逐一|书面|当面|现场|正式|专题|一对一|进行|开展|作|了|通报)*反馈了?"
    rf"(?!线索|给|到|机制|问题线索)(?P<what>[^，。；对]{{0,10}}?“?回头看”?|(?:[^，。；对的]{{0,10}}?领域)?(?:{_KINDS})*)"
)
_PASSIVE = re.compile(
    r"(?:先后|均|已|将|也|同时|正在|分别)*(?:接受|迎接|迎来)(?:了|的是)?(?P<what>[^，。；对]{0,24}?)(?:巡察(?!整改|组)|“?政治体检”?)"
    r"|(?:均|都|也|先后)*(?:成为|进入|列入|入列|列进)[^，。；]{0,14}(?:巡察|体检)[^，。；]{0,6}(?:对象|名单|视野|范围|单位|第一站|首站|计划|清单)"
    r"|等?(?:\d+[个家所])?被巡察(?:单位|党组织|部门)"
    r"|(?:则|分别)*由[^，。；]{0,12}巡察[一二三四五六七八九十]*组[^，。；]{0,14}，?(?:开展|进行|实施)了?(?P<what4>[^，。；]{0,12}?)(?:巡察)?(?P<again>“?回头看”?)"
    r"|(?:分别)?由[^，。；]{0,12}巡察[一二三四五六七八九十]*组(?:负责|承担)(?:开展|进行)?(?P<what3>[^，。；]{0,6}?)巡察"
    r"|(?:被|先后|均|已)*(?:列为|列入|纳入|确定为|选为|选定为|定为|作为)(?P<what2>[^，。；]{0,20}?)巡察(?:对象|单位|范围|名单|计划)"
)
_CHOSEN = re.compile(
    r"(?:选取|选择|选定|确定|抽取|抽选|挑选|将|把|以)(?P<list>[^。；]{3,300}?)"
    r"(?:(?:作为|为|列为|列入|纳入|确定为)(?P<what>[^，。；]{0,20}?)(?:巡察(?:对象|单位|范围|名单|计划|试点)|对象)"
    r"|，?(?:先后|率先)?(?:开展|进行|实施)了?(?P<what2>[^，。；]{0,20}?)巡察(?!整改|业务))"
)


_ADDED = re.compile(
    r"(?:等[^，。；]{0,10})?，?[^，。；对]{0,4}(?:开展|进行|实施|方式)[^，。；对]{0,16}巡察(?:“?回头看”?)?"
)
_TOPIC = re.compile(rf"(?:{_KINDS}|回头看)”?(?:巡察)?的?(?:综合)?情况，[^，。；]{{0,6}}$")
_DENIED = re.compile("(?:不|未|没有?|尚未)(?:能|曾|再|被)?(?:$|包括|包含|覆盖|涉及|涵盖|列入|纳入)")
_NOT_ALL = re.compile(
    "(?:尚|暂|仍|还)?未|没有|不|抽调|选派|组织|统筹|邀请|会同|联合|商请|协调|依托|借助|从(?!化)"
)
"""What stands before a list that is not of what was inspected (巡察抽调市审计局、市财政局骨干…)."""
_OWNERS = re.compile(r"的\d+(?:个|家|所)(?:行政村|建制村|村|社区|嘎查)")
"""What follows towns whose villages are inspected, not they themselves."""
_NEAR = 30


@dataclass(frozen=True, slots=True)
class Frame:
    """A statement that units are inspected: its list, its whole extent, what it says of the kind.

    `rank` tells how much the wording is worth where two say the same of a unit: less is more.
    """

    rule: str
    start: int
    end: int
    list_start: int
    list_end: int
    said: str
    rank: int


def frames(text: str) -> Iterator[Frame]:
    """Yield the statements of a sentence that units are inspected, the fullest wording first."""
    yield from _between(text, _OF, "inspects:of", 0)
    yield from _between(text, _CHOSEN, "inspects:chosen", 1)
    yield from _between(text, _WENT, "inspects:went", 1)
    yield from _forward(text, _OBJECTS, "inspects:objects", 0)
    yield from _forward(text, _COUNTED, "inspects:counted", 1)
    yield from _forward(text, _DUTY, "inspects:duty", 0)
    yield from _between(text, _ROW, "inspects:row", 0)
    yield from _forward(text, _KIND_LABEL, "inspects:kind", 0)
    yield from _forward(text, _TEAM_LABEL, "inspects:team", 0)
    yield from _forward(text, _ENTER, "inspects:enter", 1)
    yield from _forward(text, _VERB, "inspects:verb", 1)
    yield from _backward(text)
    for frame in _between(text, _FEEDBACK, "inspects:feedback", 2):
        if "巡察" in text[max(0, frame.start - _NEAR) : frame.end + _NEAR]:
            about = _TOPIC.search(text[max(0, frame.start - _NEAR) : frame.start])
            yield replace(frame, said=frame.said + (about.group() if about else ""))


def _between(text: str, pattern: re.Pattern[str], rule: str, rank: int) -> Iterator[Frame]:
    """Yield statements whose list stands between two words (对…开展巡察)."""
    for found in pattern.finditer(text):
        groups = found.groupdict()
        said = "".join(
            groups.get(n) or "" for n in ("what", "what2", "what3", "back", "of", "noun", "again")
        )
        if "整改" not in said or groups.get("again"):
            named = next(n for n in ("list", "list2", "list3", "list4", "list5") if groups.get(n))
            said = said if types_in(said) or rank != 1 else said + _next(text, found.end())
            yield Frame(rule, *found.span(), *found.span(named), said, rank)


def _forward(text: str, pattern: re.Pattern[str], rule: str, rank: int) -> Iterator[Frame]:
    """Yield statements whose list follows and ends by itself (进驻…, 巡察对象为…)."""
    for found in pattern.finditer(text):
        if _DENIED.search(found.group()):
            continue
        length = run(text[found.end() :])
        first = text[found.end() : found.end() + length]
        owners = _OWNERS.match(text, found.end() + length)
        if length and is_specific(first) and not _NOT_ALL.match(first) and not owners:
            end = found.end() + length
            said = found.group()
            said += "" if types_in(said) else _before(text, found.start()) + _next(text, end)
            said += _after(text, found) if found.group().endswith("（") else ""
            yield Frame(rule, found.start(), end, found.end(), end, said, rank)


def _backward(text: str) -> Iterator[Frame]:
    """Yield statements whose list stands before (…接受巡察, …被列为巡察对象)."""
    for found in _PASSIVE.finditer(text):
        denied = _DENIED.search(text[max(0, found.start() - 3) : found.start()])
        length = 0 if denied else tail_run(text[: found.start()])
        if length:
            said = "".join(
                found[name] or "" for name in ("what", "what2", "what3", "what4", "again")
            )
            start = found.start() - length
            yield Frame("inspects:passive", start, found.end(), start, found.start(), said, 1)


def _after(text: str, found: re.Match[str]) -> str:
    """Return what a clause goes on to say behind a list in brackets: （…）开展专项巡察."""
    return re.split(r"[，。；]", text[text.find("）", found.end()) :])[0]


def _next(text: str, at: int) -> str:
    """Return what the next clause adds of the kind: 进驻…，开展常规巡察."""
    found = _ADDED.match(text, at)
    return found.group() if found else ""


def _before(text: str, at: int) -> str:
    """Return what the clause says just before a statement: 本轮常规 before 巡察对象为."""
    return re.split(r"[，。；：、]", text[max(0, at - 14) : at])[-1]
