"""The table of coverage against the design's: every row is there, and what a row rests on is ours, or said not to be.

The design lies beside the project and is not part of it; without it only the page is compared.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import click
import pytest

from graph.model.decisions import KINDS
from graph.model.schema import EdgeKind, schema
from graph.model.vocabulary import labels
from loaders.ledgers.declaration import load
from loaders.reports import telling
from loaders.reports.measures import table
from queries import catalogue
from queries.avoidance import RULES, load_profile
from queries.avoidance.draft import MEMBER_COLUMNS, TASK_COLUMNS
from queries.avoidance.teams import TEAM_RULES
from queries.limits import BUILT_IN
from tests.coverage import PAGE, ROOT, Line, Name, lines, names, page
from xuntu.cli import root

DESIGN = ROOT.parent / "shared" / "design" / "coverage.csv"
with_design = pytest.mark.skipif(not DESIGN.is_file(), reason="no design beside the repository")

WAYS = {
    "named query": {"question", "cypher"},
    "reported figure": {"figure", "loader"},
    "rule": {"rule"},
    "check": {"check", "question", "rule"},
    "loader": {"loader", "cypher"},
    "trace": {"trace", "question"},
    "view": {"page", "question"},
    "export": {"export"},
}
"""What answers a row, by the design's word: something of this kind must stand among its lines."""

RULE_IDS = {rule.id for rule in RULES} | {rule.id for rule in TEAM_RULES}
DRAFT = {*MEMBER_COLUMNS, *TASK_COLUMNS}
DRAFT |= {"岗位分工", "任命单位", "授权单位", "授权文号", "专项主题", "对应原任务", "撤点日期"}


@cache
def design() -> dict[str, dict[str, str]]:
    """Return the rows of the design that count, by id."""
    with DESIGN.open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file) if row["part"] != "later"}


def own(id_: str) -> list[Line]:
    return [line for line in lines() if line.id == id_]


def test_the_page_is_what_the_lines_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write it anew: python -m tests.coverage"


def test_the_page_names_commands_that_there_are() -> None:
    context = click.Context(root)
    for line in lines():
        name, *words = line.words()
        command = root.get_command(context, name)
        assert command is not None, name
        known = {option for one in command.params for option in one.opts}
        assert {word for word in words if word.startswith("--")} <= known, line.command()


def test_lines_of_one_id_stand_together_under_one_title() -> None:
    firsts = [line for line in lines() if line.title]
    assert len({line.id for line in firsts}) == len(firsts)
    assert all(own(line.id)[0] == line and line.part for line in firsts)
    assert {line.id for line in lines()} == {line.id for line in firsts}
    assert [line.id for line in lines() if line.lacks and not line.title] == []


@pytest.mark.parametrize("name", names().values(), ids=lambda one: one.name)
def test_a_name_of_ours_is_there(name: Name) -> None:
    where, _, what = name.ours.partition(":")
    assert name.why
    assert not where or PLACES[where](what)


def _profile(text: str) -> bool:
    rule, _, value = text.partition(".")
    load_profile().at("", "2025-01-01").value(rule, value)
    return True


def _column(text: str) -> bool:
    """Tell whether a ledger has the column and reads it."""
    ledger, _, header = text.partition(".")
    return any(c.header == header and c.type != "unread" for c in load(ledger).columns)


def _kind(text: str) -> bool:
    kind, _, property_ = text.partition(".")
    known = {**schema().nodes, **schema().edges}
    if kind not in known:
        return False
    return not property_ or property_ in {*known[kind].properties, *dict(known[kind].columns())}


PLACES: Mapping[str, Callable[[str], bool]] = {
    "schema": _kind,
    "question": lambda text: bool(catalogue.find(text)),
    "limit": lambda text: BUILT_IN.value(text) is not None,
    "profile": _profile,
    "file": lambda text: (ROOT / text).is_file(),
    "column": _column,
    "fact": lambda text: text in telling.labels(),
}


# ---- against the design


@with_design
def test_every_row_of_the_design_is_answered_and_no_other() -> None:
    assert list(dict.fromkeys(line.id for line in lines())) == list(design())


@with_design
@pytest.mark.parametrize("id_", dict.fromkeys(line.id for line in lines()))
def test_a_row_is_answered_as_the_design_wants(id_: str) -> None:
    row, told = design()[id_], own(id_)
    assert told[0].part == row["part"]
    ways = {line.by for line in told}
    wanted = WAYS[row["answered_by"]]
    assert ways & wanted, f"{row['answered_by']}: {ways}"
    if row["group"] == "rule":
        assert {line.answer for line in told} == {id_}
    if row["group"] == "question":
        assert told[0].answer == id_


@with_design
@pytest.mark.parametrize("id_", dict.fromkeys(line.id for line in lines()))
def test_what_a_row_rests_on_is_ours_or_said_not_to_be(id_: str) -> None:
    row = design()[id_]
    needed = {*filter(None, map(str.strip, row["inputs"].split(";"))), *of_graph(row["graph"])}
    strange = {name for name in needed - names().keys() if not known(name)}
    assert not strange, "neither ours nor in coverage_names.csv"
    lacking = {name for name in needed & names().keys() if not names()[name].ours}
    assert set(own(id_)[0].lacks.split()) == lacking


@with_design
def test_no_name_is_explained_for_nothing() -> None:
    asked = {
        name
        for row in design().values()
        for name in (*map(str.strip, row["inputs"].split(";")), *of_graph(row["graph"]))
    }
    assert names().keys() - asked == set()


def known(name: str) -> bool:
    """Tell whether a name of the design is one of ours as it stands."""
    where, _, what = name.partition(":")
    match where:
        case "report":
            return what == "*" or what in table() or what in telling.labels()
        case "config":
            return what.removeprefix("profile.") in RULE_IDS
        case "draft":
            return what in DRAFT
        case "decision":
            return what in KINDS
        case "vocab":
            return bool(labels(what))
        case "ends":
            return _ends(what)
        case "value":
            return _worded(what)
    return _column(name) if re.match(r"L\d+\.", name) else _kind(name)


def of_graph(text: str) -> Iterator[str]:
    """Yield the kinds, properties, ends and values that a cell of the design names."""
    for kind, inner in re.findall(r"(\w+)\{([^}]*)\}", text):
        for part in inner.split(","):
            property_, _, values = part.strip().partition("=")
            yield f"{kind}.{property_}"
            yield from (f"value:{value}" for value in values.split("|") if value)
    plain = re.sub(r"\{[^}]*\}", "", text)
    yield from (word for word in re.findall(r"[A-Za-z_]+", plain) if word[0].isupper())
    ends = re.findall(r"([A-Z_]+)\(([\w|]+)->([\w|]+)\)", plain)
    ends += [(e, s, t) for s, e, t in re.findall(r"([\w|]+) -([A-Z_]+)-> ([\w|]+)", plain)]
    for edge, sources, targets in ends:
        for source in sources.split("|"):
            yield from (f"ends:{edge} {source} {target}" for target in targets.split("|"))


def _ends(text: str) -> bool:
    edge, source, target = text.split()
    kind = schema().edges[edge]
    assert isinstance(kind, EdgeKind)
    return (source, target) in {tuple(pair) for pair in kind.ends}


@cache
def _values() -> frozenset[str]:
    rows = csv.DictReader((ROOT / "graph/model/vocab.csv").read_text("utf-8-sig").splitlines())
    return frozenset(value for row in rows for value in row.values() if isinstance(value, str))


def _worded(text: str) -> bool:
    return text in _values()
