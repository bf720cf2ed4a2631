"""Avoidance checks: a draft handed in, a team on record, one person; what was kept, and what was decided of it."""

from __future__ import annotations

from collections import Counter

from graph.model.errors import UsageError
from queries.avoidance import Check, Draft, read_draft, single
from visualizations.check import page
from xuntu import check_page, checking, judging, typed
from xuntu import kept as keeping
from xuntu.web import bodies
from xuntu.web.bodies import Asked
from xuntu.web.calls.questions import picture
from xuntu.web.desk import Desk


def check(desk: Desk, asked: Asked) -> object:
    """Check what is asked, keep it where somebody says so, and return counts and the page."""
    draft, title = _draft(desk, asked)
    on, by = typed.day(bodies.text(asked, "on") or None), bodies.text(asked, "by")
    kept = ""
    if bodies.truth(asked, "keep"):
        if not by:
            raise UsageError("请写明保存人")
        profile = checking.profile_of(desk.workspace)
        held, found = judging.keep(desk.workspace, draft, profile, on, by=by, title=title)
        kept = held.id
    else:
        found = checking.check(desk.workspace, draft, on)
    counts = Counter(verdict.label for _, verdict in found.people)
    told = [[label, counts[label]] for label in checking.ORDER if counts[label]]
    return _page(desk, found, title, by) | {"title": title, "counts": told, "kept": kept}


def _page(desk: Desk, found: Check, title: str, by: str) -> dict[str, object]:
    heading = check_page.heading(desk.workspace, title, None, by)
    profile = checking.profile_of(desk.workspace)
    return picture(desk, page(check_page.matrix(found, heading, profile)))


def _draft(desk: Desk, asked: Asked) -> tuple[Draft, str]:
    """Return the draft that a form speaks of, with its title."""
    if upload := bodies.text(asked, "upload"):
        path = desk.uploads.path(upload)
        return read_draft(path), path.name
    if team := bodies.text(asked, "team"):
        which = (
            typed.ordinal(bodies.text(asked, "term") or None, "届次"),
            typed.ordinal(bodies.text(asked, "round") or None, "轮次"),
        )
        roster = checking.roster(desk.workspace, team, which)
        return roster.of_team(), roster.shown
    person, unit = bodies.text(asked, "person"), bodies.text(asked, "unit")
    if not (person and unit):
        raise UsageError("请选择名单，或写明组、或人员编号和单位")
    if not bodies.text(asked, "on"):
        raise UsageError("核查一个人需要日期", hint="例如 2025-03-24")
    return single(person, unit, bodies.text(asked, "role") or "组员"), f"{person} → {unit}"


def kept(desk: Desk) -> object:
    """Return the checks that were kept, the last one first."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "by": one.by,
            "at": one.at,
            "on": one.answer["on"],
            "people": len(one.answer["people"]),
        }
        for one in reversed(keeping.all_kept(desk.workspace))
    ]


def again(desk: Desk, asked: Asked) -> object:
    """Return what a kept check says today: what changed since, what may be decided on, and its page."""
    held = keeping.named(desk.workspace, bodies.text(asked, "id", empty=False))
    found = judging.asked_again(desk.workspace, held)
    return _page(desk, found.now, held.title, held.by) | {
        "title": held.title,
        "changes": [change.text for change in found.changes],
        "conflicts": [{"code": one.code, "text": one.text} for one in found.conflicts],
    }


def decide(desk: Desk, asked: Asked) -> object:
    """Waive or uphold one conflict of a kept check, by name and with a reason."""
    by, why = bodies.text(asked, "by"), bodies.text(asked, "why")
    if not by:
        raise UsageError("请写明决定人")
    found = judging.decide(
        desk.workspace,
        bodies.text(asked, "code", empty=False),
        waive=bodies.truth(asked, "waive"),
        by=by,
        why=why,
    )
    return [one.text for one in found]
