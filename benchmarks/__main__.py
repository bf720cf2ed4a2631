"""`python -m benchmarks [NAME…] [--in FOLDER]`: run all or some, print a table of goals and figures."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks import (
    check,
    derive_province,
    derive_store,
    explorer,
    exports,
    linkage,
    push,
    reports,
    screening,
    side_by_side,
    start,
)
from benchmarks.runner import Benchmark, Figure, say, table

BENCHMARKS: Mapping[str, Benchmark] = {
    "start": start.run,
    "derive": derive_store.run,
    "check": check.run,
    "screening": screening.run,
    "side_by_side": side_by_side.run,
    "linkage": linkage.run,
    "province": derive_province.run,
    "reports": reports.run,
    "exports": exports.run,
    "push": push.run,
    "explorer": explorer.run,
}


def main() -> None:
    """Run what was named, everything otherwise; a folder that is named is kept for the next time."""
    words = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    words.add_argument("--in", dest="folder", type=Path, help="make the files here and keep them")
    given = words.parse_args()
    if unknown := set(given.names) - BENCHMARKS.keys():
        words.error(f"unknown: {sorted(unknown)}; known: {', '.join(BENCHMARKS)}")
    with tempfile.TemporaryDirectory(prefix="xuntu-bench-") as temporary:
        folder = (given.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        figures: list[Figure] = []
        for name in given.names or BENCHMARKS:
            say(f"{name} …")
            found = BENCHMARKS[name](folder)
            figures += [found] if isinstance(found, Figure) else found
    sys.stdout.write(table(figures) + "\n")


if __name__ == "__main__":
    main()
