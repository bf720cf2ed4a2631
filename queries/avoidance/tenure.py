"""What a service is to a unit on a day: the judgements that several rules share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from graph.model.names import org_text
from queries.avoidance.case import Case, Found
from queries.avoidance.facts import NOT_SERVICE
from queries.avoidance.ties import Tie
from queries.avoidance.verdict import IDENTITY, MISSING, PRECISION, UNIT_NAME, Missing, Severity


def services(case: Case, family: str) -> Iterator[Tie]:
    """Yield the ties of a family that are services and may have begun by the day."""
    for tie in case.ties.get(family, ()):
        if tie.kind not in NOT_SERVICE and tie.span.began(case.on):
            yield tie


def certain(tie: Tie, severity: Severity, rule_field: str = "L4.内设机构") -> Found:
    """Return a conflict on a tie, at most 需复核 where the way to the unit is in doubt."""
    if tie.certainty == "section" and not _moved(tie):
        moved = tie.moved or "划转机构"
        note = f"只有随“{moved}”划转的人员计入，{'内设机构未填' if not tie.section else '所在内设机构不同'}"
        lacks = Missing(rule_field, note, blocks=False) if not tie.section else None
        return Found(_capped(severity), tie, MISSING if lacks else None, note, lacks=lacks)
    if tie.inferred:
        return Found(_capped(severity), tie, IDENTITY, "机构沿革系按名称推断，请核实")
    if tie.certainty == "named":
        note = f"“{tie.org_name}”以被巡察单位名称开头，隶属关系未登记，请核实"
        return Found(_capped(severity), tie, MISSING, note)
    if tie.certainty == "alike":
        note = f"所写单位“{tie.org_name}”未能对应台账，与“{tie.alike}”名称相近，请核实"
        return Found(_capped(severity), tie, UNIT_NAME, note)
    if _bounds_in_doubt(tie):
        return Found(_capped(severity), tie, PRECISION, "任职起止与机构变更日期先后不明")
    return Found(severity, tie)


def review(tie: Tie, code: str, note: str) -> Found:
    """Return a conflict that a named reviewer must settle."""
    return Found(Severity.S, tie, code, note)


def leads(tie: Tie) -> bool | None:
    """Tell whether a service is in the leading group; None where neither record nor title tells."""
    if tie.leading or tie.principal:
        return True
    titled = leader_title(tie.title or "", tie.org_name or "")
    if tie.leading is False:
        return None if titled else False
    if titled:
        return True
    return False if org_text(tie.title or "") in _titles("staff") else None


def leader_title(text: str, org: str) -> bool:
    """Tell whether a title is one that only a member of an organisation's leading group bears.

    主任 leads a commission or an office; in a hospital or a bureau it is the head of a section.
    """
    plain = org_text(text)
    for mark in "、,;/兼":
        plain = plain.replace(mark, "、")
    parts = [_BESIDE_TITLE.sub("", part) for part in plain.split("、")]
    if any(part in _titles("leader") for part in parts):
        return True
    return org_text(org).endswith(HEADED_BY_DIRECTORS) and any(p in _DIRECTORS for p in parts)


_BESIDE_TITLE = re.compile(r"\([^()]*\)|^(?:代理?|常务)(?=.)|^[局院校委镇乡](?=党)")
"""What stands beside a title and leaves it the same: 代局长, 常务副局长, 副局长(主持工作), 局党组成员."""

_DIRECTORS = frozenset({"主任", "副主任", "常务副主任"})
HEADED_BY_DIRECTORS = (
    "委",
    "委员会",
    "办",
    "办公室",
    "中心",
    "街道",
    "办事处",
    "人大",
    "联社",
    "人大常委会",
)


def post_leads(post: str, names: Sequence[str]) -> bool | None:
    """Tell the same of a post with its unit before it (县林业局副局长); None if no title is given."""
    plain = org_text(post)
    for name in sorted(names, key=len, reverse=True):
        plain = plain.replace(org_text(name), "")
    if not plain:
        return None
    unit = next((name for name in sorted(names, key=len) if org_text(post).startswith(name)), "")
    if leader_title(plain, unit):
        return True
    # A post may name its unit in words that no ledger has: then only its end can tell.
    if any(plain.endswith(title) for title in _titles("leader") if len(title) > 2):
        return True
    return False if plain.endswith(tuple(_titles("staff"))) else None


@cache
def _titles(of: str) -> frozenset[str]:
    """Return the titles that only leaders bear, or only those who are none."""
    text = files("queries.avoidance").joinpath(f"{of}_titles.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def _moved(tie: Tie) -> bool:
    return bool(tie.section and tie.moved) and org_text(tie.section or "") == org_text(
        tie.moved or ""
    )


def _bounds_in_doubt(tie: Tie) -> bool:
    """Tell whether the service may have lain wholly outside the days on which it counts."""
    since_hi, until_lo = tie.since_max or "", tie.until_min or "9999-12-31"
    return bool(
        (tie.to_min and since_hi > tie.to_min) or (tie.from_max and until_lo < tie.from_max)
    )


def _capped(severity: Severity) -> Severity:
    return min(severity, Severity.S, key=lambda s: s.value)
