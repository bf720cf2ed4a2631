"""SPARQL over a view: a text in, columns and rows out. The library parses and evaluates."""

from __future__ import annotations

import logging
from decimal import Decimal
from itertools import islice
from typing import Any

from pyparsing import ParseBaseException
from rdflib import Graph, Literal
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Variable

from graph.exports.rdf.terms import PREFIXES, short
from graph.model.answers import Cell
from graph.model.errors import QueryError, XuntuError
from queries.sparql import functions, patterns
from queries.sparql.patterns import Seen
from queries.sparql.view import Reached, View

Rows = tuple[tuple[Cell, ...], ...]

# It says on standard error what it thinks of a literal.
logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
functions.register()
patterns.register()


def ask(view: View, text: str, limit: int) -> tuple[tuple[str, ...], Rows, bool]:
    """Return columns, rows and whether there were more; raise QueryError in one sentence."""
    query = _parsed(text)
    if query.algebra.datasetClause:
        raise QueryError("不能用 FROM 读取别处的数据")
    graph = Graph(store=Seen(view), bind_namespaces="none")
    try:
        found = evalQuery(graph, query)
        if "askAnswer" in found:
            return ("answer",), ((bool(found["askAnswer"]),),), False
        columns = [Variable(name) for name in found["vars_"]]
        rows = list(islice(found["bindings"], limit + 1))
        cells = tuple(tuple(_cell(view, row.get(one)) for one in columns) for row in rows[:limit])
        return tuple(map(str, columns)), cells, len(rows) > limit
    except RecursionError:
        raise QueryError("查询嵌套太深") from None
    except (XuntuError, Reached):
        raise
    except Exception:  # noqa: BLE001  # the library's faults are of every sort; what they say may quote what is hidden
        hint = "多见于没有值的变量：请用 COALESCE 或 BOUND"
        raise QueryError("这条 SPARQL 算不下去", hint=hint) from None


def _parsed(text: str) -> Query:
    try:
        return translateQuery(parseQuery(text), initNs=dict(PREFIXES))
    except ParseBaseException as error:
        where = f"第{error.lineno}行第{error.column}列"
        raise QueryError("SPARQL 语法错误", where=where) from None
    except RecursionError:
        raise QueryError("查询嵌套太深") from None
    except Exception as error:  # noqa: BLE001  # the library says most faults of a text with a bare Exception
        raise QueryError("SPARQL 语句有误", where=" ".join(str(error).split())) from None


def _cell(view: View, term: Any) -> Cell:
    """Return a term as an answer holds it: nodes and edges whole, a list as a tuple, a date as it was given."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return view.cell(str(term)) or short(str(term))
    if term.datatype == functions.LIST:
        parts = filter(None, str(term).split(functions.SEPARATOR))
        return tuple(view.cell(part) or part for part in parts)
    value = term.value
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, (bool, int, float)) else str(term)
