"""What stands while a command loads files: sources in and out of use, their rows, who replaced whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model.claims import Line
from graph.model.decisions import Decision, in_force, withdrawn_by_name, withdrawn_sources
from graph.sources import Source, Sources
from graph.sources import lines as rows_at_rest
from loaders.loader import Context
from xuntu import editions
from xuntu.corrections import origins_of
from xuntu.editions import Edition, Judgement
from xuntu.loading import Choice, reopened


class Shelf:
    """The sources of a workspace as a load sees them; it learns of what the load adds, dry or not."""

    def __init__(
        self, sources: Sources, decisions: Sequence[Decision], context: Context, choice: Choice
    ) -> None:
        self.sources, self.context, self.choice = sources, context, choice
        self.held = {source.hash: source for source in sources.all()}
        out = withdrawn_sources(decisions, self.held)
        self.standing = {
            digest: source for digest, source in self.held.items() if digest not in out
        }
        self.withdrawn = withdrawn_by_name(decisions)
        # Of what is not held too: a log may be there before its files.
        self.replaced = withdrawn_sources(decisions) - self.withdrawn
        said = [d.subjects for d in in_force(decisions) if d.kind == "REPLACES"]
        self.newer = {old: new for new, old, *_ in said}
        self._rows: dict[str, list[Line]] = {}
        self._fresh: set[str] = set()

    def judge(self, source: Source, lines: Sequence[Line]) -> Judgement:
        """Return what a new file replaces: by the user's word, by an earlier decision, or by its rows."""
        if self.choice.adds or source.hash in self.replaced:
            return Judgement()
        if self.choice.replaces:
            return Judgement(self.choice.replaces)
        known = [old for old in self.standing.values() if self.newer.get(old.hash) == source.hash]
        if known:
            return Judgement(tuple(known))
        corrected = {origin for line in lines for origin in line.origins}
        if corrected:
            others = origins_of(self.sources, self.standing.values())
            return editions.again_corrected(corrected, others)
        return editions.judge(Edition(source, editions.keys(lines)), self._editions(source))

    def _editions(self, source: Source) -> Iterator[Edition]:
        for old in self._alike(source):
            if not self.sources.corrected(old).is_file():
                yield Edition(old, editions.keys(self.rows(old)), old.hash in self._fresh)

    def _alike(self, source: Source) -> Iterator[Source]:
        """Yield what stands of the same ledgers under the same committee; a report is like nothing."""
        wanted = set(source.kind.split("+")) - {"report"}
        for old in self.standing.values():
            if old.committee == source.committee and wanted & set(old.kind.split("+")):
                yield old

    def rows(self, source: Source) -> list[Line]:
        """Return the rows of a source that stands or stood."""
        if source.hash not in self._rows:
            found = rows_at_rest.read(self.sources, source)
            if found is None:
                # Loaded before rows were kept beside the claims: its original still has them.
                loader, file, context = reopened(source, self.sources, self.context)
                found = list(loader.lines(file, context))
            self._rows[source.hash] = found
        return self._rows[source.hash]

    def before(self, source: Source, replaced: Sequence[Source]) -> list[Line]:
        """Return the rows that a new file is compared with: of what it replaces, else of its like in use."""
        return [line for old in replaced or tuple(self._alike(source)) for line in self.rows(old)]

    def namesake(self, source: Source) -> bool:
        """Tell whether another report of this name stands."""
        return source.kind == "report" and any(
            old.name == source.name and old.kind == "report" for old in self.standing.values()
        )

    def is_replaced(self, digest: str) -> bool:
        """Tell whether a newer edition takes a content's place."""
        return digest in self.replaced and digest not in self.standing

    def replaced_by(self, digest: str) -> str:
        """Return what took a content's place, and what can be done about it, in one sentence."""
        newer = self.newer.get(digest, "")
        named = self.held[newer].name if newer in self.held else newer[:12]
        return (
            f"这一版已由“{named}”替代，没有改变什么；若它才是新的，用 --replaces {newer[:12]}；"
            f"若新版有误，撤回新版即恢复：xuntu withdraw {newer[:12]}"
        )

    def put(self, source: Source, lines: Sequence[Line]) -> None:
        """Learn of a source that was loaded."""
        self.held[source.hash] = source
        self._rows[source.hash] = list(lines)
        self._fresh.add(source.hash)
        if source.hash not in self.replaced:
            self.standing[source.hash] = source

    def replace(self, new: str, old: Source) -> None:
        """Learn that a source takes another's place."""
        self.standing.pop(old.hash, None)
        if new in self.held:
            self.standing[new] = self.held[new]
        self.replaced = (self.replaced | {old.hash}) - {new}
        self.newer[old.hash] = new
        self.newer.pop(new, None)
