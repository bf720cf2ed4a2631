"""The snapshot in other formats: EXPORTS is the table of all, `export` writes one of them whole or not at all.

A member is a module with `write(graph, target)`: it takes masked rows from the `Graph`, writes a file or
fills an empty folder, and counts with `Table.lost` what its format cannot hold. What may be lost is fixed
beforehand in losses.toml.
"""

from __future__ import annotations

import importlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol, cast

from graph.exports._losses import Loss, declared
from graph.exports._masked import Graph
from graph.model.errors import UsageError
from graph.model.privacy import Mask
from graph.snapshot import Snapshot

MANIFEST = "xuntu-export.json"
"""Stands in every folder that is an export: format, snapshot, masked or not, counts, losses."""
LAYOUT = 1
"""The number of the layout of exports; it changes when an older reader could not read them."""


class Write(Protocol):
    """Writes a graph to a file, or into an empty folder."""

    def __call__(self, graph: Graph, target: Path) -> None:
        """Write; the same graph gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what clerks call it, the module that writes it, and whether it is a folder of files."""

    label: str
    module: str
    folder: bool = False

    def writer(self) -> Write:
        """Return the function that writes it, its module imported now: some need an engine of their own."""
        return cast("Write", importlib.import_module(f"{__name__}.{self.module}").write)


EXPORTS: Mapping[str, Format] = {
    "graphml": Format("GraphML（Gephi、yEd、networkx）", "graphml"),
    "gexf": Format("动态 GEXF 1.3（Gephi，任职等时段在时间轴上）", "gexf"),
    "ftm": Format("FollowTheMoney（JSON 行）", "ftm"),
    "neo4j": Format("neo4j-admin 5 导入用的 CSV 文件夹", "neo4j", folder=True),
    "parquet": Format("Parquet 文件夹", "parquet", folder=True),
    "csv": Format("CSV 文件夹（UTF-8，带 BOM）", "csv", folder=True),
    "xlsx": Format("Excel 工作簿，一类一张表", "xlsx"),
    "turtle": Format("RDF Turtle（ORG、SKOS、PROV-O 等公共词汇在旁）", "rdf.turtle"),
    "trig": Format("RDF TriG，出处在单独的命名图里", "rdf.trig"),
    "jsonld": Format("RDF JSON-LD，上下文写在文件里", "rdf.jsonld"),
    "shacl": Format("SHACL 形状：各类各属性应当怎样，不含数据", "rdf.shacl"),
}
"""Every export by the name of its format."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export holds and what it lost; written beside or into it as JSON."""

    format: str
    snapshot: str
    masked: bool
    nodes: Mapping[str, int]
    edges: Mapping[str, int]
    losses: tuple[Loss, ...]

    def lost(self) -> Mapping[str, int]:
        """Return how much was left out or changed, by the reason in words."""
        counts: Counter[str] = Counter()
        for loss in self.losses:
            counts[loss.reason] += loss.count
        return {text: counts[reason] for reason, text in self._words().items() if counts[reason]}

    def text(self) -> str:
        """Return the report as JSON, each reason told once in words."""
        given = {loss.reason for loss in self.losses}
        words = {reason: text for reason, text in self._words().items() if reason in given}
        said = {"layout": LAYOUT, **asdict(self), "reasons": words}
        return json.dumps(said, ensure_ascii=False, indent=1) + "\n"

    def _words(self) -> dict[str, str]:
        return {one.reason: one.text for one in declared(self.format)}


def export(
    snapshot: Snapshot, name: str, target: Path, mask: Mask, *, force: bool = False
) -> Written:
    """Write a snapshot, masked, to a file or folder that only its owner can read, whole or not at all.

    Raises UsageError for an unknown format, or where something stands already; `force` replaces an
    earlier export, and nothing else.
    """
    form = check(name, target, force=force)
    graph = Graph(snapshot, mask)
    with _aside(target) as place:
        made = place / target.name
        if form.folder:
            made.mkdir()
        form.writer()(graph, made)
        done = _written(name, graph)
        report = made / MANIFEST if form.folder else place / report_of(target).name
        report.write_text(done.text(), encoding="utf-8")
        _owner_only(made, report)
        if not form.folder:
            report.replace(report_of(target))
        _move(made, target, place)
    return done


def report_of(target: Path) -> Path:
    """Return where the loss report of a file stands."""
    return target.with_name(f"{target.name}.loss.json")


def _written(name: str, graph: Graph) -> Written:
    nodes = {table.kind.name: table.count for table in graph.nodes if table.count}
    edges = {table.kind.name: table.count for table in graph.edges if table.count}
    return Written(name, graph.hash, graph.masked, nodes, edges, graph.tally.losses())


def check(name: str, target: Path, *, force: bool = False) -> Format:
    """Return the format of that name; raise UsageError for what `export` would refuse."""
    form = EXPORTS.get(name)
    if form is None:
        raise UsageError(f"没有 {name!r} 这种格式", hint=f"可用：{'、'.join(EXPORTS)}")
    if not target.parent.is_dir():
        raise UsageError("没有这个文件夹", where=str(target.parent))
    empty = target.is_dir() and not any(target.iterdir())
    if not target.exists() or (empty and form.folder):
        return form
    if not force:
        raise UsageError("这里已经有东西", where=str(target), hint="换一个名称，或用 --force 替换")
    ours = (target / MANIFEST).is_file() if form.folder else report_of(target).is_file()
    if target.is_dir() != form.folder or not ours:
        hint = "--force 只替换以前的导出；请换一个名称"
        raise UsageError("这里的不是以前的导出", where=str(target), hint=hint)
    return form


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """Make a folder of the owner's beside the target, and take it away with what is left in it."""
    place = Path(tempfile.mkdtemp(prefix=".xuntu-export-", dir=target.parent))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _owner_only(*paths: Path) -> None:
    for path in paths:
        for one in (path, *path.rglob("*")) if path.is_dir() else (path,):
            one.chmod(0o700 if one.is_dir() else 0o600)


def _move(made: Path, target: Path, place: Path) -> None:
    """Put what was made where it belongs; an earlier folder steps aside, since none can be written over."""
    earlier = place / "earlier"
    if target.is_dir():
        target.rename(earlier)
    try:
        made.replace(target)
    except OSError:
        if earlier.is_dir():
            earlier.rename(target)
        raise
