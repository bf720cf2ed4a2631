"""Fail for a file that is too long, and for addresses or paths that belong to one machine."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST = 400
# Declarations and data (.toml, .csv) are as long as what they declare.
WRITTEN = {".py", ".sql", ".cypher", ".md", ".html", ".css", ".js", ""}
# Other people's work, carried as it is.
VENDORED = ("visualizations/assets/", "xuntu/web/static/vendor/", "LICENSE", "requirements/")

# The words are joined here so that this file does not find itself.
PLACES = {
    "address of a package registry": re.compile(
        r"pypi\." + r"org/simple|files\.python" + r"hosted\.org|registry\.npm" + r"js\.org"
        r"|--(?:extra-)?index" + r"-url|--find" + r"-links"
    ),
    "path of one machine": re.compile(
        r"(?:^|[^\w.])/(?:work|farm|root|home|Users)/(?!\.\.\.|…)\w|\b[A-Z]:\\" + r"Users\b"
    ),
}


def tracked() -> Iterator[Path]:
    """Yield the files that git keeps or would keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return (path for path in map(Path, filter(None, listing.split("\0"))) if path.is_file())


def faults(path: Path) -> Iterator[str]:
    """Yield one line for each thing wrong with a file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return
    vendored = path.as_posix().startswith(VENDORED)
    if len(lines) > LONGEST and path.suffix in WRITTEN and not vendored:
        yield f"{path}: {len(lines)} lines, {LONGEST} at most: make it two things with two names"
    for number, line in enumerate(lines, 1):
        for what, pattern in PLACES.items():
            if pattern.search(line):
                yield f"{path}:{number}: {what}"


def main() -> int:
    """Print what is wrong; return the exit code."""
    found = [fault for path in tracked() for fault in faults(path)]
    sys.stderr.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
