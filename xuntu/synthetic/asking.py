"""Loads a trial office by the ordinary door and asks about everybody and every unit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.snapshot import Snapshot
from queries.avoidance import Draft, check, load_profile
from queries.avoidance.draft import Member, Task
from xuntu.synthetic.model import COMMITTEE, TERM, City
from xuntu.synthetic.places import CITY
from xuntu.synthetic.plants import Trial
from xuntu.synthetic.trial import ENTRY, ROUND
from xuntu.synthetic.writing import write_plain_ledgers, write_regions
from xuntu.workspace import Workspace

TEAM = "第1组"
Verdicts = dict[tuple[str, str], dict[str, Any]]
"""The verdict on a person and a unit, as the contract prints it."""


def loaded(city: City, folder: Path) -> Snapshot:
    """Return what the ledgers of a city come to in a new workspace in this folder; no row may be rejected."""
    ledgers = write_plain_ledgers(city, folder / "台账")
    with Workspace.init(folder / "workspace", committee=COMMITTEE, region=CITY) as made:
        write_regions(city, made.folder / "regions.csv")
        rejected = [report for report in made.load([ledgers]) if report.rejected]
        if rejected:
            raise ValueError(f"rows were rejected: {rejected}")
        return made.snapshot()


def drafts(trial: Trial) -> tuple[Draft, Draft]:
    """Return one team of everybody for every unit of the city, and one that crosses into the county."""
    people = tuple(Member(TEAM, p.no, p.name, trial.roles[p.no], {}) for p in trial.city.persons)
    city, county = (
        tuple(
            Task(TEAM, unit.body, "常规", modes, ENTRY, term_no=TERM, round_no=ROUND)
            for unit in trial.units
            if unit.cross is cross
        )
        for cross, modes in ((False, ()), (True, ("交叉",)))
    )
    return Draft(people, city), Draft(people, county)


def asked(snapshot: Snapshot, trial: Trial) -> Verdicts:
    """Return the verdict on every person and unit of a trial."""
    found: Verdicts = {}
    for draft in drafts(trial):
        answer = check(snapshot, draft, load_profile(), committee=COMMITTEE).to_json()
        found |= {(v["person_no"], v["unit"]): v for v in answer["verdicts"]}
    return found
