"""Administrative divisions: codes of GB/T 2260 and the names people write for them.

The table is today's; what an older code stood for is in region_history.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from graph.model import region_history
from graph.model.errors import SourceError
from graph.model.names import org_text
from graph.model.region_history import Status
from graph.model.values import region_code

COLUMNS = ("code", "name", "parent")

_CODE = re.compile(r"^\d{6}(?:\d{3}|\d{6})?$")
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水"
    "|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒"
    "|鄂温克|德昂|保安|裕固|独龙|鄂伦春|珞巴|基诺|各"
)
_ENDING = re.compile(
    rf"^(.{{2,}}?)(?:(?:(?:{_PEOPLES})族?)*自治[区州县旗]"
    r"|特别行政区|地区|林区|矿区|新区|[省市县区盟旗])$"
)
_FILLERS = ("市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划")


@dataclass(frozen=True, slots=True)
class Region:
    """One division: code, full name, level (省, 地市, 县, 乡镇, 村), code of its parent."""

    code: str
    name: str
    level: str
    parent: str


def level_of(code: str) -> str:
    """Return the level that a code stands for by its digits."""
    if len(code) > 6:
        return "乡镇" if len(code) == 9 or code.endswith("000") else "村"
    if code.endswith("0000"):
        return "省"
    return "地市" if code.endswith("00") else "县"


def short_name(name: str) -> str:
    """Return a name without its ending (云川市 -> 云川), or as it is if too little is left."""
    found = _ENDING.match(name)
    return found.group(1) if found else name


class Regions:
    """The table of divisions, looked up by code or by name."""

    def __init__(self, rows: Iterable[Region]) -> None:
        self._by_code: dict[str, Region] = {row.code: row for row in rows}

    def __iter__(self) -> Iterator[Region]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Region | None:
        """Return the division with this code, or None."""
        return self._by_code.get(code)

    def chain(self, code: str) -> tuple[Region, ...]:
        """Return the division and its ancestors, itself first.

        A code of 9 or 12 digits that the table lacks begins at its county; an unknown county gives
        an empty chain. An abolished county lies within the one that came after it, if it is one.
        """
        found: list[Region] = []
        region = self.get(code)
        if region is None and len(code) > 6:
            region = self.get(code[:9]) or self.get(code[:6])
        region = region or self._former(code[:6])
        while region is not None and region not in found:
            found.append(region)
            region = self.get(region.parent) or self._former(region.parent)
        return tuple(found)

    def status(self, code: str, on: str | None = None) -> Status:
        """Return what a code is on a partial date; a workspace's own division is always in use.

        A code of 9 or 12 digits is what its county is.
        """
        own = self.get(code) or self.get(code[:6])
        known = region_history.status(code[:6], on)
        if own is not None and (known.state == "未知" or (on is None and known.state == "已撤销")):
            return Status(code, "现行", own.name, None, (own.code,))
        return replace(known, code=code)

    def _former(self, code: str) -> Region | None:
        gone = region_history.abolished(code)
        if gone is None:
            return None
        heirs = region_history.today(code)
        above = heirs[0] if len(heirs) == 1 else _parent_of(code)
        return Region(code, gone.name, level_of(code), above)

    def find(self, text: str, near: str = "") -> Region | None:
        """Return the one division that a text names, or None when none or several could be meant.

        A full path may leave out levels and endings; a single name must be complete, and unique in
        the country or below `near` (a code), where it may lack its ending.
        """
        name = org_text(text)
        for filler in _FILLERS:
            name = name.replace(filler, "")
        if not name:
            return None
        found = self._named(name)
        below = [r for r in found if self._below(r, near)]
        if not below and near and len(name) > 1:
            below = [r for r in self._by_short.get(name, ()) if self._below(r, near)]
        for candidates in (below, found):
            if len(candidates) == 1:
                return candidates[0]
        return None

    def called(self, name: str) -> tuple[Region, ...]:
        """Return every division with exactly this full name."""
        return self._by_name.get(name, ())

    def _below(self, region: Region, near: str) -> bool:
        return bool(near) and any(r.code == near for r in self.chain(region.code))

    def _named(self, text: str) -> list[Region]:
        """Return the divisions a text can mean; a complete last name goes before a short one."""
        full: list[Region] = []
        short: list[Region] = []
        for cut in range(len(text)):
            head, tail = text[:cut], text[cut:]
            full += [r for r in self._by_name.get(tail, ()) if self._leads_to(head, r)]
            if head:
                short += [r for r in self._by_short.get(tail, ()) if self._leads_to(head, r)]
        return list(dict.fromkeys(full or short))

    def _leads_to(self, head: str, region: Region) -> bool:
        """Tell whether `head` is a path of ancestors of the region, levels left out at will."""
        if not head:
            return True
        for ancestor in self.chain(region.code)[1:]:
            for name in (ancestor.name, short_name(ancestor.name)):
                if head.endswith(name) and self._leads_to(head[: -len(name)], ancestor):
                    return True
        return False

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Region, ...]]:
        return _grouped((r.name, r) for r in self)

    @cached_property
    def _by_short(self) -> Mapping[str, tuple[Region, ...]]:
        pairs = ((short_name(r.name), r) for r in self)
        return _grouped((name, r) for name, r in pairs if name != r.name)


def load(extra: Path | None = None) -> Regions:
    """Return the national table, with the rows of a workspace's `regions.csv` added to or over it.

    Raises SourceError, naming the line, for an extra file that is not such a table.
    """
    rows = dict(_national())
    if extra is not None and extra.exists():
        for line, row in _rows(_decoded(extra), extra.name):
            region = _region(row, f"{extra.name} 第{line}行")
            rows[region.code] = region
    return Regions(rows.values())


@cache
def _national() -> Mapping[str, Region]:
    text = files("graph.model").joinpath("regions.csv").read_text(encoding="utf-8")
    rows = (line.split(",") for line in text.splitlines()[1:])
    return {code: Region(code, name, level_of(code), parent) for code, name, parent in rows}


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError(
        "区划表不是 UTF-8 或 GB18030 文本", where=path.name, hint="请另存为 CSV UTF-8"
    )


def _rows(text: str, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(text.splitlines())
    header = [(name or "").strip() for name in reader.fieldnames or ()]
    if not {"code", "name"} <= set(header):
        raise SourceError("区划表缺少列", where=file, hint="表头应为 " + ",".join(COLUMNS))
    reader.fieldnames = header
    for row in reader:
        cells = {k: (v or "").strip() for k, v in row.items() if isinstance(v, str | None)}
        if any(cells.values()):
            yield reader.line_num, cells


def _region(row: Mapping[str, str], where: str) -> Region:
    name, parent = org_text(row.get("name", "")), row.get("parent", "")
    try:
        code = region_code(row.get("code", ""))
    except ValueError as error:
        raise SourceError(str(error), where=where) from error
    if not name:
        raise SourceError("区划没有名称", where=where)
    if parent and not _CODE.match(parent):
        raise SourceError(f"上级代码 {parent!r} 不是区划代码", where=where)
    return Region(code, name, level_of(code), parent or _parent_of(code))


def _parent_of(code: str) -> str:
    if len(code) > 6:
        return code[:6]
    if code.endswith("0000"):
        return ""
    return code[:2] + "0000" if code.endswith("00") else code[:4] + "00"


def _grouped(pairs: Iterable[tuple[str, Region]]) -> Mapping[str, tuple[Region, ...]]:
    found: dict[str, tuple[Region, ...]] = {}
    for name, region in pairs:
        found[name] = (*found.get(name, ()), region)
    return found
