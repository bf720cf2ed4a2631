"""Every mechanism of the five seeds: what answers it now, with its passage, or the part it waits for.

`tests/cases/mechanisms.csv` has one line each. Its `facts` name what must be extracted and where it stands:
`metric 228-233 measure=rounds_held value=14` is a figure whose evidence covers these characters of the seed (`*`
stands for any text); `round×5 …` wants five of them, `no metric …` none that touches the passage. The passages
themselves stay in the corpus. `missing` has facts that nobody extracts yet, written the same way.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

from graph.model import regions
from loaders.reports.extract import report
from loaders.reports.measures import table
from queries.avoidance.rules import RULES

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
CORPUS = SHARED / "corpus" / "reports"
COVERAGE = SHARED / "design" / "coverage.csv"
with_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus beside the repository")
with_coverage = pytest.mark.skipif(not COVERAGE.is_file(), reason="no design beside the repository")

SECTION = {"D0": 26, "D1": 21, "D2": 24, "D3": 19, "D4": 17}
PARTS = {"4", "6", "later"}
STATES = {"stated": 66, "standing": 3, "waits": 38}
STATED_BUT_ASKED_LATER = 13
# 全覆盖 is stated; that this is a rate of 100 is derived.
DERIVED = {("D0-1", "coverage_rate")}


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


MECHANISMS = rows(ROOT / "tests" / "cases" / "mechanisms.csv")


@dataclass(frozen=True, slots=True)
class Found:
    """What was read out of a report, or marked as unusable in it."""

    type: str
    fields: Mapping[str, str]
    start: int
    end: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line names: how many things of a type, with these fields, at this passage."""

    type: str
    times: int
    start: int
    end: int
    fields: Mapping[str, str]

    def fits(self, found: Found) -> bool:
        """Tell whether a thing is of this type and has these fields, wherever it stands."""
        return found.type == self.type and all(
            name in found.fields and fnmatchcase(found.fields[name], value)
            for name, value in self.fields.items()
        )

    def answered(self, seed: str) -> bool:
        """Tell whether a seed has exactly so many, each with evidence that covers the passage."""
        fitting = [found for found in read(seed) if self.fits(found)]
        if not self.times:
            return not any(f.start < self.end and self.start < f.end for f in fitting)
        covering = [f for f in fitting if f.start <= self.start and self.end <= f.end]
        return len(covering) == self.times


def wanted(cell: str) -> Iterator[Wanted]:
    """Yield what a cell of `facts` or `missing` names."""
    for one in filter(None, cell.split(" | ")):
        absent = one.startswith("no ")
        kind, passage, *pairs = one.removeprefix("no ").split()
        name, _, times = kind.partition("×")
        start, end = map(int, passage.split("-"))
        fields = dict(pair.split("=", 1) for pair in pairs)
        yield Wanted(name, 0 if absent else int(times or 1), start, end, fields)


@cache
def read(seed: str) -> tuple[Found, ...]:
    """Return everything that is read out of a seed (`D0` … `D4`)."""
    path = CORPUS / f"seed_00{seed[1]}.txt"
    original = path.read_text("utf-8")
    told = report(path.read_bytes(), path.name, regions.load())
    found = [Found(f.type, flat(f.fields), f.start, f.end, f.evidence) for f in told.facts]
    for lost in told.unusable:
        fields = {"reason": lost.reason, "suggestion": lost.suggestion}
        found.append(Found("unusable", fields, lost.start, lost.end, lost.evidence))
    for one in found:
        assert original[one.start : one.end] == one.evidence
    return tuple(found)


def flat(fields: Mapping[str, object]) -> dict[str, str]:
    """Return the fields that hold something as texts, those of `attrs` as `attrs.name`."""
    told: dict[str, str] = {}
    for name, value in fields.items():
        if isinstance(value, Mapping):
            told |= {f"{name}.{key}": str(inner) for key, inner in value.items()}
        elif value is not None and value != "":
            told[name] = text(value)
    return told


def text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.12g}"
    return "、".join(value) if isinstance(value, list) else str(value)


def state(row: Mapping[str, str]) -> str:
    """Return how a mechanism stands."""
    if row["missing"]:
        return "missing"
    if row["facts"]:
        return "stated"
    return "standing" if row["answer"] else "waits"


def test_every_mechanism_of_the_seeds_has_its_line() -> None:
    ids = [f"{seed}-{no}" for seed, count in SECTION.items() for no in range(1, count + 1)]
    assert [row["id"] for row in MECHANISMS] == ids
    assert len(ids) == 107
    assert all(row["title"] for row in MECHANISMS)


def test_so_many_are_answered_and_so_many_wait() -> None:
    assert Counter(map(state, MECHANISMS)) == STATES
    later = [row for row in MECHANISMS if row["facts"] and row["waits"]]
    assert len(later) == STATED_BUT_ASKED_LATER


@pytest.mark.parametrize("row", MECHANISMS, ids=lambda row: row["id"])
def test_a_line_names_what_exists(row: dict[str, str]) -> None:
    for answer in row["answer"].split():
        named = [ROOT / "queries" / "named" / f"{answer}.cypher"]
        named.append(ROOT / "queries" / "statistics" / f"{answer}.sql")
        assert any(path.is_file() for path in named) or answer in {rule.id for rule in RULES}
    for one in (*wanted(row["facts"]), *wanted(row["missing"])):
        measure = one.fields.get("measure", "*")
        assert "*" in measure or measure in table()
    if state(row) == "waits":
        assert row["waits"] in PARTS
        assert row["note"]


@with_corpus
@pytest.mark.parametrize(
    "row", [row for row in MECHANISMS if row["facts"]], ids=lambda row: row["id"]
)
def test_what_a_seed_states_is_extracted_with_its_passage(row: dict[str, str]) -> None:
    for one in wanted(row["facts"]):
        assert one.answered(row["id"][:2]), one


@with_corpus
def test_what_is_missing_is_still_missing() -> None:
    for row in MECHANISMS:
        for one in wanted(row["missing"]):
            assert not one.answered(row["id"][:2]), f"answered now, belongs in facts: {one}"


@with_coverage
@pytest.mark.parametrize("row", MECHANISMS, ids=lambda row: row["id"])
def test_a_line_agrees_with_the_design(row: dict[str, str]) -> None:
    design = next(line for line in rows(COVERAGE) if line["id"] == row["id"])
    assert (design["group"], design["answered_by"], design["part"]) == (
        "mechanism",
        row["by"],
        row["part"],
    )
    assert row["waits"] in {"", row["part"]}
    told = [
        one.fields.get("measure", "") for one in (*wanted(row["facts"]), *wanted(row["missing"]))
    ]
    for measure in set(table()) & {
        one.removeprefix("report:") for one in design["inputs"].split(";")
    }:
        named = any(fnmatchcase(measure, one) for one in told)
        assert named or (row["id"], measure) in DERIVED, measure


@with_corpus
@pytest.mark.parametrize("seed", SECTION)
def test_no_name_of_a_seed_stands_in_the_lines(seed: str) -> None:
    written = " ".join(value for row in MECHANISMS for value in row.values())
    things = [one for one in read(seed) if one.type != "metric"]
    names = {one.fields.get(name, "") for one in things for name in ("name", "unit", "committee")}
    assert len(names) > 3
    names.discard("")
    assert not {name for name in names if name in written}
