"""The truth about organs and places: L1, L16 and the regions that anything lies in."""

from __future__ import annotations

from tests.xuntu.synthetic.truth.model import Ref, Truth, listed
from xuntu.synthetic.model import City, Organisation

MISCOPIED = 2
"""How many credit codes of L1 carry a wrong check digit, and are refused."""


class Places:
    """Tells of regions, each with all that it lies within."""

    def __init__(self, truth: Truth, city: City) -> None:
        self._truth = truth
        self._by_code = {place.code: place for place in city.places}

    def at(self, code: str) -> Ref:
        """Tell of a region and return its name in the truth."""
        place = self._by_code[code]
        ref = self._truth.node("Region", code, name=place.name, code=code)
        if place.parent:
            self._truth.edge("WITHIN", ref, self.at(place.parent))
        return ref

    def path(self, code: str) -> str:
        """Return a region as forms write it, from the province down."""
        place = self._by_code[code]
        return (self.path(place.parent) if place.parent else "") + place.name


class Units:
    """Tells of organs by whatever name somebody writes for them."""

    def __init__(self, truth: Truth, city: City) -> None:
        self._truth = truth
        self._full = {o.short: o.name for o in city.organisations}
        self._full |= {o.name: o.name for o in city.organisations}

    def at(self, name: str) -> Ref:
        """Tell of an organ by full or short name; one that no ledger describes is what it is called."""
        return self._truth.node("Organization", self._full.get(name, name))


def tell(truth: Truth, city: City, places: Places, units: Units) -> None:
    """Tell of every organ, where it lies, whose it is, and what became of it."""
    wrong = _miscopied(city)
    last = {t.unit: t.round_no for t in city.tasks}
    years = {r.number: r.year for r in city.rounds}
    for org in city.organisations:
        ref = _organ(truth, org, wrong, last, years)
        truth.edge("LOCATED_IN", ref, places.at(org.region))
        for kind, name in (
            ("PART_OF", org.parent), ("PARTY_ORG_OF", org.admin_unit), ("MANAGED_BY", org.managed_by)
        ):  # fmt: skip
            if name:
                truth.edge(kind, ref, units.at(name))
        for watched in org.watches:
            truth.edge("STATIONED_AT", ref, units.at(watched))
    for change in city.changes:
        truth.edge(
            "SUCCEEDED_BY", units.at(change.old), units.at(change.new), change=change.kind,
            on=change.on, section=change.section, function=change.function, doc=change.doc,
        )  # fmt: skip


def _miscopied(city: City) -> set[str]:
    coded = [o.uscc for o in city.organisations if o.uscc]
    return {coded[40], coded[150]}


def _organ(
    truth: Truth, o: Organisation, wrong: set[str], last: dict[str, int], years: dict[int, int]
) -> Ref:
    graded = o.leader_level in ("县处级正职", "县处级副职", "乡科级正职")
    return truth.node(
        "Organization", o.name, name=o.name, short_name=o.short, kind=o.kind, system=o.system,
        uscc="" if o.uscc in wrong else o.uscc, other_names=listed((*o.former, *o.signs)),
        managing_level=o.managing, admin_level=o.admin_level, region_code=o.region,
        leader_level=o.leader_level if graded else "", funds=o.funds, complaints=o.complaints,
        last_year=years[last[o.name]] if o.name in last else None, status=o.status,
        is_target=o.is_target, counts_for_coverage=o.counts, excluded_because=o.excluded_because,
        founded_on=o.founded, dissolved_on=o.dissolved,
    )  # fmt: skip
