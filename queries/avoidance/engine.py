"""The snapshot's tables under DuckDB, opened for one check: nothing is written, no store is started."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from graph.snapshot import Snapshot, connect, open_tables
from queries.avoidance import trades
from queries.avoidance.ties import Tie
from queries.avoidance.ties.family import Family

T = TypeVar("T")

TABLES = (
    "nodes_Person", "nodes_Organization", "nodes_Region", "nodes_Declaration", "edges_SERVED_IN",
    "edges_COUNTS_FOR", "edges_KIN", "edges_KIN_DECLARED", "edges_SPOUSE_OF", "edges_PARENT_OF",
    "edges_NATIVE_OF", "edges_LOCATED_IN", "edges_BY", "edges_CONCERNS", "edges_PART_OF",
    "edges_SUCCEEDED_BY", "edges_PARTY_ORG_OF", "edges_STATIONED_AT", "aliases", "conflicts", "evidence", "refused",
    "pairs", "nodes_InspectionTask", "nodes_Team", "nodes_Round", "nodes_Clue", "nodes_Finding", "nodes_Sanction",
    "nodes_Event", "edges_MEMBER_OF", "edges_EXECUTES", "edges_INSPECTS", "edges_OF_ROUND", "edges_DISPATCHES",
    "edges_FOLLOWS_UP", "edges_REPORTED_TO", "edges_OWNS", "edges_EXECUTIVE_OF", "edges_CONTRACTS_WITH",
    "edges_GREW_UP_IN", "edges_LIVES_IN", "edges_REGISTERED_IN", "edges_OWNS_HOME_IN", "edges_ABOUT",
    "edges_YIELDED", "edges_FOUND", "edges_IMPOSED_ON", "edges_DID",
    "edges_RESULTED_IN", "edges_LED_TO", "edges_AGAINST", "edges_WITHIN",
)  # fmt: skip
"""The tables a check reads."""

_MADE = {
    "maybe": "facts/one_person",
    "decided_apart": "facts/one_person",
    "reach": "ties/service",
    "service": "ties/service",
    "circle": "ties/circle",
    "bearer": "ties/bearer",
}
"""The tables that several queries share, and the query that makes each."""

_ASKED = frozenset({"reach", "service", "circle", "bearer"})
"""Those of them that are of the roster and the units."""

_READ = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")

_SMALL = 400_000
"""Bytes below which a table is read at once."""

Row = tuple[Any, ...]
Part = tuple[str, str, str, str | None]
"""An organisation, the unit it seems to be or to be part of, which of both, and the name it resembles."""


class Engine:
    """A connection that has each table once a query reads it; `roster` and `units` name who and what is asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.connection = connect(threads=1)
        self._snapshot = snapshot
        self._ready: set[str] = set()
        self.connection.execute(sql("facts/prelude"))
        self.connection.execute("CREATE TEMP TABLE trade (field VARCHAR, word VARCHAR)")
        self.connection.execute("INSERT INTO trade SELECT unnest(?), unnest(?)", trades.words())

    def run(self, query: str, parameters: Any = ()) -> None:
        """Run a query that yields nothing."""
        self._open(query)
        self.connection.execute(query, parameters)

    def _open(self, query: str) -> None:
        """Open or make the tables that a query reads: most queries read few of them."""
        for table in tables_of(query):
            if table not in self._ready:
                self._ready.add(table)
                if table in _MADE:
                    self._ready.update(t for t, made_by in _MADE.items() if made_by == _MADE[table])
                    self.run(sql(_MADE[table]))
                else:
                    open_tables(self.connection, self._snapshot, [table], small=_SMALL)

    def rows(self, query: str, parameters: Iterable[object] = ()) -> list[Row]:
        """Return the rows of a query."""
        self._open(query)
        return self.connection.execute(query, list(parameters)).fetchall()

    def fact(self, name: str) -> list[Row]:
        """Return the rows of a query of the folder `facts`."""
        return self.rows(sql(f"facts/{name}"))

    def ids(self, table: str, column: str, ids: Iterable[str]) -> None:
        """Make a table of ids that the queries join with."""
        # One text is bound in half the time of a list of as many values.
        given = json.dumps(sorted(set(ids)), ensure_ascii=False)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS"
            f" SELECT unnest(CAST(json(?) AS VARCHAR[])) AS {column}",
            [given],
        )

    def ask(self, roster: Iterable[str], units: Iterable[str], parts: Sequence[Part] = ()) -> None:
        """Set who and what is asked for.

        `parts` are organisations that by their names seem to be a unit or a part of it.
        """
        self.ids("roster", "person", roster)
        self.ids("units", "unit", units)
        columns = "org VARCHAR, unit VARCHAR, reach VARCHAR, alike VARCHAR"
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE parts ({columns})")
        if parts:
            values = [list(column) for column in zip(*parts, strict=True)]
            picked = ", ".join(["unnest(?)"] * len(values))
            self.connection.execute(f"INSERT INTO parts SELECT {picked}", values)
        self._ready -= _ASKED

    def ties(self, family: str) -> list[Tie]:
        """Return the ties of one family between the roster and the units, in a fixed order."""
        order = "person, unit, relative NULLS FIRST, relation NULLS FIRST, posting, reach, via, kin"
        return [
            Tie(*row)
            for row in self.rows(f"FROM ({_TIE.format(sql(f'ties/{family}'))}) ORDER BY {order}")
        ]

    def links(self, family: Family[T]) -> list[T]:
        """Return the rows of a family that is no service, in a fixed order."""
        columns = ", ".join(f'"{name}"' for name in family.columns)
        query = f"SELECT DISTINCT {columns} FROM ({sql(f'ties/{family.name}')}) ORDER BY ALL"
        return [family.row(*row) for row in self.rows(query)]


_COLUMNS = ", ".join(f'"{name}"' for name in Tie.__slots__)
_TIE = f"SELECT {_COLUMNS} FROM ({{}})"


@cache
def tables_of(query: str) -> frozenset[str]:
    """Return the names of the tables that a query reads and an engine opens or makes."""
    return frozenset(_READ.findall(query)) & (_MADE.keys() | set(TABLES))


@cache
def sql(name: str) -> str:
    """Return the text of a query of this package."""
    return files("queries.avoidance").joinpath(f"{name}.sql").read_text(encoding="utf-8")


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[Engine]:
    """Yield an engine on a snapshot and close it."""
    engine = Engine(snapshot)
    try:
        yield engine
    finally:
        engine.connection.close()
