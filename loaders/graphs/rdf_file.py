"""A file of RDF → what it says of each subject. Nothing outside the file is ever fetched.

Statements of all named graphs count alike. What a blank node is called depends on its place in the file only.
"""

from __future__ import annotations

import json
import logging
import re
import warnings
from collections.abc import Generator, Iterator, Mapping
from typing import Any, NamedTuple

from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.store import Store

from graph.model.errors import SourceError

RESOURCE = "@id"
"""The datatype of an object that is a resource."""
LARGEST = 512 * 1024 * 1024
"""Bytes that a file may have: it is held in memory as a whole."""

_SYNTAX = {
    ".ttl": "turtle", ".trig": "trig", ".nt": "nt", ".nq": "nquads", ".jsonld": "json-ld", ".rdf": "xml",
}  # fmt: skip
SUFFIXES = tuple(_SYNTAX)
_BASE = "xuntu:///"
"""What names are relative to: no path of this machine."""
_DTD = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)

logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)


class Object(NamedTuple):
    """What is said: a text with its datatype (whole, empty for plain text) and language, or a resource."""

    text: str
    type: str = ""
    language: str = ""


Told = Mapping[str, Mapping[tuple[str, Object], None]]
"""Predicates and objects by subject, each once, in the order of the file."""


def parse(content: bytes, name: str) -> Told:
    """Return what a file says; raise SourceError in one sentence where it cannot be read, or would fetch something."""
    if len(content) > LARGEST:
        raise SourceError("RDF 文件过大，没有读取", where=name, hint="请分成几个文件")
    suffix = next(one for one in _SYNTAX if name.lower().endswith(one))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError("RDF 文件不是 UTF-8 编码", where=name) from None
    named_graphs = suffix in {".trig", ".nq", ".jsonld"}
    sink = _Sink(named_graphs=named_graphs)
    try:
        if suffix == ".jsonld":
            _refuse_remote(json.loads(text), name)
        if suffix == ".rdf" and _DTD.search(text):
            hint = "请另存为 Turtle，或去掉 DOCTYPE"
            raise SourceError("RDF/XML 中有 DTD 或实体声明，没有读取", where=name, hint=hint)
        with warnings.catch_warnings():
            # The library warns of its own ways.
            warnings.simplefilter("ignore", DeprecationWarning)
            graph = Dataset(store=sink) if named_graphs else Graph(store=sink)
            graph.parse(data=text, format=_SYNTAX[suffix], publicID=_BASE)
    except SourceError:
        raise
    except RecursionError:
        raise SourceError("RDF 文件嵌套太深，没有读取", where=name) from None
    except Exception as error:  # noqa: BLE001  # each syntax has faults of its own, some of them bare
        raise SourceError(
            "RDF 文件已损坏或写法有误", where=f"{name} {_said(error)}".strip()
        ) from None
    return sink.told


def _said(error: Exception) -> str:
    """Return the line that an error tells of, if it does."""
    found = re.search(r"line:?\s*(\d+)", str(error)) or re.search(r":(\d+):\d+", str(error))
    return f"第{found.group(1)}行" if found else ""


def _refuse_remote(data: Any, name: str) -> None:
    """Raise SourceError where a context of JSON-LD stands elsewhere."""
    stack = [data]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            if "@import" in one or any(isinstance(c, str) for c in _contexts(one)):
                hint = "请把上下文写进文件里再装载"
                raise SourceError("JSON-LD 的上下文在别处，没有读取", where=name, hint=hint)
            stack.extend(one.values())
        elif isinstance(one, list):
            stack.extend(one)


def _contexts(one: Mapping[str, Any]) -> list[Any]:
    context = one.get("@context")
    return context if isinstance(context, list) else [context]


class _Sink(Store):
    """Takes what is parsed, by subject: an eighth of what a graph with its indices takes."""

    def __init__(self, *, named_graphs: bool) -> None:
        super().__init__()
        self.context_aware = self.graph_aware = named_graphs
        self.told: dict[str, dict[tuple[str, Object], None]] = {}
        self._nodes: dict[BNode, str] = {}
        self._prefixes: dict[str, URIRef] = {}

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:  # noqa: ARG002  # the library's
        """Take a statement, once."""
        subject, predicate, said = triple
        told = self.told.setdefault(self._name(subject), {})
        told[str(predicate), self._object(said)] = None

    def _name(self, resource: Any) -> str:
        if isinstance(resource, BNode):
            return self._nodes.setdefault(resource, f"b{len(self._nodes) + 1}")
        return str(resource)

    def _object(self, said: Any) -> Object:
        if not isinstance(said, Literal):
            return Object(self._name(said), RESOURCE)
        return Object(str(said), str(said.datatype or ""), said.language or "")

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:  # noqa: ARG002  # the library's
        """Yield nothing: parsers only ask whether something is there."""
        return iter(())

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:  # noqa: ARG002  # the library's
        """Yield nothing."""
        yield from ()

    def add_graph(self, graph: Any) -> None:
        """Keep nothing."""

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:  # noqa: ARG002  # the library's
        """Keep a prefix while parsing."""
        self._prefixes[prefix] = namespace

    def namespace(self, prefix: str) -> URIRef | None:
        """Return what a prefix stands for."""
        return self._prefixes.get(prefix)

    def prefix(self, namespace: URIRef) -> str | None:
        """Return the prefix of a namespace."""
        return next((one for one, whole in self._prefixes.items() if whole == namespace), None)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """Yield the prefixes."""
        return iter(self._prefixes.items())
