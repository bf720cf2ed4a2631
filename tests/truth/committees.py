"""The truth of Q36 and Q37: committees, and teams from elsewhere, side by side."""

from __future__ import annotations

from collections import Counter

from tests.truth.records import CLOSED, Records, Row, Table, percent, ratio


def compared(records: Records, since: str = "", until: str = "9999") -> Table:
    """Q36: per committee the units inspected in a period, findings per unit, clues per finding, strict rate."""
    rows: list[Row] = []
    for book in records.books:
        tasks = [t for t in book.tasks if since <= t.start <= until]
        rounds = {(t.round_no, t.team, t.unit) for t in tasks}
        units = {records.now(t.unit) for t in tasks}
        found = [f for f in book.findings if (f.round_no, f.team, f.unit) in rounds]
        clues = [c for c in book.clues if (c.round_no, c.team, c.unit) in rounds]
        states = [s for s in (records.standing(f.no) for f in found) if s]
        if tasks:
            rows.append(
                (book.committee, len(units), ratio(len(found), len(units), 2), percent(len(clues), len(found)),
                 percent(states.count(CLOSED), len(states)))
            )  # fmt: skip
    return Table(("committee", "units", "findings_per_unit", "clue_rate", "rate"), rows)


def shares(records: Records, round_no: int) -> Table:
    """Q37: petitions and clues of the teams of a round that crossed and of the others, and their shares of all."""
    tasks = [t for t in records.city.tasks if t.round_no == round_no]
    crossing = {t.team for t in tasks if "交叉" in t.modes}
    petitions = Counter(
        p.team in crossing for p in records.city.petitions if p.round_no == round_no
    )
    clues = Counter(c.team in crossing for c in records.city.clues if c.round_no == round_no)
    rows: list[Row] = [
        (
            "交叉" if cross else "本地", petitions[cross], clues[cross],
            percent(petitions[cross], petitions.total()), percent(clues[cross], clues.total()),
        )
        for cross in (True, False)
        if any((t.team in crossing) is cross for t in tasks)
    ]  # fmt: skip
    return Table(("mode", "petitions", "clues", "petition_share", "clue_share"), rows)
