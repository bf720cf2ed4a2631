"""Workspaces that hold the fictional city, made once in a run by the door a user comes through."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from benchmarks.runner import say
from xuntu.synthetic import City, make_city, write_city
from xuntu.synthetic.model import COMMITTEE
from xuntu.workspace import Workspace


@cache
def city(scale: int) -> City:
    """Return the city, its copies beside each other."""
    return make_city(scale=scale)


def loaded(folder: Path, scale: int, *ledgers: str) -> Path:
    """Return the workspace of a city: all its ledgers and reports, or only the ledgers named."""
    home = folder / f"city-{scale}"
    if (home / "workspace.toml").is_file():
        return home
    say(f"writing and loading the city x {scale} …")
    files = folder / f"files-{scale}"
    write_city(city(scale), files)
    with Workspace.init(home, committee=COMMITTEE, region="990100") as workspace:
        (home / "regions.csv").write_bytes((files / "regions.csv").read_bytes())
        named = [files / "台账" / f"{ledger}.xlsx" for ledger in ledgers]
        workspace.load(named or [files / "台账", files / "报告"])
    return home
