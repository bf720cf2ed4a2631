"""Traces and funnels as answers: rows for tables, with what they count and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.model.answers import Answer, Cell, Column, FunnelStep, OpenEnd, Trace, TraceStep
from graph.model.grades import GRADES, told
from graph.model.schema import schema

FUNNEL = (
    Column("step", "环节"),
    Column("entered", "进入（件）"),
    Column("went_on", "走到下一步（件）"),
    Column("share", "占比（%）"),
    Column("ended", "已了结（件）"),
    Column("waiting", "未结（件）"),
    Column("median_days", "历时中位数（天）"),
    Column("low", "95%区间下限（天）"),
    Column("high", "95%区间上限（天）"),
    Column("limit", "期限（天）"),
    Column("over", "超期（件）"),
    Column("seen", "只看已走到的中位数（天）"),
)

DEFINITIONS = (
    "按件计：一条问题引出几条线索，问题仍只算一条；线索并案的，随所并入的线索走到下一步",
    "只计台账记载、文件载明和台账对应的联系；推断和存疑的不计",
    "历时中位数用 Kaplan-Meier 法，未结的按截至日期删失，已了结的按了结日期删失；"
    "95%区间用 Brookmeyer-Crowley 法（双对数变换）",
    "日期只到月或年的，中位数取最短与最长之中，区间从全取最短的下限到全取最长的上限",
    "“未达到”：到截至日期走到下一步的还不够一半，算不出中位数；“只看已走到的中位数”偏短，只供参考",
    "问题不必都有线索，案件不必都移送司法：这两步的未结不算超期，给了处分而未移送的案件算已了结",
)

HIDDEN_TOO = "不显示"
NOT_REACHED = "未达到"

LINKS = (
    Column("from_kind", "起点类别"),
    Column("from", "起点"),
    Column("relation", "关系"),
    Column("to_kind", "终点类别"),
    Column("to", "终点"),
    Column("grade", "依据"),
    Column("days", "历时（天）"),
    Column("limit", "期限（天）"),
    Column("over", "超期（天）"),
    Column("basis", "期限依据"),
    Column("why", "说明"),
)


def funnel_rows(title: str, steps: Sequence[FunnelStep], on: str, below: int) -> Answer:
    """Return a funnel as an answer; numbers smaller than `below` are not told."""
    rows = tuple(tuple(_funnel_row(step, below)) for step in steps)
    notes = () if not below else (f"少于 {below} 的件数不显示原数，也不据以计算历时",)
    labels = {"on": "截至日期"}
    return Answer(
        f"{title}：处置漏斗",
        FUNNEL,
        rows,
        {"on": on},
        notes,
        definitions=DEFINITIONS,
        labels=labels,
    )


def _funnel_row(step: FunnelStep, below: int) -> Iterator[Cell]:
    kinds = schema().nodes
    yield f"{kinds[step.source].label} → {kinds[step.target].label}"
    entered, (went_on, ended, waiting) = suppressed(
        step.entered, (step.went_on, step.ended, step.waiting), below
    )
    yield from (entered, went_on)
    yield (
        round(100 * step.went_on / step.entered, 1)
        if isinstance(went_on, int) and step.entered
        else None
    )
    yield from (ended, waiting)
    enough = step.seen is not None
    for days in (step.median, step.low, step.high):
        yield _days(days, enough)
    yield step.limit
    yield None if step.limit is None else _few(step.over, below)
    yield _plain(step.seen) if step.seen is not None else None


def _days(days: float | None, enough: bool) -> Cell:
    if not enough:
        return None
    return NOT_REACHED if days is None else _plain(days)


def _plain(days: float) -> int | float:
    return int(days) if days == int(days) else round(days, 1)


def _few(number: int, below: int) -> int | str:
    return f"少于{below}" if 0 < number < below else number


def suppressed(
    total: int, parts: Sequence[int], below: int
) -> tuple[int | str, tuple[int | str, ...]]:
    """Return a total and its parts with what is too small hidden, and so that no part can be reckoned back.

    Where one part alone would be hidden, the smallest of the others that is not nothing is hidden too.
    """
    if 0 < total < below:
        return f"少于{below}", tuple(HIDDEN_TOO for _ in parts)
    hidden = [0 < part < below for part in parts]
    told_: list[int | str] = [_few(part, below) for part in parts]
    if sum(hidden) == 1:
        others = [(part, i) for i, part in enumerate(parts) if part and not hidden[i]]
        if others:
            told_[min(others)[1]] = HIDDEN_TOO
    return total, tuple(told_)


def link_rows(found: Trace) -> Answer:
    """Return the links and open ends of a trace as an answer."""
    names = _names(found)
    rows = [
        tuple(_link(step, names))
        for step in found.steps
        if step.source in names and step.target in names
    ]
    rows += [tuple(_end(end, names)) for end in found.open_ends if end.node in names]
    return Answer(
        found.title, LINKS, tuple(rows), {"on": found.on}, found.subgraph.notes,
        sensitive=True, labels={"on": "截至日期"},
    )  # fmt: skip


def _names(found: Trace) -> dict[str, tuple[str, str]]:
    """Return kind and caption of each node in words."""
    kinds = schema().nodes
    return {
        node.id: (
            kinds[node.kind].label,
            str(node.properties.get(kinds[node.kind].caption) or node.id),
        )
        for node in found.subgraph.nodes
    }


def _link(step: TraceStep, names: dict[str, tuple[str, str]]) -> Iterator[Cell]:
    yield from names[step.source]
    yield told(step.kind, step.grade)
    yield from names[step.target]
    yield GRADES[step.grade]
    vague = step.days is None and step.least is not None
    yield f"{step.least}～{step.most}" if vague else step.days
    yield step.limit
    surely = step.days if step.days is not None else step.least
    yield _over(surely, step.limit)
    yield step.basis or None
    yield step.why or None


def _end(end: OpenEnd, names: dict[str, tuple[str, str]]) -> Iterator[Cell]:
    yield from names[end.node]
    yield "已办结，无后续" if end.closed else "尚无后续"
    yield schema().nodes[end.awaits].label if end.awaits else None
    yield None
    yield None
    yield end.days
    yield end.limit
    yield None if end.closed else _over(end.days, end.limit)
    yield end.basis or None
    yield "未结，历时算到截至日期" if not end.closed else None


def _over(days: int | None, limit: int | None) -> int | None:
    return days - limit if days is not None and limit is not None and days > limit else None
