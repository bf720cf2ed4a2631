"""What a SPARQL text must be before it is asked: reading only, of this graph only, every name known, all bound."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import Literal
from rdflib.plugins.sparql.parser import expandUnicodeEscapes

from graph.exports.rdf.terms import FROM, PREFIXES, TO, classes, iri, terms_of
from graph.model.cypher import position
from graph.model.errors import QueryError
from graph.model.guard import refuse_unbound
from graph.model.schema import EdgeKind
from queries.sparql.functions import FUNCTIONS

LONGEST = 100_000
"""Characters that a text may have."""

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
    |(?P<text>\"\"\"(?:\\.|"{0,2}[^"\\])*\"\"\"|'''(?:\\.|'{0,2}[^'\\])*'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<parameter>\$\w+)
    |(?P<variable>\?\w+)
    |(?P<named>[\w.-]*:[\w.:-]*)
    |(?P<name>@?[^\W\d]\w*)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4}(?:[0-9a-f]{4})?)", re.IGNORECASE)
_WRITING = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
)
_ELSEWHERE = {
    "SERVICE": "不能用 SERVICE 查询别处的数据",
    "FROM": "不能用 FROM 读取别处的数据",
    "GRAPH": "图谱里没有命名图，不能用 GRAPH",
    "CONSTRUCT": "只支持 SELECT 和 ASK，不支持 CONSTRUCT",
    "DESCRIBE": "只支持 SELECT 和 ASK，不支持 DESCRIBE",
}
NOTHING = "?_not_given"
"""The variable that stands for a parameter without a value: nothing binds it."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: its kind, as written, where it begins."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text and what is between them; raise QueryError for an open quote."""
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "mark" and match.group() in "\"'":
            raise QueryError("引号没有成对", where=position(text, match.start()))
        yield Token(kind, match.group(), match.start())


def check(text: str) -> str:
    """Return a text as the library will read it; raise QueryError naming the first thing wrong with it."""
    if len(text) > LONGEST:
        raise QueryError(f"查询超过 {LONGEST} 个字符")
    # The library does this before it looks at anything: a keyword could hide in it.
    plain = expandUnicodeEscapes(text) if _sound(text) else ""
    if (not plain and text) or _ESCAPE.search(plain):
        raise QueryError("不能读的 \\u 写法", hint="请直接写出这个字")
    words = [word for word in tokens(plain) if word.kind != "space"]
    if not words:
        raise QueryError("查询语句是空的")
    for word in words:
        if word.kind == "name":
            _check_keyword(plain, word)
        elif word.kind in {"named", "iri"}:
            _check_name(plain, word)
    return plain


def _sound(text: str) -> bool:
    """Tell whether every escape stands for a character."""
    return all(int(one.group(1), 16) <= sys.maxunicode for one in _ESCAPE.finditer(text))


def _check_keyword(text: str, word: Token) -> None:
    keyword, where = word.text.upper(), position(text, word.start)
    if keyword in _WRITING:
        raise QueryError(f"只能查询，不能用 {keyword} 改动图谱或读取文件", where=where)
    if keyword in _ELSEWHERE:
        raise QueryError(_ELSEWHERE[keyword], where=where)


def _check_name(text: str, word: Token) -> None:
    """An engine answers a mistyped name with no rows, which reads like "there is none"."""
    ours = PREFIXES["xu"]
    whole = word.text[1:-1] if word.kind == "iri" else word.text.replace("xu:", ours, 1)
    if not whole.startswith(ours) or whole == ours or whole in known():
        return
    near = difflib.get_close_matches(whole, known(), n=1, cutoff=0.6)
    hint = (
        f"是不是 {near[0].replace(ours, 'xu:')}？"
        if near
        else "可用 xuntu export --format shacl 查看全部"
    )
    raise QueryError(f"没有 {word.text} 这个词", where=position(text, word.start), hint=hint)


@cache
def known() -> frozenset[str]:
    """Return every term of our own."""
    found = {*FUNCTIONS, FROM, TO, "xu:list"}
    for kind in classes().values():
        told = terms_of(kind.name)
        found |= {told.types[0], *(terms[0] for terms in told.properties.values())}
        if isinstance(kind, EdgeKind):
            found.add(f"xu:{kind.name}")
    return frozenset(map(iri, found))


def parameters(text: str) -> frozenset[str]:
    """Return the names that a text writes with a dollar sign."""
    return frozenset(word.text[1:] for word in tokens(text) if word.kind == "parameter")


def bound(text: str, given: Mapping[str, object]) -> str:
    """Return a text with the value of every parameter in its place, quoted; raise QueryError where one is missing."""
    used = parameters(text)
    refuse_unbound(used, given, "；变量请写 ?{}")
    return "".join(
        _value(given[word.text[1:]]) if word.kind == "parameter" else word.text
        for word in tokens(text)
    )


def _value(given: object) -> str:
    if given is None:
        return NOTHING
    if isinstance(given, (list, tuple)):
        return ", ".join(map(_value, given))
    if isinstance(given, str):
        return f'"{_quoted(given)}"'
    if isinstance(given, (bool, int, float)):
        return Literal(given).n3()
    raise QueryError(f"参数的值 {given!r} 不能用在 SPARQL 里", hint="只能是文字、数字、是否或列表")


def _quoted(text: str) -> str:
    """Return a text as it stands between quotes, so that the library's reading of escapes finds nothing in it."""
    plain = "".join(
        f"\\U{ord(char):08x}" if char < " " and char not in _SPELT else _SPELT.get(char, char)
        for char in text
    )
    return re.sub(r"(?<=\\\\)[uU](?=[0-9a-fA-F]{4})", lambda u: f"\\U{ord(u.group()):08x}", plain)


_SPELT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
