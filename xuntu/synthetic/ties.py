"""Who has to do with what: the generator's own, simple answer, by which it plants and avoids."""

from __future__ import annotations

from xuntu.synthetic import times
from xuntu.synthetic.careers import NOW
from xuntu.synthetic.office import Office
from xuntu.synthetic.people import File


def touched(file: File) -> frozenset[str]:
    """Return every organ in which a person or a relative works or worked."""
    own = {name for p in file.postings for name in (p.org, p.home_unit) if name}
    return frozenset(own | {r.employer for r in file.relatives if r.employer})


def touches(office: Office, file: File, unit: str) -> bool:
    """Tell whether a person or a relative ever had to do with a unit or what belongs to it."""
    return not office.family(unit).isdisjoint(touched(file))


def career_complete(file: File, since: str = "2005-01") -> bool:
    """Tell whether a career leaves no gap from a month (or the first job) to this day."""
    covered = max(since, file.person.work_start)
    for row in sorted(file.postings, key=lambda p: p.since):
        if row.since > times.later(covered, 1):
            return False
        covered = max(covered, row.until or NOW)
    return covered >= NOW


def family_complete(file: File) -> bool:
    """Tell whether a family page is fresh, names a spouse where there is one, and every employer."""
    rows = file.relatives
    if file.person.marital == "已婚" and not any(r.term in ("妻子", "丈夫") for r in rows):
        return False
    return bool(rows) and all(r.stated_on >= "2024-04-01" and r.employer for r in rows)


def stranger(file: File, county: str) -> bool:
    """Tell whether a person has no home, work, youth or family in a county."""
    person = file.person
    places = {person.native, person.growth, person.lives_in, person.county}
    return county not in places | {r.lives_in for r in file.relatives}
