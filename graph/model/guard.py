"""What a Cypher text must be before it is asked: reading only, every name known, all bound."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.model import cypher
from graph.model.cypher import Named, Token
from graph.model.errors import QueryError
from graph.model.schema import Kind, Schema, schema

WRITING = frozenset(
    {"CREATE", "SET", "MERGE", "DELETE", "DETACH", "REMOVE", "DROP", "FOREACH", "INSERT"}
)
"""Clauses that write. The engines refuse them too: this says so before they are started."""

PROCEDURES = ("db.labels", "db.relationshipTypes", "db.propertyKeys", "db.schema.", "db.index.")
"""What may be called: only procedures that read."""

COMPONENTS = frozenset(
    {
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "millisecond",
        "quarter",
        "week",
        "weekYear",
        "dayOfWeek",
        "dayOfQuarter",
        "ordinalDay",
        "years",
        "months",
        "days",
        "weeks",
        "hours",
        "minutes",
        "seconds",
        "milliseconds",
        "timezone",
        "epochSeconds",
        "epochMillis",
    }
)
"""Parts of dates and durations, which are no properties of ours."""

ALWAYS = frozenset({"id", "sources"})
"""Properties that every node and edge has."""


def check(text: str, parameters: Mapping[str, object]) -> tuple[Token, ...]:
    """Return the words of a text, or raise QueryError naming the first thing wrong with it."""
    words = cypher.tokens(text)
    if not words:
        raise QueryError("查询语句是空的")
    _refuse_writing(text, words)
    refuse_unbound(cypher.parameters(words), parameters)
    kinds = schema()
    own_keys = frozenset(_map_keys(parameters.values()))
    for named in cypher.names(words):
        if named.sort == "property":
            _check_property(text, named, kinds, own_keys)
        else:
            _check_kind(text, named, kinds)
    return words


def _refuse_writing(text: str, words: Sequence[Token]) -> None:
    for n, word in enumerate(words):
        before = words[n - 1] if n else None
        after = words[n + 1].text if n + 1 < len(words) else ""
        if before is not None and (before.text in {".", ":", "|", "&"} or before.word() == "AS"):
            continue
        if word.word() in WRITING and after not in {":", "."}:
            raise _read_only(word.word(), text, word)
        if word.word() == "LOAD" and after.upper() == "CSV":
            raise _read_only("LOAD CSV", text, word)
        if word.word() == "CALL" and after not in {"{", "("}:
            _check_procedure(text, words, n + 1)


def _read_only(what: str, text: str, word: Token) -> QueryError:
    return QueryError(
        f"只能查询，不能用 {what} 改动图谱或读取文件", where=cypher.position(text, word.start)
    )


def _check_procedure(text: str, words: Sequence[Token], begin: int) -> None:
    end = begin
    while end < len(words) and (words[end].kind == "name" or words[end].text == "."):
        end += 1
    name = "".join(word.name for word in words[begin:end])
    if not name.startswith(PROCEDURES):
        place = cypher.position(text, words[begin].start) if begin < len(words) else ""
        raise QueryError(
            f"不能调用过程 {name or '（未写明）'}", where=place, hint="只能调用读取类过程"
        )


def refuse_unbound(used: Collection[str], given: Collection[str], otherwise: str = "") -> None:
    """Raise QueryError for parameters of a text without a value, or values without a parameter.

    `otherwise` is what else a name could have been meant for, with {} for the name.
    """
    missing, unknown = sorted(set(used) - set(given)), sorted(set(given) - set(used))
    if missing:
        raise QueryError(
            f"参数 {'、'.join('$' + name for name in missing)} 没有给值",
            hint=f"请加 --param {missing[0]}=值{otherwise.format(missing[0])}",
        )
    if unknown:
        known = "、".join(sorted(used)) or "无"
        raise QueryError(
            f"查询里没有参数 {'、'.join('$' + name for name in unknown)}", hint=f"它的参数：{known}"
        )


def _check_kind(text: str, named: Named, kinds: Schema) -> None:
    known: Mapping[str, Kind] = kinds.nodes if named.sort == "node" else kinds.edges
    if named.name in known:
        return
    other: Mapping[str, Kind] = kinds.edges if named.sort == "node" else kinds.nodes
    what, else_what = ("节点", "关系") if named.sort == "node" else ("关系", "节点")
    place = cypher.position(text, named.start)
    if named.name in other:
        raise QueryError(f"{named.name} 是{else_what}，不是{what}", where=place)
    by_label = [kind.name for kind in known.values() if kind.label == named.name]
    near = by_label or _nearest(named.name, known)
    hint = f"是不是 {near[0]}？" if near else f"可用的有 {'、'.join(known)}"
    raise QueryError(f"没有 {named.name} 这种{what}", where=place, hint=hint)


def _check_property(text: str, named: Named, kinds: Schema, own_keys: frozenset[str]) -> None:
    owners = [kinds.kind(name) for name in sorted(named.kinds)]
    everyone = (*kinds.nodes.values(), *kinds.edges.values())
    known = ALWAYS.union(*(dict(kind.columns()) for kind in owners or everyone))
    if named.name in known:
        return
    if not owners and (named.name in COMPONENTS or named.name in own_keys):
        return
    what = "、".join(f"{kind.name}（{kind.label}）" for kind in owners) or "图谱里"
    raise QueryError(
        f"{what}没有属性 {named.name}",
        where=cypher.position(text, named.start),
        hint=_property_hint(named.name, owners, everyone, known),
    )


def _property_hint(
    name: str, owners: Sequence[Kind], everyone: Sequence[Kind], known: Iterable[str]
) -> str:
    labels = {p.label: p.name for kind in owners or everyone for p in kind.public()}
    near = [labels[name]] if name in labels else _nearest(name, known)
    if near:
        return f"是不是 {near[0]}？"
    elsewhere = [kind.name for kind in everyone if name in dict(kind.columns())]
    if elsewhere:
        return f"它是 {'、'.join(elsewhere)} 的属性"
    return f"可用的有 {'、'.join(p.name for kind in owners for p in kind.public())}"


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    by_case = {one.casefold().replace("_", ""): one for one in sorted(known)}
    plain = name.casefold().replace("_", "")
    return [by_case[one] for one in difflib.get_close_matches(plain, by_case, n=1, cutoff=0.6)]


def _map_keys(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        if isinstance(value, Mapping):
            yield from (str(key) for key in value)
            yield from _map_keys(value.values())
        elif isinstance(value, (list, tuple)):
            yield from _map_keys(value)
