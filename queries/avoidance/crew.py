"""What a person is to the others of the draft: who of their team is kin, and where else they are listed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crew:
    """What the rules that look at the whole team may see of it from one member's place."""


ALONE = Crew()
"""Nobody else: a check of one person."""
