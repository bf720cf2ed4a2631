"""One copy's organs with what everything else looks up in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from xuntu.synthetic import places
from xuntu.synthetic.model import Organisation, OrgChange


@dataclass(frozen=True)
class Office:
    """One copy's organs and the reform that made them, with what everything else looks up."""

    copy: int
    organisations: tuple[Organisation, ...]
    changes: tuple[OrgChange, ...]

    @cached_property
    def by_name(self) -> dict[str, Organisation]:
        """The organs by full name."""
        return {org.name: org for org in self.organisations}

    @cached_property
    def targets(self) -> tuple[Organisation, ...]:
        """The party organisations that the city manages and inspects."""
        return tuple(o for o in self.organisations if o.is_target and o.managing == "市管")

    @cached_property
    def county_bureaus(self) -> tuple[Organisation, ...]:
        """The party organisations of the counties' bureaus."""
        return tuple(
            o
            for o in self.organisations
            if o.managing == "县管" and o.kind == "政府部门" and o.admin_unit
        )

    @cached_property
    def below(self) -> dict[str, tuple[str, ...]]:
        """Names of the organs below each administrative unit."""
        found: dict[str, list[str]] = defaultdict(list)
        for org in self.organisations:
            if org.parent and not org.admin_unit:
                found[org.parent].append(org.name)
        return {name: tuple(below) for name, below in found.items()}

    @cached_property
    def predecessors(self) -> dict[str, tuple[OrgChange, ...]]:
        """The changes that led to each organ."""
        found: dict[str, list[OrgChange]] = defaultdict(list)
        for change in self.changes:
            found[change.new].append(change)
        return {name: tuple(changes) for name, changes in found.items()}

    @cached_property
    def employers(self) -> tuple[Organisation, ...]:
        """The organs of the city itself, in being, that people work in."""
        return tuple(
            o for o in self.organisations
            if o.admin_level == "地市州盟" and not o.admin_unit and o.status == "在册"
            and o.kind not in ("地方党委", "纪检监察机关", "派驻机构")
        )  # fmt: skip

    def county_employers(self, code: str) -> tuple[Organisation, ...]:
        """Return the organs of one county, in being, that people work in."""
        return self._by_county[code]

    @cached_property
    def _by_county(self) -> dict[str, tuple[Organisation, ...]]:
        return {
            code: tuple(
                o for o in self.organisations
                if o.region == code and not o.admin_unit and o.status == "在册"
                and o.admin_level in ("县市区旗", "乡镇街道")
                and o.kind not in ("地方党委", "纪检监察机关")
            )
            for code in places.COUNTIES
        }  # fmt: skip

    def family(self, name: str) -> frozenset[str]:
        """Return every organ in which service counts for a unit: itself, below, before."""
        return self._families.get(name) or self._family(name)

    @cached_property
    def _families(self) -> dict[str, frozenset[str]]:
        bodies = (o.name for o in self.organisations if o.admin_unit)
        return {name: self._family(name) for name in bodies}

    def _family(self, name: str) -> frozenset[str]:
        org = self.by_name[name]
        found = {name}
        waiting = [name, org.admin_unit] if org.admin_unit else [name]
        while waiting:
            unit = waiting.pop()
            found.add(unit)
            reached = [*self.below.get(unit, ()), *(c.old for c in self.predecessors.get(unit, ()))]
            waiting += [r for r in reached if r not in found]
        return frozenset(found)

    def known_as(self, name: str, day: str) -> str:
        """Return what a unit was called on a day: the first of its predecessors before a change."""
        for change in self.predecessors.get(name, ()):
            if change.kind in ("更名", "合并") and day < change.on[: len(day)]:
                return change.old
        return name
