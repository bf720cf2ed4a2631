"""Inspection reports: text of the file → normalise → context → clauses → facts → claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model.claims import Claim, Line, Rejected
from graph.model.errors import SourceError
from loaders.loader import Context, Recognised, SourceFile
from loaders.reports import keeping
from loaders.reports.formats.kinds import is_report, is_workbook

RANK = 60
"""Below every ledger: what a report says gives way to a register."""


@dataclass(frozen=True, slots=True)
class ReportLoader:
    """The loader of inspection reports.

    Its version changes with the claims that the same report gives. A report that is loaded already keeps
    the claims of its day: loading it again says that it is there, `xuntu rebuild` reads it anew.
    """

    name: str = "reports"
    version: str = "3"
    reads_kept: bool = True

    def recognise(self, file: SourceFile, context: Context) -> Recognised | None:
        """Return the file as a report by its name, by its content, or because the user says so.

        Raises SourceError for a page that Excel saved: it is a ledger, or none of ours.
        """
        found = Recognised("report", "巡察报告", RANK)
        if context.forced:
            return found if context.forced == "report" else None
        if not is_report(file.content, file.name):
            return None
        if is_workbook(file.content):
            hint = "请在 Excel 中另存为 .xlsx 后再装载；确是报告的，用 --as report"
            raise SourceError("这是 Excel 存成的网页", where=file.name, hint=hint)
        return found

    def kept(self, file: SourceFile, context: Context) -> bytes:
        """Return the file, or only its text, numbers hashed, if an identity number stands in it."""
        return keeping.kept(file.content, file.name, context.identity_hash)

    def read(self, file: SourceFile, context: Context) -> Iterator[Claim | Rejected]:
        """Yield the claims of a report and the passages that cannot be used.

        Raises SourceError for a file that cannot be read, a scanned PDF for one.
        """
        # Here: the tables and patterns of the grammar take a third of a second, and few commands read a report.
        from loaders.reports.claiming import claims
        from loaders.reports.extract import report
        from loaders.reports.voter import voting

        with voting(context.second_voter):
            read = report(file.content, file.name, context.regions, context.committee)
        yield from claims(read, file, context.regions)

    def lines(self, file: SourceFile, context: Context) -> Iterator[Line]:  # noqa: ARG002  # the protocol's
        """Yield nothing: a report has no rows, and never replaces another by itself."""
        return iter(())


LOADER = ReportLoader()
