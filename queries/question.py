"""Questions as files declare them: title, parameters and columns in the head, the query below.

    // title: 哪些问题在多家单位重复出现
    // number: Q16                                  or none
    // group: 问题
    // param: threshold int 至少单位数 default 3     name, type, label, default if it has one; a default
                                                  @common is the limit of that name (see queries.limits)
    // note: 同一单位只计一次                        what counts and what does not, one sentence a line
    // column: category 问题分类                     name, label
    // sensitive                                    names people who are reported or sanctioned

A file of SQL has `--` in the place of `//`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from graph.model import values
from graph.model.answers import Answer, Column
from graph.model.errors import QueryError, SchemaError
from graph.model.names import to_half_width
from queries import limits

Lines = Mapping[str, list[tuple[int, str]]]
"""What each word of a head is followed by, with the number of the line."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question asks for: type, Chinese label, and its default as written, None if it has none."""

    name: str
    type: str
    label: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a question asks for and gives, and the text that answers it.

    `definitions` say what is counted, in which unit, and what is not; they stand above every answer.
    `closed` are the aspects (texts of the first column) that only a reveal shows, whoever is asked about.
    """

    name: str
    number: str
    group: str
    title: str
    text: str
    parameters: Mapping[str, Parameter]
    columns: tuple[Column, ...]
    sensitive: bool = False
    closed: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()

    @property
    def defaults(self) -> Mapping[str, str | None]:
        """What each parameter is where nobody says otherwise, as written."""
        return {name: one.default for name, one in self.parameters.items()}

    def told(self, answer: Answer) -> Answer:
        """Return an answer that says which question it answers, what it was asked with and what it counts."""
        labels = {name: one.label for name, one in self.parameters.items()}
        return replace(answer, number=self.number, definitions=self.definitions, labels=labels)

    def bind(self, given: Mapping[str, object]) -> dict[str, object]:
        """Return all parameters as values of their types; raise QueryError naming the first fault."""
        known = self.parameters
        for name in given:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                listed = "、".join(f"{p.name}（{p.label}）" for p in known.values()) or "无"
                hint = f"是不是 {near[0]}？" if near else f"它的参数：{listed}"
                raise QueryError(f"{self.title}没有参数 {name}", hint=hint)
        filled = limits.BUILT_IN.fill(self.defaults, given)
        return {
            name: self._value(one, filled.get(name, one.default)) for name, one in known.items()
        }

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


def head(file: str, text: str, mark: str) -> dict[str, Any]:
    """Return what the head of a file declares, as fields of a Question; raise SchemaError naming file and line."""
    lines: dict[str, list[tuple[int, str]]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith(mark):
            break
        word, _, rest = line.removeprefix(mark).partition(":")
        lines.setdefault(word.strip(), []).append((number, rest.strip()))
    unknown = lines.keys() - {
        "title",
        "number",
        "group",
        "param",
        "note",
        "column",
        "sensitive",
        "closed",
    }
    for word in sorted(unknown):
        raise wrong(file, lines[word][0][0], f"不认识 {word!r}")
    return {
        "number": _only(file, lines, "number", ""),
        "group": _only(file, lines, "group"),
        "title": _only(file, lines, "title"),
        "parameters": {
            one.name: one for one in (_parameter(file, *line) for line in lines.get("param", ()))
        },
        "columns": tuple(_column(file, *line) for line in lines.get("column", ())),
        "sensitive": "sensitive" in lines,
        "closed": tuple(filter(None, _only(file, lines, "closed", "").split("、"))),
        "definitions": tuple(rest for _, rest in lines.get("note", ())),
    }


def wrong(file: str, line: int, message: str) -> SchemaError:
    """Return what to raise of a line of a file."""
    return SchemaError(message, where=f"{file} 第{line}行")


def _only(name: str, head: Lines, word: str, default: str | None = None) -> str:
    lines = head.get(word, [])
    if len(lines) > 1:
        raise wrong(name, lines[1][0], f"{word} 写了两次")
    value = lines[0][1] if lines else default
    if value is None or (lines and not value):
        raise wrong(name, lines[0][0] if lines else 1, f"没有写明 {word}")
    return value


def _parameter(name: str, line: int, text: str) -> Parameter:
    declared, has_default, default = text.partition(" default")
    words = declared.split()
    if len(words) != 3:
        raise wrong(name, line, "param 应写：名称 类型 中文名 [default 默认值]")
    if words[1] not in TYPES:
        raise wrong(name, line, f"param 的类型 {words[1]!r} 不在 {'、'.join(TYPES)} 中")
    one, kind, label = words
    return Parameter(one, kind, label, default.strip() if has_default else None)


def _column(name: str, line: int, text: str) -> Column:
    words = text.split()
    if len(words) != 2:
        raise wrong(name, line, "column 应写：名称 中文名")
    return Column(*words)


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
