"""The library of named questions: one `.cypher` file each, and questions typed by an analyst.

The head of a file declares what the text needs and gives:

    // title: 哪些问题在多家单位重复出现
    // number: Q16                                  or none
    // group: 问题
    // param: threshold int 至少单位数 default 3     name, type, label, default if it has one
    // column: category 问题分类                     name, label
    // sensitive                                    names people who are reported or sanctioned
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType

from graph.model import cypher, guard, values
from graph.model.answers import Answer, Cell, Column
from graph.model.errors import QueryError, SchemaError
from graph.model.names import to_half_width
from graph.model.schema import schema
from graph.stores.store import Store

TIMEOUT = 30.0
LIMIT = 10_000

NAMES = (
    "uncovered_units",
    "coverage_rates",
    "systems_without_sync",
    "conflicts_by_succession",
    "findings_distribution",
    "common_findings",
    "recurring_findings",
    "findings_without_papers",
    "few_findings",
    "clue_funnel",
    "clues_without_feedback",
    "sanction_origin",
    "persons_reported_repeatedly",
    "clues_on_hold",
    "sanction_statistics",
    "within_influence_period",
    "expelled_and_prosecuted_leaders",
    "many_sanctions_few_findings",
    "committees_compared",
    "neighbourhood",
    "unit_card",
    "person_card",
)
"""The files of `queries/named`, in the order of the list that people see."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks for: type, Chinese label, and its default as written, None if it has none."""

    name: str
    type: str
    label: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question of the library."""

    name: str
    number: str
    group: str
    title: str
    cypher: str
    parameters: Mapping[str, Parameter]
    columns: tuple[Column, ...]
    sensitive: bool = False

    def bind(self, given: Mapping[str, object]) -> dict[str, object]:
        """Return all parameters as values of their types; raise QueryError naming the first fault."""
        known = self.parameters
        for name in given:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                listed = "、".join(f"{p.name}（{p.label}）" for p in known.values()) or "无"
                hint = f"是不是 {near[0]}？" if near else f"它的参数：{listed}"
                raise QueryError(f"{self.title}没有参数 {name}", hint=hint)
        return {name: self._value(one, given.get(name, one.default)) for name, one in known.items()}

    def _value(self, parameter: Parameter, given: object) -> object:
        if given is None:
            raise QueryError(
                f"{self.title}需要参数 {parameter.name}（{parameter.label}）",
                hint=f"请加 --param {parameter.name}=值",
            )
        if given == "" and parameter.default == "" and parameter.type not in {"text", "list"}:
            return None
        try:
            return TYPES[parameter.type](given)
        except ValueError as error:
            what = f"参数 {parameter.name}（{parameter.label}）的值 {given!r} 不合适"
            raise QueryError(what, hint=str(error)) from None

    def ask(
        self,
        store: Store,
        parameters: Mapping[str, object],
        *,
        timeout: float = TIMEOUT,
        limit: int = LIMIT,
    ) -> Answer:
        """Return the answer of a store; an empty one says what was searched."""
        bound = self.bind(parameters)
        names, rows, truncated = store.query(self.cypher, bound, timeout=timeout, limit=limit)
        if names != tuple(column.name for column in self.columns):
            raise QueryError(f"{self.title}的返回列与声明不一致", where="、".join(names))
        notes = _notes(store, self.cypher, rows, truncated, limit)
        return Answer(self.title, self.columns, rows, bound, notes, truncated)


def named(name: str) -> NamedQuery:
    """Return a question by its name or number (Q16); raise QueryError naming the nearest ones."""
    plain = to_half_width(name).strip()
    found = QUERIES.get(plain) or _by_number().get(plain.upper())
    if found is None:
        known = (*QUERIES, *_by_number())
        near = difflib.get_close_matches(plain, known, n=3, cutoff=0.5)
        raise QueryError(
            f"没有名为 {name!r} 的查询",
            hint=f"相近的有：{'、'.join(near)}" if near else "可用 xuntu query --list 查看全部",
        )
    return found


def raw(
    store: Store,
    text: str,
    parameters: Mapping[str, object],
    *,
    timeout: float = TIMEOUT,
    limit: int = LIMIT,
) -> Answer:
    """Return the answer to a Cypher text; its columns are labelled as the text names them."""
    names, rows, truncated = store.query(text, parameters, timeout=timeout, limit=limit)
    columns = tuple(Column(name, name) for name in names)
    notes = _notes(store, text, rows, truncated, limit)
    return Answer("自定义查询", columns, rows, dict(parameters), notes, truncated)


def read(name: str, text: str) -> NamedQuery:
    """Return the question a file declares; raise SchemaError naming file and line if it is wrong."""
    head: dict[str, list[tuple[int, str]]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("//"):
            break
        word, _, rest = line.removeprefix("//").partition(":")
        head.setdefault(word.strip(), []).append((number, rest.strip()))
    unknown = head.keys() - {"title", "number", "group", "param", "column", "sensitive"}
    for word in sorted(unknown):
        raise _wrong(name, head[word][0][0], f"不认识 {word!r}")
    query = NamedQuery(
        name,
        _only(name, head, "number", ""),
        _only(name, head, "group"),
        _only(name, head, "title"),
        text,
        {one.name: one for one in (_parameter(name, *line) for line in head.get("param", ()))},
        tuple(_column(name, *line) for line in head.get("column", ())),
        "sensitive" in head,
    )
    _check_text(query)
    return query


def _check_text(query: NamedQuery) -> None:
    """Hold the declarations of a file against its text."""
    try:
        words = guard.check(query.cypher, dict.fromkeys(query.parameters, ""))
    except QueryError as error:
        raise SchemaError(str(error), where=f"{query.name}.cypher") from None
    begin = query.cypher.count("\n", 0, words[0].start) + 1
    returned = cypher.returned(words, query.cypher)
    declared = tuple(column.name for column in query.columns)
    if returned != declared:
        said = f"声明的列 {'、'.join(declared)} 与返回的列 {'、'.join(returned)} 不一致"
        raise _wrong(query.name, begin, said)


def _wrong(name: str, line: int, message: str) -> SchemaError:
    return SchemaError(message, where=f"{name}.cypher 第{line}行")


def _only(
    name: str, head: Mapping[str, list[tuple[int, str]]], word: str, default: str | None = None
) -> str:
    lines = head.get(word, [])
    if len(lines) > 1:
        raise _wrong(name, lines[1][0], f"{word} 写了两次")
    value = lines[0][1] if lines else default
    if value is None or (lines and not value):
        raise _wrong(name, lines[0][0] if lines else 1, f"没有写明 {word}")
    return value


def _parameter(name: str, line: int, text: str) -> Parameter:
    declared, has_default, default = text.partition(" default")
    words = declared.split()
    if len(words) != 3:
        raise _wrong(name, line, "param 应写：名称 类型 中文名 [default 默认值]")
    if words[1] not in TYPES:
        raise _wrong(name, line, f"param 的类型 {words[1]!r} 不在 {'、'.join(TYPES)} 中")
    one, kind, label = words
    return Parameter(one, kind, label, default.strip() if has_default else None)


def _column(name: str, line: int, text: str) -> Column:
    words = text.split()
    if len(words) != 2:
        raise _wrong(name, line, "column 应写：名称 中文名")
    return Column(*words)


def _notes(
    store: Store, text: str, rows: tuple[tuple[Cell, ...], ...], truncated: bool, limit: int
) -> tuple[str, ...]:
    if truncated:
        return (f"结果超过 {limit} 行，只列出前 {limit} 行",)
    if rows:
        return ()
    kinds = schema().nodes
    used = {one.name for one in cypher.names(cypher.tokens(text)) if one.sort == "node"}
    searched = [f"{kinds[kind].label} {_count(store, kind)} 个" for kind in kinds if kind in used]
    return (f"没有符合条件的记录；已查找：{'，'.join(searched) or '全部节点'}",)


def _count(store: Store, kind: str) -> Cell:
    _, rows, _ = store.query(f"MATCH (n:{kind}) RETURN count(n) AS number", {})
    return rows[0][0]


def _text(given: object) -> str:
    return str(given).strip()


def _whole(given: object) -> int:
    return given if isinstance(given, int) else values.whole_number(str(given))


def _number(given: object) -> float:
    return float(given) if isinstance(given, (int, float)) else values.number(str(given))


def _truth(given: object) -> bool:
    return given if isinstance(given, bool) else values.yes_or_no(str(given))


def _day(given: object) -> str:
    if isinstance(given, date):
        return given.isoformat()
    if given == "today":
        return date.today().isoformat()
    day = values.partial_date(str(given))
    if len(day) != len("2025-03-01"):
        raise ValueError("请写到日，如 2025-03-01")
    return day


def _list(given: object) -> list[str]:
    if isinstance(given, (list, tuple)):
        return [str(one) for one in given]
    parts = to_half_width(str(given)).replace(";", ",").replace("、", ",").split(",")
    return [part.strip() for part in parts if part.strip()]


TYPES: Mapping[str, Callable[[object], object]] = {
    "text": _text,
    "int": _whole,
    "number": _number,
    "date": _day,
    "bool": _truth,
    "list": _list,
}
"""What makes a value of a parameter's type from what was typed; raises ValueError saying why not."""


def _load(names: Iterable[str]) -> Mapping[str, NamedQuery]:
    folder = files("queries").joinpath("named")
    texts = ((one, folder.joinpath(f"{one}.cypher").read_text(encoding="utf-8")) for one in names)
    return MappingProxyType({name: read(name, text) for name, text in texts})


QUERIES = _load(NAMES)
"""All named questions by name."""


def _by_number() -> dict[str, NamedQuery]:
    return {query.number: query for query in QUERIES.values() if query.number}
