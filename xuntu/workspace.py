"""The workspace: the one object that the command line, a web page and a notebook talk to."""

from __future__ import annotations

import getpass
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from graph import derive, snapshot
from graph.model.answers import Answer, Evidence, Node, Subgraph, Trace
from graph.model.claims import kind_of
from graph.model.closing import Closing
from graph.model.decisions import Decision, in_force, withdrawn_by_name, withdrawn_sources
from graph.model.errors import QueryError, UsageError, WorkspaceError
from graph.model.privacy import Mask
from graph.snapshot import Snapshot
from graph.sources import Source, lines, tables
from graph.stores.arcadedb import forget
from graph.stores.store import Store
from loaders.ledgers import LEDGERS
from loaders.loader import Context, SourceFile
from queries import tracing
from xuntu import answering, asking, corrections, loading, tracking
from xuntu.answering import Bounds
from xuntu.batch import Batch
from xuntu.folder import Folder
from xuntu.history import Archive, History
from xuntu.masking import mask_of
from xuntu.opening import bring, opened
from xuntu.serving import served
from xuntu.shelf import Shelf

REPORT = "report"
"""What `--as` calls a report."""


class Workspace(Folder, Closing):
    """A folder of the user's with sources, decisions and all that is derived from them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._store: Store | None = None
        self._opening = threading.Lock()

    def close(self) -> None:
        """Let go of the graph engine, if it was started."""
        if self._store is not None:
            self._store.close()
            self._store = None

    # ------------------------------------------------------------------ files in

    def load(
        self,
        paths: Iterable[Path],
        *,
        forced: str | None = None,
        committee: str | None = None,
        dry_run: bool = False,
        replaces: Sequence[str] = (),
        adds: bool = False,
        by: str = "",
        why: str = "",
        progress: Callable[[list[Path]], Iterator[Path]] | None = None,
    ) -> list[loading.FileReport]:
        """Load files and folders, derive the graph anew, and return what became of each file, masked.

        A new edition of a ledger replaces the old one by a decision of `by` (see `xuntu.editions`);
        `replaces` names the sources that a single file replaces, `adds` says that files replace none.
        A dry run writes nothing at all.
        """
        if forced not in (None, REPORT, *LEDGERS):
            known = "、".join((*LEDGERS, REPORT))
            raise UsageError(f"没有 {forced!r} 这种台账", hint=f"可用：{known}")
        files = loading.files_below(paths)
        if replaces and (adds or len(files) != 1):
            raise UsageError("--replaces 用于单独一个文件，且不能与 --adds 同时用")
        choice = loading.Choice(tuple(map(self.source, replaces)), adds)
        context = self.context(forced, committee)

        def decide(new: str, old: Source, reason: str) -> None:
            details = {"name": old.name, "rule": reason}
            self.decided(
                "REPLACES", by or getpass.getuser(), why or reason, (new, old.hash), details
            )

        with nullcontext() if dry_run else self.writing():
            shelf = Shelf(self.sources, self.decisions(), context, choice)
            batch = Batch(self.sources, context, shelf, decide, self.clock, dry_run)
            reports = [batch.load(path) for path in (progress(files) if progress else files)]
            if not dry_run:
                self.derive_if_stale()
        mask = mask_of(self.last_snapshot())
        return [loading.masked(report, mask) for report in reports]

    def rebuild(self) -> Snapshot:
        """Read every original again under today's rules and derive anew: the same claims, the same hash."""
        context = self.context()
        with self.writing():
            for source in self.sources.all():
                loader, file, known = loading.reopened(source, self.sources, context)
                rows = loader.lines(file, known)
                tables.replace_claims(
                    self.sources, source, loader.version, loader.read(file, known), rows
                )
            self.close()
            made = self.derive_anew()
            forget(self.folder / "store")
        return made

    def withdraw(self, name: str, *, by: str, why: str, erase: bool = False) -> Source:
        """Take a source out of the graph by a decision; `erase` also deletes its original and claims."""
        source = self.source(name)
        details = {"name": source.name, "erased": "yes" if erase else "no"}
        with self.writing():
            self.decided("WITHDRAWN", by, why, (source.hash,), details)
            if erase:
                self.sources.remove(source.hash)
            self.derive_if_stale()
        return source

    def restore(self, name: str, *, by: str, why: str) -> str:
        """Take back the withdrawal or the replacing of a source and return its name.

        One that was replaced then stands beside the newer one. Raises WorkspaceError for one that was
        erased: from then on it may be loaded again, but nothing of it came back.
        """
        decisions = in_force(self.decisions())
        gone = withdrawn_by_name(decisions)
        out = withdrawn_sources(decisions)
        named = [
            (d, d.subjects[-1])
            for d in decisions
            if (d.kind == "WITHDRAWN" and d.subjects[0] in gone)
            or (d.kind == "REPLACES" and d.subjects[1] in out - gone)
            if d.subjects[-1].startswith(name) or d.details.get("name") == name
        ]
        if not named:
            raise WorkspaceError("没有撤回过这个来源", where=name)
        last, digest = named[-1]
        with self.writing():
            if last.kind == "WITHDRAWN":
                self.decided("RESTORED", by, why, (digest,), {"name": last.details["name"]})
            for decision, old in named:
                if decision.kind == last.kind == "REPLACES" and old == digest:
                    self.decided("TAKEN_BACK", by, why, (decision.id,), {"kind": decision.kind})
            self.derive_if_stale()
        self._say_if_erased(last)
        return last.details["name"]

    def take_back(self, decision: str, *, by: str, why: str) -> Decision:
        """Take back any decision by its id and return it; `xuntu history` and decisions.jsonl tell ids.

        Raises WorkspaceError for the withdrawal of a source that was erased, as `restore` does.
        """
        found = {d.id: d for d in in_force(self.decisions())}
        if decision not in found:
            hint = "只能撤销仍然有效的决定；xuntu history 列出决定的编号"
            raise WorkspaceError("没有这个决定", where=decision, hint=hint)
        with self.writing():
            self.decided("TAKEN_BACK", by, why, (decision,), {"kind": found[decision].kind})
            self.derive_if_stale()
        self._say_if_erased(found[decision])
        return found[decision]

    def _say_if_erased(self, taken: Decision) -> None:
        """Raise WorkspaceError if the withdrawal that was just taken back had left nothing to come back."""
        there = {source.hash for source in self.sources.all()}
        if taken.kind == "WITHDRAWN" and taken.subjects[0] not in there:
            hint = "撤回的决定已收回；要重新计入，请再装载这个文件"
            name = taken.details.get("name", taken.subjects[0])
            raise WorkspaceError("原件和主张已删除，不能恢复", where=name, hint=hint)

    def decide(
        self, kind: str, subjects: Sequence[str], *, by: str, why: str, about: Mapping[str, str]
    ) -> Decision:
        """Add a decision to the log, derive the graph anew, and return the decision; `about` helps who reads it."""
        with self.writing():
            self.decided(kind, by, why, tuple(subjects), about)
            self.derive_if_stale()
        return self.decisions()[-1]

    def context(self, forced: str | None = None, committee: str | None = None) -> Context:
        """Return what loaders need to know of this workspace."""
        return Context(
            committee=committee or self.settings.committee,
            region_code=self.settings.region,
            regions=self.regions(),
            identity_hash=self._identity_hash(),
            forced=forced,
            second_voter=self.settings.second_voter,
        )

    def _identity_hash(self) -> Callable[[str], str]:
        key = self.key()
        return lambda number: hmac.new(key, number.encode(), hashlib.sha256).hexdigest()[:20]

    # ------------------------------------------------------------------ what is derived

    def store(self) -> Store:
        """Return the graph store, brought to the snapshot when it holds another."""
        found = self.snapshot()
        with self._opening:
            store = self._store = self._store or served(self) or opened(self)
        bring(store, found)
        return store

    def status(self) -> dict[str, object]:
        """Return counts of what is loaded, derived, refused and undecided."""
        found = self.snapshot()
        counts = found.counts()
        sources = self.sources.all()
        used = {source.hash for source in derive.in_use(self.sources, self.decisions())}
        return {
            "committee": self.settings.committee,
            "sources": len(used),
            "withdrawn": len(sources) - len(used),
            "nodes": sum(n for name, n in counts.items() if name.startswith("nodes_")),
            "edges": sum(n for name, n in counts.items() if name.startswith("edges_")),
            "snapshot_hash": found.hash,
            "quarantined": len(self._open_rejects()),
            "undecided": len(snapshot.in_groups(snapshot.undecided(found))),
            "kinds": {name.split("_", 1)[1]: n for name, n in counts.items() if n},
            "files": [
                {
                    "hash": s.hash,
                    "name": s.name,
                    "kind": s.kind,
                    "title": s.title,
                    "claims": s.claims,
                    "rejected": s.rejected,
                    "loaded_at": s.loaded_at,
                    "in_use": s.hash in used,
                }
                for s in sources
            ],
        }

    def quarantine(self) -> list[dict[str, str]]:
        """Return everything that could not be used, row by row, with its file."""
        mask = self.mask()
        return [
            {"file": mask.text(source.name), **mask.rejected(row)}
            for source, row in self._open_rejects()
        ]

    def _open_rejects(self) -> list[tuple[Source, dict[str, str]]]:
        """Return what could not be used and in whose stead no corrected row counts."""
        used = derive.in_use(self.sources, self.decisions())
        settled = lines.left_out(self.sources, used)
        return [
            (source, row)
            for source in used
            for row in tables.rejected(self.sources, source)
            if (source.hash, row["place"]) not in settled
        ]

    def to_correct(
        self, committee: str | None = None
    ) -> tuple[list[corrections.FaultySheet], list[dict[str, str]]]:
        """Return the refused rows ledger by ledger as they were, masked, and what is no row of a ledger."""
        wanted: dict[Source, list[dict[str, str]]] = {}
        for source, row in self._open_rejects():
            if committee in (None, source.committee):
                wanted.setdefault(source, []).append(row)
        committees = sorted({source.committee for source in wanted})
        if len(committees) > 1:
            hint = f"请用 --committee 选一个：{'、'.join(committees)}"
            raise UsageError("隔离的内容属于几个党委", hint=hint)
        mask, context = self.mask(), self.context()

        def reopen(source: Source) -> tuple[SourceFile, Context]:
            _, file, known = loading.reopened(source, self.sources, context)
            return file, known

        stands_for = dict(lines.origins(self.sources, tuple(wanted)))
        sheets, done = corrections.sheets(wanted, stands_for, reopen, mask)
        rest = [
            {"file": mask.text(source.name), **mask.rejected(row)}
            for source, rows in wanted.items()
            for row in rows
            if (source.hash, row["place"]) not in done
        ]
        return sheets, rest

    def history(self, entity: str, *, reveal: str | None = None) -> History:
        """Return the masked history of an id, number or name: what was ever said of it, and decided."""
        mask = self.mask(reveal, entity)
        return Archive(self.sources, self.decisions(), self.snapshot(), mask).history(entity)

    # ------------------------------------------------------------------ answers out

    def mask(self, reveal: str | None = None, about: str = "") -> Mask:
        """Return the mask for what leaves the workspace; a reveal (with who asks) lifts it and is logged."""
        if reveal is not None:
            self.key()
            self._log_reveal(reveal, about)
            return Mask(lifted=True)
        return mask_of(self.snapshot())

    def _log_reveal(self, who: str, about: str) -> None:
        entry = {"at": self.clock().isoformat(timespec="seconds"), "by": who, "about": about}
        with (self.folder / "reveals.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def query(
        self,
        question: str,
        parameters: Mapping[str, object] | None = None,
        *,
        cypher: bool = False,
        timeout: float | None = None,
        limit: int | None = None,
        reveal: str | None = None,
    ) -> Answer:
        """Return the masked answer to a question of the catalogue (name or Q27), or to Cypher typed by an analyst."""
        bounds = Bounds(timeout, limit)
        mask = self.mask(reveal, question)
        return answering.answer(
            self, self.store, question, parameters or {}, mask, cypher=cypher, bounds=bounds
        )

    def trace(self, identifier: str, on: str, *, reveal: str | None = None) -> Trace:
        """Return the masked trace of a finding, clue, case, sanction, prosecution or person, with evidence."""
        if kind_of(identifier) is None:
            raise QueryError(
                f"{identifier!r} 不是 ID",
                hint="编号或姓名请用 xuntu trace --finding / --clue / --case / --person",
            )
        mask = self.mask(reveal, identifier)
        found = asking.trace(
            self.store(), self.snapshot().resolve(identifier), on, answering.running_limits(self)
        )
        return mask.trace(asking.with_evidence(found, self.evidence))

    def trace_scope(self, scope: tracing.Scope, on: str, *, reveal: str | None = None) -> Trace:
        """Return the masked chains of all that the tasks of a scope brought, with their funnel."""
        mask = self.mask(reveal, scope.title())
        return tracking.chains(
            self.store(), scope, on, self.evidence, mask, answering.running_limits(self)
        )

    def funnel(
        self, scope: tracing.Scope, on: str, *, what: str = "funnel", reveal: str | None = None
    ) -> Answer:
        """Return the masked funnel of a scope, or one of the lists of `tracking.KINDS`."""
        mask = self.mask(reveal, scope.title())
        return tracking.answer(self.store(), scope, on, what, mask, answering.running_limits(self))

    def query_raw(
        self, question: str, parameters: Mapping[str, object], *, cypher: bool = False
    ) -> Answer:
        """Return an unmasked answer, for `subgraph`, which masks: never print it."""
        mask = Mask(lifted=True)
        return answering.answer(self, self.store, question, parameters, mask, cypher=cypher)

    def find(self, kind: str, text: str) -> list[Node]:
        """Return the nodes of a kind whose number or name is `text`."""
        return list(tracing.find(self.store(), kind, text))

    def subgraph(self, answer: Answer, *, reveal: str | None = None) -> Subgraph:
        """Return the masked nodes and edges that an answer speaks of, with their evidence."""
        bare = asking.subgraph(self.store(), answer)
        return self.mask(reveal, answer.title).subgraph(asking.evidenced(bare, self.evidence))

    def evidence(self, ids: list[str]) -> dict[str, tuple[Evidence, ...]]:
        """Return the places that state each node or edge, quotes unmasked: mask before they leave."""
        return asking.evidence(self.snapshot(), self.sources, ids)
