"""The coverage map of a term, as its page takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.model.answers import Evidence
from visualizations.coverage import Coverage, Unit, Visit
from xuntu.telling import EVERY, Telling, Told, Which, days_between, item, meant, task_item
from xuntu.workspace import Workspace

COUNTING = ("常规",)
"""Types of tasks that count as coverage, as questions Q1 and Q2 count them."""

_DONE = ("在巡", "完成")


def coverage(workspace: Workspace, on: str, which: Which) -> Coverage:
    """Return the coverage map of a term, the latest if none is named, counted as Q1 and Q2 count."""
    telling, which = Telling(workspace), meant(workspace, which)
    tasks = telling.rows("tasks", committee=which.committee)
    term = which.term or max((row["term_no"] or 0 for row in tasks), default=0)
    columns = _columns(tasks, term)
    targets = telling.rows("targets", term=term or "", committee=which.committee)
    ids = [*(row["task_id"] for row in tasks), *(row["unit_id"] for row in targets)]
    places = telling.evidence(ids)
    visits: dict[str, list[tuple[Told, Visit]]] = {}
    for row in tasks:
        place = _column(row, term, columns)
        if place is not None:
            counts = place != "以前" and _counts(row, on)
            visit = Visit(list(columns).index(place), row["type"], counts, task_item(row, places))
            visits.setdefault(row["unit_id"], []).append((row, visit))
    return Coverage(
        f"第{term}届巡察覆盖" if term else "巡察覆盖",
        on,
        (("派出党委", which.committee or EVERY), ("计入覆盖的类型", "、".join(COUNTING))),
        tuple(columns.items()),
        tuple(_unit(row, visits, places) for row in targets) if tasks or targets else (),
        _days_left(workspace, term, on),
    )


def _columns(tasks: Iterable[Told], term: int) -> dict[str, str]:
    """Return the columns of the map: label and year; what lies before the term is one."""
    before = any((row["term_no"] or term) < term for row in tasks)
    years: dict[int, str] = {}
    for row in tasks:
        if row["term_no"] == term and row["round_no"] is not None:
            year = (row["begins"] or "")[:4]
            known = years.get(row["round_no"], "")
            years[row["round_no"]] = min(filter(None, (known, year)), default="")
    unknown = any(row["term_no"] in (None, term) and row["round_no"] is None for row in tasks)
    return {
        **({"以前": ""} if before else {}),
        **{f"第{number}轮": years[number] for number in sorted(years)},
        **({"轮次不明": ""} if unknown else {}),
    }


def _column(row: Told, term: int, columns: Mapping[str, str]) -> str | None:
    """Return the column of a task; None for one of a later term."""
    if row["term_no"] is not None and row["term_no"] != term:
        return "以前" if row["term_no"] < term else None
    name = f"第{row['round_no']}轮"
    return name if name in columns else "轮次不明"


def _counts(row: Told, on: str) -> bool:
    return (
        row["term_no"] is not None
        and row["type"] in COUNTING
        and (row["status"] or "完成") in _DONE
        and (row["begins_min"] or on) <= on
    )


def _unit(
    row: Told,
    visits: Mapping[str, list[tuple[Told, Visit]]],
    places: Mapping[str, tuple[Evidence, ...]],
) -> Unit:
    bodies = row["bodies"].split("；")
    here = [pair for body in bodies for pair in visits.get(body, ())]
    former = sorted({task["unit"] for task, _ in here if task["unit_id"] != row["unit_id"]})
    covered = any(visit.counts for _, visit in here)
    state = "excluded" if not row["counts"] else "covered" if covered else "open"
    facts = {
        "管理层级": row["level"],
        "单位类别": row["kind"],
        "不纳入原因": "" if row["counts"] else row["why"],
        "本届和以前的任务": "；".join(visit.item.caption for _, visit in here),
        "受巡时名称": "、".join(former),
    }
    thing = item("Organization", row["unit"], facts, places.get(row["unit_id"], ()))
    why = row["why"] if state == "excluded" else ""
    return Unit(
        thing,
        row["level"],
        row["kind"],
        state,
        why,
        tuple(visit for _, visit in here),
        row["managed"],
    )


def _days_left(workspace: Workspace, term: int, on: str) -> int | None:
    ends = [
        str(end)
        for number, end in workspace.snapshot().values("nodes_Term", ("number", "ends_min"))
        if number == term and end
    ]
    return days_between(on, min(ends)) if ends else None
