"""What is vendored for the page is what its list says, under licences that may be passed on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

PERMISSIVE = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC"}


def test_the_editor_is_what_its_list_says(root: Path) -> None:
    folder = root / "xuntu" / "web" / "static" / "vendor"
    listing = json.loads((folder / "assets.json").read_text(encoding="utf-8"))
    assert {path.name for path in folder.iterdir()} == {listing["file"], "assets.json"}
    found = hashlib.sha256((folder / listing["file"]).read_bytes()).hexdigest()
    assert found == listing["sha256"]
    lock = json.loads((root / ".ci/editor/package-lock.json").read_text(encoding="utf-8"))
    for package in listing["packages"]:
        pinned = lock["packages"][f"node_modules/{package['name']}"]
        assert (package["version"], package["integrity"]) == (
            pinned["version"],
            pinned["integrity"],
        )
        assert package["licence"] in PERMISSIVE
        assert "copyright" in package["licence_text"].lower()
    assert {"codemirror", "@codemirror/legacy-modes"} <= {p["name"] for p in listing["packages"]}


def test_the_lock_file_names_no_registry(root: Path) -> None:
    text = (root / ".ci/editor/package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text.replace("https://github.com/sponsors", "")
    assert '"resolved"' not in text


def test_the_page_asks_nobody_else(root: Path) -> None:
    for path in (root / "xuntu" / "web" / "static").glob("*.*"):
        text = path.read_text(encoding="utf-8")
        assert "http://" not in text, path
        assert "https://" not in text, path
        assert "innerHTML" not in text, path
