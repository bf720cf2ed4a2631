"""What the engine says when a query fails, as one sentence for the analyst."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.errors import QueryError

_PLACE = re.compile(r"line (\d+)(?::|, column )(\d+)")
"""Lines are counted from one, columns from nought."""

_NAMED = (
    (re.compile(r"Variable '([^']+)' not defined"), "变量 {} 没有定义"),
    (re.compile(r"Unknown function '([^']+)'"), "没有函数 {}"),
    (re.compile(r"Expected parameter\(s\): (.+)"), "参数 {} 没有给值"),
    (re.compile(r"Variable '([^']+)' already"), "变量 {} 重复定义"),
    (re.compile(r"queryMaxRangeSize"), "range() 的范围太大"),
    (re.compile(r"/ by zero"), "除数为零"),
    (re.compile(r"OutOfMemoryError|Java heap space|heap budget"), "查询占用的内存太多"),
    (re.compile(r"Unexpected input '([^']+)'"), "Cypher 语法错误，不认识 {}"),
    (re.compile(r"mismatched input '([^']+)'"), "Cypher 语法错误，{} 处不通"),
    (
        re.compile(r"(?:Syntax error|Unexpected|extraneous|missing|token recognition)"),
        "Cypher 语法错误",
    ),
)


def query_error(error: Exception, timeout: float) -> QueryError:
    """Return the error of a failed query: what is wrong and where, without the engine's stack."""
    causes = tuple(_causes(error))
    kinds = {kind for kind, _ in causes}
    if "TimeoutException" in kinds:
        return QueryError(
            f"查询超过 {timeout:g} 秒，已停止", hint="请增加条件、限定路径长度，或放宽时限"
        )
    if "QueryNotIdempotentException" in kinds:
        return QueryError("只能查询，不能改动图谱")
    said = "；".join(text for _, text in causes)
    for pattern, sentence in _NAMED:
        found = pattern.search(said)
        if found:
            return QueryError(sentence.format(*found.groups()), where=_place(said))
    detail = next((text for _, text in reversed(causes) if text), "原因不明")
    return QueryError("查询不能执行", where=_place(said), hint=detail.splitlines()[0][:200])


def _causes(error: BaseException) -> Iterator[tuple[str, str]]:
    """Yield the simple class name and the message of an error and of all that caused it."""
    cause: object | None = error.__cause__ or error
    seen = 0
    while cause is not None and seen < 20:
        seen += 1
        message = getattr(cause, "getMessage", lambda: None)()
        yield type(cause).__name__.rsplit(".", 1)[-1], "" if message is None else str(message)
        cause = getattr(cause, "getCause", lambda: None)()


def _place(said: str) -> str:
    found = _PLACE.search(said)
    return f"第{found.group(1)}行第{int(found.group(2)) + 1}列" if found else ""
