"""Random read patterns over a snapshot, each with its rows counted by brute force.

A pattern is made from the schema's kinds, walked through the snapshot's own edges so that most find
something, and written as portable Cypher. What it must find is counted here by walking all of it,
with the one rule of Cypher: within one MATCH, no edge is used twice.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import pyarrow.parquet as pq

from graph.model.schema import schema
from graph.snapshot import Snapshot

Row = Mapping[str, object]
TOO_MANY = 2_000
"""Steps of a walk after which a pattern is thrown away: it would only try the patience of engines."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text with its parameters, and the rows it must give."""

    text: str
    parameters: Mapping[str, object]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An edge of the snapshot."""

    id: str
    kind: str
    source: str
    target: str
    row: Row


class Facts:
    """The nodes and edges of a snapshot, as a walk needs them."""

    def __init__(self, snapshot: Snapshot) -> None:
        tables = snapshot.tables()
        self.nodes: dict[str, tuple[str, Row]] = {}
        self.of_kind: dict[str, list[str]] = {}
        self.out: dict[str, list[Link]] = defaultdict(list)
        self.into: dict[str, list[Link]] = defaultdict(list)
        for kind in schema().nodes:
            rows = pq.read_table(tables[f"nodes_{kind}"]).to_pylist()
            self.of_kind[kind] = [row["id"] for row in rows]
            self.nodes.update((row["id"], (kind, row)) for row in rows)
        for kind in schema().edges:
            for row in pq.read_table(tables[f"edges_{kind}"]).to_pylist():
                link = Link(row["id"], kind, row["source"], row["target"], row)
                self.out[link.source].append(link)
                self.into[link.target].append(link)

    def steps(self, node: str, arrow: str) -> Iterator[tuple[Link, str]]:
        """Yield the edges at a node in a direction (`>`, `<` or `-`), each once, with the node beyond."""
        if arrow != "<":
            yield from ((link, link.target) for link in self.out[node])
        if arrow != ">":
            for link in self.into[node]:
                if arrow == "<" or link.source != link.target:
                    yield link, link.source


@dataclass(frozen=True, slots=True)
class Test:
    """A condition on one property: `=`, `<>`, `<`, `>=`, STARTS WITH, CONTAINS, IN, IS NULL, IS NOT NULL."""

    __test__ = False

    name: str
    operator: str
    value: object

    def holds(self, row: Row) -> bool:
        """Tell whether a row meets it; what is not known meets nothing but IS NULL."""
        found = row.get(self.name)
        if self.operator in {"IS NULL", "IS NOT NULL"}:
            return (found is None) == (self.operator == "IS NULL")
        return found is not None and _OPERATORS[self.operator](found, self.value)

    def text(self, variable: str, parameter: str) -> str:
        """Return it as Cypher."""
        unary = self.operator.startswith("IS")
        return f"{variable}.{self.name} {self.operator}" + ("" if unary else f" ${parameter}")


_OPERATORS: Mapping[str, Callable[..., bool]] = {
    "=": lambda found, value: found == value,
    "<>": lambda found, value: found != value,
    "<": lambda found, value: found < value,
    ">=": lambda found, value: found >= value,
    "STARTS WITH": lambda found, value: found.startswith(value),
    "CONTAINS": lambda found, value: value in found,
    "IN": lambda found, value: found in value,
}


@dataclass(frozen=True, slots=True)
class Hop:
    """A step of a pattern: kinds of edge (none = any), direction, least and most edges, the kind beyond."""

    kinds: tuple[str, ...]
    arrow: str
    least: int
    most: int
    beyond: str
    test: Test | None = None

    def text(self, edge: str, node: str) -> str:
        """Return it as Cypher, with names for its edge and the node beyond."""
        length = "" if (self.least, self.most) == (1, 1) else f"*{self.least}..{self.most}"
        inner = (edge if not length else "") + (":" + "|".join(self.kinds) if self.kinds else "")
        left, right = ("<" if self.arrow == "<" else ""), (">" if self.arrow == ">" else "")
        label = f":{self.beyond}" if self.beyond else ""
        return f"{left}-[{inner}{length}]-{right}({node}{label})"


class Walk:
    """All ways to walk hops through facts; raises OverflowError when there are too many."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.taken = 0

    def ways(
        self, node: str, hops: tuple[Hop, ...], used: frozenset[str] = frozenset()
    ) -> Iterator[tuple[str, ...]]:
        """Yield the nodes at which each hop of a way ends."""
        if not hops:
            yield ()
            return
        first, rest = hops[0], hops[1:]
        for end, taken in self._hop(node, first, 0, used):
            kind, _ = self.facts.nodes[end]
            if not first.beyond or kind == first.beyond:
                yield from ((end, *way) for way in self.ways(end, rest, taken))

    def _hop(
        self, node: str, hop: Hop, length: int, used: frozenset[str]
    ) -> Iterator[tuple[str, frozenset[str]]]:
        if length >= hop.least:
            yield node, used
        if length == hop.most:
            return
        for link, beyond in self.facts.steps(node, hop.arrow):
            self.taken += 1
            if self.taken > TOO_MANY:
                raise OverflowError
            if link.id in used or (hop.kinds and link.kind not in hop.kinds):
                continue
            if hop.test is None or hop.test.holds(link.row):
                yield from self._hop(beyond, hop, length + 1, used | {link.id})


def patterns(facts: Facts, seed: int, number: int) -> Iterator[Pattern]:
    """Yield random patterns, always the same for a seed."""
    dice = random.Random(seed)
    made = 0
    while made < number:
        try:
            pattern = _Maker(facts, dice).pattern()
        except OverflowError:
            continue
        made += 1
        yield pattern


class _Maker:
    """Makes one pattern."""

    def __init__(self, facts: Facts, dice: random.Random) -> None:
        self.facts = facts
        self.dice = dice
        self.walk = Walk(facts)
        self.parameters: dict[str, object] = {}

    def pattern(self) -> Pattern:
        kinds = [kind for kind, ids in self.facts.of_kind.items() if ids]
        kind = self.dice.choice(kinds)
        here = self.dice.choice(self.facts.of_kind[kind])
        hops, end = self._hops(here, self.dice.choice([1, 1, 2, 2, 3, 4]))
        tests = [self._test(*self._seen(here), "n0")] if self.dice.random() < 0.6 else []
        last = len(hops)
        if hops and hops[-1].beyond and self.dice.random() < 0.4:
            tests.append(self._test(*self._seen(end), f"n{last}"))
        starts = [
            one
            for one in self.facts.of_kind[kind]
            if all(test.holds(self.facts.nodes[one][1]) for test, _, name in tests if name == "n0")
        ]
        ways = [
            (start, *way)
            for start in starts
            for way in self.walk.ways(start, hops)
            if all(
                test.holds(self.facts.nodes[way[-1]][1]) for test, _, name in tests if name != "n0"
            )
        ]
        text = f"MATCH (n0:{kind})" + "".join(
            hop.text(f"e{n}", f"n{n}") for n, hop in enumerate(hops, 1)
        )
        said = [written for _, written, _ in tests] + [
            hop.test.text(f"e{n}", self._bound(hop.test))
            for n, hop in enumerate(hops, 1)
            if hop.test is not None
        ]
        return self._finished(text, said, ways, end)

    def _seen(self, node: str) -> tuple[str, Row]:
        return self.facts.nodes[node]

    def _hops(self, node: str, number: int) -> tuple[tuple[Hop, ...], str]:
        """Return hops along edges that are there, and where they lead."""
        hops: list[Hop] = []
        for _ in range(number):
            ways = list(self.facts.steps(node, "-"))
            if not ways:
                break
            link, beyond = self.dice.choice(ways)
            arrow = ">" if link.source == node else "<"
            arrow = self.dice.choice([arrow, arrow, arrow, "-"])
            least, most = self.dice.choice([(1, 1)] * 10 + [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)])
            kinds = {link.kind, self.dice.choice([link.kind, *schema().edges])}
            named = self.dice.choice([(link.kind,), (link.kind,), tuple(sorted(kinds)), ()])
            single = (least, most) == (1, 1)
            # Any edge, several times: ArcadeDB takes half a minute for what has a few thousand ways.
            named = named if single else named or (link.kind,)
            kind, _ = self.facts.nodes[beyond]
            test = self._edge_test(link) if single and self.dice.random() < 0.25 else None
            label = kind if self.dice.random() < 0.8 else ""
            hops.append(Hop(named, arrow, least, most, label, test))
            node = beyond
        return tuple(hops), node

    def _test(self, kind: str, row: Row, variable: str) -> tuple[Test, str, str]:
        test = self._chosen(schema().nodes[kind].columns(), row)
        return test, test.text(variable, self._bound(test)), variable

    def _edge_test(self, link: Link) -> Test | None:
        columns = list(schema().edges[link.kind].columns())
        return self._chosen(iter(columns), link.row) if columns else None

    def _chosen(self, columns: Iterator[tuple[str, str]], row: Row) -> Test:
        name, sql = self.dice.choice(sorted(columns))
        value = row.get(name)
        if value is None:
            return Test(name, self.dice.choice(["IS NULL", "IS NOT NULL"]), None)
        operators = ["=", "=", "<>", "IN", "IS NOT NULL"]
        operators += ["<", ">="] if sql != "BOOLEAN" else []
        operators += ["STARTS WITH", "CONTAINS"] if sql == "VARCHAR" else []
        operator = self.dice.choice(operators)
        if operator in {"STARTS WITH", "CONTAINS"}:
            value = str(value)[: self.dice.randint(1, 4)]
        return Test(name, operator, [value] if operator == "IN" else value)

    def _bound(self, test: Test) -> str:
        if test.operator.startswith("IS"):
            return ""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = test.value
        return name

    def _finished(
        self, text: str, said: list[str], ways: list[tuple[str, ...]], end: str
    ) -> Pattern:
        """Return the pattern with one of the ways to ask about it."""
        shape = self.dice.choice(_SHAPES)
        more, _ = self._hops(end, 1)
        return shape(self, text, said, ways, more)

    def made(self, text: str, *rows: tuple[object, ...]) -> Pattern:
        """Return a pattern with what it must find."""
        return Pattern(text, dict(self.parameters), rows)

    def counted(self, way: tuple[str, ...], more: tuple[Hop, ...]) -> int:
        """Return how many ways lead on from the end of a way, in a MATCH of its own."""
        return sum(1 for _ in self.walk.ways(way[-1], more))


Ways = list[tuple[str, ...]]
Hops = tuple[Hop, ...]


def _where(said: list[str]) -> str:
    return f" WHERE {' AND '.join(said)}" if said else ""


def _last(ways: Ways, text: str) -> str:
    """Return the name of the last node of a text."""
    return f"n{len(ways[0]) - 1}" if ways else f"n{text.count('(') - 1}"


def _count(maker: _Maker, text: str, said: list[str], ways: Ways, _: Hops) -> Pattern:
    return maker.made(f"{text}{_where(said)} RETURN count(*) AS n", (len(ways),))


def _ends(maker: _Maker, text: str, said: list[str], ways: Ways, _: Hops) -> Pattern:
    last = _last(ways, text)
    found = (len({way[0] for way in ways}), len({way[-1] for way in ways}))
    asked = f"RETURN count(DISTINCT n0.id) AS a, count(DISTINCT {last}.id) AS b"
    return maker.made(f"{text}{_where(said)} {asked}", found)


def _grouped(maker: _Maker, text: str, said: list[str], ways: Ways, _: Hops) -> Pattern:
    least = maker.dice.randint(1, 3)
    groups = [n for n in Counter(way[0] for way in ways).values() if n >= least]
    asked = (
        f"WITH n0, count(*) AS c WHERE c >= {least} "
        "RETURN count(*) AS groups, sum(c) AS total, max(c) AS most"
    )
    found = (len(groups), sum(groups), max(groups, default=None))
    return maker.made(f"{text}{_where(said)} {asked}", found)


def _optional(maker: _Maker, text: str, said: list[str], ways: Ways, more: Hops) -> Pattern:
    if not more:
        return _count(maker, text, said, ways, more)
    numbers = [maker.counted(way, more) for way in ways]
    # What is tested on the optional edge belongs to the optional match.
    own = [hop.test.text("f", maker._bound(hop.test)) for hop in more if hop.test]
    asked = f"OPTIONAL MATCH ({_last(ways, text)}){more[0].text('f', 'm')}{_where(own)}"
    found = (sum(max(n, 1) for n in numbers), sum(numbers))
    return maker.made(
        f"{text}{_where(said)} {asked} RETURN count(*) AS n, count(m) AS found", found
    )


def _without(maker: _Maker, text: str, said: list[str], ways: Ways, more: Hops) -> Pattern:
    if not more:
        return _count(maker, text, said, ways, more)
    own = [hop.test.text("f", maker._bound(hop.test)) for hop in more if hop.test]
    inner = f"MATCH ({_last(ways, text)}){more[0].text('f', 'm')}{_where(own)}"
    negated = maker.dice.random() < 0.7
    said = [*said, f"{'NOT ' if negated else ''}EXISTS {{ {inner} }}"]
    found = sum(1 for way in ways if bool(maker.counted(way, more)) != negated)
    return maker.made(f"{text}{_where(said)} RETURN count(*) AS n", (found,))


def _many(maker: _Maker, text: str, said: list[str], ways: Ways, more: Hops) -> Pattern:
    if not more:
        return _count(maker, text, said, ways, more)
    least = maker.dice.randint(1, 3)
    own = [hop.test.text("f", maker._bound(hop.test)) for hop in more if hop.test]
    inner = f"MATCH ({_last(ways, text)}){more[0].text('f', 'm')}{_where(own)}"
    said = [*said, f"COUNT {{ {inner} }} >= {least}"]
    found = sum(1 for way in ways if maker.counted(way, more) >= least)
    return maker.made(f"{text}{_where(said)} RETURN count(*) AS n", (found,))


def _again(maker: _Maker, text: str, said: list[str], ways: Ways, more: Hops) -> Pattern:
    if not more:
        return _count(maker, text, said, ways, more)
    own = [hop.test.text("f", maker._bound(hop.test)) for hop in more if hop.test]
    asked = f"MATCH ({_last(ways, text)}){more[0].text('f', 'm')}{_where(own)}"
    found = list(chain.from_iterable(maker.walk.ways(way[-1], more) for way in ways))
    return maker.made(
        f"{text}{_where(said)} {asked} RETURN count(*) AS n, count(DISTINCT m.id) AS ends",
        (len(found), len({way[-1] for way in found})),
    )


_SHAPES = (_count, _count, _ends, _grouped, _optional, _without, _many, _again)
