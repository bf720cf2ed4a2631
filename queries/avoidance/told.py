"""Which declaration is about which unit: by the unit it names, or by a text that writes the unit's name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from graph.model.names import administrative_name, org_text, place_of
from queries.avoidance.completeness import NEAR
from queries.avoidance.engine import Engine
from queries.avoidance.facts import Declared, Person, Unit

Told = dict[tuple[str, str], tuple[tuple[Declared, str], ...]]
_SHORTEST = 3


def about(
    engine: Engine, people: Mapping[str, Person], units: Mapping[str, Unit], committee: str
) -> Told:
    """Return the declarations about each unit, by person and unit, each with the unit's name.

    They are about the unit itself, or about an organisation that counts for it. Who declares that there
    is nothing to declare, tells nothing.
    """
    telling = [
        (person.id, d) for person in people.values() for d in person.declarations
        if d.has_items is not False or d.objection
    ]  # fmt: skip
    if not telling:
        return {}
    counted = _counted(engine, {org for _, d in telling for org in d.concerns})
    named = _Named(engine, units, committee)
    found: defaultdict[tuple[str, str], list[tuple[Declared, str]]] = defaultdict(list)
    for person, declaration in telling:
        meant = {unit for org in declaration.concerns for unit in counted.get(org, ())}
        meant |= named.units(_text(declaration))
        for unit in sorted(meant):
            found[person, unit].append((declaration, units[unit].name))
    return {pair: tuple(told) for pair, told in found.items()}


def past_posts(
    engine: Engine, people: Mapping[str, Person], units: Mapping[str, Unit], committee: str
) -> dict[tuple[str, str], tuple[Declared, ...]]:
    """Return the declarations that write a unit under 本人曾任职情况, by person and unit."""
    telling = [(p.id, d) for p in people.values() for d in p.declarations if d.own and d.own_past]
    if not telling:
        return {}
    named = _Named(engine, units, committee)
    found: defaultdict[tuple[str, str], list[Declared]] = defaultdict(list)
    for person, declaration in telling:
        for unit in sorted(named.units(declaration.own_past or "")):
            found[person, unit].append(declaration)
    return {pair: tuple(told) for pair, told in found.items()}


def _text(declaration: Declared) -> str:
    """Return where a declaration may write a unit; what a relative's business is about is not where they work."""
    post = declaration.kin_post or ""
    return post if declaration.relation_class in NEAR else f"{post}；{declaration.interest or ''}"


def _counted(engine: Engine, orgs: Iterable[str]) -> dict[str, list[str]]:
    """Return for each organisation the units it counts for."""
    engine.ids("wanted", "id", orgs)
    counted: dict[str, list[str]] = {}
    query = "SELECT DISTINCT org, unit FROM reach SEMI JOIN wanted ON id = org ORDER BY ALL"
    for org, unit in engine.rows(query):
        counted.setdefault(org, []).append(unit)
    return counted


class _Named:
    """Finds units by their names in a text: full and short names, former ones, and 市林业局 for 云川市林业局."""

    def __init__(self, engine: Engine, units: Mapping[str, Unit], committee: str) -> None:
        self._places = tuple(row[0] for row in engine.rows(_PLACES))
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for unit in units.values():
            for name in unit.called:
                self._add(unit.id, name, committee)
        for unit_id, name in engine.rows(_ITSELF):
            self._add(unit_id, name, committee)

    def units(self, text: str) -> set[str]:
        """Return the units that a text names."""
        plain = org_text(text)
        if len(plain) < _SHORTEST:
            return set()
        return {
            unit for name, units in self._names.items()
            if name in plain and self._whole(name, plain) for unit in units
        }  # fmt: skip

    def _add(self, unit: str, name: str, committee: str) -> None:
        for form in _forms(org_text(name), committee):
            if len(form) >= _SHORTEST:
                self._names[form].add(unit)

    def _whole(self, name: str, text: str) -> bool:
        """Tell whether a name does not only stand within that of another place's office (东岭县林业局)."""
        start = text.find(name)
        while start >= 0:
            before = text[: start + 1]
            longer = (place for place in self._places if before.endswith(place))
            if not any(len(place) > 1 and not name.startswith(place) for place in longer):
                return True
            start = text.find(name, start + 1)
        return False


def _forms(name: str, committee: str) -> Iterator[str]:
    place = place_of(committee)
    for form in {name, org_text(administrative_name(name) or "")}:
        yield form
        if place and form.startswith(place):
            yield place[-1] + form[len(place) :]


_PLACES = "SELECT DISTINCT name FROM nodes_Region WHERE length(name) BETWEEN 2 AND 12 ORDER BY 1"
_ITSELF = """
SELECT DISTINCT r.unit, o.name FROM reach r JOIN nodes_Organization o ON o.id = r.org
WHERE NOT contains(r.reach, 'subordinate') AND r.alike IS NULL AND o.name IS NOT NULL ORDER BY ALL
"""
