"""Files that lie beside ledgers and reports and have another use: they are named as what they are, not refused."""

from __future__ import annotations

import csv
from pathlib import PurePath

from graph.model import regions
from loaders import ledgers
from loaders.loader import SourceFile

_DRAFT = "是拟任名单，不装载；核查用 xuntu check --draft"
_REGIONS = "是区划表，不装载；放进工作区、名为 regions.csv 即生效"
_HALVES = {"人员.csv": {"巡察组", "姓名", "角色"}, "任务.csv": {"巡察组", "被巡察单位"}}
"""The two files of a draft that is a folder, and headers of each."""


def companion(file: SourceFile) -> str | None:
    """Return what a file that no loader knows is, if it is used without being loaded, and how; else None."""
    if PurePath(file.name).suffix.lower() != ".csv":
        return _DRAFT if ledgers.is_draft(file) else None
    header = _header(file.content)
    if {"code", "name"} <= header <= set(regions.COLUMNS):
        return _REGIONS
    half = _HALVES.get(file.name)
    return _DRAFT if half and header >= half else None


def _header(content: bytes) -> set[str]:
    first = content.split(b"\n", 1)[0]
    try:
        text = first.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = first.decode("gb18030", errors="replace")
    return {cell.strip() for row in csv.reader([text]) for cell in row}
