"""Bundle the Cypher editor of the workbench from `.ci/editor`, or compare what is committed with such a bundle.

    python .ci/editor.py            write xuntu/web/static/vendor anew (needs npm)
    python .ci/editor.py --check    exit 1 if a bundle made now is another; without npm, say so and exit 0

The lock file pins every package by its hash and names no registry; the bundle is the same on every machine.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent / "editor"
VENDOR = HERE.parents[1] / "xuntu" / "web" / "static" / "vendor"
BUNDLE, LISTING = "editor.js", "assets.json"
COMMAND = (
    "esbuild", "entry.js", "--bundle", "--format=esm", "--minify", "--target=es2022", "--charset=utf8",
    "--legal-comments=none", f"--outfile={BUNDLE}", "--metafile=meta.json", "--log-level=error",
)  # fmt: skip
PERMISSIVE = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"}


def bundled(folder: Path) -> dict[str, bytes]:
    """Return the files of the vendor folder, made in an empty folder from what the lock file pins."""
    for path in HERE.iterdir():
        shutil.copy(path, folder / path.name)
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder, check=True, stdout=subprocess.DEVNULL, timeout=600,
    )  # fmt: skip
    subprocess.run(["node_modules/.bin/" + COMMAND[0], *COMMAND[1:]], cwd=folder, check=True)
    made = (folder / BUNDLE).read_bytes()
    listing = {
        "file": BUNDLE,
        "sha256": hashlib.sha256(made).hexdigest(),
        "made_by": " ".join(COMMAND),
        "made_with": f"esbuild {_package(folder, 'esbuild')['version']} (MIT, not part of the file)",
        "packages": [_listed(folder, name) for name in _inside(folder)],
    }
    text = json.dumps(listing, ensure_ascii=False, indent=1) + "\n"
    return {BUNDLE: made, LISTING: text.encode()}


def _inside(folder: Path) -> list[str]:
    """Return the packages of which something is in the bundle."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    [output] = meta["outputs"].values()
    used = (Path(path).parts for path, part in output["inputs"].items() if part["bytesInOutput"])
    names = (parts[1:] for parts in used if parts[0] == "node_modules")
    return sorted({"/".join(p[:2]) if p[0].startswith("@") else p[0] for p in names})


def _package(folder: Path, name: str) -> Any:
    return json.loads((folder / "node_modules" / name / "package.json").read_text(encoding="utf-8"))


def _listed(folder: Path, name: str) -> dict[str, str]:
    """Return what is to be said of a package; raise ValueError for a licence that is not permissive."""
    told = _package(folder, name)
    if told["license"] not in PERMISSIVE:
        raise ValueError(f"{name}: {told['license']}")
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    [text] = (folder / "node_modules" / name).glob("LICENSE*")
    return {
        "name": name,
        "version": told["version"],
        "licence": told["license"],
        "integrity": lock["packages"][f"node_modules/{name}"]["integrity"],
        "licence_text": text.read_text(encoding="utf-8"),
    }


def main(words: list[str]) -> int:
    """Write or compare; return the exit code."""
    if shutil.which("npm") is None:
        sys.stderr.write("no npm: the bundle was not made anew\n")
        return 0 if "--check" in words else 1
    with tempfile.TemporaryDirectory() as folder:
        made = bundled(Path(folder))
    if "--check" in words:
        other = [name for name, data in made.items() if (VENDOR / name).read_bytes() != data]
        sys.stderr.writelines(f"{VENDOR / name} is not what its sources give\n" for name in other)
        return 1 if other else 0
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (VENDOR / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
