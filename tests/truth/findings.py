"""The truth of Q15 to Q20: what was found, where, how often, and on what it rests."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import fmean, pstdev

from tests.truth.records import Records, Row, Table
from xuntu.synthetic.events import County, Finding


def _per_unit(
    records: Records, book: County, rounds: set[int]
) -> dict[tuple[str, str], tuple[int, float]]:
    """Return for category and kind of unit: how many findings in these rounds, and per inspected unit of the kind."""
    units: dict[str, set[str]] = defaultdict(set)
    for t in book.tasks:
        if t.round_no in rounds:
            units[records.unit[t.unit].kind].add(records.now(t.unit))
    counts = Counter(
        (f.cat1, records.unit[f.unit].kind) for f in book.findings if f.round_no in rounds
    )
    return {key: (n, n / len(units[key[1]])) for key, n in counts.items()}


def distribution(records: Records, committee: str, term: int, round_no: int) -> Table:
    """Q15: findings of a round by category and kind of unit, per unit, against the rounds of the year before."""
    book = records.book(committee, term)
    years = {t.round_no: int(t.start[:4]) for t in book.tasks}
    before = {n for n, year in years.items() if year == years[round_no] - 1}
    now, then = _per_unit(records, book, {round_no}), _per_unit(records, book, before)
    rows: list[Row] = [
        (cat, kind, n, round(each, 2), round(each - then[cat, kind][1], 2) if (cat, kind) in then else None)
        for (cat, kind), (n, each) in now.items()
    ]  # fmt: skip
    return Table(("category", "kind", "count", "per_unit", "change"), rows)


def common(records: Records, committee: str, term: int, round_no: int, threshold: int) -> Table:
    """Q16: lowest categories met in so many units (former names are the same unit); round 0 is the whole term."""
    units: dict[str, set[str]] = defaultdict(set)
    for f in records.book(committee, term).findings:
        if round_no in (0, f.round_no):
            units[f.cat3].add(records.now(f.unit))
    rows: list[Row] = [(cat, len(met)) for cat, met in units.items() if len(met) >= threshold]
    return Table(("category", "units"), rows)


def recurring(records: Records, unit: str = "", least: int = 2) -> Table:
    """Q17: units in which one second category was found in so many rounds, from when to when."""
    met: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    start = {(t.round_no, t.team, t.unit, t.type): t.start for b in records.books for t in b.tasks}
    for book in records.books:
        for f in book.findings:
            met[records.now(f.unit), f.cat2].append(f)
    rows: list[Row] = []
    for (name, cat), found in met.items():
        if len({f.round_no for f in found}) < least or (unit and records.now(unit) != name):
            continue
        days = sorted(start[f.round_no, f.team, f.unit, f.type] for f in found)
        rows.append((name, cat, len({f.round_no for f in found}), days[0], days[-1]))
    return Table(("unit", "category", "rounds", "first", "last"), rows)


def hits(records: Records, template: str = "") -> Table:
    """Q18: every item of every version of a checklist, how many findings hit it, and in how many units."""
    hit: dict[str, list[Finding]] = defaultdict(list)
    for f in records.city.findings:
        for item in f.items:
            hit[item].append(f)
    rows: list[Row] = [
        (i.template, i.version, i.no, len(hit[i.no]), len({records.now(f.unit) for f in hit[i.no]}))
        for i in records.city.checklist
        if template in ("", i.template)
    ]
    return Table(("template", "version", "item", "hits", "units"), rows)


def papers(records: Records, committee: str, term: int, round_no: int) -> Table:
    """Q19: findings of a round with the papers that they name, and the pieces of evidence in those on hand."""
    evidence = {p.no: len(p.evidence) for p in records.city.papers}
    rows: list[Row] = []
    for f in records.book(committee, term).findings:
        if f.round_no == round_no:
            proofs = evidence.get(f.paper, 0)
            rows.append((f.no, int(bool(f.paper)), proofs, not proofs))
    return Table(("finding", "papers", "evidence", "gap"), rows)


def few(records: Records, committee: str, term: int, round_no: int, z: float) -> Table:
    """Q20: tasks of a round without findings, or so many standard deviations below all tasks of the round."""
    tasks = [t for t in records.book(committee, term).tasks if t.round_no == round_no]
    counts = [len(records.findings_of[t.round_no, t.team, t.unit, t.type]) for t in tasks]
    mean, spread = fmean(counts), pstdev(counts)
    rows: list[Row] = [
        (t.unit, t.type, n, round(mean, 2), f"第{t.team}组")
        for t, n in zip(tasks, counts, strict=True)
        if n == 0 or (spread and (n - mean) / spread <= -z)
    ]
    return Table(("unit", "type", "count", "mean", "team"), rows)
