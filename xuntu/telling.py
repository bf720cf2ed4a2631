"""Rows for pages and what states them: asked of a workspace, masked before they leave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graph.model.answers import Evidence, Subgraph
from graph.model.errors import QueryError
from graph.model.schema import schema
from queries.statistics.pages import PAGES
from visualizations.blocks import Item, Pairs, Span
from xuntu import asking
from xuntu.workspace import Workspace

MOST = 200_000
"""Rows that a page asks for at most: more would be no page."""

PLACES = 3
"""Places that a page shows of one node or edge of many."""

Told = dict[str, Any]
"""A row by the names of its columns."""


@dataclass(frozen=True, slots=True)
class Which:
    """Which rounds a board is of: a term, a round, a committee, a unit; what is left out means all."""

    term: int | None = None
    round: int | None = None
    committee: str = ""
    unit: str = ""

    def given(self) -> dict[str, object]:
        """Return the parameters of a page's question."""
        return {"term": self.term or "", "round": self.round or "", "committee": self.committee}

    def context(self) -> Pairs:
        """Return in words which rounds a page is of."""
        parts = (
            *(("派出党委", self.committee), ("届次", f"第{self.term}届" if self.term else "全部")),
            ("轮次", f"第{self.round}轮" if self.round else "全部"),
            ("单位", self.unit),
        )
        return tuple(pair for pair in parts if pair[1])


EVERY = "全部"
"""What stands for all committees where a page is of one."""


def meant(workspace: Workspace, which: Which) -> Which:
    """Return which rounds a page of one committee is of: without a name the workspace's own, if it sent any.

    Terms and rounds are counted by each committee: the eighteenth of a county is no later than the city's seventh.
    """
    if which.committee:
        return replace(which, committee="" if which.committee == EVERY else which.committee)
    own = workspace.settings.committee
    sent = {name for (name,) in workspace.snapshot().values("nodes_Round", ("committee",))}
    return replace(which, committee=own if own in sent else "")


class Telling:
    """What pages ask of one workspace; a reveal (with who asks) lifts the mask, and is logged once."""

    def __init__(self, workspace: Workspace, *, reveal: str | None = None, about: str = "") -> None:
        self.workspace = workspace
        self.mask = workspace.mask(reveal, about)

    def rows(self, name: str, **parameters: object) -> list[Told]:
        """Return the rows of a page's question (see `queries.statistics.pages`), masked."""
        work = self.workspace
        regions = work.context().regions
        answer = asking.statistic(
            PAGES[name], work.snapshot(), regions, parameters, limit=MOST, mask=self.mask
        )
        if answer.truncated:
            raise QueryError("内容太多，一页放不下", hint="请用 --term、--round 或 --unit 缩小范围")
        names = [column.name for column in answer.columns]
        return [dict(zip(names, row, strict=True)) for row in answer.rows]

    def evidence(
        self, ids: Iterable[str | None], *, sensitive: bool = False
    ) -> Mapping[str, tuple[Evidence, ...]]:
        """Return the places that state each id, masked; in what is not sensitive, none that tells who is reported."""
        known = sorted({one for one in ids if one})
        bare = Subgraph("", (), (), self.workspace.evidence(known), sensitive=sensitive)
        return self.mask.subgraph(bare).evidence

    def known(self, name: str, kind: str, identifier: str) -> Pairs:
        """Return what is registered of a node, label by label, without what is restricted."""
        values = {row["property"]: row["value"] for row in self.rows(name, id=identifier)}
        return tuple(
            (prop.label, _said(str(values[prop.name])))
            for prop in schema().nodes[kind].public()
            if prop.name in values and not prop.restricted and not prop.ref
        )


def _said(value: str) -> str:
    return {"true": "是", "false": "否"}.get(value, value)


def item(
    kind: str, caption: str, facts: Mapping[str, object], *sources: tuple[Evidence, ...]
) -> Item:
    """Return a thing for the panel of a page, with what is known of it alone and the first places of each source."""
    said = tuple((label, str(value)) for label, value in facts.items() if value not in (None, ""))
    places = dict.fromkeys(place for one in sources for place in one[:PLACES])
    return Item(kind, caption, said, tuple(places))


def dates(row: Mapping[str, Any], begin: str = "since", end: str = "until") -> str:
    """Return the dates of a row as they stand in its source."""
    last = "至今" if row.get("ongoing") else row[end]
    if not row[begin] and not last:
        return ""
    return f"{row[begin] or '？'} — {last or '？'}"


def span(row: Mapping[str, Any], begin: str = "since_min", end: str = "until_max") -> Span | None:
    """Return the stretch of time of a row, None if nothing is known of it."""
    if not row[begin] and not row[end]:
        return None
    return Span(row[begin] or "", row[end] or "", bool(row.get("ongoing")))


def task_item(row: Told, places: Mapping[str, tuple[Evidence, ...]]) -> Item:
    """Return a task for the panel of a page."""
    facts: dict[str, Any] = {
        "被巡察单位": row["unit"],
        "类型": row["type"],
        "组织方式": row["modes"],
        "巡察组": row["team"],
        "进驻和撤点": dates(row, "begins", "ends"),
        "反馈": row["feedback_on"],
        "状态": row["status"],
        "发现问题": f"{row['findings']} 个",
    }
    return item("InspectionTask", row["task"] or row["unit"], facts, places.get(row["task_id"], ()))


def days_between(begin: str, end: str) -> int:
    """Return the days from one ISO day to another."""
    return (date.fromisoformat(end) - date.fromisoformat(begin)).days
