"""Questions of the catalogue that the avoidance check answers: on the snapshot alone, no store is started."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from graph.model.answers import Answer
from graph.model.errors import UsageError
from queries.avoidance import Draft, read_draft, rosters
from queries.avoidance.candidates import Wanted
from queries.checks import rows
from queries.checks.rows import Row
from queries.question import Question
from xuntu import checking
from xuntu.folder import Folder

_NO_ROUND = "台账里没有这一轮的巡察组人员和任务"


def answer(
    folder: Folder, question: Question, given: Mapping[str, object], *, limit: int
) -> Answer:
    """Return the answer of a check: no rows, and why, where the ledgers know of no such round."""
    bound = question.bind(given)
    found = question.told(Answer(question.title, question.columns, (), bound))
    draft = _draft(folder, bound)
    if draft is None:
        return replace(found, notes=(_NO_ROUND,))
    told, notes = _asked(folder, question.name, draft, bound)
    truncated = len(told) > limit
    if truncated:
        notes = (*notes, f"结果超过 {limit} 行，只列出前 {limit} 行")
    return replace(found, rows=told[:limit], notes=notes, truncated=truncated)


def _asked(
    folder: Folder, name: str, draft: Draft, given: Mapping[str, object]
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    on, everything = _day(given["on"]), bool(given.get("all"))
    if name in {"round_conflicts", "team_rules"}:
        check = checking.check(folder, draft, on)
        made = (
            rows.team_rules(check)
            if name == "team_rules"
            else rows.conflicts(check, everything=everything)
        )
        return tuple(made), check.notes
    wanted = Wanted(
        str(given["team"]), str(given.get("need") or ""), str(given.get("person") or "")
    )
    found = checking.candidates(folder, draft, wanted, on)
    listed = rows.substitutes if name == "substitutes" else rows.candidates
    left = "" if everything else rows.left_out(found)
    return tuple(listed(found, everything=everything)), (*found.notes, *([left] if left else []))


def _draft(folder: Folder, given: Mapping[str, object]) -> Draft | None:
    """Return the draft of a file in the workspace, else a round on record, None where there is none."""
    named = str(given["draft"] or "")
    if not named:
        snapshot, committee = folder.snapshot(), checking.committee_of(folder)
        which = (int(str(given[key])) or None for key in ("term", "round"))
        return rosters.whole_round(snapshot, committee, *which)
    home = folder.folder.resolve()
    path = (home / named).resolve()
    if not path.is_relative_to(home):
        hint = "请把文件放进工作区；别处的文件用 xuntu check --draft"
        raise UsageError("拟任名单不在工作区里", where=named, hint=hint)
    return read_draft(path)


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
