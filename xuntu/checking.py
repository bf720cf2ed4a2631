"""Avoidance checks on a workspace: they open the snapshot alone, never the store."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from graph.model.errors import WorkspaceError
from queries import avoidance
from queries.avoidance import profile
from xuntu.folder import Folder

ORDER = ("应回避", "信息不足", "需复核", "可任")
"""Verdicts from the worst to the best, as a clerk wants to read them."""


def check(
    folder: Folder, draft: avoidance.Draft, on: date | None = None, known_by: date | None = None
) -> avoidance.Check:
    """Return the check of a draft against everything the workspace knows, or knew by the end of a day."""
    if not folder.settings.committee:
        raise WorkspaceError("工作区没有写明派出党委", hint="请在 workspace.toml 写明 committee")
    snapshot = folder.snapshot_known_by(known_by) if known_by else folder.snapshot()
    return avoidance.check(
        snapshot, draft, profile_of(folder), committee=folder.settings.committee, on=on
    )


def profile_of(folder: Folder) -> profile.Profile:
    """Return the avoidance profile that the workspace's settings name, or the built-in one."""
    named = folder.settings.profile
    path: Path | None = folder.folder / named if named else None
    if path is not None and not path.is_file():
        raise WorkspaceError(
            "没有这个回避规则设置", where=named, hint="请核对 workspace.toml 的 profile"
        )
    return profile.load(path)


def lines(found: avoidance.Check, *, full: bool, known_by: date | None = None) -> list[str]:
    """Return a check as lines for a terminal: the worst first, every reason with its sources."""
    data: Any = found.to_json()
    verdicts = sorted(
        data["verdicts"],
        key=lambda v: (ORDER.index(v["verdict"]), v["team"], v["person_no"], v["unit"]),
    )
    out = []
    for verdict in verdicts:
        if verdict["verdict"] == "可任" and not full:
            continue
        out.append(
            f"【{verdict['verdict']}】{verdict['name']}（{verdict['person_no']}）{verdict['role']} → {verdict['unit']}"
        )
        out += [f"    {reason['text']}" for reason in verdict["reasons"]]
        rules_by_field: dict[str, list[str]] = {}
        for gap in verdict["missing"]:
            rules_by_field.setdefault(gap["field"], []).append(gap["rule"])
        out += [
            f"    缺 {field}（{'、'.join(rules)} 需要）" for field, rules in rules_by_field.items()
        ]
    counts = {label: sum(p["verdict"] == label for p in data["people"]) for label in ORDER}
    total = "，".join(f"{label} {n} 人" for label, n in counts.items())
    out.append(f"核查日期 {data['on']}：{total}（按每人对本组全部单位中最重的一项）")
    if known_by is not None:
        out.append(f"台账截至 {known_by.isoformat()} 装载的内容；此后装载的和决定的没有计入")
    return out
