"""Other ledgers that say the same: what a check tells must not change with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xuntu.synthetic import times
from xuntu.synthetic.hiding import CAREER
from xuntu.synthetic.model import City, Organisation, OrgChange, Posting

RENAMED_ON = "2025-03-01"


def in_two_parts(city: City) -> City:
    """Return the office with every stay of a year or more written as two that adjoin."""
    return replace(city, postings=tuple(part for row in city.postings for part in _parts(row)))


def _parts(row: Posting) -> Iterator[Posting]:
    middle = times.later(row.since, 7)
    if row.kind not in CAREER or (row.until or RENAMED_ON) <= times.later(middle, 5):
        yield row
        return
    yield replace(row, until=middle)
    yield replace(row, since=middle)


def among_strangers(city: City, others: City) -> City:
    """Return the office with the people of another one, under other numbers, and all that is on record of them.

    Only who has to do with none of its units may be taken: `others` has the same organs and nothing planted.
    """
    numbers = {p.no: f"X{p.no}" for p in others.persons}
    persons = tuple(replace(p, no=numbers[p.no]) for p in others.persons)
    postings = tuple(replace(p, person=numbers[p.person]) for p in others.postings)
    kin = tuple(replace(r, person=numbers[r.person]) for r in others.relatives)
    said = tuple(replace(d, person=numbers[d.person]) for d in others.declarations)
    return replace(
        city,
        persons=(*city.persons, *persons),
        postings=(*city.postings, *postings),
        relatives=(*city.relatives, *kin),
        declarations=(*city.declarations, *said),
    )


def renamed(city: City) -> tuple[City, dict[str, str]]:
    """Return the office after every unit got a new name through the register, and the new name of each party body.

    People, leaders, relatives and contracts stay under the names they were written with.
    """
    targets = {o.name: o for o in city.organisations if o.is_target}
    admins = {o.admin_unit: o for o in targets.values()}
    organs: list[Organisation] = []
    changes = list(city.changes)
    names = {}
    for org in city.organisations:
        inspected = org.name in targets or org.name in admins
        if not inspected or _called(org.name) == org.name:
            organs.append(org)
            continue
        new = _new(org)
        organs += [replace(org, status="更名", dissolved=RENAMED_ON, is_target=False), new]
        changes.append(OrgChange(org.name, new.name, "更名", RENAMED_ON, "", "", "", org.region))
        if org.name in targets:
            names[org.name] = new.name
    return replace(city, organisations=tuple(organs), changes=tuple(changes)), names


def _new(org: Organisation) -> Organisation:
    return replace(
        org, name=_called(org.name), short="", admin_unit=_called(org.admin_unit), uscc="",
        founded=RENAMED_ON,
    )  # fmt: skip


def _called(name: str) -> str:
    return name.replace("局", "事务局")
