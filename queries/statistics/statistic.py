"""A question on the snapshot: a file of SQL whose head declares it (see queries.question)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import duckdb

from graph.model.answers import Answer
from graph.model.errors import QueryError
from graph.model.regions import Regions
from graph.snapshot import Snapshot
from queries.question import Question, head
from queries.statistics.quality import union
from queries.statistics.tables import opened

HERE = "queries.statistics"


@dataclass(frozen=True, slots=True)
class Statistic(Question):
    """A question of this package."""

    def ask(
        self, snapshot: Snapshot, regions: Regions, parameters: Mapping[str, object], *, limit: int
    ) -> Answer:
        """Return the answer of a snapshot, all its rows in one order; an empty one says that all was looked at."""
        bound = self.bind(parameters)
        used = {name: value for name, value in bound.items() if f"${name}" in self.text}
        with opened(snapshot, regions, self.text) as con:
            try:
                found = con.execute(self.text, used)
                names = tuple(column[0] for column in found.description or ())
                rows = tuple(tuple(row) for row in found.fetchmany(limit + 1))
            except duckdb.Error as error:
                raise QueryError(f"{self.title}没有算成", hint=str(error)) from error
        if names != tuple(column.name for column in self.columns):
            raise QueryError(f"{self.title}的返回列与声明不一致", where="、".join(names))
        truncated = len(rows) > limit
        notes = () if rows else ("没有查出问题；全部记录都已检查",)
        if truncated:
            notes = (f"结果超过 {limit} 行，只列出前 {limit} 行",)
        return self.told(Answer(self.title, self.columns, rows[:limit], bound, notes, truncated))


def load(name: str) -> Statistic:
    """Return the question of a file; the places of its checks are filled with those of the folder `quality`."""
    text = files(HERE).joinpath(f"{name}.sql").read_text(encoding="utf-8")
    declared = head(f"{name}.sql", text, "--")
    return Statistic(name=name, text=text.replace("{every_check}", union()), **declared)
