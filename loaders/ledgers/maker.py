"""The maker: turns what a row says into claims, each with the row as its provenance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graph.model import keys
from graph.model.claims import Claim, Provenance, Value, edge_mention
from graph.model.names import org_key
from graph.model.regions import Region
from loaders.ledgers import references
from loaders.loader import Context

_LOW = frozenset({"县", "乡镇", "村"})


@lru_cache(maxsize=8192)
def _organization(name: str, committee: str) -> tuple[str, str]:
    """Return mention key and natural key of an organisation by a name that may begin with 原."""
    known = references.former_name(name, committee)
    return keys.organization(known, committee), org_key(known, committee)


@lru_cache(maxsize=8192)
def person_keys(number: str, committee: str) -> tuple[str, str]:
    """Return mention key and natural key of a person by number."""
    return keys.person(number, committee), keys.person_number_key(number, committee)


@dataclass(slots=True)
class Maker:
    """Makes the claims of one row; the same thing claimed twice with the same words is one claim."""

    rule: str
    provenance: Provenance
    committee: str
    context: Context
    claims: dict[object, Claim] = field(default_factory=dict)
    _ordinals: Counter[object] = field(default_factory=Counter)

    def node(
        self, kind: str, mention: str, properties: Mapping[str, Value], also: Sequence[str] = ()
    ) -> str:
        """Claim a node and return its mention key; properties without a value are left out."""
        said = {name: value for name, value in properties.items() if value is not None}
        claim = Claim(kind, mention, said, self.provenance, self.rule, keys=tuple(also))
        self.claims.setdefault((mention, *sorted(said.items()), also), claim)
        return mention

    def edge(
        self, kind: str, source: str, target: str, properties: Mapping[str, Value] | None = None
    ) -> str:
        """Claim an edge and return its mention key."""
        ends = (source, target)
        mention = edge_mention(kind, ends, self.provenance, self._next((kind, ends)))
        said = {name: value for name, value in (properties or {}).items() if value is not None}
        self.claims[mention] = Claim(kind, mention, said, self.provenance, self.rule, ends=ends)
        return mention

    def placed(self, kind: str) -> str:
        """Return the key of something that only its place tells from others."""
        ordinal = self._next(kind)
        return keys.placed(kind, self.provenance.source, self.provenance.place, ordinal)

    def _next(self, what: object) -> int:
        self._ordinals[what] += 1
        return self._ordinals[what]

    def organization(self, name: str) -> str:
        """Claim an organisation that the row refers to by name."""
        mention, own = _organization(name, self.committee)
        properties = {"mentioned_as": name, "scope": self.committee}
        return self.node("Organization", mention, properties, (own,))

    def person(self, number: str, properties: Mapping[str, Value], also: Sequence[str] = ()) -> str:
        """Claim a person who has a number."""
        mention, own = person_keys(number, self.committee)
        said = {"person_no": number, "keyed": True, **properties}
        return self.node("Person", mention, said, (own, *also))

    def region(self, text: str) -> str:
        """Claim a region by its code, or by what it is called, with all that it lies within."""
        code = text if text.isdigit() else ""
        if not code:
            found = self.context.regions.find(text, near=self.context.region_code)
            if found is None:
                # A town or village that the table lacks still lies in the county written before it.
                within = self._county_before(text)
                mention = self.node("Region", keys.region(None, text), {"name": text})
                return self._within(mention, within)
            code = found.code
        chain = self.context.regions.chain(code)
        if not chain or chain[0].code != code:
            mention = self.node("Region", keys.region(code, ""), {"code": code})
            return self._within(mention, chain)
        return self._within(self._known(chain[0]), chain[1:])

    def _county_before(self, text: str) -> Sequence[Region]:
        """Return the county or town that a text begins with, and what it lies within."""
        for cut in range(len(text) - 1, 2, -1):
            found = self.context.regions.find(text[:cut], near=self.context.region_code)
            if found is not None:
                return self.context.regions.chain(found.code) if found.level in _LOW else ()
        return ()

    def _known(self, region: Region) -> str:
        said = {"code": region.code, "name": region.name, "level": region.level}
        return self.node("Region", keys.region(region.code, ""), said)

    def _within(self, mention: str, above: Sequence[Region]) -> str:
        inner = mention
        for region in above:
            outer = self._known(region)
            if not any(c.ends == (inner, outer) for c in self.claims.values()):
                self.edge("WITHIN", inner, outer)
            inner = outer
        return mention
