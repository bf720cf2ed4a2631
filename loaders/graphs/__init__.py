"""Other graphs: a reader for each format makes rows, one engine makes claims of them."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from graph.model.claims import Claim, Line, Rejected
from graph.model.errors import SourceError
from loaders.graphs.packed import Packed, is_packed
from loaders.graphs.rows import Reading
from loaders.loader import Context, Recognised, SourceFile
from loaders.redaction import redact

RANK = 90
"""Below every ledger and report: another graph only repeats what some source said."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its title, the module that reads it, and how a file of it ends, if it is one of its own."""

    title: str
    module: str
    suffixes: tuple[str, ...] = ()

    def reader(self) -> Callable[[SourceFile, Context], Reading]:
        """Return the function that reads it, its module imported now: some need an engine of their own."""
        module = importlib.import_module(self.module)
        return cast("Callable[[SourceFile, Context], Reading]", module.read)


FORMATS: Mapping[str, Format] = {
    "rdf": Format(
        "RDF（Turtle、TriG、N-Triples、JSON-LD、RDF/XML）",
        "loaders.graphs.rdf",
        (".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf"),
    ),
    "parquet": Format("图的 Parquet 导出", "loaders.graphs.parquet"),
    "neo4j": Format("图的 neo4j-admin CSV 导出", "loaders.graphs.admin_csv"),
    "ftm": Format(
        "FollowTheMoney", "loaders.graphs.ftm", (".ftm", ".ftm.json", ".jsonl", ".ndjson")
    ),
}
"""Every format by the name that exports give it."""

_FTM = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{(?=.{0,4000}?"schema"\s*:)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class GraphLoader:
    """The loader of other graphs."""

    name: str = "graphs"
    version: str = "1"
    reads_kept: bool = True

    def recognise(self, file: SourceFile, context: Context) -> Recognised | None:
        """Return which format a file is of, or None; raises SourceError for an export that cannot be read."""
        if context.forced and context.forced not in FORMATS:
            return None
        found = context.forced or _format(file)
        return Recognised(found, FORMATS[found].title, RANK) if found else None

    def kept(self, file: SourceFile, context: Context) -> bytes:
        """Return the file with every identity number hashed; raises SourceError where one stands in an export."""
        if is_packed(file.content):
            _no_numbers(file, context)
            return file.content
        return redact(file.content, context.identity_hash)

    def read(self, file: SourceFile, context: Context) -> Iterator[Claim | Rejected]:
        """Yield what the graph says and everything in it that cannot be used."""
        # Here: reading brings pyarrow or rdflib, and most commands read no graph.
        from loaders.graphs.engine import claims

        found = _format(file) or str(context.forced)
        yield from claims(FORMATS[found].reader()(file, context), file.hash, context)

    def lines(self, file: SourceFile, context: Context) -> Iterator[Line]:  # noqa: ARG002  # the protocol's
        """Yield nothing: a graph never replaces another by itself."""
        return iter(())


LOADER = GraphLoader()


def _format(file: SourceFile) -> str:
    """Return the format of a file, empty if it is of none; raise SourceError for an export of another."""
    if is_packed(file.content):
        found = str(Packed(file.content, file.name).manifest["format"])
        if found not in FORMATS or FORMATS[found].suffixes:
            hint = f"可装载的导出：{'、'.join(name for name in FORMATS)}"
            raise SourceError(f"不能装载 {found} 导出", where=file.name, hint=hint)
        return found
    name = file.name.lower()
    told = (key for key, form in FORMATS.items() if name.endswith(form.suffixes or ("\n",)))
    return next(told, "") or ("ftm" if name.endswith(".json") and _FTM.match(file.content) else "")


def _no_numbers(file: SourceFile, context: Context) -> None:
    """Raise SourceError where an identity number stands in an export: ours never hold one."""
    place = FORMATS[_format(file)].reader()(file, context).numbered()
    if place:
        hint = "请删去号码后重新导出"
        raise SourceError("导出中有公民身份号码，没有装载", where=f"{file.name} {place}", hint=hint)
