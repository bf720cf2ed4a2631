"""What is known to be wrong or absent in what a snapshot says of a roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from queries.avoidance.engine import Engine
from queries.avoidance.facts import FOUR, Lost, Person, Renamed
from queries.avoidance.secrets import secret


def marked(engine: Engine, people: Mapping[str, Person]) -> Mapping[str, Person]:
    """Return the people of the engine's roster with the rows lost to them and what contradicts itself."""
    lost: defaultdict[str, list[Lost]] = defaultdict(list)
    renamed: defaultdict[str, list[Renamed]] = defaultdict(list)
    unexplained: defaultdict[str, set[str]] = defaultdict(set)
    for person, *row, declaration in engine.fact("lost"):
        if told := _told(Lost(*row), people[person], declaration):
            lost[person].append(told)
    for person, *row in engine.fact("renamed"):
        renamed[person].append(Renamed(*row))
    for person, declaration in engine.fact("unexplained"):
        unexplained[person].add(declaration)
    touched = lost.keys() | renamed.keys() | unexplained.keys()
    return {
        id_: replace(
            person,
            lost=tuple(lost[id_]),
            renamed=tuple(renamed[id_]),
            unexplained=frozenset(unexplained[id_]),
        )
        if id_ in touched
        else person
        for id_, person in people.items()
    }


def _told(row: Lost, person: Person, declaration: str | None) -> Lost | None:
    """Return what may be told of a lost row: of a secret declaration not its place, nothing if it names no kin."""
    said = next((d for d in person.declarations if d.id == declaration), None)
    if said is None or not secret(said):
        return row
    kin = said.kin_name or said.relation_class in FOUR
    return replace(row, file="", place="") if kin else None
