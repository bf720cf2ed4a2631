"""What is vendored is what its record says."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path


def test_each_script_has_its_hash_in_the_record(root: Path) -> None:
    folder = root / "visualizations" / "assets"
    record = (folder / "README.md").read_text(encoding="utf-8")
    found = dict(re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", record, re.M))
    scripts = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.js")
    }
    assert found == scripts


def test_each_script_has_its_licences_beside_it(root: Path) -> None:
    folder = root / "visualizations" / "assets"
    names = {path.name for path in folder.glob("*.txt")}
    assert {"vis-network-LICENSE-MIT.txt", "vis-network-LICENSE-APACHE-2.0.txt"} <= names
    bundled = (folder / "vis-network-BUNDLED-LICENSES.txt").read_text(encoding="utf-8")
    script = next(folder.glob("vis-network-*.js")).read_text(encoding="utf-8")
    assert ("core-js" in script) <= ("core-js" in bundled)
