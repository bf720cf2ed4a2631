"""Checks that are kept: what was asked, what came out, on which snapshot and profile, who kept it and when.

One folder a check below `checks/`, written whole or not at all; a kept check never changes. Asked again it
says what would now be different.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from graph.model.errors import WorkspaceError
from graph.snapshot import Snapshot
from queries import avoidance
from queries.avoidance.draft import Draft, Member, Task
from queries.avoidance.profile import Profile
from xuntu.folder import Folder

CHECKS = "checks"
"""The folder of kept checks in a workspace."""
SHOWN = 8
"""Characters of a check's id."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A check that was kept; `answer` is what `xuntu check --format json` printed.

    `undecided` is the same before what reviewers had decided was applied.
    """

    id: str
    by: str
    at: str
    on: str | None
    committee: str
    snapshot: str
    draft: Draft
    profile: Profile
    answer: Mapping[str, Any]
    undecided: Mapping[str, Any]
    title: str


@dataclass(frozen=True, slots=True)
class Change:
    """A verdict that would now be another, or rests on other reasons: what came, and what is gone."""

    team: str
    person_no: str
    name: str
    unit: str
    before: str
    now: str
    came: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def text(self) -> str:
        """As a line for the clerk."""
        verdict = self.now if self.before == self.now else f"{self.before} → {self.now}"
        why = [f"新增 {reason}" for reason in self.came] + [f"不再有 {r}" for r in self.gone]
        who = f"{self.name}（{self.person_no}）{self.team} → {self.unit}"
        return f"{who}：{verdict}；{'；'.join(why)}" if why else f"{who}：{verdict}"


def keep(
    folder: Folder,
    asked: tuple[Draft, Profile, date | None],
    answers: tuple[Mapping[str, Any], Mapping[str, Any]],
    snapshot: Snapshot,
    *,
    by: str,
    title: str,
) -> Kept:
    """Keep a check and return it; the same check kept twice is one.

    `answers` are what it says with and without what reviewers decided.
    """
    draft, profile, on = asked
    answer, undecided = answers
    committee = folder.settings.committee
    plain = {
        "on": on.isoformat() if on else None,
        "committee": committee,
        "snapshot": snapshot.hash,
        "draft": asdict(draft),
        "profile": {"base": profile.base, "committees": list(profile.committees)},
        "answer": answer,
        "undecided": undecided,
    }
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str)
    id_ = hashlib.sha256(text.encode()).hexdigest()[:SHOWN]
    place = folder.folder / CHECKS / id_
    if not place.is_dir():
        at = folder.clock().isoformat(timespec="seconds")
        _write(place, json.loads(text) | {"by": by, "at": at, "title": title})
    return read(place)


def _write(place: Path, data: Mapping[str, Any]) -> None:
    place.parent.mkdir(mode=0o700, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=place.parent))
    with (made / "check.json").open("w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    made.rename(place)


def read(place: Path) -> Kept:
    """Return the check kept in a folder; raise WorkspaceError if it cannot be read."""
    try:
        data = json.loads((place / "check.json").read_text(encoding="utf-8"))
        draft = Draft(
            tuple(Member(**member) for member in data["draft"]["members"]),
            tuple(_task(task) for task in data["draft"]["tasks"]),
        )
        profile = Profile(data["profile"]["base"], tuple(data["profile"]["committees"]))
        return Kept(
            place.name, data["by"], data["at"], data["on"], data["committee"], data["snapshot"], draft,
            profile, data["answer"], data["undecided"], data["title"],
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = "请从备份恢复这个文件夹，或删除它"
        raise WorkspaceError(
            "保存的核查不能读", where=f"{CHECKS}/{place.name}", hint=hint
        ) from error


def _task(data: Mapping[str, Any]) -> Task:
    lists = {name: tuple(data[name]) for name in ("modes", "unknown_modes")}
    return Task(**{**data, **lists})


def all_kept(folder: Folder) -> list[Kept]:
    """Return the checks that were kept, the first one first."""
    below = folder.folder / CHECKS
    places = [p for p in below.iterdir() if not p.name.startswith(".")] if below.is_dir() else []
    return sorted((read(place) for place in places), key=lambda kept: (kept.at, kept.id))


def named(folder: Folder, start: str) -> Kept:
    """Return the kept check whose id begins like this; raise WorkspaceError if not exactly one does."""
    found = [kept for kept in all_kept(folder) if start and kept.id.startswith(start)]
    if len(found) != 1:
        said = "没有保存过这个核查" if not found else f"有 {len(found)} 个核查这样开头"
        raise WorkspaceError(said, where=start, hint="xuntu check --kept 列出保存的核查")
    return found[0]


def asked_again(kept: Kept, snapshot: Snapshot) -> avoidance.Check:
    """Return the same question, under the same profile, put to another snapshot."""
    on = date.fromisoformat(kept.on) if kept.on else None
    return avoidance.check(snapshot, kept.draft, kept.profile, committee=kept.committee, on=on)


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Sequence[Change]:
    """Return the verdicts of two answers to one question that differ, or rest on other reasons."""
    return tuple(_changes(before, now))


def _changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    earlier = {_key(verdict): verdict for verdict in before["verdicts"]}
    for verdict in now["verdicts"]:
        old = earlier.get(_key(verdict))
        if old is None:
            continue
        told, known = ([r["text"] for r in v["reasons"]] for v in (verdict, old))
        came = tuple(text for text in told if text not in known)
        gone = tuple(text for text in known if text not in told)
        if verdict["verdict"] != old["verdict"] or came or gone:
            yield Change(
                verdict["team"], verdict["person_no"], verdict["name"], verdict["unit"],
                old["verdict"], verdict["verdict"], came, gone,
            )  # fmt: skip


def _key(verdict: Mapping[str, Any]) -> tuple[str, str, str]:
    return verdict["team"], verdict["person_no"], verdict["unit"]
