"""What a loader is: a file in, claims and rejects out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from graph.model.claims import Claim, Line, Rejected
from graph.model.regions import Regions


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to load: its name as the user knows it, its content, the hash of the content."""

    name: str
    hash: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Context:
    """What a loader needs to know of the workspace.

    `committee` is the committee that keys without one belong to; `identity_hash` turns an identity
    number into its keyed hash; `forced` is the ledger (L4) or `report` that the user named;
    `second_voter` names the model that reads names of people in reports beside the rules.
    """

    committee: str
    region_code: str
    regions: Regions
    identity_hash: Callable[[str], str]
    forced: str | None = None
    second_voter: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file was taken for: kind (`L4`, `L1+L4`, `report`), title, and its rank among sources.

    A lower rank wins where sources disagree.
    """

    kind: str
    title: str
    rank: int


class Loader(Protocol):
    """One family of files."""

    @property
    def name(self) -> str:
        """The family's name."""

    @property
    def version(self) -> str:
        """Changes when the same file would give other claims."""

    @property
    def reads_kept(self) -> bool:
        """Whether claims are read from what is kept, so that their places fit it, or from the file as it came."""

    def recognise(self, file: SourceFile, context: Context) -> Recognised | None:
        """Return what the file is, or None if it is not of this family."""

    def kept(self, file: SourceFile, context: Context) -> bytes:
        """Return what is kept of a file as its original: no identity number stands in it.

        Raises SourceError for a file that must not be kept, or cannot be read at all.
        """

    def read(self, file: SourceFile, context: Context) -> Iterator[Claim | Rejected]:
        """Yield everything the file says and everything in it that cannot be used.

        Raises SourceError, in Chinese and with a place, for a file that cannot be read at all.
        """

    def lines(self, file: SourceFile, context: Context) -> Iterator[Line]:
        """Yield the rows that tell one edition of a file from another; none if it has no rows."""
