"""What every store does alike: parameters, the rows of a table, and how a text is searched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from graph.model.answers import Cell, Node
from graph.model.errors import QueryError, StoreError
from graph.model.schema import NodeKind, schema

FULL_TEXT = (("Finding", "text"),)
"""Kind and property with a full-text index, which is called `Finding[text]` everywhere."""

MARKER = "XuntuSnapshot"
"""The label of one node in every store that says which snapshot it holds: no kind of the schema, in no table."""

Ask = Callable[[str, Mapping[str, object]], tuple[tuple[Cell, ...], ...]]
"""Asks a Cypher text with its parameters and returns the rows."""


def parameter(name: str, value: object) -> object:
    """Return a parameter as engines take it, dates as ISO text; raise QueryError for what none takes."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise QueryError(f"参数 {name} 的值不能用于查询", hint="整数超出 64 位")
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [parameter(name, one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): parameter(name, one) for key, one in value.items()}
    raise QueryError(f"参数 {name} 的值不能用于查询", hint=f"类型为 {type(value).__name__}")


def batches(table: Path, size: int) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a snapshot's table in batches, values that are not known left out."""
    if not table.is_file():
        raise StoreError("快照缺少一张表", where=table.name, hint="请执行 xuntu rebuild")
    with pq.ParquetFile(table) as file:
        for batch in file.iter_batches(batch_size=size):
            yield [
                {name: value for name, value in row.items() if value is not None}
                for row in batch.to_pylist()
            ]


def no_end(kind: str, identifier: str) -> StoreError:
    """Return the error of an edge that leads to a node which is not there."""
    return StoreError(f"快照里 {kind} 的一端 {identifier} 不存在", hint="请执行 xuntu rebuild")


def search(ask: Ask, text: str, limit: int, *, indexed: bool = True) -> tuple[tuple[Node], ...]:
    """Return the nodes whose captions or texts hold `text`, one in a row, kinds in order.

    Without an index the texts are read through: the same nodes, in the order of their ids.
    """
    wanted = text.strip()
    if not wanted:
        return ()
    found: dict[str, Node] = {}
    for kind in schema().nodes.values():
        for cypher, given in _searches(kind, wanted, limit, indexed):
            for row in ask(cypher, given):
                if isinstance(row[0], Node):
                    found.setdefault(row[0].id, row[0])
    return tuple((node,) for node in found.values())[:limit]


def _searches(
    kind: NodeKind, wanted: str, limit: int, indexed: bool
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what to ask about a kind; only names of the schema are written into the text."""
    held = {"wanted": wanted}
    yield (
        f"MATCH (n:{kind.name}) WHERE n.{kind.caption} CONTAINS $wanted "
        f"RETURN n, n.{kind.caption} AS caption, n.id AS id ORDER BY caption, id LIMIT {limit:d}",
        dict(held),
    )
    for name in [name for owner, name in FULL_TEXT if owner == kind.name]:
        # The index knows pairs of characters: a single one is not in it.
        if len(wanted) > 1 and indexed:
            # In small letters: AND, OR and NOT are operators of the index.
            terms = "".join(c if c.isalnum() else " " for c in wanted.lower())
            yield (
                f"CALL db.index.fulltext.queryNodes('{kind.name}[{name}]', $terms) "
                f"YIELD node, score WHERE node.{name} CONTAINS $wanted "
                f"RETURN node, score, node.id AS id ORDER BY score DESC, id LIMIT {limit:d}",
                {**held, "terms": terms},
            )
        elif len(wanted) > 1:
            yield (
                f"MATCH (n:{kind.name}) WHERE n.{name} CONTAINS $wanted "
                f"RETURN n, n.id AS id ORDER BY id LIMIT {limit:d}",
                dict(held),
            )
