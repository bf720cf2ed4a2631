"""An office written otherwise says the same: units renamed, stays in two parts, strangers in the pool."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from xuntu.synthetic.asking import asked, loaded
from xuntu.synthetic.plants import Trial, make_trial
from xuntu.synthetic.rewriting import among_strangers, in_two_parts, renamed

SOAK = bool(os.environ.get("XUNTU_SOAK"))
SEEDS = tuple(range(11, 14)) if SOAK else (11,)
SINGLY = (("renamed",), ("parts",), ("strangers",)) if SOAK else ()
ALL = ("renamed", "parts", "strangers")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("changes", [*SINGLY, ALL], ids="-".join)
def test_the_verdicts_are_the_same(changes: tuple[str, ...], seed: int, tmp_path: Path) -> None:
    trial = make_trial(seed, 1)
    city, names = trial.city, dict[str, str]()
    if "strangers" in changes:
        nobody = make_trial(seed + 1, 0, 30)
        city = among_strangers(city, nobody.city)
    if "parts" in changes:
        city = in_two_parts(city)
    if "renamed" in changes:
        city, names = renamed(city)
    units = tuple(replace(u, body=names.get(u.body, u.body)) for u in trial.units)
    found = asked(loaded(city, tmp_path), Trial(trial.city, units, trial.roles, ()))
    told = {pair: verdict["verdict"] for pair, verdict in found.items()}
    assert differing(trial, told, names) == []


def differing(
    trial: Trial, told: dict[tuple[str, str], str], names: dict[str, str]
) -> list[tuple[str, str, str, str]]:
    """Return case, unit, truth and what was told wherever they differ."""
    cases = {v.person: v.case for v in trial.truth}
    return [
        (cases.get(person, ""), unit, wanted, got)
        for (person, unit), wanted in trial.expected().items()
        if (got := told[person, names.get(unit, unit)]) != wanted
    ]
