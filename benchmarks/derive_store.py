"""What deriving costs above copying: claims to snapshot to store, against DuckDB + GraphBatch."""

from __future__ import annotations

from pathlib import Path

from benchmarks.runner import Figure, both, python
from benchmarks.workspaces import loaded

GOAL = 2.5
SCALE = 20


def run(folder: Path) -> Figure:
    """Compare both sides from the claims of the city x 20."""
    sources = loaded(folder, SCALE) / "sources"
    ours_out, peer_out = folder / "derive-ours", folder / "derive-peer"
    ours, peer = both(
        python("-m", "benchmarks.ours.derive_store", sources, ours_out),
        python("-m", "benchmarks.peers.duckdb_batch", sources, peer_out),
        empty=(ours_out, peer_out),
    )
    made, copied = ours.json(), peer.json()
    note = (
        f"{ours.seconds:.1f} against {peer.seconds:.1f} s CPU; {made['nodes']:,} nodes and {made['edges']:,} edges"
        f" against {copied['nodes']:,} and {copied['edges']:,}"
    )
    ratio = ours.seconds / peer.seconds
    name = f"derive + store, city x {SCALE} / DuckDB + GraphBatch"
    return Figure(name, f"≤ {GOAL}x", f"{ratio:.2f}x", ratio <= GOAL, note)
