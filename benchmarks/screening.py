"""What screening costs, with evidence: two families, and all, against networkx; all families against plain SQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks import wide
from benchmarks.runner import Figure, both, python
from benchmarks.workspaces import loaded
from xuntu.workspace import Workspace

GOAL = 8.0
PLAIN = 5.0
WIDE = ((5_000, 5_000), (50_000, 100_000))
"""People and units of the tables that `wide` writes."""

SIZE = 5_000
SCALE = 30
LEDGERS = (
    "被巡察对象台账",
    "机构沿革表",
    "巡察人才库登记表",
    "任职经历表",
    "家庭成员及社会关系表",
)
"""What screening reads; at this scale the pool has 5,070 people."""


def asked(tables: Path, path: Path) -> Path:
    """Write who and what is screened, and return where."""
    con = duckdb.connect()
    people = (
        f"SELECT id FROM '{tables}/nodes_Person.parquet' WHERE person_no IS NOT NULL"
        f" ORDER BY id LIMIT {SIZE}"
    )
    units = f"SELECT id FROM '{tables}/nodes_Organization.parquet' ORDER BY id LIMIT {SIZE}"
    case = {
        "people": [row[0] for row in con.execute(people).fetchall()],
        "units": [row[0] for row in con.execute(units).fetchall()],
        **wide.WINDOW,
    }
    con.close()
    assert all(len(case[side]) == SIZE for side in ("people", "units"))
    path.write_text(json.dumps(case), encoding="utf-8")
    return path


def run(folder: Path) -> Iterator[Figure]:
    """Compare with networkx on the city, then with plain SQL on tables of two sizes, and with networkx on these."""
    yield _city(folder)
    for people, units in WIDE:
        yield from _wide(folder / f"wide-{people}", people, units)


def _wide(folder: Path, people: int, units: int) -> Iterator[Figure]:
    """Compare all families with one UNION ALL, then with the same ties walked in a graph, from the same files."""
    tables = wide.write(folder / "tables", people, units)
    words = (tables, wide.case(folder / "case.json", people, units), folder / "ties.csv")
    size = f"screening {people:,} x {units:,}, all families"
    same, ours, plain, note = _beside("benchmarks.peers.plain_ties", words)
    name, ratio = f"{size}, ours / plain UNION ALL", ours / plain
    yield Figure(name, f"≤ {PLAIN:.0f}x", f"{ratio:.2f}x", same and ratio <= PLAIN, note)
    same, ours, walked, note = _beside("benchmarks.peers.networkx_ties", words)
    # Plain SQL itself does not reach 8x on tables that hold nothing else: docs/decisions/0032.
    reached = f"plain UNION ALL: {walked / plain:.1f}x"
    yield Figure(f"{size}, networkx / ours", reached, f"{walked / ours:.1f}x", same, note)
    if people > SIZE:
        yield _walked(f"{people:,} x {units:,}", (*words[:2], folder / "conflicts.csv"))


def _beside(module: str, words: tuple[Path, ...]) -> tuple[bool, float, float, str]:
    """Run ours and a peer on the same files: whether they find the same, CPU seconds of both, and a note."""
    ours, peer = both(
        python("-m", "benchmarks.ours.screen_all", *words), python("-m", module, *words)
    )
    # Unequal numbers of ties are a failure, whatever the time.
    same = ours.json() == peer.json()
    note = f"{ours.seconds:.2f} against {peer.seconds:.2f} s CPU, starts included; "
    note += f"{sum(ours.json().values()):,} ties of {len(ours.json())} families on both sides"
    if not same:
        note = f"ties differ: {dict(ours.json())} against {dict(peer.json())}"
    return same, ours.seconds, peer.seconds, note


def _city(folder: Path) -> Figure:
    """Compare with networkx on the files of an office with its history."""
    with Workspace.open(loaded(folder, SCALE, *LEDGERS)) as workspace:
        tables = workspace.snapshot().folder
    case = asked(tables, folder / "case.json")
    return _walked(f"{SIZE:,} x {SIZE:,}", (tables, case, folder / "conflicts.csv"))


def _walked(size: str, words: tuple[Path, ...]) -> Figure:
    """Compare own posts and relatives' posts with the same found by walking a graph; unequal findings are a failure."""
    ours, peer = both(
        python("-m", "benchmarks.ours.screen", *words),
        python("-m", "benchmarks.peers.networkx_screen", *words),
    )
    found, expected = ours.json(), peer.json()
    same = found == expected and found["pairs"] > 0
    note = (
        f"{ours.seconds:.2f} against {peer.seconds:.2f} s CPU; {found['pairs']:,} conflicts in"
        f" {found['rows']:,} rows on both sides"
        if same
        else f"findings differ: {dict(found)} against {dict(expected)}"
    )
    ratio = peer.seconds / ours.seconds
    name = f"screening {size} with evidence, own and kin, networkx / ours"
    return Figure(name, f"≥ {GOAL:.0f}x", f"{ratio:.1f}x", same and ratio >= GOAL, note)
