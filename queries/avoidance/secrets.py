"""Which declarations say that somebody reported, was reported or bears witness: never to be told."""

from __future__ import annotations

import re

from queries.avoidance.facts import FOUR, Declared

WITNESS = "证人举报人被反映人"
_REPORTS = re.compile(r"举报|检举|控告|投诉|信访|上访|证人|作证|被反映")


def secret(declaration: Declared) -> bool:
    """Tell whether a declaration says that somebody reported, was reported or bears witness."""
    if declaration.relation_class == WITNESS or declaration.interest_kind == "举报投诉":
        return True
    return declaration.relation_class not in FOUR and bool(
        _REPORTS.search(f"{declaration.relation or ''}{declaration.interest or ''}")
    )
