"""Our side of derive: SOURCES OUT, claims into a snapshot; prints its hash, its rows and the memory it took."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from graph import derive
from graph.sources import Sources


def main(sources: Path, out: Path) -> None:
    """Derive, and say what came of it."""
    snapshot = derive.derive(Sources(sources), (), out)
    found = {
        "hash": snapshot.hash,
        "rows": sum(snapshot.counts().values()),
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
