"""What it costs to start: `xuntu --help` against a Python that does nothing."""

from __future__ import annotations

from pathlib import Path

from benchmarks.runner import Figure, both, program, python

GOAL = 6.0


def run(folder: Path) -> Figure:
    """Compare the CPU seconds of both, many times each."""
    del folder
    ours, peer = both([program("xuntu"), "--help"], python("-c", "pass"), times=31)
    note = f"{ours.seconds * 1000:.0f} against {peer.seconds * 1000:.0f} ms CPU"
    ratio = ours.seconds / peer.seconds
    return Figure("`xuntu --help` / `python -c pass`", "≤ 6x", f"{ratio:.1f}x", ratio <= GOAL, note)
