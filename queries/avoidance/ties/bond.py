"""What every row has that speaks of a relative of a person."""

from __future__ import annotations

from typing import Protocol


class Bond(Protocol):
    """A row that says how somebody is related to a person: by the edge `kin`, as derived or declared."""

    @property
    def person(self) -> str:
        """The person who is checked."""

    @property
    def relative(self) -> str | None:
        """The relative, None where the row is about the person themselves."""

    @property
    def relation(self) -> str | None:
        """The class of the relation."""

    @property
    def kin(self) -> str | None:
        """The edge that says so."""

    @property
    def kin_certainty(self) -> str | None:
        """Whether it is recorded, a step relation, or only declared."""

    @property
    def kin_since_min(self) -> str | None:
        """The first day on which it may have begun."""

    @property
    def kin_since_max(self) -> str | None:
        """The last day on which it may have begun."""

    @property
    def kin_until_min(self) -> str | None:
        """The first day on which it may have ended."""

    @property
    def kin_until_max(self) -> str | None:
        """The last day on which it may have ended."""

    @property
    def verified(self) -> str | None:
        """What was found when the declaration was verified."""
