"""Last strokes: columns that name what came to be later, each from a random stream of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from xuntu.synthetic import data, places, times
from xuntu.synthetic.desk import Desk
from xuntu.synthetic.events import CaseFile, Clue, Finding, Sanction
from xuntu.synthetic.model import TODAY, Posting, Relative
from xuntu.synthetic.records import ItemCheck, Petition

_NOTES = {"借调": "借调参加专项工作", "抽调": "抽调参加专班", "挂职": "挂职锻炼"}


def findings(desk: Desk, checks: Sequence[ItemCheck]) -> Iterator[Finding]:
    """Yield the findings with the items they hit, what they repeat and a local tag now and then."""
    rng = desk.stream("finding notes")
    seen: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    for check in checks:
        if check.checked:
            seen[check.round_no, check.team, check.unit].append(check.item)
    earlier: dict[tuple[str, str], str] = {}
    for finding in desk.findings:
        usable = seen[finding.round_no, finding.team, finding.unit]
        items = (rng.choice(usable),) if usable and rng.random() < 0.5 else ()
        recurs = earlier.get((finding.unit, finding.cat3), "")
        earlier.setdefault((finding.unit, finding.cat3), finding.no)
        tags = (rng.choice(("撞钟先生", "太平先生")),) if rng.random() < 0.02 else ()
        yield replace(finding, items=items, recurs=recurs, tags=tags)


def clues(desk: Desk, petitions: Sequence[Petition]) -> Iterator[Clue]:
    """Yield the clues with paper and petition that they came from, and who signed for them."""
    rng = desk.stream("clue notes")
    letters: dict[str, list[str]] = defaultdict(list)
    of_task: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    for letter in petitions:
        letters[letter.link].append(letter.no)
        of_task[letter.round_no, letter.team, letter.unit].append(letter.no)
    papers = {f.no: f.paper for f in desk.findings}
    first: dict[tuple[str, str], str] = {}
    for clue in desk.clues:
        paper = papers[clue.finding]
        said = clue.stated and (clue.origin == "底稿" or rng.random() < 0.2)
        receipt = f"案管室{rng.choice(('甲', '乙'))} {times.after(clue.transferred, 1)}"
        merged = first.get((clue.unit, clue.subject), "")
        first.setdefault((clue.unit, clue.subject), clue.no)
        told = letters[paper] or of_task[clue.round_no, clue.team, clue.unit][:1]
        yield replace(
            clue, papers=(paper,) if said else (), receipt=receipt, merged_into=merged,
            petitions=tuple(told) if clue.origin == "信访" else (),
        )  # fmt: skip


def cases(desk: Desk, booked: Sequence[CaseFile]) -> Iterator[CaseFile]:
    """Yield the cases with the money that was confiscated, given back or handed in."""
    rng = desk.stream("money")
    for case in booked:
        sums = [
            round(rng.uniform(0.1, 9), 1) if case.seized and rng.random() < 0.4 else None
            for _ in range(3)
        ]
        yield replace(case, confiscated=sums[0], restituted=sums[1], handed_in=sums[2])


def sanctions(booked: Sequence[Sanction]) -> Iterator[Sanction]:
    """Yield the sanctions with the day on which rights came back after probation."""
    for sanction in booked:
        back = (
            times.months_after(sanction.decided, sanction.probation) if sanction.probation else ""
        )
        yield replace(sanction, restored=back if back < TODAY else "")


def postings(
    seed: int, copy: int, rows: Sequence[Posting], drafted: Collection[str]
) -> Iterator[Posting]:
    """Yield the careers with notes; of those who are drafted nothing is changed."""
    rng = data.stream(seed, copy, "notes")
    for row in rows:
        note = _NOTES.get(row.kind, "主持工作" if rng.random() < 0.02 else "")
        yield row if row.note or row.person in drafted else replace(row, note=note)


def relatives(
    seed: int, copy: int, rows: Sequence[Relative], drafted: Collection[str]
) -> Iterator[Relative]:
    """Yield the family pages with where people are registered and own a home."""
    rng = data.stream(seed, copy, "homes")
    for row in rows:
        away = rng.random() < 0.1 and row.person not in drafted
        household = places.near(rng) if away else row.lives_in if rng.random() < 0.7 else ""
        home = row.lives_in if rng.random() < 0.4 else ""
        yield replace(row, household=household, home_in=home)
