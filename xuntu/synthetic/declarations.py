"""Declarations of avoidance: most say 无, those with kin in a leading group name them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from xuntu.synthetic import data, times
from xuntu.synthetic.events import Member
from xuntu.synthetic.model import NEXT_ROUND, Declaration, Relative
from xuntu.synthetic.people import File

_SPOUSES = ("妻子", "丈夫")
_LINEAL = ("父亲", "母亲", "儿子", "女儿")
_COLLATERAL = (
    "哥哥",
    "弟弟",
    "姐姐",
    "妹妹",
    "叔父",
    "舅父",
    "姑母",
    "姨母",
    "堂兄",
    "表弟",
    "表姐",
)


def declare(
    seed: int, copy: int, files: Sequence[File], last_members: Collection[Member], drafted: Collection[str],
    silent: Collection[str],
) -> Iterator[Declaration]:  # fmt: skip
    """Return what was signed for the last round held and for the planned one.

    Everybody drafted has signed, but for `silent`, who signed nothing.
    """
    rng = data.stream(seed, copy, "declarations")
    sat = {m.person for m in last_members}
    for file in files:
        no = file.person.no
        if no in sat:
            yield from _of(file, 14, times.after("2024-08-01", rng.randint(0, 9)))
        signs = rng.random() < 0.85
        if no not in silent and (signs or no in drafted):
            yield from _of(file, NEXT_ROUND, times.after("2025-03-03", rng.randint(0, 7)))


def relation_class(term: str) -> str:
    """Return the class of a relation that a kin term belongs to."""
    if term in _SPOUSES:
        return "夫妻"
    if term in _LINEAL:
        return "直系血亲"
    return "三代以内旁系血亲" if term in _COLLATERAL else "近姻亲"


def _of(file: File, round_no: int, signed: str) -> Iterator[Declaration]:
    # In-laws in a leading group go undeclared: only the family page tells of them.
    leading = [
        r for r in file.relatives if r.leading and r.term not in ("妻兄", "妻弟") and not r.until
    ]
    if not leading:
        yield Declaration(file.person.no, round_no, False, signed)
    for row in leading:
        yield _relation(file, row, round_no, signed)


def _relation(file: File, row: Relative, round_no: int, signed: str) -> Declaration:
    women = ("妻子", "姐姐", "妹妹", "妻姐", "妻妹", "大姑", "小姑", "嫂子", "弟媳")
    return Declaration(
        file.person.no, round_no, True, signed, relation_class(row.term), row.term, row.name,
        f"{row.employer}{row.title}", f"{row.birth} {'女' if row.term in women else '男'}",
        f"{row.post_since}至今" if row.post_since else "", row.employer,
    )  # fmt: skip
