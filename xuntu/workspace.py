"""The workspace: the one object that the command line, a web page and a notebook talk to."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from graph import derive, snapshot
from graph.model import regions
from graph.model.answers import Answer, Evidence, Node, Subgraph, Trace
from graph.model.claims import kind_of
from graph.model.decisions import Decision, withdrawn_sources
from graph.model.errors import QueryError, UsageError, WorkspaceError
from graph.model.privacy import Mask, restricted_edges, restricted_texts
from graph.snapshot import Snapshot
from graph.sources import Source, append_decision, tables
from graph.stores import open_store
from graph.stores.store import Store
from loaders.ledgers import LEDGERS, open_headers, restricted_headers
from loaders.loader import Context
from queries import tracing
from xuntu import asking, loading
from xuntu.folder import Folder

REPORT = "report"
"""What `--as` calls a report."""


class Workspace(Folder):
    """A folder of the user's with sources, decisions and all that is derived from them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._store: Store | None = None

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

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
        progress: Callable[[list[Path]], Iterator[Path]] | None = None,
    ) -> list[loading.FileReport]:
        """Load files and folders, derive the graph anew, and return what became of each file."""
        if forced not in (None, REPORT, *LEDGERS):
            known = "、".join((*LEDGERS, REPORT))
            raise UsageError(f"没有 {forced!r} 这种台账", hint=f"可用：{known}")
        files = loading.files_below(paths)
        context = self.context(forced, committee)
        reports = []
        with self.writing():
            out = withdrawn_sources(self.decisions())
            for path in progress(files) if progress else files:
                reports.append(
                    loading.load_file(path, self.sources, context, out=out, dry_run=dry_run)
                )
            if not dry_run:
                self.derive_if_stale()
        return reports

    def rebuild(self) -> Snapshot:
        """Read every original again under today's rules and derive anew: the same claims, the same hash."""
        context = self.context()
        with self.writing():
            for source in self.sources.all():
                loader, read = loading.read_again(source, self.sources, context)
                tables.replace_claims(self.sources, source, loader.version, read())
            self.close()
            return derive.derive(self.sources, self.decisions(), self.derived)

    def withdraw(self, name: str, *, by: str, why: str, erase: bool = False) -> Source:
        """Take a source out of the graph by a decision; `erase` also deletes its original and claims."""
        source = self.source(name)
        details = {"name": source.name, "erased": "yes" if erase else "no"}
        with self.writing():
            self._decide("WITHDRAWN", by, why, source.hash, details)
            if erase:
                self.sources.remove(source.hash)
            self.derive_if_stale()
        return source

    def restore(self, name: str, *, by: str, why: str) -> str:
        """Take back the withdrawal of a source and return its name; one that was erased must be loaded again."""
        decisions = self.decisions()
        out = withdrawn_sources(decisions)
        for decision in reversed(decisions):
            digest, known = decision.subjects[0], decision.details.get("name", "")
            if (
                decision.kind == "WITHDRAWN"
                and digest in out
                and (digest.startswith(name) or known == name)
            ):
                with self.writing():
                    self._decide("RESTORED", by, why, digest, {"name": known})
                    self.derive_if_stale()
                return known
        raise WorkspaceError("没有撤回过这个来源", where=name)

    def _decide(
        self, kind: str, by: str, why: str, subject: str, details: Mapping[str, str]
    ) -> None:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        decision = Decision(kind, by, at, why, (subject,), details)
        append_decision(self.folder / "decisions.jsonl", decision)

    def context(self, forced: str | None = None, committee: str | None = None) -> Context:
        """Return what loaders need to know of this workspace."""
        extra = self.folder / "regions.csv"
        return Context(
            committee=committee or self.settings.committee,
            region_code=self.settings.region,
            regions=regions.load(extra if extra.is_file() else None),
            identity_hash=self._identity_hash(),
            forced=forced,
        )

    def _identity_hash(self) -> Callable[[str], str]:
        key = self.key()
        return lambda number: hmac.new(key, number.encode(), hashlib.sha256).hexdigest()[:20]

    # ------------------------------------------------------------------ what is derived

    def store(self) -> Store:
        """Return the graph store, brought to the snapshot when it holds another."""
        found = self.snapshot()
        if self._store is None:
            self._store = open_store(
                self.settings.store, self.folder / "store", heap_mb=self.settings.heap_mb
            )
        if self._store.marker() != found.hash:
            self._store.replace(found)
        return self._store

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
            "quarantined": sum(source.rejected for source in sources if source.hash in used),
            "undecided": len(snapshot.undecided(found)),
            "kinds": {name.split("_", 1)[1]: n for name, n in counts.items() if n},
            "files": [
                {
                    "hash": s.hash,
                    "name": s.name,
                    "kind": s.kind,
                    "title": s.title,
                    "claims": s.claims,
                    "rejected": s.rejected,
                    "in_use": s.hash in used,
                }
                for s in sources
            ],
        }

    def quarantine(self) -> list[dict[str, str]]:
        """Return everything that could not be used, row by row, with its file."""
        used = derive.in_use(self.sources, self.decisions())
        mask = self.mask()
        return [
            {"file": source.name, **mask.rejected(row)}
            for source in used
            for row in tables.rejected(self.sources, source)
        ]

    # ------------------------------------------------------------------ answers out

    def mask(self, reveal: str | None = None, about: str = "") -> Mask:
        """Return the mask for what leaves the workspace; a reveal (with who asks) lifts it and is logged."""
        if reveal is not None:
            self.key()
            self._log_reveal(reveal, about)
            return Mask(lifted=True)
        found = self.snapshot()
        people = {
            str(target)
            for kind in (*restricted_edges(), "CONCERNS")
            for source, target in found.values(f"edges_{kind}", ("source", "target"))
            if str(target).startswith("Person-") and not str(source).startswith("Declaration-")
        }
        names = {
            str(name)
            for identifier, name in found.values("nodes_Person", ("id", "name"))
            if identifier in people and name
        }
        for kind, columns in restricted_texts().items():
            for row in found.values(f"nodes_{kind}", columns):
                names |= {str(value) for value in row if value}
        return Mask.of(people, names, restricted_headers(), open_headers())

    def _log_reveal(self, who: str, about: str) -> None:
        entry = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "by": who, "about": about}
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
        """Return the masked answer to a named query (name or Q27), or to Cypher typed by an analyst."""
        return asking.query(
            self.store(),
            question,
            parameters or {},
            cypher=cypher,
            timeout=timeout or self.settings.timeout_s,
            limit=limit or self.settings.row_limit,
            mask=self.mask(reveal, question),
        )

    def trace(self, identifier: str, on: str, *, reveal: str | None = None) -> Trace:
        """Return the masked trace of a finding, clue, case, sanction, prosecution or person, with evidence."""
        if kind_of(identifier) is None:
            raise QueryError(
                f"{identifier!r} 不是 ID",
                hint="编号或姓名请用 xuntu trace --finding / --clue / --case / --person",
            )
        mask = self.mask(reveal, identifier)
        found = asking.trace(self.store(), self.snapshot().resolve(identifier), on)
        return mask.trace(asking.with_evidence(found, self.evidence))

    def query_raw(
        self, question: str, parameters: Mapping[str, object], *, cypher: bool = False
    ) -> Answer:
        """Return an unmasked answer, for `subgraph`, which masks: never print it."""
        return asking.query(
            self.store(),
            question,
            parameters,
            cypher=cypher,
            timeout=self.settings.timeout_s,
            limit=self.settings.row_limit,
            mask=Mask(lifted=True),
        )

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
