"""The runner counts what a command and its children cost, and never takes a failure for a figure."""

from __future__ import annotations

import pytest

from benchmarks.runner import Figure, both, cpu, python, table

WORK = "import time\nwhile time.process_time() < 0.2: pass\n"
BY_A_CHILD = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {WORK!r}])\n"


@pytest.mark.parametrize("script", [WORK, BY_A_CHILD])
def test_work_is_counted(script: str) -> None:
    assert cpu(python("-c", script), times=1).seconds >= 0.2


def test_waiting_is_not_counted() -> None:
    assert cpu(python("-c", "import time; time.sleep(0.5)"), times=1).seconds < 0.4


def test_a_failure_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        cpu(python("-c", "raise SystemExit(3)"), times=1)


def test_both_print_their_last_line() -> None:
    ours, peer = both(
        python("-c", "print('x'); print('{\"n\": 1}')"), python("-c", "print('{\"n\": 2}')")
    )
    assert (ours.json(), peer.json()) == ({"n": 1}, {"n": 2})


def test_a_goal_that_is_missed_shouts() -> None:
    lines = table([Figure("a", "≤ 1", "2", False), Figure("b", "≤ 1", "1", True)]).splitlines()
    assert lines[2:] == ["| a | ≤ 1 | 2 | NO |  |", "| b | ≤ 1 | 1 | yes |  |"]
