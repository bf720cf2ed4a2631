"""What engines say of a query that fails, as one sentence for the analyst."""

from __future__ import annotations

import re

from graph.model.errors import QueryError

_PLACE = re.compile(r"line (\d+)(?::|, column )(\d+)( \(offset)?")
"""Lines are counted from one; columns from nought by ArcadeDB, from one by Neo4j, which adds the offset."""

_NAMED = (
    (re.compile(r"Variable ['`]([^'`]+)['`] not defined"), "变量 {} 没有定义"),
    (re.compile(r"Unknown function '([^']+)'"), "没有函数 {}"),
    (re.compile(r"Expected parameter\(s\): (.+)"), "参数 {} 没有给值"),
    (re.compile(r"Variable ['`]([^'`]+)['`] already"), "变量 {} 重复定义"),
    (re.compile(r"queryMaxRangeSize|numeric value out of range"), "range() 的范围太大"),
    (re.compile(r"/ by zero"), "除数为零"),
    (
        re.compile(r"OutOfMemoryError|Java heap space|heap budget|MemoryPoolOutOfMemory"),
        "查询占用的内存太多",
    ),
    (re.compile(r"(?:Unexpected|Invalid) input '([^']+)'"), "Cypher 语法错误，不认识 {}"),
    (re.compile(r"mismatched input '([^']+)'"), "Cypher 语法错误，{} 处不通"),
    (
        re.compile(r"Syntax error|Unexpected|Invalid input|extraneous|missing|token recognition"),
        "Cypher 语法错误",
    ),
)


def query_error(said: str, detail: str) -> QueryError:
    """Return the error of what an engine said; where no sentence fits, `detail` follows as it is."""
    for pattern, sentence in _NAMED:
        found = pattern.search(said)
        if found:
            return QueryError(sentence.format(*found.groups()), where=_place(said))
    first = (detail.strip() or "原因不明").splitlines()[0]
    return QueryError("查询不能执行", where=_place(said), hint=first[:200])


def too_long(timeout: float) -> QueryError:
    """Return the error of a query that was stopped."""
    return QueryError(
        f"查询超过 {timeout:g} 秒，已停止", hint="请增加条件、限定路径长度，或放宽时限"
    )


def read_only() -> QueryError:
    """Return the error of a query that tried to write."""
    return QueryError("只能查询，不能改动图谱")


def _place(said: str) -> str:
    found = _PLACE.search(said)
    if found is None:
        return ""
    line, column, from_one = found.groups()
    return f"第{line}行第{int(column) + (not from_one)}列"
