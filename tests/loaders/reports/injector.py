"""Noise of web pages put into clean reports on purpose, one kind at a time, from a seed.

A kind is a function of a text and a source of chance; it returns nothing where a text has no place for it.
The numbers are the rows of the list of noise in EXTRACTION.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from tests.loaders.reports.tearing import (
    HANZI,
    NARROW,
    WIDE,
    as_traditional,
    long_straddle,
    reading_of,
    straddle,
)

Noise = Callable[[str, random.Random], str | None]

_TEAM = re.compile(r"(?:.委第.巡察组\n组长：.*\n副组长：.*\n被巡察单位：.*\n)+")


def traditional(text: str, chance: random.Random) -> str | None:
    """1: some or all lines in traditional characters."""
    return _lines(text, chance, as_traditional)


def zhe(text: str, chance: random.Random) -> str | None:
    """2: 著 left where 着 is meant."""
    return _somewhere(text, chance, re.compile("着(?=[力眼重])"), lambda _: "著")


def with_pinyin(text: str, chance: random.Random, blank: str = "") -> str | None:
    """3: the reading behind some traditional characters."""
    text = as_traditional(text)
    share = chance.choice((0.01, 0.05, 0.2))
    return "".join(
        f"{char}({reading_of(char)}{blank})"
        if HANZI.match(char) and chance.random() < share
        else char
        for char in text
    )


def with_spaced_pinyin(text: str, chance: random.Random) -> str | None:
    """4: the same with a blank in the bracket."""
    return with_pinyin(text, chance, " ")


def swallowed(text: str, chance: random.Random) -> str | None:
    """8: small damage without pinyin."""
    found = list(re.finditer("。”(?=2)|。(?=县委)", text))
    if not found:
        return None
    spot = chance.choice(found)
    if spot.group() == "。":
        return f"{text[: spot.start()]},。??h{text[spot.end() + 1 :]}"
    return f"{text[: spot.start()]}?!?{text[spot.end() + 1 :]}"


def spam(text: str, chance: random.Random) -> str | None:
    """9 and 10: spam in the place of the word of supervision."""
    heads = ("365bet", "bet365", "澳门新葡京", "皇冠体育", "亚博", "188bet", "必赢亚洲")
    tails = (
        "安卓",
        "中文",
        "客户端",
        "在线",
        "体育",
        "官网",
        "娱乐",
        "平台",
        "投注",
        "手机版",
        "网址",
        "app",
    )
    parts = ["".join([chance.choice(heads), *chance.sample(tails, chance.randrange(1, 4))])]
    parts += [chance.choice(heads) + chance.choice(tails) for _ in range(chance.randrange(3))]
    pattern = re.compile("监委(?=主任)|(?<=纪委)监委|(?<=纪检)监察(?=机关)")
    return _once(text, chance, pattern, "_".join(parts))


def narrow(text: str, chance: random.Random) -> str | None:
    """11: marks of half width, all or some."""
    share = chance.choice((0.1, 0.5, 1.0))
    return "".join(
        c.translate(NARROW) if c in WIDE and chance.random() < share else c for c in text
    )


def doubled(text: str, chance: random.Random) -> str | None:
    """12: a comma behind another mark."""
    return _somewhere(
        text, chance, re.compile("[，、；。]"), lambda m: m.group() + chance.choice(",，")
    )


def lost_mark(text: str, chance: random.Random) -> str | None:
    """13: a comma that is missing."""
    return _once(text, chance, re.compile("，"), "")


def wrapped(text: str, chance: random.Random) -> str | None:
    """14: a line broken in the middle of a sentence, or all of them at one width."""
    if chance.random() < 0.3:
        width = chance.randrange(20, 50)
        return "\n".join(_broken(line, width) for line in text.split("\n"))
    places = [
        m.start() for m in re.finditer(r"(?<=[\u4e00-\u9fff，、])(?=[\u4e00-\u9fff\d])", text)
    ]
    lines = text.split("\n")
    first = sum(len(line) + 1 for line in lines[:2])
    at = chance.choice([p for p in places if p > first + 4])
    return text[:at] + chance.choice(("\n", "\n\n")) + text[at:]


def _broken(line: str, width: int) -> str:
    return "\n".join(line[at : at + width] for at in range(0, len(line), width)) if line else line


def blanks(text: str, chance: random.Random) -> str | None:
    """15: blanks between characters and figures."""
    joint = re.compile(
        r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])"
    )
    blank = chance.choice((" ", "\u00a0", "\u00a0\u00a0", "\u3000"))
    body = text.index("\n", text.index("\n") + 1)
    return text[:body] + (_somewhere(text[body:], chance, joint, lambda _: blank) or text[body:])


def furniture(text: str, chance: random.Random) -> str | None:
    """16: menus, the way to the page, pagers and the owner's rights."""
    above = (
        "首页 要闻 公告 巡察 教育 视听 专题 互动",
        "您当前的位置：首页 > 巡察工作 > 工作动态",
        "字号：大 中 小",
        "當前位置:",
        "打印本页 关闭窗口",
    )
    below = (
        "? 閱讀上一篇",
        "? 阅读下一篇",
        "上一篇：南浦县委召开巡察动员会",
        "扫一扫在手机打开当前页",
        "请输入验证码",
        "分享到：",
        "相关链接",
        "【打印】 【关闭】",
    )
    rights = (
        "版权所有：云川廉政网 主办单位：云川市纪委监委",
        "网站标识码：9901000001 示例ICP备00000001号",
    )
    lines = [*chance.sample(above, chance.randrange(1, 4)), text.rstrip("\n")]
    lines += [*chance.sample(below, chance.randrange(1, 4)), *rights[: chance.randrange(3)]]
    return "\n".join(lines) + "\n"


def byline(text: str, chance: random.Random) -> str | None:
    """17: who wrote it and when, in one line below the title."""
    line = chance.choice(
        (
            "來源:云川廉政网 編輯:谢小航 09:50:07",
            "来源：云川日报　记者：钱立　责任编辑：孔明亮",
            "浏览次数：1326 字体：大 中 小",
        )
    )
    if re.search(r"来源：|作者：|\d\d日$", text, re.MULTILINE):
        line = "责任编辑：谢小航　浏览次数：1326"
    title, rest = text.split("\n", 1)
    return f"{title}\n{line}\n{rest}"


def quotes(text: str, chance: random.Random) -> str | None:
    """18: quotation marks of another make."""
    if "“" not in text:
        return None
    return text.translate(str.maketrans("“”", chance.choice(("「」", "『』", '""', "‘’", "〝〞"))))


def ranges(text: str, chance: random.Random) -> str | None:
    """19: another mark of a range."""
    if not re.search(r"(?<=[\d日年])—(?=\d)", text):
        return None
    return re.sub(r"(?<=[\d日年])—(?=\d)", chance.choice(("~", "～", "-", "–", "－", "--")), text)


def taiwan(text: str, chance: random.Random) -> str | None:
    """20: a converter's words of Taiwan, and characters converted too far."""
    swaps = {
        "群众路线": "民眾路線",
        "服务群众": "服務民眾",
        "高质量": "高品質",
        "工作质量": "工作品質",
        "信息公开": "資訊公開",
    }
    swaps |= {
        "计划": "計畫",
        "干部": "乾部",
        "规划": "規畫",
        "后续": "後續",
        "群众反映": "民眾反映",
        "农户": "農戶",
    }
    found = [word for word in swaps if word in text]
    if not found:
        return None
    for word in chance.sample(found, chance.randrange(1, len(found) + 1)):
        text = text.replace(word, swaps[word])
    return text


def numbers(text: str, chance: random.Random) -> str | None:
    """21: index numbers and times of day."""
    index = "".join(chance.choice("0123456789") for _ in range(18))
    line = chance.choice(
        (
            f"信息索引号：{index}/2025-{chance.randrange(10000, 99999)}",
            f"索引号：{index}",
            "受理时间：工作日9:00至17:00。",
            "受理时间为工作日8:30—12:00，14:30—17:30。",
        )
    )
    lines = text.rstrip("\n").split("\n")
    lines.insert(1 if "索引" in line else len(lines), line)
    return "\n".join(lines) + "\n"


def table(text: str, chance: random.Random) -> str | None:
    """22: the teams of a notice in a table, by rows or by columns."""
    found = _TEAM.search(text)
    if not found:
        return None
    rows = [line.split("：")[-1] for line in found.group().splitlines()]
    records: list[Sequence[str]] = [rows[at : at + 4] for at in range(0, len(rows), 4)]
    heads = (
        chance.choice(("组别", "巡察组")),
        chance.choice(("组长", "负责人")),
        "副组长",
        chance.choice(("巡察单位", "被巡察单位")),
    )
    lines: list[Sequence[str]] = [heads, *records]
    if chance.random() < 0.5:
        lines = list(zip(*lines, strict=True))
    bar = chance.choice((" | ", "|"))
    end = chance.choice(("", " |"))
    told = "\n".join(bar.join(line) + end for line in lines)
    return f"{text[: found.start()]}{told}\n{text[found.end() :]}"


def signature(text: str, chance: random.Random) -> str | None:
    """23: a wrapped signature."""
    at = text.rfind("领导小组办公室\n")
    return f"{text[:at]}{chance.choice(('', ' '))}\n{text[at:]}" if at > 0 else None


def mixed(text: str, chance: random.Random) -> str | None:
    """Several kinds at once, in the order in which a page gathers them."""
    order = (
        table,
        byline,
        numbers,
        furniture,
        ranges,
        wrapped,
        quotes,
        doubled,
        taiwan,
        traditional,
        blanks,
        spam,
    )
    several = sorted(chance.sample(range(len(order)), chance.randrange(2, 5)))
    last = chance.choice((narrow, with_pinyin, straddle))
    for noise in (*(order[n] for n in several), last):
        text = noise(text, chance) or text
    return text


KINDS: dict[str, Noise] = {
    "1 traditional": traditional,
    "2 zhe": zhe,
    "3 pinyin": with_pinyin,
    "4 spaced pinyin": with_spaced_pinyin,
    "5-6 straddle": straddle,
    "7 long straddle": long_straddle,
    "8 swallowed": swallowed,
    "9-10 spam": spam,
    "11 half width": narrow,
    "12 doubled marks": doubled,
    "13 lost mark": lost_mark,
    "14 hard wraps": wrapped,
    "15 blanks": blanks,
    "16 furniture": furniture,
    "17 byline": byline,
    "18 quotes": quotes,
    "19 ranges": ranges,
    "20 Taiwan": taiwan,
    "21 numbers": numbers,
    "22 table": table,
    "23 signature": signature,
    "mixed": mixed,
}


def _lines(text: str, chance: random.Random, change: Callable[[str], str]) -> str:
    share = chance.choice((0.3, 1.0))
    return "\n".join(change(x) if chance.random() < share else x for x in text.split("\n"))


def _somewhere(
    text: str, chance: random.Random, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str]
) -> str | None:
    """Change some of the places of a pattern, at least one."""
    found = list(pattern.finditer(text))
    if not found:
        return None
    chosen = chance.sample(found, chance.randrange(1, min(len(found), 6) + 1))
    for spot in sorted(chosen, key=lambda m: m.start(), reverse=True):
        text = text[: spot.start()] + new(spot) + text[spot.end() :]
    return text


def _once(text: str, chance: random.Random, pattern: re.Pattern[str], new: str) -> str | None:
    found = list(pattern.finditer(text))
    if not found:
        return None
    spot = chance.choice(found)
    return text[: spot.start()] + new + text[spot.end() :]
