"""The path between two relatives, found again over the base edges PARENT_OF and SPOUSE_OF."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from queries.avoidance.engine import Engine

Pair = tuple[str, str, str]
"""A person, a relative, and the class of their relation."""

OF_SPOUSE = "配偶的旁系亲属"
"""What `ties/kin_back.sql` calls uncles, nephews and cousins of a spouse, who are no near in-laws."""

STEP = {"父或母的配偶": "us", "配偶的子女": "sd", "兄弟姐妹的父母": "udu"}
"""What it calls who is a step relative at least, by the path."""

_LONGEST = 5
_LINEAL = 4


@dataclass(frozen=True, slots=True)
class Link:
    """One base edge as walked: from whom to whom, up, down or across a marriage."""

    id: str
    kind: str
    source: str
    target: str
    move: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class KinTerm:
    """A term of kinship with its path and gender."""

    word: str
    gender: str
    relation: str
    path: str


@cache
def terms() -> tuple[KinTerm, ...]:
    """Return the terms of kinship that have a path."""
    text = files("graph.model").joinpath("kin_terms.csv").read_text(encoding="utf-8-sig")
    return tuple(
        KinTerm(row["term"].split("/")[0], row["gender"], row["relation_class"], row["path"])
        for row in csv.DictReader(text.splitlines())
        if row["path"]
    )


def called(path: str, gender: str | None) -> str:
    """Return what a person at a path from somebody is called: s + 女 -> 妻子."""
    exact = [t.word for t in terms() if t.path == path and t.gender == gender]
    if exact:
        return exact[0]
    return _EITHER.get(path, "亲属")


_EITHER = {
    "s": "配偶", "u": "父或母", "d": "子女", "uu": "祖父母或外祖父母", "dd": "孙辈", "ud": "兄弟姐妹",
    "uud": "父母的兄弟姐妹", "udd": "兄弟姐妹的子女", "su": "配偶的父或母", "sud": "配偶的兄弟姐妹",
    "ds": "子女的配偶", "uds": "兄弟姐妹的配偶", "dsu": "子女配偶的父或母",
}  # fmt: skip


@cache
def _paths() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for term in terms():
        found[term.relation].add(term.path)
    found["直系血亲"] |= {move * n for move in "ud" for n in range(1, _LINEAL + 1)}
    found[OF_SPOUSE] |= {f"s{path}" for path in found["三代以内旁系血亲"] if path != "ud"}
    return {relation: frozenset(paths) for relation, paths in found.items()} | {
        relation: frozenset({path}) for relation, path in STEP.items()
    }


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(p[:n] for paths in _paths().values() for p in paths for n in range(len(p) + 1))


def found_again(engine: Engine, pairs: Iterable[Pair]) -> dict[Pair, tuple[Link, ...]]:
    """Return the shortest path of each pair that makes the relation its class; without one, nothing."""
    wanted = sorted(set(pairs))
    if not wanted:
        return {}
    links = _neighbourhood(engine, {person for person, _, _ in wanted})
    return {pair: path for pair in wanted if (path := _walk(links, *pair))}


def _neighbourhood(engine: Engine, people: set[str]) -> dict[str, list[Link]]:
    """Return the base edges at most five steps from some people, by where they start."""
    links: defaultdict[str, list[Link]] = defaultdict(list)
    fresh, known = people, set(people)
    for _ in range(_LONGEST):
        engine.ids("frontier", "person", fresh)
        step = [Link(*row) for row in engine.rows(_BASE)]
        for link in step:
            links[link.source].append(link)
        fresh = {link.target for link in step} - known
        known |= fresh
        if not fresh:
            break
    return links


_BASE = """
SELECT id, kind, source, target, move, coalesce(since, ''), coalesce(until, '') FROM (
    SELECT id, 'PARENT_OF' AS kind, source, target, 'd' AS move, since, until FROM edges_PARENT_OF
    UNION ALL SELECT id, 'PARENT_OF', target, source, 'u', since, until FROM edges_PARENT_OF
    UNION ALL SELECT id, 'SPOUSE_OF', source, target, 's', since, until FROM edges_SPOUSE_OF
    UNION ALL SELECT id, 'SPOUSE_OF', target, source, 's', since, until FROM edges_SPOUSE_OF
) SEMI JOIN frontier ON frontier.person = source ORDER BY source, target, kind, move, id
"""


def _walk(
    links: dict[str, list[Link]], person: str, relative: str, relation: str
) -> tuple[Link, ...]:
    allowed = _paths().get(relation, frozenset())
    paths: list[tuple[str, str, tuple[Link, ...]]] = [(person, "", ())]
    for _ in range(_LONGEST):
        longer = []
        for at, moves, walked in paths:
            met = {person, *(link.target for link in walked)}
            for link in links.get(at, ()):
                trail = moves + link.move
                if link.target in met or trail not in _prefixes():
                    continue
                if link.target == relative and trail in allowed:
                    return (*walked, link)
                longer.append((link.target, trail, (*walked, link)))
        paths = longer
    return ()
