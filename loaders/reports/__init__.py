"""Inspection reports from text files: normalise → context → clauses → facts → claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model.claims import Claim, Line, Rejected
from loaders.loader import Context, Recognised, SourceFile
from loaders.reports.claiming import Claims
from loaders.reports.extract import extract, report
from loaders.reports.facts import Fact

__all__ = ["LOADER", "Fact", "extract"]

RANK = 60
"""Below every ledger: what a report says gives way to a register."""


@dataclass(frozen=True, slots=True)
class ReportLoader:
    """The loader of inspection reports."""

    name: str = "reports"
    version: str = "1"

    def recognise(self, file: SourceFile, context: Context) -> Recognised | None:
        """Return the file as a report if it is a text file, or if the user says so."""
        if context.forced == "report" or (
            context.forced is None and file.name.lower().endswith(".txt")
        ):
            return Recognised("report", "巡察报告", RANK)
        return None

    def read(self, file: SourceFile, context: Context) -> Iterator[Claim | Rejected]:
        """Yield the claims of a report and the passages that cannot be used.

        Raises SourceError for a file that is empty, binary or of an unknown encoding.
        """
        read = report(file.content, file.name, context.regions, context.committee)
        yield from Claims(read, file).all()

    def lines(self, file: SourceFile, context: Context) -> Iterator[Line]:  # noqa: ARG002  # the protocol's
        """Yield nothing: a report has no rows, and never replaces another by itself."""
        return iter(())


LOADER = ReportLoader()
