"""Text tables: .csv as offices save it, in the encodings and with the separators they come with."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from graph.model.errors import SourceError
from loaders.encodings import Undecodable
from loaders.encodings import decode as decoded
from loaders.ledgers.sheet import NumberCell, Sheet, clean

_HINT = "请用 Excel 另存为“CSV UTF-8（逗号分隔）”"
_SEPARATORS = ",\t;|"
_LOOK = 20
_QUOTED = re.compile(r'"[^"]*"')
_DIRECTIVE = re.compile(r"sep=([,;|\t])\r?\n")
_NUMBER = re.compile(r"\d{4}\.1")


def read(content: bytes, name: str) -> Sheet:
    """Return the one sheet of a text table; raise SourceError, with the line, for what it cannot read."""
    text = decode(content, name)
    csv.field_size_limit(max(len(text), 131_072))
    stated = _DIRECTIVE.match(text)
    delimiter = stated.group(1) if stated else separator(text)
    # Strict, because the lenient reader takes everything after a lost quote as one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: dict[int, tuple[str, ...]] = {}
    start = 1
    try:
        for number, row in enumerate(reader, 1):
            start = reader.line_num + 1
            cells = tuple(map(_cell, row))
            if any(cells) and not (stated and number == 1):
                rows[number] = cells
    except csv.Error as error:
        raise SourceError(
            "表格的引号没有成对", where=f"{name} 第{start}行", hint="请改正这一行的引号"
        ) from error
    return Sheet("", rows)


def separator(text: str) -> str:
    """Return the mark that cuts most lines into equally many cells; a comma where none does."""
    head = _QUOTED.sub("", text[:20_000]).splitlines()
    lines = [line for line in head if line.strip()][:_LOOK]
    best, most = ",", 0
    for mark in _SEPARATORS:
        counts = Counter(n for line in lines if (n := line.count(mark)))
        cells = max((n * number for n, number in counts.items()), default=0)
        if cells > most:
            best, most = mark, cells
    return best


def _cell(text: str) -> str:
    plain = clean(text)
    # Excel writes the number 2025.10 as 2025.1, which is no month that anybody can tell.
    return NumberCell(plain) if len(plain) == 6 and _NUMBER.fullmatch(plain) else plain


def decode(content: bytes, name: str) -> str:
    """Return the text of a table, or raise SourceError saying where its encoding breaks."""
    try:
        return decoded(content)[0].removeprefix("\ufeff")
    except Undecodable as error:
        where = f"{name} 第{error.line}行" if error.line else name
        raise SourceError(error.message, where=where, hint=_HINT) from error
