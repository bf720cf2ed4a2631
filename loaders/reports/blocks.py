"""What each line of a page is: menu, byline, table, title or body; paragraphs made whole again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.reports.offsets import Mapped, joined

_CJK = r"\u3400-\u9fff"
_MENU = re.compile(
    r"^(?:您?当前(?:的)?位置|首页|\?\s*阅读|请输入验证码|扫一扫|打印本页|关闭窗口|分享到|上一篇|下一篇|相关链接)"
    r"|官方微信$|^【?\s*(?:打印|关闭)"
)
_FOOTER = re.compile(r"版权声明|版权所有|免责声明|ICP备")
_BYLINE = re.compile(
    r"^[•·]|(?:来源|作者|编辑|责编|发布时间|发布日期|日期|浏览量|发布机构|文件名称|信息索引号|成文日期)\s*："
    r"|^本报(?:全媒体)?(?:记者|通讯员)"
)
_TOKENS = re.compile(r"^(?:\S{1,6}\s+){4,}\S{1,6}$")
_ENDS = "。！？；…”』）：:"
_BLANKS = re.compile(rf"(?<=[{_CJK}\d%”》）。，、；：])[ ]+(?=[{_CJK}\d“《（])|^[ ]+|[ ]+$")
_CONTINUES = re.compile(r"^(?:[的地得和与及、，。；]|领导小组)")
_WRAPPED = 40
_TITLE = (6, 60)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line: its kind, its place (`第3段`), its text."""

    kind: str
    place: str
    text: Mapped


def split(text: Mapped) -> tuple[Block, ...]:
    """Return the blocks of a cleaned text in order; wrapped paragraphs are one block."""
    open_blocks: list[tuple[str, str, list[Mapped]]] = []
    footer = titled = False
    for number, line in enumerate(_lines(text), 1):
        footer = footer or bool(_FOOTER.search(line.text) and len(line) < 60)
        kind = "menu" if footer else _kind(line.text, titled)
        titled = titled or kind in ("body", "heading")
        whole = line if kind in ("menu", "byline", "table") else line.replaced(_BLANKS, "")
        if open_blocks and kind in ("body", "heading") and _wraps(open_blocks[-1], whole.text):
            _, place, pieces = open_blocks[-1]
            open_blocks[-1] = ("body", place, pieces)
            pieces.append(whole)
        elif whole.text:
            open_blocks.append((kind, f"第{number}段", [whole]))
    return tuple(Block(kind, place, joined(pieces)) for kind, place, pieces in open_blocks)


def _lines(text: Mapped) -> list[Mapped]:
    """Return the lines that are not blank."""
    found: list[Mapped] = []
    at = 0
    for line in text.text.split("\n"):
        if line.strip():
            found.append(text[at : at + len(line)])
        at += len(line) + 1
    return found


def _kind(line: str, titled: bool) -> str:
    plain = line.strip()
    if _MENU.search(plain) or _TOKENS.match(plain):
        return "menu"
    if plain.count("|") >= 2:
        return "table"
    if _BYLINE.search(plain) and len(plain) < 160:
        return "byline"
    if plain[-1] in _ENDS or len(plain) > _TITLE[1]:
        return "body"
    if not titled and len(plain) >= _TITLE[0]:
        return "title"
    return "heading"


def _wraps(last: tuple[str, str, list[Mapped]], line: str) -> bool:
    """Tell whether a line goes on with the paragraph before it."""
    kind, _, pieces = last
    before = pieces[-1].text
    if kind not in ("body", "heading") or before[-1] in _ENDS:
        return False
    return before[-1] in "、，" or bool(_CONTINUES.match(line)) or len(before) >= _WRAPPED
