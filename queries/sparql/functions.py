"""What SPARQL lacks and our questions need: days between partial dates, months on, the median; and lists in a cell.

A cell may hold a list: `STRDT(GROUP_CONCAT(?x; separator="\\u001F"), xu:list)`.
"""

from __future__ import annotations

import calendar
import statistics
from collections.abc import Callable, Mapping
from datetime import date

from rdflib import XSD, Literal, URIRef
from rdflib.plugins.sparql.operators import register_custom_function
from rdflib.plugins.sparql.parserutils import Expr
from rdflib.plugins.sparql.sparql import SPARQLError

from graph.exports.rdf.terms import iri
from graph.model import values

LIST = URIRef(iri("xu:list"))
SEPARATOR = "\x1f"
"""Between the items of a list."""


def earliest(day: Literal) -> Literal:
    """The first day that a partial date may mean."""
    return _day(values.earliest(str(day)))


def latest(day: Literal) -> Literal:
    """The last day that a partial date may mean."""
    return _day(values.latest(str(day)))


def days(begin: Literal, end: Literal) -> Literal:
    """Days from one full date to another."""
    return Literal((_date(end) - _date(begin)).days)


def months(day: Literal, number: Literal) -> Literal:
    """A full date so many months on; a day that its month has not is the last of it."""
    begin = _date(day)
    year, month = divmod(begin.year * 12 + begin.month - 1 + int(number), 12)
    last = calendar.monthrange(year, month + 1)[1]
    return _day(date(year, month + 1, min(begin.day, last)))


def median(numbers: Literal) -> Literal:
    """The median of a list of numbers; of none there is none."""
    return Literal(float(statistics.median(float(one) for one in str(numbers).split(SEPARATOR))))


def looked_up(key: Literal, *rows: Literal) -> Literal:
    """The whole number after the sign of equality of the first row `key=number`; of no such row there is none."""
    found = next(row for row in map(str, rows) if row.partition("=")[0] == str(key))
    return Literal(int(found.partition("=")[2]))


def items(*given: Literal) -> Literal:
    """How many items a list has."""
    return Literal(len(given))


def _date(day: Literal) -> date:
    return date.fromisoformat(str(day))


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)


FUNCTIONS: Mapping[str, Callable[..., Literal]] = {
    "xu:earliest": earliest,
    "xu:latest": latest,
    "xu:days": days,
    "xu:months": months,
    "xu:median": median,
    "xu:looked_up": looked_up,
    "xu:items": items,
}


def _kept(function: Callable[..., Literal]) -> Callable[[Expr, object], Literal]:
    """Return a function of which a value that does not fit is an error of SPARQL: nothing is bound."""

    def call(asked: Expr, _: object) -> Literal:
        # Called with nothing at all, as with an empty list, an expression holds no arguments.
        given = asked.expr if "expr" in asked else ()
        try:
            return function(*given)
        except (TypeError, ValueError, OverflowError, StopIteration) as error:
            raise SPARQLError(str(error)) from error

    return call


def register() -> None:
    """Make the functions known to the library, once for the process."""
    for name, function in FUNCTIONS.items():
        register_custom_function(URIRef(iri(name)), _kept(function), override=True, raw=True)
