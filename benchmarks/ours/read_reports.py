"""Read reports over and over: what a second of CPU reads once everything is loaded, and what memory grows by."""

from __future__ import annotations

import json
import resource
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from loaders.reports.extract import extract


def main() -> None:
    """Read the folder's reports: once to start, then for seconds, then many times for memory."""
    reports = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
    times, many = int(sys.argv[2]), int(sys.argv[3])
    for report in reports:
        extract(report, "x.txt")
    began = time.process_time()
    for _ in range(times):
        for report in reports:
            extract(report, "x.txt")
    seconds = time.process_time() - began
    found = {"reports": times * len(reports), "seconds": seconds}
    if many:
        found |= memory(reports, many)
    sys.stdout.write(json.dumps(found) + "\n")


def memory(reports: list[bytes], many: int) -> dict[str, float]:
    """Return the memory in MiB behind a tenth of the readings and behind all; a text differs each time."""
    used = []
    for number, report in enumerate(islice(cycle(reports), many), 1):
        extract(report + f"\n第{number}号。\n".encode(), "x.txt")
        if number in (many // 10, many):
            used.append(_resident())
    return {"early": used[0], "late": used[1]}


def _resident() -> float:
    """Return what the process holds now; where the system does not tell, the most it ever held."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
