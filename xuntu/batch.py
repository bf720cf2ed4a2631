"""One command of loading: files are recognised, judged, read, kept, and it is said what became of each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from graph.model.claims import Claim, Line, Rejected
from graph.model.errors import SchemaError, SourceError
from graph.model.names import committee_key
from graph.model.schema import schema
from graph.sources import Source, Sources, tables
from loaders.ledgers import sheet_names
from loaders.loader import Context, Loader, SourceFile
from xuntu import corrections, editions
from xuntu.loading import (
    LATER,
    FileReport,
    OtherUse,
    Refused,
    content_of,
    recognise,
    reopened,
)
from xuntu.shelf import Shelf

BY_WORD = "按 --replaces"
TEXT_ONLY = "文件中有公民身份号码（或有无法查看的部分）：只留存文字，号码换成散列和后四位"


@dataclass(frozen=True, slots=True)
class Batch:
    """Files of one command, judged against what stands before it and against each other.

    `decide` records that a source (hash) replaces an older one, and why; a dry run calls it never.
    """

    sources: Sources
    context: Context
    shelf: Shelf
    decide: Callable[[str, Source, str], None]
    clock: Callable[[], datetime]
    dry_run: bool = False

    def load(self, path: Path) -> FileReport:
        """Load one file and return what became of it; nothing is kept of one that fails, is out or in doubt."""
        if path.suffix.lower() in LATER and self.context.forced is None:
            reason = f"{path.suffix} 文件还不能装载，可另存为 .xlsx 或 .csv"
            return FileReport(path.name, "skipped", reason=reason)
        try:
            return self._load(path)
        except OtherUse as known:
            return FileReport(path.name, "skipped", reason=known.message)
        except SourceError as error:
            return FileReport(path.name, "refused", reason=str(error))
        except OSError as error:
            return FileReport(path.name, "refused", reason=f"不能读取文件：{error.strerror}")

    def _load(self, path: Path) -> FileReport:
        name, content = content_of(path)
        digest = hashlib.sha256(content).hexdigest()
        if digest in self.shelf.withdrawn:
            hint = f"恢复：xuntu withdraw {name} --undo --reason 原因"
            reason = f"这个文件已被撤回；{hint}"
            return FileReport(name, "withdrawn", source=digest, reason=reason)
        if digest in self.shelf.held:
            return self._again(name, digest)
        return self._new(SourceFile(name, digest, content))

    def _again(self, name: str, digest: str) -> FileReport:
        """Say what a file is that is held already; by the user's word it takes the place of another."""
        others = [old for old in self.shelf.choice.replaces if old.hash != digest]
        for old in others:
            self._replace(digest, old, BY_WORD)
        if others:
            names = tuple(old.name for old in others)
            return FileReport(name, "same", source=digest, reason="这一版重新有效", replaces=names)
        if self.shelf.is_replaced(digest):
            reason = self.shelf.replaced_by(digest)
            return FileReport(name, "replaced", source=digest, reason=reason)
        held = self.shelf.held[digest].committee
        if held and committee_key(held) != committee_key(self.context.committee):
            reason = f"已按{held}装载；要改党委，请先 xuntu withdraw --erase，再装载"
            return FileReport(name, "same", source=digest, reason=reason)
        return FileReport(name, "same", source=digest)

    def _new(self, file: SourceFile) -> FileReport:
        context, file = self._completed(file)
        loader, found = recognise(file, context)
        source = Source(
            hash=file.hash,
            name=file.name,
            kind=found.kind,
            title=found.title,
            rank=found.rank,
            committee=context.committee,
            loader=loader.name,
            version=loader.version,
            loaded_at=self.clock().isoformat(timespec="seconds"),
            claims=0,
            rejected=0,
        )
        lines = list(loader.lines(file, context))
        fate = self.shelf.judge(source, lines)
        rows = editions.compare(lines, self.shelf.before(source, fate.replaces))
        report = FileReport(
            file.name,
            "doubt",
            found.kind,
            found.title,
            source=file.hash,
            reason=fate.doubt,
            rows=rows if fate.replaces else replace(rows, gone=0),
            replaces=tuple(old.name for old in fate.replaces),
        )
        if fate.doubt:
            return self._looked_through(report, source, file, (loader, context))
        state, reason = "would load" if self.dry_run else "loaded", ""
        if self.shelf.is_replaced(file.hash):
            state, reason = "replaced", self.shelf.replaced_by(file.hash)
        elif self.shelf.namesake(source):
            reason = "与已有的同名报告内容不同，两份并存"
        kept = loader.kept(file, context)
        if loader.reads_kept and kept != file.content:
            reason = "；".join(filter(None, (reason, TEXT_ONLY)))
        done, refused = self._keep(source, (file, kept), lines, fate.replaces, (loader, context))
        return replace(
            report,
            state=state,
            reason=reason,
            claims=done.claims,
            rejected=done.rejected,
            refused=refused,
        )

    def _looked_through(
        self, report: FileReport, source: Source, file: SourceFile, how: tuple[Loader, Context]
    ) -> FileReport:
        """Return the report of a file in doubt; a dry run tells its faults all the same."""
        if not self.dry_run:
            return report
        loader, context = how
        refusals: list[Rejected] = []
        done = _counted(source, _watched(loader.read(file, context), refusals))
        refused = tuple(_shown(refusals, file, context))
        return replace(report, claims=done.claims, rejected=done.rejected, refused=refused)

    def _completed(self, file: SourceFile) -> tuple[Context, SourceFile]:
        """Return a file and its context; a corrected export of the quarantine gets back what was hidden in it."""
        if not corrections.is_export(file.content):
            return self.context, file
        return corrections.filled(file, self.shelf.held, self._reopen, self.context)

    def _reopen(self, source: Source) -> tuple[SourceFile, Context]:
        _, file, context = reopened(source, self.sources, self.context)
        return file, context

    def _keep(
        self,
        source: Source,
        what: tuple[SourceFile, bytes],
        lines: Sequence[Line],
        replaced: Sequence[Source],
        how: tuple[Loader, Context],
    ) -> tuple[Source, tuple[Refused, ...]]:
        """Write a source after the decisions that make room for it; return it with what was refused."""
        (file, kept), (loader, context) = what, how
        read = replace(file, content=kept) if loader.reads_kept else file
        refusals: list[Rejected] = []
        items = _watched(loader.read(read, context), refusals)
        # First: killed before the file is there, the old edition stands as if nothing had been said.
        for old in replaced:
            self._replace(source.hash, old, self._why(old, lines))
        write = partial(tables.add, self.sources, source, kept, rows=lines)
        done = _counted(source, items) if self.dry_run else write(items)
        self.shelf.put(done, lines)
        return done, tuple(_shown(refusals, file, context))

    def _why(self, old: Source, lines: Sequence[Line]) -> str:
        if self.shelf.choice.replaces:
            return BY_WORD
        then, now = editions.keys(self.shelf.rows(old)), editions.keys(lines)
        return f"同一台账的新版：新 {len(now)} 个键，旧 {len(then)} 个，相同 {len(now & then)} 个"

    def _replace(self, new: str, old: Source, why: str) -> None:
        if not self.dry_run:
            self.decide(new, old, why)
        self.shelf.replace(new, old)


def _watched(
    items: Iterable[Claim | Rejected], refusals: list[Rejected]
) -> Iterator[Claim | Rejected]:
    """Yield the items, and note what was refused on the way."""
    for item in items:
        if isinstance(item, Rejected):
            refusals.append(item)
        yield item


def _shown(refusals: Sequence[Rejected], file: SourceFile, context: Context) -> Iterator[Refused]:
    """Yield what was refused with sheet and row as the file's reader sees them."""
    names = sheet_names(file, context) if refusals else {}
    for item in refusals:
        place = item.provenance.place
        mark, _, rest = place.rpartition("!")
        row = re.fullmatch(r"第(\d+)行", rest)
        number = int(row.group(1)) if row else None
        said = (item.column, item.value, item.reason, item.suggestion)
        yield Refused(names.get(mark, mark), number, *said, place)


def _counted(source: Source, items: Iterable[Claim | Rejected]) -> Source:
    """Return a source with the counts that writing it would give."""
    kinds = schema()
    claims = rejected = 0
    for item in items:
        try:
            usable = isinstance(item, Claim) and bool(kinds.check(item))
        except SchemaError:
            usable = False
        claims += usable
        rejected += not usable
    return replace(source, claims=claims, rejected=rejected)
