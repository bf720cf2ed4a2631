"""The truth of Q21 to Q26: what was put right, when, and what was asked of whom."""

from __future__ import annotations

from collections import defaultdict

from tests.truth.records import CLOSED, LASTING, Records, Row, Table, days, percent

SOON = 7
LOW = 80.0


def due(records: Records, on: str) -> Table:
    """Q21: measures neither closed nor lasting whose day has passed, or comes within seven days."""
    rows: list[Row] = []
    for m in records.city.measures:
        if m.status == CLOSED or LASTING in (m.status, m.due):
            continue
        late = days(m.due, on)
        if late >= -SOON:
            unit = records.finding[m.finding].unit
            rows.append(
                (m.finding, records.now(unit), m.due, late, "超期" if late > 0 else "将到期")
            )
    return Table(("finding", "unit", "due", "days_late", "level"), rows)


def _standing(records: Records, round_no: int) -> dict[str, list[str]]:
    """Return how the findings of each unit stand; those without any measure are none of it."""
    found: dict[str, list[str]] = defaultdict(list)
    for f in records.city.findings:
        state = records.standing(f.no)
        if state and round_no in (0, f.round_no):
            found[records.now(f.unit)].append(state)
    return found


def unit_rates(records: Records, round_no: int) -> Table:
    """Q22: findings of a round by unit and how they stand: strict counts closed ones, broad also basic and lasting."""
    rows: list[Row] = []
    for unit, states in _standing(records, round_no).items():
        total = len(states)
        done, basic, lasting = (states.count(s) for s in (CLOSED, "基本完成", LASTING))
        rows.append(
            (unit, total, done, basic, lasting, percent(done, total), percent(done + basic + lasting, total))
        )  # fmt: skip
    return Table(("unit", "total", "done", "basic", "lasting", "strict", "broad"), rows)


def bounced(records: Records) -> Table:
    """Q23: measures that a look-back found to have come back, when closed and when opened again."""
    rows: list[Row] = [
        (m.finding, m.closed or None, m.reopened or None, records.now(records.finding[m.finding].unit))
        for m in records.city.measures
        if m.lookback == "反弹"
    ]  # fmt: skip
    return Table(("finding", "closed_on", "reopened_on", "unit"), rows)


def fixes(records: Records, round_no: int) -> Table:
    """Q24: notices of a round and the days from issue to closing; none where it is not closed."""
    rows: list[Row] = [
        (f.no, days(f.issued, f.closed) if f.closed else None, f.status)
        for f in records.city.fixes
        if round_no in (0, f.round_no)
    ]
    return Table(("notice", "days", "status"), rows)


def low(records: Records, threshold: float = LOW) -> Table:
    """Q25: units whose strict rate over all booked findings is below the threshold and that nobody talked to."""
    talked = {records.now(r.unit) for r in records.city.reproaches if r.kind == "约谈"}
    rows: list[Row] = []
    for unit, states in _standing(records, 0).items():
        closed = states.count(CLOSED)
        if 100 * closed < threshold * len(states) and unit not in talked:
            rows.append((unit, percent(closed, len(states)), False))
    return Table(("unit", "rate", "talked"), rows)


def letters(records: Records, since: str = "", until: str = "9999") -> Table:
    """Q26: letters of advice sent in a period, when they were due and answered, and the rules made."""
    rows: list[Row] = [
        (r.no, records.unit[r.receiver].name, r.due, r.replied or None, r.rules)
        for r in records.city.recommendations
        if since <= r.sent <= until
    ]
    return Table(("letter", "receiver", "due", "replied", "rules"), rows)
