"""Organisations whose names are one name written otherwise, and what people decided of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from graph.derive.claims import Connection, script
from graph.derive.identity.components import connect
from graph.derive.identity.groups import Groups
from graph.model.names import place_of
from graph.model.unit_spelling import Speller, brief, short_for

_HERE = "graph.derive.identity"
_SHOWN = 6
"""How many candidates a report names."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name by its key: its plain form, the mentions of the records that bear it, whether as their full name."""

    key: str
    plain: str
    owners: tuple[str, ...]
    recorded: bool


def spell(con: Connection) -> None:
    """Make org_form(key, form), link the mentions of one form, and report the names that several could mean.

    Names of one committee are one where nothing but the spelling differs. A shortened name joins the one
    name it is short for; what a record bears goes before what is only written somewhere. No name joins one
    that a reform table makes its past or future.
    """
    con.execute(script("organisations_named.sql", _HERE))
    forms: list[tuple[str, str]] = []
    undecided: list[tuple[str, str]] = []
    succeeded = Succession(con.execute("SELECT DISTINCT old, new FROM org_change").fetchall())
    codes = dict(con.execute("SELECT mention, code FROM org_code").fetchall())
    for committee, speller, names in _by_committee(con):
        found = Spelling(speller, names, succeeded, codes)
        forms += [(key, f"spelt:{committee}:{plain}") for key, plain in found.forms]
        undecided += found.undecided
    _insert(con, "org_form", ("key", "form"), forms)
    _insert(con, "org_undecided", ("key", "candidates"), undecided)
    con.execute(script("organisations_spelt.sql", _HERE))


class Succession:
    """Which names a reform table makes the past or the future of one another."""

    def __init__(self, changes: Iterable[tuple[str, str]]) -> None:
        self._next: defaultdict[str, set[str]] = defaultdict(set)
        for old, new in changes:
            if old != new:
                self._next[old].add(new)

    def joins(self, some: Sequence[Name], others: Sequence[Name]) -> bool:
        """Tell whether a chain of changes leads from one of the names to one of the others, either way."""
        one, other = {name.key for name in some}, {name.key for name in others}
        return self._leads(one, other) or self._leads(other, one)

    def _leads(self, starts: set[str], ends: set[str]) -> bool:
        waiting, seen = sorted(starts & self._next.keys()), set(starts)
        while waiting:
            fresh = self._next.get(waiting.pop(), set()) - seen
            if fresh & ends:
                return True
            seen |= fresh
            waiting += fresh
        return False


class Spelling:
    """The names of one committee's files: which are one name, and which could be one of several."""

    def __init__(
        self, speller: Speller, names: Iterable[Name], succeeded: Succession, codes: dict[str, str]
    ) -> None:
        self.forms: list[tuple[str, str]] = []
        self.undecided: list[tuple[str, str]] = []
        self._speller, self._succeeded, self._codes = speller, succeeded, codes
        alike: defaultdict[str, defaultdict[str, list[Name]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for name in names:
            alike[brief(name.plain)][name.plain].append(name)
        self._report_levels(alike, {some: self._join(alike[some]) for some in sorted(alike)})

    def _join(self, alike: dict[str, list[Name]]) -> list[str]:
        """Give the names of one brief form their forms, each the fullest name it stands for; return what they call."""
        if len(alike) == 1 and len(names := next(iter(alike.values()))) == 1:
            return [_called(names)]
        fuller = {short: self._fuller(short, alike) for short in sorted(alike)}
        stands_for = {short: self._meant(short, fuller, alike) for short in fuller}
        meant: defaultdict[str, list[Name]] = defaultdict(list)
        for short, top in stands_for.items():
            meant[top] += alike[short]
        units: defaultdict[tuple[str, ...], list[Name]] = defaultdict(list)
        for top, names in meant.items():
            units[_owners(alike[top]) or (top,)] += names
            if len(names) > 1 and not self._claimed_twice(alike[top]):
                self.forms += [(name.key, top) for name in names]
        return sorted(map(_called, units.values()))

    def _claimed_twice(self, names: Sequence[Name]) -> bool:
        """Tell, and report, whether two records have a name for a short one: then it stands for neither."""
        short_of = {name.owners for name in names if name.owners and not name.recorded}
        if len(short_of) > 1:
            self._undecided(names, sorted(name.key.split(":", 2)[2] for name in names))
        return len(short_of) > 1

    def _fuller(self, short: str, alike: dict[str, list[Name]]) -> list[str]:
        """Return the names that a name may be short for: none where records tell the two apart."""
        names = alike[short]
        if any(name.owners and not name.recorded for name in names):
            # A record says whose short name it is.
            return []
        recorded = any(name.recorded for name in names)
        return [
            full
            for full in sorted(alike)
            if short_for(short, full) and not (recorded and self._apart(names, alike[full]))
        ]

    def _apart(self, some: Sequence[Name], others: Sequence[Name]) -> bool:
        one, other = self._codes_of(some), self._codes_of(others)
        return bool(one and other and one != other) or self._succeeded.joins(some, others)

    def _codes_of(self, names: Sequence[Name]) -> set[str]:
        return {self._codes[o] for name in names for o in name.owners if o in self._codes}

    def _meant(self, short: str, fuller: dict[str, list[str]], alike: dict[str, list[Name]]) -> str:
        """Return the one name that a name stands for; itself if there is none, or several."""
        tops = [full for full in fuller[short] if not fuller[full]]
        owned = {full: owner for full in tops if (owner := _owners(alike[full]))}
        if owned:
            tops = [full for full in tops if full in owned]
        if len(tops) == 1 or (owned and len(set(owned.values())) == 1):
            return tops[0]
        if tops:
            self._undecided(alike[short], sorted(_called(alike[top]) for top in tops))
        return short

    def _undecided(self, names: Iterable[Name], candidates: Sequence[str]) -> None:
        shown = "、".join(candidates[:_SHOWN])
        more = f"等{len(candidates)}个单位" if len(candidates) > _SHOWN else ""
        self.undecided += [(name.key, shown + more) for name in names]

    def _report_levels(
        self, alike: dict[str, defaultdict[str, list[Name]]], called: dict[str, list[str]]
    ) -> None:
        """Report a name with its level alone (县林业局) where units of that level may be meant by it."""
        bare = {name for name in alike if self._speller.other_level(name)}
        meant: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(alike) if bare else ():
            level = self._speller.at_level(name)
            if level in bare:
                meant[level] += called[name]
        for level in sorted(meant):
            unowned = [n for names in alike[level].values() for n in names if not n.owners]
            self._undecided(unowned, sorted(meant[level]))


def _called(names: Iterable[Name]) -> str:
    """Return what a unit is called for a report: as a record has it, else as it is written most fully."""
    best = min(names, key=lambda name: (not name.recorded, -len(name.key), name.key))
    return best.key.split(":", 2)[2]


def _owners(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(sorted({owner for name in names for owner in name.owners}))


def _by_committee(con: Connection) -> Iterator[tuple[str, Speller, list[Name]]]:
    places = [row[0] for row in con.execute("SELECT name FROM org_place ORDER BY name").fetchall()]
    above = _above(con)
    rows = con.execute("SELECT key, owners, recorded FROM org_name ORDER BY key").fetchall()
    committee, speller, names = "", Speller(""), list[Name]()
    for key, owners, recorded in rows:
        _, own, text = key.split(":", 2)
        if own != committee:
            if names:
                yield committee, speller, names
            committee, names = own, []
            speller = Speller(own, places, above.get(place_of(own), ()))
        plain = speller.plain(text)
        # What a record calls itself is not a place and a unit of it (云川日报社).
        names.append(
            Name(key, plain if recorded else speller.placed(plain), tuple(owners), recorded)
        )
    if names:
        yield committee, speller, names


def _above(con: Connection) -> dict[str, list[str]]:
    """Return for each place the places that it lies within, one after the other, while there is one."""
    parents = dict(con.execute("SELECT place, parent FROM org_place_within").fetchall())
    found: dict[str, list[str]] = {}
    for place in parents:
        found[place] = above = []
        while (place := parents.get(place, "")) and place not in above:
            above.append(place)
    return found


def _insert(
    con: Connection, table: str, columns: tuple[str, str], rows: list[tuple[str, str]]
) -> None:
    """Make a table of two text columns."""
    one, other = ([row[place] for row in rows] for place in (0, 1))
    arrow = pa.table(
        [pa.array(one, pa.string()), pa.array(other, pa.string())], names=list(columns)
    )
    con.register("org_rows", arrow)
    con.execute(f"CREATE TABLE {table} AS SELECT DISTINCT * FROM org_rows")
    con.unregister("org_rows")


def decide(con: Connection) -> None:
    """Put decisions into effect: join what is one, and drop links, the weakest first, between what is not.

    The last decision on a pair holds. A spelling gives way before a former name, that before a short name
    or a sign, that before a code; of those that a spelling joins, who has a record keeps it. Two rows that
    give the same full name are one mention, and no decision parts them.
    """
    con.execute(script("organisations_decided.sql", _HERE))
    foes = con.execute("SELECT a, b FROM org_verdict WHERE NOT same AND a <> b").fetchall()
    if not foes:
        return
    connect(con)
    rows = con.execute(_LINKS_OF_FOES).fetchall()
    groups = Groups(foes)
    first: dict[str, str] = {}
    dropped = [
        (key, mention)
        for key, mention in rows
        if groups.join(first.setdefault(key, mention), mention)
    ]
    if dropped:
        con.executemany(
            "DELETE FROM link WHERE kind = 'Organization' AND key = ? AND mention = ?", dropped
        )


_LINKS_OF_FOES = """
WITH torn AS (
    SELECT DISTINCT x.root FROM org_verdict v JOIN component x ON x.mention = v.a
    JOIN component y ON y.mention = v.b WHERE NOT v.same AND x.root = y.root
), own AS (SELECT mention, bool_or(definite) AS definite FROM org_key GROUP BY mention)
SELECT link.key, link.mention FROM link JOIN component USING (mention) SEMI JOIN torn USING (root)
LEFT JOIN own USING (mention) LEFT JOIN org_key k ON k.mention = link.mention AND k.key = link.key
ORDER BY CASE WHEN starts_with(link.key, 'same:') THEN 0 WHEN link.mention = digest('Organization', link.key) THEN 1
              WHEN starts_with(link.key, 'uscc:') THEN 2 WHEN starts_with(link.key, 'spelt:') THEN 5
              WHEN k.key IS NOT NULL THEN 3 ELSE 4 END,
         link.key, coalesce(own.definite, false) DESC, link.mention
"""
