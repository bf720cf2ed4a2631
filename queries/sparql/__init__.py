"""SPARQL: questions to the snapshot as RDF, read where it lies; named ones are twins of named Cypher questions."""

from __future__ import annotations

import difflib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from types import MappingProxyType

from graph.model.answers import Answer, Column
from graph.model.errors import QueryError
from graph.model.names import to_half_width
from graph.model.privacy import Mask
from graph.model.schema import schema
from graph.snapshot import Snapshot
from queries.question import Question, head
from queries.sparql import engine, guard
from queries.sparql.alarm import alarm
from queries.sparql.view import Reached, View

TIMEOUT = 30.0
LIMIT = 10_000

NAMES = (
    "uncovered_units",
    "coverage_rates",
    "findings_distribution",
    "clue_funnel",
    "sanction_origin",
    "within_influence_period",
)
"""The files of `queries/sparql`: the same name, number, parameters and columns as in `queries/named`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a question is put: the snapshot, the mask of what leaves it, and how long and how much."""

    snapshot: Snapshot
    mask: Mask
    timeout: float = TIMEOUT
    limit: int = LIMIT


def named(name: str) -> Question | None:
    """Return a twin by its name or number (Q1), None if there is none."""
    plain = to_half_width(name).strip()
    numbered = {one.number: one for one in TWINS.values()}
    return TWINS.get(plain) or numbered.get(plain.upper())


def ask(question: str, parameters: Mapping[str, object], where: Asked) -> Answer:
    """Return the masked answer to a twin (name or number) or to a SPARQL text.

    Raises QueryError for what is neither, or would do more than read this graph.
    """
    twin = named(question)
    if twin is None and not set(question.strip()) & set("{ \n"):
        near = difflib.get_close_matches(question.strip(), TWINS, n=3, cutoff=0.5)
        hint = (
            f"相近的有：{'、'.join(near)}" if near else f"可用：{'、'.join(TWINS)}，或一条 SPARQL"
        )
        raise QueryError(f"没有名为 {question!r} 的 SPARQL 查询", hint=hint)
    given = parameters if twin is None else twin.bind(parameters)
    text = question if twin is None else twin.text
    sensitive, answer = _answer(guard.bound(guard.check(text), given), where)
    if twin is None:
        answer = replace(answer, parameters=dict(given))
    else:
        answer = replace(answer, title=twin.title, columns=twin.columns, parameters=given)
        answer = twin.told(answer)
        sensitive = sensitive or twin.sensitive
    return where.mask.answer(replace(answer, sensitive=sensitive), sensitive)


def _answer(text: str, where: Asked) -> tuple[bool, Answer]:
    """Return whether a text reaches what is restricted, and its answer from a view that hides what it must then."""
    until = time.monotonic() + where.timeout
    for sensitive in (False, True):
        view = View(
            where.snapshot, where.mask, sensitive=sensitive, seconds=where.timeout, until=until
        )
        try:
            with alarm(where.timeout):
                names, rows, truncated = engine.ask(view, text, where.limit)
        except Reached:
            continue
        columns = tuple(Column(name, name) for name in names)
        notes = _notes(view, bool(rows), truncated, where.limit)
        return sensitive, Answer("自定义 SPARQL 查询", columns, rows, {}, notes, truncated)
    raise AssertionError("a view that hides everything is never reached")


def _notes(view: View, some: bool, truncated: bool, limit: int) -> tuple[str, ...]:
    if truncated:
        return (f"结果超过 {limit} 行，只列出前 {limit} 行",)
    if some:
        return ()
    kinds = schema().nodes
    asked = [(kinds[one].label, len(view.rows(one).subjects)) for one in kinds if one in view.asked]
    searched = "，".join(f"{label} {count} 个" for label, count in asked)
    return (f"没有符合条件的记录；已查找：{searched or '全部节点'}",)


def _load(names: Iterable[str]) -> Mapping[str, Question]:
    folder = files("queries").joinpath("sparql")
    texts = ((one, folder.joinpath(f"{one}.rq").read_text(encoding="utf-8")) for one in names)
    return MappingProxyType(
        {
            name: Question(name=name, text=text, **head(f"{name}.rq", text, "#"))
            for name, text in texts
        }
    )


TWINS = _load(NAMES)
"""All named questions in SPARQL by name."""
