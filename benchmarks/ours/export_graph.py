"""Our side of exports: SNAPSHOT FORMAT OUT, the masked graph in a format; prints its rows and its memory."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from graph.exports import export
from graph.exports.networkx import to_networkx
from graph.snapshot import Snapshot
from xuntu.masking import mask_of


def main(folder: Path, form: str, out: Path) -> None:
    """Write it where nothing stands, or make it in memory."""
    snapshot = Snapshot(folder.name, folder)
    mask = mask_of(snapshot)
    if form == "networkx":
        made = to_networkx(snapshot, mask)
        rows = made.number_of_nodes() + made.number_of_edges()
    else:
        done = export(snapshot, form, out / "made", mask)
        rows = sum(done.nodes.values()) + sum(done.edges.values())
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"rows": rows, "megabytes": megabytes}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
