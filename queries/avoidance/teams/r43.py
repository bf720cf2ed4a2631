"""R43 3+N: discipline, party work and finance each by another person, and somebody for what a unit needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.model import vocabulary
from graph.model.names import to_half_width
from queries.avoidance.draft import Task
from queries.avoidance.facts import Unit
from queries.avoidance.squads import Mate, Result, Squad, TeamRule

Need = tuple[str, ...]
"""Skills of which one will do."""


def judge(squad: Squad) -> Result:
    """Return how many of the needed skills are covered: the core by a person each, the others by anybody."""
    core = [(skill,) for skill in squad.moment.settings.value("R43", "core")]
    beside = _for_units(squad)
    people = [skills_of(mate, squad) for mate in squad.mates]
    holders = matched(core, people)
    for number, need in enumerate(beside, len(core)):
        able = [p for p, skills in enumerate(people) if not skills.isdisjoint(need)]
        if able:
            holders[number] = next((p for p in able if p not in holders.values()), able[0])
    needs = [*core, *beside]
    texts = [
        f"{_shown(need)}：{squad.mates[holders[n]].shown if n in holders else _why_not(need, people)}"
        for n, need in enumerate(needs)
    ]
    passed = len(holders) == len(needs)
    value = f"{len(holders)}/{len(needs)}"
    return Result(value, "、".join(map(_shown, needs)), passed, "；".join(texts))


def skills_of(mate: Mate, squad: Squad) -> frozenset[str]:
    """Return the skills a member brings: those of the talent pool, and what their post in the team shows."""
    post = mate.member.details.get("岗位分工", "")
    known: Mapping[str, str] = squad.moment.settings.value("R43", "post_skills")
    found = set(mate.person.traits.skills) if mate.person else set()
    for word in to_half_width(post).replace("、", ";").replace(",", ";").split(";"):
        skill = known.get(word.strip()) or vocabulary.find("skill", word.strip())
        if skill:
            found.add(skill)
    return frozenset(found)


def matched(needs: Sequence[Need], people: Sequence[frozenset[str]]) -> dict[int, int]:
    """Return a largest assignment of needs to people, nobody twice; what comes first is kept first."""
    needs_of: dict[int, int] = {}

    def place(number: int, tried: set[int]) -> bool:
        for person, skills in enumerate(people):
            if person in tried or skills.isdisjoint(needs[number]):
                continue
            tried.add(person)
            if person not in needs_of or place(needs_of[person], tried):
                needs_of[person] = number
                return True
        return False

    for number in range(len(needs)):
        place(number, set())
    return {number: person for person, number in needs_of.items()}


def _for_units(squad: Squad) -> list[Need]:
    """Return what the units of the team need beside the core."""
    table = squad.moment.settings.value("R43", "skill_for_unit")
    wanted = (need for task in squad.tasks if (need := _for_task(task, squad.units[task], table)))
    return list(dict.fromkeys(wanted))


def _for_task(task: Task, units: Sequence[Unit], table: Mapping[str, Any]) -> Need | None:
    """Return what a task needs beside the core: by its theme, else by the unit's system, else by its kind."""
    told: Iterator[tuple[str, str]] = iter(
        [
            ("theme", task.theme),
            *(("system", unit.system or "") for unit in units),
            *(("kind", unit.kind or "") for unit in units),
        ]
    )
    for column, text in told:
        for word, skills in table[column].items():
            if word in text and (column != "kind" or word == text):
                return tuple(skills)
    return None


def _shown(need: Need) -> str:
    return "或".join(need)


def _why_not(need: Need, people: Sequence[frozenset[str]]) -> str:
    if any(not skills.isdisjoint(need) for skills in people):
        return "缺（有此专长的人已计入另一项，一人不能兼两项）"
    return "缺"


TEAM_RULE = TeamRule("R43", "3+N", "3+N 配备（纪检、党务、财务＋专业）", judge)
