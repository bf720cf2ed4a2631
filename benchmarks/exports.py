"""What an export costs above copying the same rows with DuckDB's COPY: CPU seconds and memory, format by format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.runner import Figure, Run, both, python
from benchmarks.workspaces import loaded
from xuntu.folder import Folder

SCALE = 20
GOALS = {
    "parquet": 5.0,
    "csv": 5.0,
    "neo4j": 5.0,
    "graphml": 20.0,
    "gexf": 20.0,
    "xlsx": 40.0,
    "networkx": 20.0,
}
"""Times the CPU seconds of the peer: COPY to Parquet for Parquet, to CSV for all others."""
MEGABYTES = {
    "parquet": 1000,
    "csv": 1000,
    "neo4j": 1000,
    "graphml": 1000,
    "gexf": 1000,
    "xlsx": 1000,
}
"""networkx holds the whole graph in memory; the others need not."""


def run(folder: Path) -> Iterator[Figure]:
    """Export the city x 20 to every format, masked, in turns with the peer."""
    snapshot = Folder.open(loaded(folder, SCALE)).snapshot()
    yield from compare(snapshot.folder, folder)


def compare(snapshot: Path, folder: Path) -> Iterator[Figure]:
    """Yield a figure for each format from the tables of a snapshot."""
    ours_out, peer_out = folder / "export-ours", folder / "export-peer"
    for form, goal in GOALS.items():
        plain = "parquet" if form == "parquet" else "csv"
        ours, peer = both(
            python("-m", "benchmarks.ours.export_graph", snapshot, form, ours_out),
            python("-m", "benchmarks.peers.plain_copy", snapshot, peer_out, plain),
            times=1,
            empty=(ours_out, peer_out),
        )
        yield _figure(form, goal, ours, peer)


def _figure(form: str, goal: float, ours: Run, peer: Run) -> Figure:
    ratio = ours.seconds / peer.seconds
    used, plain = ours.json()["megabytes"], peer.json()["megabytes"]
    met = ratio <= goal and used <= MEGABYTES.get(form, used)
    note = (
        f"{ours.seconds:.1f} against {peer.seconds:.1f} s CPU, {used:.0f} against {plain:.0f} MB; "
        f"{ours.json()['rows']:,} rows, masked"
    )
    return Figure(f"export {form} / plain COPY", f"≤ {goal:.0f}x", f"{ratio:.1f}x", met, note)
