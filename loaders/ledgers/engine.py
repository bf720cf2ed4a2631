"""The engine: one declaration and one sheet in, claims and rejects out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from graph.model.claims import Claim, Rejected, Value
from loaders.ledgers.builders import builder
from loaders.ledgers.declaration import EdgeSpec, Ledger, NodeSpec
from loaders.ledgers.duplicates import Keys
from loaders.ledgers.expanders import EXPANDERS, WITHHOLDERS
from loaders.ledgers.expressions import Expression, Scope
from loaders.ledgers.headers import Layout
from loaders.ledgers.maker import Maker
from loaders.ledgers.rows import Reading, Row, body
from loaders.ledgers.sheet import Sheet
from loaders.loader import Context

NOTHING_THERE = "这一行没有可以载入的内容"


def read(sheet: Sheet, reading: Reading, context: Context) -> Iterator[Claim | Rejected]:
    """Yield what every row below the header says; a row that says nothing usable is rejected."""
    ledger = reading.layout.ledger
    keys = Keys(ledger)
    for number, cells in body(sheet, reading.layout):
        row = reading.row(number, cells)
        if not row.written:
            yield Rejected(row.provenance, "", "", NOTHING_THERE, ledger=ledger.id)
            continue
        yield from keys.differs(row)
        kept = WITHHOLDERS[ledger.withhold](row) if ledger.withhold else row
        claims = claims_of(kept, ledger, context)
        yield from claims
        # What was left out on purpose is not lost.
        yield from marked(row, reading.layout) if kept is row else kept.rejected
        if not claims and not kept.rejected:
            yield Rejected(row.provenance, "", "", NOTHING_THERE, ledger=ledger.id)


def marked(row: Row, layout: Layout) -> Iterator[Rejected]:
    """Yield what was refused of a row, with whose row it is and whether what it says is lost.

    A vital column that the sheet does not have is refused here: no cell of it could be.
    """
    scope, ledger = Scope(row.fields), layout.ledger
    whose = str(scope.get(ledger.owner) or "") if ledger.owner else ""
    until = str(scope.get(ledger.lapses) or "") if ledger.lapses else ""
    lost = {
        column.field: column.header
        for column in ledger.columns
        if column.field in ledger.vital
        and scope.get(column.field) is None
        and column.required.holds(scope)
    }
    for item in row.rejected:
        known = layout.written.get(item.column)
        column = lost.pop(known.field, "") if known else ""
        yield replace(item, person=whose, lost=column, until=until if column else "")
    for header in lost.values():
        rest = (header, "", "缺少必填列", "", ledger.id, whose, header, until)
        yield Rejected(row.provenance, *rest)


def claims_of(row: Row, ledger: Ledger, context: Context) -> list[Claim]:
    """Return the claims of one row."""
    committee = str(row.fields["committee"])
    maker = Maker(ledger.id, row.provenance, committee, context)
    scope = Scope(row.fields)
    for node in ledger.nodes:
        scope.nodes[node.name] = _nodes(node, maker, scope)
    for edge in ledger.edges:
        _edges(edge, maker, scope)
    for name in ledger.expanders:
        EXPANDERS[name](maker, scope)
    return list(maker.claims.values())


def _turns(each: str, scope: Scope) -> Iterator[Scope]:
    if not each:
        yield scope
        return
    turns = scope.length(each)
    for turn in range(turns):
        yield Scope(scope.fields, scope.nodes, turn, turns)


def _there(needs: tuple[str, ...], scope: Scope) -> bool:
    return all(scope.get(name) is not None for name in needs)


def _values(properties: Mapping[str, Expression], scope: Scope) -> dict[str, Value]:
    return {name: expression.value(scope) for name, expression in properties.items()}


def _nodes(spec: NodeSpec, maker: Maker, scope: Scope) -> list[str]:
    build, made = builder(spec.builder, spec.kind), []
    for turn in _turns(spec.each, scope):
        if not _there(spec.needs, turn) or not spec.when.holds(turn):
            continue
        found = build(maker, *(argument.value(turn) for argument in spec.arguments))
        if found is None:
            continue
        said = {**found.properties, **_values(spec.properties, turn)}
        if said:
            maker.node(spec.kind, found.mention, said, found.keys)
        made.append(found.mention)
    return made


def _edges(spec: EdgeSpec, maker: Maker, scope: Scope) -> None:
    sources, targets = scope.nodes[spec.source], scope.nodes[spec.target]
    if not sources or not targets or not _there(spec.needs, scope):
        return
    turns = list(_turns(spec.each, scope))
    for place, (source, target) in enumerate(product(sources, targets)):
        turn = turns[place] if spec.each and len(turns) == len(sources) * len(targets) else scope
        if spec.when.holds(turn) and target not in scope.nodes.get(spec.apart, ()):
            maker.edge(spec.kind, source, target, _values(spec.properties, turn))
