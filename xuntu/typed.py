"""What people type: days, and the numbers of terms and rounds."""

from __future__ import annotations

from datetime import date

from graph.model.errors import UsageError
from graph.model.names import chinese_number, to_half_width
from graph.model.values import partial_date

_LONGEST = 12
"""Signs of a number of a term or a round; what is longer may be too long to be read as a number at all."""


def day(text: str | None) -> date | None:
    """Return the day of 2025-03-24 or 2025.3.24, None for nothing; raise UsageError for less than a day."""
    if text is None:
        return None
    try:
        return date.fromisoformat(partial_date(text))
    except ValueError as error:
        raise UsageError(
            f"{text[:_LONGEST]!r} 不是日期", hint="应写到日，例如 2025-03-24"
        ) from error


def ordinal(text: str | None, label: str) -> int | None:
    """Return the number of 14, 十四 or 第十四轮, None for nothing; raise UsageError for anything else."""
    if text is None:
        return None
    digits = to_half_width(text).removeprefix("第").rstrip("届轮")
    found = chinese_number(digits) if len(digits) <= _LONGEST else None
    if found is None:
        raise UsageError(f"{label} {text[:_LONGEST]!r} 不是序号", hint="请填数字，如 14")
    return found
