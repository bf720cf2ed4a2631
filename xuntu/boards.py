"""The rectification board and the dashboard of a round, as their pages take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from graph.model.answers import Evidence
from graph.model.errors import UsageError
from queries.tracing import Scope, trace_scope
from visualizations.rectification import Board, Matter, UnitRate
from visualizations.round import CategoryCount, Dashboard, RoundTask
from xuntu.answering import limits_of, running_limits
from xuntu.telling import Telling, Told, Which, dates, days_between, item, meant, task_item
from xuntu.workspace import Workspace

_STATES = ("已完成(销号)", "长期坚持", "基本完成")
_OPEN = len(_STATES)


# ---------------------------------------------------------------------------- rectification


def matters_of(
    telling: Telling, on: str, which: Which | None = None, units: Sequence[str] = ()
) -> tuple[Matter, ...]:
    """Return the measures of some rounds or units, and the findings without any."""
    return _matters(telling, on, _measures(telling, which, units))


def _measures(
    telling: Telling, which: Which | None = None, units: Sequence[str] = ()
) -> list[Told]:
    given = which.given() if which else {}
    return telling.rows("measures", **given, **({"units": list(units)} if units else {}))


def _matters(telling: Telling, on: str, rows: Sequence[Told]) -> tuple[Matter, ...]:
    work = telling.workspace
    soon = limits_of(work).value("due_soon", work.settings.committee, on)
    ids = [row[name] for row in rows for name in ("measure_id", "finding_id")]
    places = telling.evidence(ids, sensitive=True)
    return tuple(_matter(row, on, int(str(soon)), places) for row in rows)


def _matter(row: Told, on: str, soon: int, places: Mapping[str, tuple[Evidence, ...]]) -> Matter:
    state, days = _due(row, on, soon)
    # The finding's own rows first: those of its measures are among them.
    sources = (places.get(row["measure_id"] or "", ()), places.get(row["finding_id"], ()))
    facts = {
        "编号": row["no"],
        "问题": row["text"] or row["finding"],
        "分类": f"{row['major']} / {row['category']}",
        "被巡察单位": row["unit"],
        "整改措施": row["measure"],
        "完成时限": row["due"],
        "整改状态": row["status"],
        "完成比例": None if row["percent"] is None else f"{row['percent']:g}%",
        "销号日期": row["closed"],
        "回头看": row["lookback"],
        "重开日期": row["reopened"],
        "牵头部门": row["dept"],
    }
    name = row["finding"] or row["no"] or ""
    return Matter(
        item("Measure" if row["measure_id"] else "Finding", name, facts, *sources),
        state,
        days,
        row["due"] or "",
        row["status"] or "",
        " ".join(filter(None, (row["no"], row["finding"]))),
        row["measure"] or "",
        row["unit"],
        "" if row["round_no"] is None else f"第{row['term_no']}届第{row['round_no']}轮",
        row["dept"] or "",
        row["category"],
    )


def _due(row: Told, on: str, soon: int) -> tuple[str, int | None]:
    """Return how a measure stands in time, as question Q21 has it, and the days until it is due."""
    if row["measure_id"] is None:
        return "none", None
    if row["status"] in _STATES[:2] or row["long_term"]:
        return "closed", None
    if not row["due_max"]:
        return "undated", None
    days = days_between(on, row["due_max"])
    return "overdue" if days < 0 else "soon" if days <= soon else "later", days


def rates_of(telling: Telling, rows: Sequence[Told]) -> tuple[UnitRate, ...]:
    """Return the rates of the units of some measures, as question Q22 has them: a finding is as its worst measure."""
    worst: dict[tuple[str, str], int | None] = {}
    for row in rows:
        key = (row["unit_id"], row["finding_id"])
        if row["measure_id"] is None:
            worst.setdefault(key, None)
        else:
            at = _STATES.index(row["status"]) if row["status"] in _STATES else _OPEN
            worst[key] = max(at, worst.get(key) or 0)
    names = {row["unit_id"]: row["unit"] for row in rows}
    places = telling.evidence(names, sensitive=True)
    found: dict[str, Counter[int | None]] = {}
    for (unit, _), state in worst.items():
        found.setdefault(unit, Counter())[state] += 1
    return tuple(
        UnitRate(
            item(
                "Organization", names[unit], {"问题": f"{counts.total()} 个"}, places.get(unit, ())
            ),
            counts.total() - counts[None],
            counts[0],
            counts[2],
            counts[1],
            counts[None],
        )
        for unit, counts in found.items()
    )


def rectification(workspace: Workspace, on: str, which: Which) -> Board:
    """Return the rectification board of some rounds, or of one unit with what it was before."""
    telling = Telling(workspace)
    rows = _measures(telling, which, _bodies(telling, which.unit) if which.unit else ())
    return Board(
        "巡察整改",
        on,
        which.context(),
        _matters(telling, on, rows),
        rates_of(telling, rows),
        () if rows else ("没有找到符合条件的问题和整改措施。",),
    )


def _bodies(telling: Telling, unit: str) -> list[str]:
    rows = telling.rows("bodies", unit=telling.workspace.snapshot().resolve(unit))
    if not rows:
        raise UsageError(f"没有单位 {unit!r}", hint="请用全称、简称或节点编号")
    return [row["body_id"] for row in rows if row["edge_id"] is None]


# ---------------------------------------------------------------------------- a round


def dashboard(workspace: Workspace, on: str, which: Which) -> Dashboard:
    """Return the dashboard of a round, the latest of the term if none is named."""
    telling, which = Telling(workspace), meant(workspace, which)
    tasks = telling.rows("tasks", term=which.term or "", committee=which.committee)
    latest = max(((row["term_no"] or 0, row["round_no"] or 0) for row in tasks), default=(0, 0))
    term = which.term or latest[0]
    number = which.round or max(
        (r["round_no"] or 0 for r in tasks if r["term_no"] == term), default=0
    )
    chosen = Which(term, number, which.committee)
    here = [row for row in tasks if (row["term_no"], row["round_no"]) == (term, number)]
    if not here:
        note = f"没有找到第{term}届第{number}轮的任务。"
        return Dashboard("没有这一轮", on, chosen.context(), (), notes=(note,))
    rows = _measures(telling, chosen)
    before = _measures(telling, Which(term, number - 1, which.committee)) if number > 1 else []
    scope = Scope(term=term, round=number, committee=which.committee)
    places = telling.evidence(row["task_id"] for row in here)
    rules = running_limits(workspace)
    return Dashboard(
        f"第{term}届第{number}轮",
        on,
        chosen.context(),
        tuple(_task(row, places) for row in here),
        tuple(_categories(rows, before)),
        _matters(telling, on, rows),
        rates_of(telling, rows),
        trace_scope(workspace.store(), scope, on, rules).funnel,
        rules.small,
    )


def _task(row: Told, places: Mapping[str, tuple[Evidence, ...]]) -> RoundTask:
    return RoundTask(
        task_item(row, places),
        row["unit"],
        row["kind"],
        "；".join(filter(None, (row["type"], row["modes"]))),
        row["team"] or "",
        dates(row, "begins", "ends"),
        row["feedback_on"] or "",
        row["findings"],
        row["clues"],
    )


def _categories(rows: Sequence[Told], before: Sequence[Told]) -> Iterator[CategoryCount]:
    def sorted_out(told: Sequence[Told]) -> dict[tuple[str, str], dict[str, str]]:
        found: dict[tuple[str, str], dict[str, str]] = {}
        for row in told:
            found.setdefault((row["major"], row["category"]), {})[row["finding_id"]] = row[
                "unit_id"
            ]
        return found

    earlier = sorted_out(before)
    for (major, category), findings in sorted_out(rows).items():
        last = len(earlier.get((major, category), ())) if before else None
        yield CategoryCount(category, major, len(findings), len(set(findings.values())), last)
