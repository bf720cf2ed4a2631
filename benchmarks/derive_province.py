"""A province: a million people, three million postings, sixty thousand organisations, and what one county changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks import province
from benchmarks.runner import Figure, Run, cpu, python, say

COUNTIES = (1, 10, 100)
"""Ten thousand people each: the growth that is shown; the last one is the province."""

AGAINST_PLAIN = 3.0
MEMORY = 6.0
RENEWED = 0.5


def run(folder: Path) -> Iterator[Figure]:
    """Derive for growing numbers of counties against plain SQL, then once more after one county's new edition."""
    for counties in COUNTIES:
        place = folder / f"province-{counties}"
        shutil.rmtree(place, ignore_errors=True)
        province.write(place / "sources", counties)
        times = 3 if counties < COUNTIES[-1] else 1
        plain = cpu(
            python("-m", "benchmarks.peers.plain_rows", place / "sources", place / "plain"),
            times=times,
        )
        shutil.rmtree(place / "plain")
        ours = _derive(place, "derived")
        say(
            f"{counties * province.PEOPLE:,} people: {ours.seconds:.1f} against {plain.seconds:.1f} s CPU"
        )
        yield _against_plain(counties, ours, plain)
    yield Figure(
        "memory of deriving the province", f"≤ {MEMORY:g} GiB", f"{ours.json()['gigabytes']:.2f} GiB",
        ours.json()["gigabytes"] <= MEMORY,
    )  # fmt: skip
    yield _renewed(place, ours)
    shutil.rmtree(place)


def _derive(place: Path, out: str, *replaced: str) -> Run:
    program = python("-m", "benchmarks.ours.derive", place / "sources", place / out, *replaced)
    return cpu(program, times=1)


def _against_plain(counties: int, ours: Run, plain: Run) -> Figure:
    ratio = ours.seconds / plain.seconds
    note = f"{ours.seconds:.1f} against {plain.seconds:.1f} s CPU, {ours.json()['rows']:,} rows"
    return Figure(
        f"derive, {counties * province.PEOPLE:,} people / plain DuckDB", f"≤ {AGAINST_PLAIN:g}x", f"{ratio:.2f}x",
        ratio <= AGAINST_PLAIN or counties < COUNTIES[-1], note,
    )  # fmt: skip


def _renewed(place: Path, full: Run) -> Figure:
    """Change one county's postings: the same result as from nothing, for at most half of what that costs."""
    replaced = province.revise(place / "sources", county=COUNTIES[-1] // 2)
    again = _derive(place, "derived", replaced)
    whole = _derive(place, "from-nothing", replaced)
    equal = again.json()["hash"] == whole.json()["hash"]
    ratio = again.seconds / whole.seconds
    note = f"{again.seconds:.1f} against {whole.seconds:.1f} s CPU; {'equal' if equal else 'NOT EQUAL'}"
    met = equal and ratio <= RENEWED and again.json()["hash"] != full.json()["hash"]
    return Figure(
        "derive after 1 % of postings changed / all anew",
        f"≤ {RENEWED}x",
        f"{ratio:.2f}x",
        met,
        note,
    )
