"""Quotation marks of one kind: “” outside, ‘’ inside, whatever a page writes them with."""

from __future__ import annotations

import re

from loaders.reports.offsets import Edit, Mapped

_CORNER = str.maketrans("「」『』﹁﹂﹃﹄〝〞〟＂", '“”‘’“”‘’“””"')
_STRAIGHT = re.compile(r'"([^"\n]{1,60})"')
_SINGLE = re.compile(r"(?<![A-Za-z])'([^'\n]{1,60})'(?![A-Za-z])")
_MARKS = re.compile("[“”‘’\n]")
_HAS_CJK = re.compile(r"[\u3400-\u9fff]")


def paired(text: Mapped) -> Mapped:
    """Return the text with its quotation marks opened and closed as they should be."""
    text = Mapped(text.text.translate(_CORNER), text.starts, text.ends)
    text = text.replaced(_STRAIGHT, lambda m: f"“{m.group(1)}”").replaced(_SINGLE, _of_chinese)
    return text.edited(_outer(text.text))


def _of_chinese(found: re.Match[str]) -> str:
    inner = found.group(1)
    return f"‘{inner}’" if _HAS_CJK.search(inner) else found.group()


def _outer(text: str) -> list[Edit]:
    """Return the edits that make ‘’ outside of any “” to “”, and turn marks that face the wrong way.

    A line whose marks do not come in pairs is left as it stands.
    """
    edits: list[Edit] = []
    line: list[tuple[int, str]] = []
    for found in _MARKS.finditer(text):
        if found.group() == "\n":
            edits += _of_line(line)
            line = []
        else:
            line.append((found.start(), found.group()))
    return edits + _of_line(line)


def _of_line(marks: list[tuple[int, str]]) -> list[Edit]:
    kinds = "".join(mark for _, mark in marks)
    if not kinds or re.fullmatch("(?:“(?:‘’)*”)*", kinds) or len(kinds) % 2:
        return []
    plain = len(set(kinds) & set("‘’")) == 0
    if plain or not set(kinds) & set("“”"):
        wanted = "“”" * (len(kinds) // 2)
    elif re.fullmatch("(?:“(?:‘’)*”|‘(?:“”)*’)*", kinds):
        wanted = re.sub("‘((?:“”)+)’", lambda m: "“" + "‘’" * (len(m.group(1)) // 2) + "”", kinds)
        wanted = re.sub("“(?:‘’)*”|(‘’)", lambda m: "“”" if m.group(1) else m.group(), wanted)
    else:
        return []
    return [(at, at + 1, new) for (at, old), new in zip(marks, wanted, strict=True) if old != new]
