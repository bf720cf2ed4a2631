"""Lines that somebody broke in the middle of a sentence: which of them goes on with the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.reports.naming import name_at
from loaders.reports.words import lexicon

ENDS = "。！？；…：:"
"""Marks behind which a line is whole."""

_CLOSING = "”』）》"
_OPENING = {"“": "”", "（": "）", "《": "》", "‘": "’"}
_UNFINISHED = re.compile(
    r"(?:[、，（“《—]|[，。；“][\u4e00-\u9fff]|，[市县区镇乡村][\u4e00-\u9fff]|(?<=[\u4e00-\u9fff])[镇乡](?![长委村党域镇街办站亲土愁里政])[\u4e00-\u9fff]|[委组院局][从对向将由][\u4e00-\u9fff]|负责(?!制|人|同志)[\u4e00-\u9fff]{0,4}|[^\d]第|届|(?<![行作有])为|(?<![\u4e00-\u9fff])[对在将把从由以]|建立健全|听取|，已|[^一同]共|累计|其中|分别|先后|及|和|与|或|[该被其的]|给予|督促|分别进驻|实施|共向|分别向"
    r"|派出|组建|移交|追缴|收缴|清退|挽回|关于|按照|根据|截至|[^\d-]\d{1,4})$"
)
_CONTINUES = re.compile(
    r"^(?:[的地得了着们和与及、，。；！？：）”》%]|副?书记|副?主任|副?[局县市区镇组部院]长|原?党[组委]|原副?(?:主任|书记|[局院校站所科镇乡县市]长|经理)|[村镇乡](?:党[委支总]|[、，；。])|届|至\d|中(?![共央国心医学小队])[\u4e00-\u9fff]|成员、|领导小组|等[\u4e00-\u9fff]*?[，。、；]|(?:提出|指出|强调|要求|明确|规定)，|\d*[个件条项名人次轮份家户起万亿余%](?![、.．]))"
)
_BEGINS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、．]|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十]{1,3}[章节条]"
    r"|[①-⑳]|附件|[\u4e00-\u9fff]{0,8}第[一二三四五六七八九十]{1,3}巡察组$|组长：|副组长：|联系|时间：)"
)
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、．]|（[一二三四五六七八九十\d]{1,3}）)")
_HEADED = re.compile(r"^(?:（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、])[^。]*”的?问题$")
"""A heading that names a finding in quotation marks, whatever follows without a mark."""

_TELLING = re.compile(
    r"(?:截[至止]|20\d\d年|今年|去年|近日|日前|近年|根据|按照|目前|.{0,4}[期其]间|其中|下一步|本轮|此次|换届|经)[^，。]*，"
    r"|[^，。]{2,12}(?:强调|指出|要求|认为|提出|表示)，"
)
"""How sentences begin, and no heading does."""

_COUNTS = re.compile(r"\d(?:[个件条项名人次轮份家户起%]|万|余)")
_POST = re.compile(
    r"(?:书记|主任|[局县市区镇乡组部院]长|委员|常委)$|^.{1,8}(?:党[组委]|[市县区旗]委?|会议)$"
)
_NAMED = re.compile(r"(?:书记|主任|长)(?:：|：.*、)?([\u4e00-\u9fff]{1,2})$")
_ACTS = "认真|切实|亲自|带头|先后|代表|表示|作|向|在"
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}$")
_COMMITTEE = re.compile(r"[市县区州旗](?:委|纪委|政府)")
_HALVES = tuple(
    (re.compile(end), re.compile(begin))
    for end, begin in (
        # 县委 | 第一巡察组
        (r"(?:^|[\u4e00-\u9fff])[市县区省]委?$", r"第[一二三四五六七八九十\d]{1,3}巡察组"),
        (
            r"委(?:[\u4e00-\u9fff]{2})?第[一二三四五六七八九十\d]{1,3}$",
            "(?:[\u4e00-\u9fff]{2})?巡察组",
        ),
        (r"[市县区省州旗]委[\u4e00-\u9fff]{2}$", r"第[一二三四五六七八九十\d]{1,3}巡察组"),
        # 被巡察 | 单位：
        (r"^(?:被?巡察|联络|联系)$", "(?:单位|对象|员|人|电话|方式)："),
        # 11月6日，区委 | 巡察工作领导小组；榆砚市委巡察 | “杀个回马枪”
        (r"[市县区旗州]委$", "巡察(?:工作领导小组|办|组|机构)"),
        (r"[\u4e00-\u9fff]$", "“[^“”]+”$"),
        # 石梁镇白鹭 | 坪村党支部原书记
        (
            r"(?:^|[^\u4e00-\u9fff])[\u4e00-\u9fff]{1,3}[镇乡][\u4e00-\u9fff]{1,3}$",
            r"[\u4e00-\u9fff]{0,2}村(?:党|原|村?委|村?监)",
        ),
        # 县政协经济 | 科技委主任
        (r"政协[\u4e00-\u9fff]{2,4}$", r"[\u4e00-\u9fff]{2,6}委副?主任"),
        # 中队 | 长某某
        (r"[局队院校站所科镇乡县市区组部厅处行]$", r"长(?![期效江年远久时沙安春治])"),
        # 组长：孙 | 立新
        (r"组长：(?:[^：]*、)?[\u4e00-\u9fff]$", r"[\u4e00-\u9fff]{1,2}(?:$|、)"),
        # 被巡察单位：县 | 农业农村局党组
        (
            r"(?:单位|对象)：(?:[^：]*、)?[\u4e00-\u9fff]{1,3}$",
            r"(?!.{0,8}组$)[\u4e00-\u9fff]{2,14}(?:$|、)",
        ),
        # 西泽 | 县教育局党组成员、副局长
        (
            r"^[\u4e00-\u9fff]{2,4}$",
            r"[市县区](?:[\u4e00-\u9fff]{2,10}局|[\u4e00-\u9fff]{2,4}(?:街道|[镇乡]))党",
        ),
        (r"^[\u4e00-\u9fff]{1,4}[市县区]$", r"[\u4e00-\u9fff]{2,10}(?:局|街道|[镇乡])原?党"),
        (r"^[\u4e00-\u9fff]{2,6}[市县区][\u4e00-\u9fff]{2,4}$", r"(?:街道|[镇乡])党"),
        (r"^[\u4e00-\u9fff]{2,10}(?:局|街道|[镇乡])$", r"党(?:[组委]|工委)(?:成员|委员|副?书记)"),
        # 北原县委第三巡察组组长高 | 明亮带领
        (
            r"(?:书记|主任|[局县市区镇乡组部院]长)[\u4e00-\u9fff]{1,2}$",
            r"[\u4e00-\u9fff]{1,2}(?:带领|带队|主持|出席|传达|要求|强调|指出|违|因|在|受到|履行|不|对|利用)[^，。]*[，。]",
        ),
        (r"(?:^|[，。])(?:[市县区]委|[局委办院]党[组委])(?:先后|共)?召开$|[共已先后]开展$", r"."),
        (r"^各[\u4e00-\u9fff]{2,12}$", r"[\u4e00-\u9fff]+\d+[^，。]*，"),
    )
)
"""How a line ends in the middle of a name or of a sentence, and how the next one goes on with it."""

_UNIT = re.compile(
    r"(?:党[组委]|工委|支部|总支|中心|集团|公司|[局委办院部会社村镇乡处站所馆校司组厅区县市道学]|[）”》])$"
)
_COUNTED = re.compile(r"\d[余多]?[万亿]?(?:[个件条项名人次轮份家户起]|人次|元)$")
_HAN = re.compile("[\u4e00-\u9fff]{1,4}")
_WHOLE_UNIT = re.compile("[局委办院镇乡道]党(?:[组委]|工委)$")
_MARKS = "，。、；：！？（）“”《》—…％%"
_LONG = 40
_LONGEST_WORD = 8
_SAME = 3
_EQUAL = 3
_FEW = 6
_NARROWEST = 15
_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is set: whether its paragraphs are indented, and the width at which its lines are broken."""

    indented: bool
    width: int

    @staticmethod
    def of(lines: Sequence[str], lengths: Sequence[int]) -> Layout:
        """Return the layout of the lines of a text; width 0 if they are not broken at one.

        The lengths are those of the original: readings are out of the lines.
        """
        indented = sum(line[:1] == " " for line in lines)
        whole = sum(line[:1] == " " and line.rstrip()[-1:] in ENDS for line in lines)
        width = max(lengths, default=0)
        full = sum(width - _SAME <= length for length in lengths)
        exact = sum(width == length for length in lengths)
        same = 2 * full > len(lines) or (exact >= _EQUAL and _FEW * exact >= len(lines))
        broken = len(lines) >= _ENOUGH and same and width >= _NARROWEST
        return Layout(2 <= indented < len(lines) and whole >= 1, width if broken else 0)

    def full(self, length: int) -> bool:
        """Tell whether a line of a length fills the width at which lines are broken."""
        return bool(self.width) and length >= self.width - _SAME


def goes_on(before: str, line: str, layout: Layout, *, full: bool, titled: bool = False) -> bool:
    """Tell whether a line goes on with the one before it.

    `full` if that one fills the width of its lines, `titled` if it looks like a title.
    """
    last, indented, line = before[-1], line[:1] == " ", line.strip()
    if len(line) == 1 and line not in _MARKS:
        return _one_sign(before, line)
    if (
        1 in (len(before), len(line))
        or _UNFINISHED.search(before)
        or _open(before)
        or _cut(before, line)
        or any(end.search(before) and begin.match(line) for end, begin in _HALVES)
    ):
        return True
    if last in ENDS:
        return full and not indented and not _BEGINS.match(line)
    if _BEGINS.match(line):
        return False
    if _CONTINUES.match(line) or word_cut(before, line) or _name_cut(before, line):
        return True
    if last in "”》" and before[-2] not in ENDS and before[0] not in "“《" and "，" in before:
        return not titled
    ends = last in _CLOSING and not (full and last == "）" and "，" in before)
    if ends or (layout.indented and indented):
        return False
    if _TELLING.match(before) or _list_cut(before):
        return True
    full = full and not _NUMBERED.match(before)
    if titled:
        return full and "，" in before
    return full or len(before) >= _LONG or _prose(before)


def heading_ends(heading: str, line: str) -> bool:
    """Tell whether a text is the whole heading of a finding, which the next line does not go on with."""
    return bool(_HEADED.match(heading)) and line[0] not in _MARKS


def _list_cut(before: str) -> bool:
    """Tell whether the last member of a list of units is no whole one (东庄村、后 | 营村)."""
    members = re.split("[、：]", before)[-3:]
    if len(members) > 1 and _COUNTED.search(members[-2]) and _HAN.fullmatch(members[-1]):
        return True
    if len(members) < 2 or not members[-1] or not _UNIT.search(members[-2]):
        return False
    whole = _UNIT.search(members[-1]) or re.search("[，｜]", members[-1])
    return "、" in before and not whole


def _one_sign(before: str, line: str) -> bool:
    """Tell whether a line of one sign belongs to the one before it, and not to the one behind it."""
    if before[-1] in ENDS:
        return before[-1] in "：:"
    if line == "副":
        return False
    if _WHOLE_UNIT.search(before) and line in "省市县区旗州":
        return False
    return not _NUMBERED.match(before) or word_cut(before, line)


def _prose(line: str) -> bool:
    """Tell a broken sentence from a heading: it has told a whole one before, or it counts something."""
    if _NUMBERED.match(line) and "。" not in line:
        return False
    return "。" in line or ("，" in line and bool(_COUNTS.search(line)))


def _open(line: str) -> bool:
    """Tell whether a bracket or quotation mark of a line is still open."""
    return any(line.rfind(opening) > line.rfind(closing) for opening, closing in _OPENING.items())


def _cut(before: str, line: str) -> bool:
    """Tell whether a number is cut, or from its unit."""
    figure = before[-1].isdigit() and bool(
        re.match(r"[\d年月日个件条项名人次轮份家户起万亿余%]", line)
    )
    day = re.search(r"\d[年月]$", before) and re.match(r"\d|[上中下]旬|[初底末]", line)
    return figure or bool(day)


def _name_cut(before: str, line: str) -> bool:
    """Tell whether a name is cut from the post before it, or a committee from its place."""
    named = _NAMED.search(before)
    if named and len(name_at(named.group(1) + line, 0, _ACTS)) > len(named.group(1)):
        return True
    if _POST.search(before) and not _NUMBERED.match(before):
        return "，" in line[:30] or (bool(name_at(line, 0, "代表|表示|向")) and len(line) > _LONG)
    return bool(_PLACE.match(before) and _COMMITTEE.match(line))


def word_cut(before: str, line: str) -> bool:
    """Tell whether a word of the lexicon stands across the end of a line."""
    words = lexicon()
    for head in range(1, min(len(before), _LONGEST_WORD - 1) + 1):
        for tail in range(1, min(len(line), _LONGEST_WORD - head) + 1):
            if before[-head:] + line[:tail] in words:
                return True
    return False
