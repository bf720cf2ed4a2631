"""Our side of derive + store: SOURCES OUT, claims into a snapshot and a store."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from graph import derive
from graph.sources import Sources
from graph.stores import open_store


def main(sources: Path, out: Path) -> None:
    """Derive, fill the store, print how much there is."""
    snapshot = derive.derive(Sources(sources), (), out / "derived")
    store = open_store("arcadedb", out / "store")
    store.replace(snapshot)
    store.close()
    counts = snapshot.counts()
    totals = {
        word: sum(n for name, n in counts.items() if name.startswith(word))
        for word in ("nodes", "edges")
    }
    sys.stdout.write(json.dumps(totals) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
