"""What a spreadsheet would take for a formula, kept a text."""

from __future__ import annotations

_FORMULA = frozenset("=+-@＝＋－＠\t\r\n")
"""What a formula begins with; a Chinese Excel takes the wide marks for the narrow ones."""


def safe_cell(value: object) -> object:
    """Return a value that a spreadsheet will not take for a formula."""
    if isinstance(value, str) and value[:1] in _FORMULA:
        return "'" + value
    return value
