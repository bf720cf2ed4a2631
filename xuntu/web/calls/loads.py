"""Files handed in: tried first, then loaded; what is loaded, and what could not be used."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from graph.model.errors import UsageError
from loaders.ledgers import LEDGERS
from loaders.ledgers.declaration import load as declared
from xuntu import judging
from xuntu.loading import STATES, FileReport
from xuntu.web import bodies
from xuntu.web.bodies import Asked
from xuntu.web.desk import Desk
from xuntu.workspace import REPORT

MOST_REFUSED = 500
"""Refused cells of a file that a report lists."""


def status(desk: Desk) -> object:
    """Return what the workspace holds: counts, and its committee."""
    told = desk.workspace.status()
    return {name: value for name, value in told.items() if name not in {"files", "kinds"}}


def kinds(_desk: Desk) -> object:
    """Return what a file may be taken for."""
    named = [[name, f"{name} {declared(name).name}"] for name in LEDGERS]
    return [*named, [REPORT, "报告"]]


def history(desk: Desk) -> object:
    """Return every source that was loaded, the last one first, its name masked."""
    mask, files = desk.workspace.mask(), desk.workspace.status()["files"]
    assert isinstance(files, list)
    told = [one | {"name": mask.text(one["name"])} for one in files]
    return sorted(told, key=lambda one: (one["loaded_at"], one["name"]), reverse=True)


def quarantine(desk: Desk) -> object:
    """Return what could not be used, masked."""
    return desk.workspace.quarantine()


def load(desk: Desk, asked: Asked) -> object:
    """Try files, or load those that were tried in the same way, and return what becomes of each."""
    uploads = bodies.texts(asked, "uploads")
    forced, committee = bodies.text(asked, "forced"), bodies.text(asked, "committee")
    adds, dry_run = bodies.truth(asked, "adds"), not bodies.truth(asked, "really")
    by = bodies.text(asked, "by")
    if not uploads:
        raise UsageError("请先选择文件")
    key = (tuple(uploads), forced, committee, adds)
    if not dry_run and not desk.uploads.was_tried(key):
        raise UsageError("请先试装载", hint="看过结果再装载")
    if not dry_run and not by:
        raise UsageError("请写明装载人")
    reports = desk.workspace.load(
        [desk.uploads.path(one) for one in uploads],
        forced=forced or None,
        committee=committee or None,
        adds=adds,
        dry_run=dry_run,
        by=by,
        why=bodies.text(asked, "why"),
    )
    if dry_run:
        desk.uploads.tried(key)
        return {"files": [_report(one) for one in reports], "news": []}
    for one in uploads:
        desk.uploads.forget(one)
    news = list(judging.news(desk.workspace))
    return {"files": [_report(one) for one in reports], "news": news}


def _report(report: FileReport) -> dict[str, Any]:
    told = asdict(report) | {"says": STATES[report.state]}
    return told | {"refused": told["refused"][:MOST_REFUSED]}


def discard(desk: Desk, asked: Asked) -> object:
    """Remove files that were handed in and are not to be loaded."""
    for one in bodies.texts(asked, "uploads"):
        desk.uploads.forget(one)
    return []
