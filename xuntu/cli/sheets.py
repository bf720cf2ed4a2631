"""Answers as Excel sheets."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from xuntu.cli.shared import safe_cell


def write_sheet(
    path: Path, title: str, headers: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Write one sheet with a header line; no cell can act as a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.append(list(headers))
    for row in rows:
        sheet.append([_cell(value) for value in row])
    # In memory first: a file that cannot be written is then one error, not two.
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())


def _cell(value: object) -> object:
    safe = safe_cell(value)
    return ILLEGAL_CHARACTERS_RE.sub("", safe) if isinstance(safe, str) else safe
