"""Our side of derive: SOURCES OUT [REPLACED…], claims into a snapshot; prints its hash, its rows and its memory."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

from graph import derive
from graph.model.decisions import Decision
from graph.sources import Sources


def main(sources: Path, out: Path, replaced: Sequence[str]) -> None:
    """Derive without the sources that were replaced, and say what came of it."""
    decisions = [Decision("WITHDRAWN", "某", "2025", "新版", (source,)) for source in replaced]
    snapshot = derive.derive(Sources(sources), decisions, out)
    found = {
        "hash": snapshot.hash,
        "rows": sum(snapshot.counts().values()),
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
