"""The type of inspection that a heading, a line of its own or a team's share gives to what stands below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loaders.reports.blocks import Block
from loaders.reports.numbers import ordinals
from loaders.reports.rounds import types_in
from loaders.reports.words import KINDS

_CN = "一二三四五六七八九十"
_MARKS = (
    re.compile(rf"^(?:[{_CN}]{{1,3}}[、.．]|第[{_CN}]+(?:类|部分|批次?)[：、]?)"),
    re.compile(rf"^[（(][{_CN}]{{1,3}}[）)]、?"),
    re.compile(r"^\d{1,2}(?:[、)）．]|\.(?!\d))"),
    re.compile(r"^(?:[（(]\d{1,2}[）)]|[①-⑳])"),
)
_UNMARKED, _TEAM = 0, len(_MARKS) + 1
_BULLET = re.compile(r"^[【〖\[●■◆▲★▶○◎△·•]+|[】〗\]]+$")
_LABEL = re.compile(r"^[^。；：，\s]{2,26}")
_KINDS = re.compile(KINDS)
_OF_A_KIND = re.compile(rf"{KINDS}”?(?:式)?(?:巡察)?|巡察“?回头看")
_OTHER = re.compile(
    r"整改|意见|问题|成效|成果|制度|机制|培训|干部|经验|下一步|计划|规划|建议|要求|采取|力度|质量|作用|利剑"
)
_ENDS = re.compile(r"^[^。；：，]{0,10}(?:要求|纪律|说明|须知|范围|职责|监督|联系方式|受理方式)$")
_NUMBER = rf"(?<![{_CN}\d])[{_CN}\d]{{1,4}}"
_TEAM_HEAD = re.compile(
    rf"^[\u4e00-\u9fff]{{0,8}}?(?:第(?P<a>{_NUMBER})(?:[\u4e00-\u9fff]{{0,4}}巡察)?组|巡察第?(?P<b>{_NUMBER})组)"
    rf"(?P<sort>[（(][^（）()]{{1,14}}[）)])?(?=$|[：，\s])"
)
_FIELD = re.compile(
    rf"(?:^|(?<=[。；，\s]))巡察(?:的)?(?:类型|方式|种类|性质|形式|类别)(?:：|为)\s*(?P<said>[^。；，\s]{{0,8}}?{KINDS}[^。；，\s]{{0,8}})"
)
_SHARE = re.compile(
    rf"(?P<who>第?{_NUMBER}(?:(?:巡察)?组?[、和及与至到—－-]+第?{_NUMBER})*(?:个)?(?:巡察)?组)[^，。；对]{{0,8}}"
    rf"(?:开展|进行|负责|承担|实施|执行|为)[^，。；对]{{0,16}}?(?P<said>{KINDS})”?(?:巡察|任务|$|[，。；])"
)


@dataclass(slots=True)
class Governed:
    """The types that a report's layout gives: by paragraph, by team, and to the whole."""

    places: dict[str, str] = field(default_factory=dict)
    teams: dict[int, str] = field(default_factory=dict)
    whole: str | None = None

    def of_team(self, said: str) -> str | None:
        """Return the type of the one team that a statement names, if the report gives teams types."""
        named = {n for m in _NAMED.finditer(said) for n in _numbers(m.group())}
        kinds = {self.teams.get(n) for n in named}
        return kinds.pop() if len(kinds) == 1 else None


_NAMED = re.compile(rf"第{_NUMBER}(?:[、和及与至到]第?{_NUMBER})*(?:巡察)?组|巡察第?{_NUMBER}组")


def governed(blocks: Iterable[Block]) -> Governed:
    """Return the types that headings, lines on the type, and teams' shares give to what they govern.

    A heading that names one type governs until the next of its rank or of a higher one.
    """
    told = [b for b in blocks if b.kind not in ("menu", "byline", "grid")]
    read = told[1:] if told and told[0].kind == "title" else told
    found = Governed(teams=_shares(read))
    open_: dict[int, str | None] = {}
    section: list[str] | None = None
    for block in read:
        text = _BULLET.sub("", block.text.text.strip())
        rank, head = _ranked(text)
        team = _TEAM_HEAD.match(head)
        if team:
            rank, section = rank or _TEAM, []
        if rank is not None:
            open_ = {r: kind for r, kind in open_.items() if r < rank}
            open_[rank] = _kind_of(head, team, found.teams)
        stated = _FIELD.search(text)
        if stated and section is None:
            found.whole = one_kind(stated["said"])
        elif stated:
            open_[_TEAM] = one_kind(stated["said"])
            found.places |= dict.fromkeys(section or (), open_[_TEAM] or "")
        if section is not None:
            section.append(block.place)
        kind = next((open_[r] for r in sorted(open_, reverse=True) if open_[r]), None)
        if kind:
            found.places[block.place] = kind
    return found


def one_kind(text: str) -> str | None:
    """Return the one type of inspection that a text names; None if it names several or none."""
    joined = {next(iter(types_in(part)), "") for part in _KINDS.findall(text)}
    return joined.pop() if len(joined) == 1 else None


def _ranked(text: str) -> tuple[int | None, str]:
    """Return the rank of the heading with which a paragraph begins, and what stands behind its mark.

    Without a mark only a line that names a type, or one of other matters, is a heading.
    """
    for rank, mark in enumerate(_MARKS, 1):
        found = mark.match(text)
        if found:
            return rank, text[found.end() :].strip()
    plain = len(text) <= 26 and (_typed_label(text) == text.rstrip("：") or _ENDS.match(text))
    return (_UNMARKED if plain and not _TEAM_HEAD.match(text) else None), text


def _typed_label(head: str) -> str:
    """Return the label of a heading that tells of a kind of inspection, or an empty text."""
    found = _LABEL.match(head)
    label = found.group() if found else ""
    return label if _OF_A_KIND.search(label) and not _OTHER.search(label) else ""


def _kind_of(head: str, team: re.Match[str] | None, teams: dict[int, str]) -> str | None:
    if team:
        shared = {teams.get(n) for n in _numbers(f"第{team['a'] or team['b']}组")}
        return one_kind(team["sort"] or "") or shared.pop()
    return one_kind(_typed_label(head))


def _shares(blocks: Iterable[Block]) -> dict[int, str]:
    """Return the type of each team to which the report gives one (第五、六巡察组开展机动巡察)."""
    found: dict[int, set[str]] = {}
    for block in blocks:
        for share in _SHARE.finditer(block.text.text):
            for number in _numbers(share["who"]):
                found.setdefault(number, set()).update(types_in(share["said"])[:1])
    return {number: next(iter(kinds)) for number, kinds in found.items() if len(kinds) == 1}


def _numbers(text: str) -> Iterator[int]:
    for _, _, number in ordinals(text):
        yield number
