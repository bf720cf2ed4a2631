"""A small version of the comparison on one truth: ours misses nothing, the others do, and say nothing why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.side_by_side import WAYS, Score, compared, conference, same_unit, score
from xuntu.synthetic.plants import Trial, make_trial

NOW = date(2025, 3, 20)


@pytest.fixture(scope="module")
def trial() -> Trial:
    return make_trial(2, 1, 4)


def test_ours_misses_nothing_and_blocks_nobody(trial: Trial, tmp_path: Path) -> None:
    *others, own = compared(trial, tmp_path, NOW)
    assert (own.missed, own.blocked) == (0, 0)
    assert own.explained == own.told == own.conflicts > 0
    assert len(others) == len(WAYS)
    for other in others:
        assert other.missed > 0
        assert other.explained == 0


def test_each_of_the_others_finds_what_it_can(trial: Trial) -> None:
    planted = {v.case: (v.person, v.unit) for v in trial.truth}
    assert planted["现职"] in same_unit(trial, NOW)
    assert planted["现职在下属单位"] not in same_unit(trial, NOW)
    assert planted["离任不满三年，组员"] in conference(trial, NOW)


def test_the_clock_on_the_wall_changes_what_the_conference_software_tells(trial: Trial) -> None:
    later = conference(trial, date(NOW.year + 2, NOW.month, NOW.day))
    assert later.keys() < conference(trial, NOW).keys()


def test_what_is_told_of_nobody_counts_as_missed(trial: Trial) -> None:
    nothing = score("nothing", trial, {})
    expected = [v for v in trial.expected().values() if v != "可任"]
    assert nothing == Score("nothing", len(expected), nothing.clean, len(expected), 0, 0, 0)
