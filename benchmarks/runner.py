"""Measure child processes by the CPU seconds they took, and print what came out."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """What a command cost (median of its runs, children counted) and what it printed last."""

    seconds: float
    printed: str

    def json(self) -> Mapping[str, Any]:
        """Return the last line of what was printed as the object it is."""
        found: dict[str, Any] = json.loads(self.printed.splitlines()[-1])
        return found


@dataclass(frozen=True, slots=True)
class Figure:
    """One result: what was compared, the goal, the figure, whether it is met, what else to know."""

    name: str
    goal: str
    figure: str
    met: bool
    note: str = ""


Benchmark = Callable[[Path], Figure | Iterator[Figure]]
"""Works in a folder of its own and returns one figure, or several one by one."""


def cpu(command: Sequence[str | Path], *, times: int = 3) -> Run:
    """Return the median CPU seconds of a command; raise RuntimeError if it fails."""
    return _middle([_once([str(word) for word in command]) for _ in range(times)])


def both(
    ours: Sequence[str | Path],
    peer: Sequence[str | Path],
    *,
    times: int = 3,
    empty: Sequence[Path] = (),
) -> tuple[Run, Run]:
    """Return the medians of two commands that take turns, so that a busy moment hits both.

    The folders of `empty` are emptied before each turn.
    """
    turns = []
    for _ in range(times):
        for folder in empty:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        turns.append((cpu(ours, times=1), cpu(peer, times=1)))
    one, other = zip(*turns, strict=True)
    return _middle(one), _middle(other)


def _middle(runs: Sequence[Run]) -> Run:
    return Run(median(run.seconds for run in runs), runs[-1].printed)


def _once(command: list[str]) -> Run:
    with tempfile.TemporaryFile() as output:
        child = os.posix_spawn(
            command[0],
            command,
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1)],
        )
        _, status, usage = os.wait4(child, 0)
        output.seek(0)
        printed = output.read().decode()
    if code := os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{command} ended with {code}")
    return Run(usage.ru_utime + usage.ru_stime, printed)


def python(*words: str | Path) -> list[str | Path]:
    """Return the command that runs this interpreter with some words."""
    return [sys.executable, *words]


def program(name: str) -> Path:
    """Return the path of a program of this environment."""
    return Path(sys.executable).with_name(name)


def say(text: str) -> None:
    """Print a line of progress where it is out of the way of the table."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table."""
    rows = [("benchmark", "goal", "figure", "met", "note"), ("---",) * 5]
    rows += [(f.name, f.goal, f.figure, "yes" if f.met else "NO", f.note) for f in figures]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
