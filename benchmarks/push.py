"""What a push costs above sending the rows: to a real Neo4j, and the embedded store beside its bulk loader."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.peers import plain_send
from benchmarks.runner import Figure, say
from benchmarks.workspaces import loaded
from graph.snapshot import Snapshot
from graph.stores import open_store
from graph.stores.bolt.remote import RemoteStore
from tests.engines.neo4j.server import Server
from xuntu.workspace import Workspace

GOAL = 0.8
SCALE = 5
TURNS = 3
JARS = Path(__file__).resolve().parent.parent / ".venv" / "neo4j" / "lib"


def run(folder: Path) -> Iterator[Figure]:
    """Push the city x 5 whole, then with 1 % of its rows changed, each beside its peer."""
    with Workspace.open(loaded(folder, SCALE)) as workspace:
        whole = workspace.snapshot()
    rows = sum(whole.counts().values())
    changed = _changed(whole, folder / "changed")
    shutil.rmtree(folder / "neo4j", ignore_errors=True)
    say(f"pushing {rows:,} rows …")
    with Server(JARS, folder / "neo4j") as server, RemoteStore(server.address) as store:
        turns = []
        for _ in range(TURNS):
            plain_send.clear(store)
            peer = _seconds(lambda: plain_send.unwind(store, whole))
            plain_send.clear(store)
            turns.append((_seconds(lambda: store.push(whole)), peer))
        yield _rate("first push to Neo4j / plain UNWIND", rows, turns)
        began = time.monotonic()
        sent = store.push(changed)
        took = time.monotonic() - began
        rows_sent = sent.made + sent.changed + sent.lost
        share = rows_sent / rows
        note = f"{rows_sent:,} of {rows:,} rows sent, {took:.1f} s with reading all to compare"
        yield Figure(
            "push after 1 % of the rows changed",
            "≤ 1.2 %",
            f"{100 * share:.2f} %",
            share <= 0.012,
            note,
        )
    yield _rate(
        "embedded store / GraphBatch", rows, [_embedded(folder, whole) for _ in range(TURNS)]
    )


def _embedded(folder: Path, whole: Snapshot) -> tuple[float, float]:
    """Return the seconds of our store, and of its engine's bulk loader by itself."""
    for name in ("store", "plain"):
        shutil.rmtree(folder / name, ignore_errors=True)
    # Opened first: it starts the Java machine for both.
    store = open_store("arcadedb", folder / "store")
    peer = _seconds(lambda: plain_send.graph_batch(folder / "plain", whole))
    ours = _seconds(lambda: store.replace(whole))
    store.close()
    return ours, peer


def _rate(name: str, rows: int, turns: list[tuple[float, float]]) -> Figure:
    ratio = median(peer / ours for ours, peer in turns)
    ours, peer = (median(column) for column in zip(*turns, strict=True))
    note = f"{rows:,} rows: {rows / ours:,.0f} against {rows / peer:,.0f} rows/s, by the clock"
    return Figure(name, f"≥ {GOAL}x", f"{ratio:.2f}x", ratio >= GOAL, note)


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _changed(whole: Snapshot, folder: Path) -> Snapshot:
    """Return the snapshot with every hundredth row of the graph saying something else of its sources."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, path in whole.tables().items():
        table = pq.read_table(path)
        if name.startswith(("nodes_", "edges_")):
            every = pa.array([n % 100 == 0 for n in range(len(table))])
            place = table.schema.get_field_index("sources")
            other = pc.if_else(every, pa.scalar("改过"), table.column("sources"))
            table = table.set_column(place, "sources", other)
        pq.write_table(table, folder / path.name)
    return Snapshot("0" * 64, folder)
