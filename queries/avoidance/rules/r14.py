"""R14 亲属经商: the person or a relative owns or runs a firm that has a contract, permit or subsidy of the unit.

Signed not more than N years before the day: H (exactly N years is inside, as the table says "≤ N"). A firm in
the unit's line of business without such a contract: S. A small share in a listed company: nothing. A
contract without a date, one signed after the day, a firm that is theirs no more but was when it signed: S.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from queries.avoidance.bonds import NOT_CONFIRMED, Doubt, doubt_of, related, whose
from queries.avoidance.case import Case, Found, Rule
from queries.avoidance.completeness import Moment, lost, relatives_known
from queries.avoidance.facts import FOUR, Person
from queries.avoidance.ties.business import BUSINESS, Business
from queries.avoidance.verdict import IDENTITY, MISSING, PRECISION, Missing, Severity
from queries.avoidance.windows import FAR, PAST, years_back

_OWNER = frozenset({"股东", "持股", "持股人", "投资人", "出资人", "小股东"})
"""Posts in a firm that say no more than that somebody has a share in it."""


def judge(case: Case) -> Iterator[Found | Missing]:
    """Yield each firm once: for its gravest contract, or else for its line of business."""
    stakes = [row for row in BUSINESS.of(case.links) if _counts(case, row)]
    dealing = _gravest(
        (row, found) for row in stakes if row.contract for found in _dealt(case, row)
    )
    yield from dealing.values()
    alike = (
        (row, _alike(case, row))
        for row in stakes
        if not row.contract and row.held.may_cover(case.on)
    )
    for key, found in _gravest(alike).items():
        if key not in dealing:
            yield found


def _gravest(rows: Iterable[tuple[Business, Found]]) -> dict[tuple[str, str], Found]:
    best: dict[tuple[str, str], Found] = {}
    for row, found in rows:
        key = (row.other, row.firm)
        if key not in best or found.severity.value > best[key].severity.value:
            best[key] = found
    return best


def _counts(case: Case, row: Business) -> bool:
    """Tell whether a stake is somebody's who counts, and more than a small share of a listed company."""
    if row.relative is not None and (row.relation not in FOUR or not related(case, row)):
        return False
    if row.how == "EXECUTIVE_OF":
        return row.post not in _OWNER
    small = float(case.moment.settings.value("R14", "listed_share"))
    return not (row.listed and row.share is not None and row.share < small)


def _dealt(case: Case, row: Business) -> Iterator[Found]:
    edge = years_back(case.on, case.moment.settings.years("R14"))
    signed_lo, signed_hi = row.signed_min or PAST, row.signed_max or FAR
    if signed_hi < edge or _elsewhere(row, signed_lo, signed_hi) or not _theirs(row, signed_hi):
        return
    doubt = _doubt(case, row) or _undated(case, row, edge)
    if doubt is None:
        yield Found(case.severity("R14"), body=_body(case, row), edges=row.steps, bond=row)
        return
    lacks = Missing("L21.签约日期", doubt.note, blocks=False) if not row.signed_on else None
    yield Found(
        Severity.S,
        code=doubt.code,
        note=doubt.note,
        body=_body(case, row),
        edges=row.steps,
        bond=row,
        lacks=lacks,
    )


def _theirs(row: Business, signed: str) -> bool:
    """Tell whether the firm may have been theirs when it signed, or later."""
    return row.held.until_hi > signed or row.held.may_cover(signed) or row.signed_on is None


def _elsewhere(row: Business, signed_lo: str, signed_hi: str) -> bool:
    """Tell whether the contract was signed while its other party did not count for the unit."""
    return signed_lo > (row.to_max or FAR) or signed_hi < (row.from_min or PAST)


def _doubt(case: Case, row: Business) -> Doubt | None:
    if not row.sure:
        return NOT_CONFIRMED
    if row.relative is not None and (doubt := doubt_of(case, row)):
        return doubt
    if row.certainty != "recorded":
        return Doubt(IDENTITY, f"{row.client}与被巡察单位的关系待核实")
    if not (row.held.covers(case.on) or (row.held.open and row.held.since_hi <= case.on)):
        return Doubt(None, f"核查日 {case.on} 是否仍持有该企业或在该企业任职，请核实")
    return None


def _undated(case: Case, row: Business, edge: str) -> Doubt | None:
    if row.signed_min is None:
        return Doubt(MISSING, "签约日期未填")
    if row.signed_min < edge:
        years = case.moment.settings.years("R14")
        return Doubt(PRECISION, f"{years}年的界限 {edge} 落在签约日期之内，日期精度不足")
    if (row.signed_max or FAR) > case.on:
        code = PRECISION if row.signed_min <= case.on else None
        return Doubt(code, f"签约日期不早于核查日 {case.on}")
    return None


def _alike(case: Case, row: Business) -> Found:
    doubt = NOT_CONFIRMED if not row.sure else None
    body = f"{_stake(case, row)}，经营行业“{row.industry}”与被巡察单位的条线“{row.field}”相同或相近"
    severity = case.severity("R14", "industry")
    return Found(
        severity,
        code=doubt.code if doubt else None,
        note=doubt.note if doubt else "",
        body=body,
        edges=row.steps,
        bond=row,
    )


def _body(case: Case, row: Business) -> str:
    signed = f"{row.signed_on} " if row.signed_on else ""
    matter = f"（{row.deal}）" if row.deal else ""
    return (
        f"{_stake(case, row)}，该企业{signed}与{row.client}有{row.deal_kind or '业务往来'}{matter}"
    )


def _stake(case: Case, row: Business) -> str:
    share = f"（{row.share:g}%）" if row.share is not None else ""
    verb = f"持股{share}" if row.how == "OWNS" else f"任{row.post or '职'}"
    return f"{whose(case.person, row)} 在{row.firm_name or '某企业'}{verb}"


def _needs(person: Person, moment: Moment) -> Sequence[Missing]:
    return (*lost(person, PAST, "L21"), *relatives_known(person, moment))


RULE = Rule("R14", "亲属经商", "公务员法第七十四条第二款、第七十六条", judge, ("business",), _needs)
