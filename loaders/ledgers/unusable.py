"""Cells of which nothing is left to read: failed formulas, lost digits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from graph.model.claims import Value
from loaders.ledgers.declaration import Column
from loaders.ledgers.expressions import Part
from loaders.ledgers.sheet import FormulaCell, NumberCell

Parts = Mapping[str, Value | Sequence[Part]]
"""What a cell becomes: `""` its value, other names its parts."""


class Refusal(ValueError):
    """A cell cannot be used: why, what would do, and what of it can be used all the same."""

    def __init__(
        self, reason: str, suggestion: str = "", value: str = "", rest: Parts | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion
        self.value = value
        self.rest: Parts = rest or {}


_ERRORS = re.compile(
    r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)"
)
_TOO_NARROW = re.compile(r"#{4,}")
_SCIENTIFIC = re.compile(r"[1-9]\.\d+[Ee]\+1\d")
_EXACT = 15
"""Digits that a number in a workbook keeps."""

_NUMBERS = frozenset({"number", "money", "int", "percent"})


def unusable(text: str, column: Column) -> None:
    """Raise Refusal for a cell whose content the file no longer holds."""
    said = "" if column.secret else text
    if isinstance(text, FormulaCell):
        reason = "公式没有保存结果"
        raise Refusal(reason, "在 Excel 中打开并保存后重新载入", said)
    if text.startswith("#") and _ERRORS.fullmatch(text):
        raise Refusal("公式出错，没有结果", value=text)
    if text.startswith("#") and _TOO_NARROW.fullmatch(text):
        raise Refusal("单元格太窄，保存时内容已丢失", "加宽这一列后重新导出", said)
    digits = len(text) > _EXACT and isinstance(text, NumberCell) and text.isdigit()
    scientific = "+" in text and bool(_SCIENTIFIC.fullmatch(text))
    if column.type not in _NUMBERS and (digits or scientific):
        reason = "长号码被存成了数值，15 位以后的数字已丢失"
        raise Refusal(reason, "把单元格设为文本后重新填写", said)
