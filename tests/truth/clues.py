"""The truth of Q27 to Q31: what became of what was handed over."""

from __future__ import annotations

from collections import defaultdict

from tests.truth.records import Records, Row, Table, days, middle, percent
from xuntu.synthetic import times
from xuntu.synthetic.events import Clue


def who(clue: Clue) -> tuple[str, str]:
    """Return what tells the people apart whom clues are about: name, and month of birth with gender."""
    return clue.subject, clue.subject_key


def funnel(records: Records, committee: str, term: int) -> Table:
    """Q27: how many clues, about how many people, reached each stage, as a share of all, and the days it took.

    The days are those since the stage before. A clue that was merged and has no case of its own goes on with the
    one that it was merged into. Measures of the first form are no sanction.
    """
    stages: dict[str, list[tuple[Clue, str, str]]] = defaultdict(list)
    clues = records.book(committee, term).clues
    for clue in clues:
        row = records.handled.get(clue.no)
        main = records.handled.get(clue.merged_into)
        led = row if row and row.no else main if main and main.no else None
        stages["移交"].append((clue, "", ""))
        if row and row.disposed:
            stages["处置"].append((clue, clue.transferred, row.disposed))
        if led:
            stages["立案"].append((clue, led.disposed, led.filed))
        if led and led.no in records.sanction:
            stages["处分"].append((clue, led.filed, records.sanction[led.no].decided))
    rows: list[Row] = []
    for stage in ("移交", "处置", "立案", "处分"):
        reached = stages[stage]
        took = [days(before, day) for _, before, day in reached if before and day]
        people = {who(clue) for clue, _, _ in reached}
        rows.append(
            (stage, len(reached), len(people), percent(len(reached), len(clues)), middle(took))
        )
    return Table(("stage", "clues", "persons", "rate", "median_days"), rows)


def unanswered(records: Records, on: str, months: int = 3) -> Table:
    """Q28: clues handed over more than three months ago of which nothing was fed back, counties' clues too."""
    rows: list[Row] = []
    for book in records.books:
        for clue in book.clues:
            row = records.handled.get(clue.no)
            if (row is None or not row.fed_back) and times.months_after(
                clue.transferred, months
            ) < on:
                receiver = records.unit[clue.receiver].name
                rows.append((clue.no, receiver, days(clue.transferred, on)))
    return Table(("clue", "receiver", "days"), rows)


def origin(records: Records, case: str) -> set[tuple[str, str]]:
    """Q29: every clue, finding and paper that a case came from, as far as the ledgers state it.

    Where a clue does not state its finding, nothing is said of it here: it is inferred at best.
    """
    first = records.clue.get(records.case[case].clue)
    found: set[tuple[str, str]] = set()
    for clue in records.city.clues if first else ():
        if first is None or first.no not in (clue.no, clue.merged_into):
            continue
        found.add(("Clue", clue.no))
        found |= {("WorkingPaper", no) for no in clue.papers}
        if clue.stated:
            finding = records.finding[clue.finding]
            found |= {("Finding", finding.no), ("WorkingPaper", finding.paper)}
    return found


def repeated(records: Records, least: int = 2) -> Table:
    """Q30: people whom so many clues are about, in how many rounds, and whether any was merged into another."""
    about: dict[tuple[str, str], list[Clue]] = defaultdict(list)
    for book in records.books:
        for clue in book.clues:
            about[who(clue)].append(clue)
    rows: list[Row] = [
        (name, len(found), len({c.round_no for c in found}), any(c.merged_into for c in found))
        for (name, _), found in about.items()
        if len(found) >= least
    ]
    return Table(("person", "clues", "rounds", "merged"), rows)


def on_hold(records: Records, on: str, limit: int) -> Table:
    """Q31: clues put by and not looked at for longer than the limit, from disposal or the last review."""
    rows: list[Row] = []
    for row in records.city.cases:
        last = row.reviewed or row.disposed
        if row.clue and row.disposition == "暂存待查" and last and days(last, on) > limit:
            rows.append((row.clue, row.disposed, row.reviewed or None))
    return Table(("clue", "since", "last_review"), rows)
