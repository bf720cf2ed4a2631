"""The whole truth of a city."""

from __future__ import annotations

from collections.abc import Callable

from tests.xuntu.synthetic.truth import counties, family, office, people, units, work
from tests.xuntu.synthetic.truth.model import Ref, Truth
from xuntu.synthetic.model import City


def truth_of(city: City, same: Callable[[Ref], object] = lambda ref: ref) -> Truth:
    """Return every node and edge that the twenty-seven ledgers of a city tell of.

    `same` gives equal answers for two names of one person.
    """
    truth = Truth()
    places, organs = units.Places(truth, city), units.Units(truth, city)
    tasks, careers = work.Tasks(city), people.Careers(truth, organs, same)
    units.tell(truth, city, places, organs)
    work.tell(truth, city, organs, tasks)
    people.tell(truth, city, places, organs, careers)
    people.tell_teams(truth, city, organs)
    family.tell(truth, city, places, careers)
    family.tell_firms(truth, city, careers)
    work.tell_findings(truth, city, organs, tasks)
    work.tell_clues(truth, city, organs, tasks)
    work.tell_cases(truth, city, organs, careers)
    office.tell_intake(truth, city, organs, tasks)
    office.tell_measures(truth, city)
    office.tell_demands(truth, city, organs)
    office.tell_meetings(truth, city, organs)
    office.tell_events(truth, city, organs)
    office.tell_lists(truth, city, organs, tasks)
    counties.tell(truth, city, organs)
    careers.tell()
    return truth
