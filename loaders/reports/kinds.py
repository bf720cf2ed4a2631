"""Of which kind of inspection a figure of inspected bodies is: 对6个党组织开展“回头看”."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from loaders.reports.facts import Fact
from loaders.reports.normalise import clean
from loaders.reports.rounds import types_in

_OF_A_KIND = frozenset(
    {
        "orgs_inspected",
        "orgs_planned",
        "villages_inspected",
        "villages_planned",
        "coverage_rate",
        "teams_formed",
    }
)
"""Measures of which a total and a figure of one kind are two things."""


def with_kinds(figures: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the figures, those that name just one kind of inspection with it as `type`."""
    for fact in figures:
        attrs = fact.fields.get("attrs")
        known: Mapping[str, str] = attrs if isinstance(attrs, Mapping) else {}
        named = (
            types_in("".join(clean(fact.evidence).text.split()))
            if fact.fields["measure"] in _OF_A_KIND
            else []
        )
        if len(named) == 1 and "type" not in known:
            told = {**known, "type": named[0]}
            yield replace(fact, fields={**fact.fields, "attrs": told})
        else:
            yield fact
