"""Tables of teams put together again: what belongs to one team, cell by cell, as lines that can be read.

A table comes as lines with `|` between the cells. Its heads stand in the first row, or in the first
column (then each column is a team). Every cell becomes a line of its own, led by the words that its
head means (被巡察单位：); those words stand for the first character of the cell. Where a row is a
person, the cells of his role, his name and his post become one line: 组长：某某（某局局长）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders.reports.offsets import Mapped, joined
from loaders.reports.words import declared

_ORDER = ("team", "leader", "deputy", "contact", "unit")
_TEAM = re.compile(r"第?[一二三四五六七八九十\d]+(?:巡察)?组$")
_LABELLED = re.compile(r"^(?:副?组长|联络员|负责人)：")
_LED = re.compile(r"^负责人：")
_ROLE = re.compile(r"(?:常务)?副?组长|联络员")
_KIND = re.compile("(?:巡察|回头看)”?$")
_SPACED = re.compile(
    r"(?<=(?<![\u4e00-\u9fff])[\u4e00-\u9fff])[ ]+(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))"
    "|(?<=党)[ ]+(?=[组委])"
)
_BLANKS = re.compile(r"(?<=[\u4e00-\u9fff）])[ ]+(?=[\u4e00-\u9fff（])")

Row = Sequence[Mapped]


def cells(line: Mapped) -> Row:
    """Return the cells of a line of a table, without blanks around them."""
    found: list[Mapped] = []
    at = 0
    for text in line.text.split("|"):
        start = at + len(text) - len(text.lstrip())
        found.append(line[start : max(start, at + len(text.rstrip()))])
        at += len(text) + 1
    return found


def rebuilt(rows: Sequence[Row]) -> Iterator[Mapped]:
    """Yield the lines of a table's teams, each team's together; none for a table of anything else."""
    heads = [_head(cell) for cell in rows[0]]
    if _are_heads(heads) and len(rows) > 1:
        yield from _teams(heads, rows[1:])
        return
    heads = [_head(row[0]) for row in rows]
    if _are_heads(heads):
        width = min(len(row) for row in rows)
        yield from _teams(heads, [[row[at] for row in rows] for at in range(1, width)])


def _are_heads(heads: Sequence[str]) -> bool:
    """Tell whether a row or column is one of heads: a team or a unit and something else."""
    known = [head for head in heads if head]
    return len(known) >= 2 and 2 * len(known) > len(heads) and bool({"team", "unit"} & set(known))


def _teams(heads: Sequence[str], records: Sequence[Row]) -> Iterator[Mapped]:
    lead = ""
    for record in records:
        told = [(head, cell) for head, cell in zip(heads, record, strict=False) if len(cell)]
        kind = next((cell.text for head, cell in told if head == "kind"), "")
        for wanted in _ORDER:
            if wanted == "unit":
                yield from _person(told)
            for cell in (cell for head, cell in told if head == wanted):
                if wanted == "team":
                    lead, cell = _named(cell, lead)
                yield _said(wanted, cell, kind)


def _person(told: Sequence[tuple[str, Mapped]]) -> Iterator[Mapped]:
    """Yield the person of a row as a line: his role in the team, his name, his other post."""
    posts = [cell for head, cell in told if head == "post"]
    role = next((cell for cell in posts if _ROLE.fullmatch(cell.text)), None)
    name = next((cell for head, cell in told if head == "name"), None)
    if role is not None and name is not None:
        others = [cell for cell in posts if cell is not role]
        yield joined([role, name.led("："), *(_bracketed(cell) for cell in others[:1])])


def _bracketed(cell: Mapped) -> Mapped:
    """Return a cell in brackets, which stand for its first and its last character."""
    return cell.edited([(len(cell) - 1, len(cell), f"{cell.text[-1]}）")]).led("（")


def _named(cell: Mapped, lead: str) -> tuple[str, Mapped]:
    """Return what stands before the number of a team, taken over from the team before (专项巡察一组 | 二组)."""
    own = _TEAM.search(cell.text)
    if own is None:
        return lead, cell
    if own.start():
        return cell.text[: own.start()], cell
    return lead, cell.led(lead)


def _said(head: str, cell: Mapped, kind: str = "") -> Mapped:
    """Return a cell as a line that says what it is; the units of a row also by its kind (机动巡察对象：)."""
    joint = "、" if head == "unit" else "，"
    cell = cell.replaced(_SPACED, "").replaced(_BLANKS, joint)
    if _LED.match(cell.text):
        cell = cell.replaced(_LED, "组长：")
    if head == "unit" and _KIND.search(kind):
        return cell.led(f"{kind}对象：")
    return cell if _LABELLED.match(cell.text) else cell.led(_heads()[head][1])


def _head(cell: Mapped) -> str:
    """Return what a cell is the head of, or an empty text."""
    plain = re.sub(r"[ ：:（）()]", "", cell.text)
    return next((name for name, (words, _) in _heads().items() if plain in words), "")


@cache
def _heads() -> dict[str, tuple[frozenset[str], str]]:
    raw = declared("grids.toml")
    return {name: (frozenset(row["heads"]), row["says"]) for name, row in raw.items()}
