"""Four ways to check one draft against one truth: a spreadsheet, a join by name, conference software, ours.

The truth is a trial office in which every conflict is planted and nothing else joins people and units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.runner import Figure
from xuntu.synthetic.asking import Verdicts, asked, loaded
from xuntu.synthetic.model import City
from xuntu.synthetic.plants import Trial, make_trial

SEED, EACH = 1, 4
FREE = "可任"
YEARS = 3
ALIKE = 0.6
Pair = tuple[str, str]
Told = Mapping[Pair, str]
"""What a way tells: the pairs that it holds to be in conflict, with its explanation, empty if it has none."""


@dataclass(frozen=True, slots=True)
class Score:
    """How one way did: conflicts missed, pairs blocked without reason, conflicts told with an explanation."""

    way: str
    conflicts: int
    clean: int
    missed: int
    blocked: int
    explained: int
    told: int

    def figure(self, goal: str, *, met: bool) -> Figure:
        """Return the score as a line of the table."""
        figure = f"{self.missed:,} missed, {self.blocked:,} blocked"
        note = (
            f"of {self.conflicts:,} conflicts and {self.clean:,} clean pairs;"
            f" {self.explained:,} of {self.told:,} told with their source rows"
        )
        return Figure(f"check: {self.way}", goal, figure, met, note)


def same_unit(trial: Trial, _today: date) -> Told:
    """Tell who works where they are to inspect: the employer's cell equals the unit's."""
    names = {name: u.body for u in trial.units for name in (u.body, u.admin)}
    return {(p.no, names[p.employer]): "" for p in trial.city.persons if p.employer in names}


def same_name(trial: Trial, _today: date) -> Told:
    """Tell whose name, or whose relative's name, stands in the roster of leaders or in a clue of the unit."""
    here: defaultdict[str, set[str]] = defaultdict(set)
    bodies = {u.admin: u.body for u in trial.units}
    for leader in trial.city.leaders:
        if leader.org in bodies:
            here[leader.name].add(bodies[leader.org])
    for clue in trial.city.clues:
        here[clue.subject].add(clue.unit)
    return {
        (no, unit): ""
        for no, names in _names(trial.city).items()
        for name in names
        for unit in here.get(name, ())
    }


def _names(city: City) -> dict[str, set[str]]:
    names = {p.no: {p.name} for p in city.persons}
    for row in city.relatives:
        names[row.person].add(row.name)
    return names


def conference(trial: Trial, today: date) -> Told:
    """Tell what software for reviewers of papers would: like affiliations of the last years, declared relations.

    An affiliation is alike if most of its pairs of characters are; years are counted by the clock on the wall.
    """
    affiliations: defaultdict[str, set[str]] = defaultdict(set)
    for post in trial.city.postings:
        if not post.until or today.year - int(post.until[:4]) <= YEARS:
            affiliations[post.person].add(post.org)
    for row in trial.city.relatives:
        affiliations[row.person].add(row.employer)
    told: dict[Pair, str] = {
        (d.person, d.unit): "" for d in trial.city.declarations if d.has_items and d.unit
    }
    for no, orgs in affiliations.items():
        for unit in trial.units:
            if any(_alike(org, unit.admin) for org in orgs):
                told[no, unit.body] = ""
    return told


def _alike(one: str, other: str) -> bool:
    first, second = _tokens(one), _tokens(other)
    return len(first & second) / len(first | second) >= ALIKE


def _tokens(name: str) -> frozenset[str]:
    return frozenset(name[at : at + 2] for at in range(len(name) - 1))


WAYS: Mapping[str, Callable[[Trial, date], Told]] = {
    "same unit, as in a spreadsheet": same_unit,
    "join by name": same_name,
    "in the manner of conference software": conference,
}


def ours(found: Verdicts) -> Told:
    """Tell whom the check does not call free; a conflict is explained if its reasons name their source rows."""
    return {
        pair: "；".join(r["text"] for r in verdict["reasons"] if _sourced(r))
        for pair, verdict in found.items()
        if verdict["verdict"] != FREE
    }


def _sourced(reason: Mapping[str, object]) -> bool:
    """Tell whether a reason names a source row; a masked one has no rule and is to say nothing."""
    text = str(reason["text"])
    return reason["rule"] is None or "行]" in text


def score(way: str, trial: Trial, told: Told) -> Score:
    """Return how what was told compares with the truth."""
    expected = trial.expected()
    conflicts = {pair for pair, verdict in expected.items() if verdict != FREE}
    rightly = [told[pair] for pair in conflicts if pair in told]
    return Score(
        way, len(conflicts), len(expected) - len(conflicts), len(conflicts - told.keys()),
        len(told.keys() - conflicts), sum(bool(text) for text in rightly), len(rightly),
    )  # fmt: skip


def compared(trial: Trial, folder: Path, today: date) -> list[Score]:
    """Return the scores of all ways on one office, ours last."""
    scores = [score(way, trial, tell(trial, today)) for way, tell in WAYS.items()]
    found = asked(loaded(trial.city, folder), trial)
    return [*scores, score("xuntu", trial, ours(found))]


def run(folder: Path) -> Iterator[Figure]:
    """Compare the four ways on one truth."""
    *others, own = compared(make_trial(SEED, EACH), folder / "trial", date.today())
    for other in others:
        yield other.figure("shown beside", met=True)
    met = own.missed == own.blocked == 0 and own.explained == own.told
    yield own.figure("0 missed, 0 blocked", met=met)
