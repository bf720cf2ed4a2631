"""Reports read for a second of CPU, and memory over ten thousand of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.runner import Figure, cpu, python, say

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "reports"
CLEAN = ROOT / "tests" / "cases" / "reports" / "clean"
"""What is read where no corpus lies beside the project: made-up reports, shorter and without noise."""

A_SECOND = 20
TIMES = 5
READINGS = 10_000
GROWTH = 1.05


def run(folder: Path) -> Iterator[Figure]:
    """Read the corpus, or the project's own reports, in a process that has started."""
    del folder
    given = CORPUS if CORPUS.is_dir() else CLEAN
    ours = cpu(python("-m", "benchmarks.ours.read_reports", given, str(TIMES), "0")).json()
    rate = ours["reports"] / ours["seconds"]
    note = f"{ours['reports']} readings in {ours['seconds']:.2f} s CPU, start not counted; {_told(given)}"
    yield Figure("reports a CPU second", f"≥ {A_SECOND}", f"{rate:.1f}", rate >= A_SECOND, note)
    say(f"{rate:.1f} reports a second; {READINGS:,} for memory …")
    program = python("-m", "benchmarks.ours.read_reports", given, "1", str(READINGS))
    held = cpu(program, times=1).json()
    growth = held["late"] / held["early"]
    note = f"{held['early']:.0f} MiB behind {READINGS // 10:,}, {held['late']:.0f} MiB behind {READINGS:,}"
    name = f"memory behind {READINGS:,} reports / behind {READINGS // 10:,}"
    yield Figure(name, f"≤ {GROWTH}x", f"{growth:.2f}x", growth <= GROWTH, note)


def _told(given: Path) -> str:
    files = sorted(given.glob("*.txt"))
    length = sum(len(path.read_text("utf-8")) for path in files)
    source = "the corpus" if given == CORPUS else "the project's clean reports"
    return f"{source}: {len(files)} texts of {length // len(files):,} characters"
