"""A family of ties that are no services: its name, which is its SQL file's, and what a row of it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Family(Generic[T]):
    """`ties/<name>.sql` gives the columns that `row`, a dataclass, has as fields: `person` and `unit` first.

    The SQL joins with `roster` and with `reach` (see service.sql): what counts for a unit is found there.
    """

    name: str
    row: Callable[..., T]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a row, in order."""
        return tuple(field.name for field in fields(cast(Any, self.row)))

    def of(self, links: Mapping[str, Sequence[object]]) -> Sequence[T]:
        """Return the rows of this family among the links of a case."""
        return cast(Sequence[T], links.get(self.name, ()))


@dataclass(frozen=True, slots=True)
class Near:
    """The first columns of a tie of a person's own, or of a relative's: `relative` and what follows None if own."""

    person: str
    unit: str
    relative: str | None
    relation: str | None
    kin: str | None
    kin_certainty: str | None
    kin_since_min: str | None
    kin_since_max: str | None
    kin_until_min: str | None
    kin_until_max: str | None
    verified: str | None
