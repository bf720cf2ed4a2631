"""No text that reaches a page does anything but stand there: with the page's policy and without."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.model.answers import Clock, Edge, Evidence, Node, OpenEnd, Subgraph, Trace, TraceStep
from graph.model.claims import Value
from graph.model.schema import Kind, schema
from tests.visualizations import sheets
from visualizations import check, network, report, trace
from visualizations.check import Cell, Gap, Link, Matrix, Member, Reason, Team, TeamRule
from visualizations.report import LOST, REPAIRED, Change, Fact, MarkedText
from visualizations.views import VIEWS

Open = Callable[..., Any]
LANES = ("Finding", "Clue", "CaseFile", "Sanction", "Prosecution")
FORBIDDEN = (
    "img, iframe, object, embed, a, base, link, form, input[autofocus], meta[http-equiv=refresh]"
)

# Opens nodes of each kind and payload (seven nodes a payload, every third) with all that their panel
# can unfold; returns what should never have come to be.
VISIT = """(forbidden) => window.xuntu.data.nodes.flatMap((_, place) => {
  if (place % 3) return [];
  window.xuntu.choose(place);
  for (const part of document.querySelectorAll('#panel details')) part.open = true;
  return [...document.querySelectorAll(forbidden)].map((e) => e.outerHTML);
})"""


@pytest.fixture(scope="session")
def payloads(root: Path) -> list[str]:
    """All texts of the case file."""
    text = (root / "tests/cases/visualizations/payloads.json").read_text(encoding="utf-8")
    return [case["text"] * case.get("times", 1) for case in json.loads(text)]


def _filled(kind: Kind, text: str) -> dict[str, Value]:
    return {p.name: text for p in kind.properties.values() if p.type in ("text", "date")}


def _chain(number: int, text: str) -> tuple[list[Node], list[Edge]]:
    kinds = (*LANES, "Person", "Organization")
    nodes = [
        Node(f"{kind}-{number:020x}", kind, _filled(schema().nodes[kind], text)) for kind in kinds
    ]
    links = [("LED_TO", 0, 1), ("LED_TO", 1, 2), ("RESULTED_IN", 2, 3), ("REFERRED_TO", 2, 4)]
    links += [("ABOUT", 1, 5), ("CONCERNS", 0, 6), ("SERVED_IN", 5, 6)]
    edges = [
        Edge(
            f"{kind}-{number:018x}{a}{b}",
            kind,
            nodes[a].id,
            nodes[b].id,
            _filled(schema().edges[kind], text),
        )
        for kind, a, b in links
    ]
    return nodes, edges


def _subgraph(payloads: list[str]) -> Subgraph:
    nodes: list[Node] = []
    edges: list[Edge] = []
    evidence: dict[str, tuple[Evidence, ...]] = {}
    for number, text in enumerate(payloads):
        made = _chain(number, text)
        nodes += made[0]
        edges += made[1]
        for name in [node.id for node in made[0]] + [edge.id for edge in made[1]]:
            evidence[name] = (Evidence(text, text, text),)
    everything = " ".join(text[:200] for text in payloads)
    return Subgraph(everything, tuple(nodes), tuple(edges), evidence, notes=tuple(payloads))


def _trace(payloads: list[str]) -> Trace:
    graph = _subgraph(payloads)
    text = {node.id: payloads[place // 7] for place, node in enumerate(graph.nodes)}
    steps = [
        TraceStep(
            e.source,
            e.target,
            e.id,
            e.kind,
            "doubtful" if n % 3 else "stated",
            40,
            30,
            basis=payloads[n % len(payloads)],
            why=payloads[n % len(payloads)],
        )
        for n, e in enumerate(graph.edges)
        if e.kind not in ("ABOUT", "CONCERNS", "SERVED_IN")
    ]
    ends = tuple(OpenEnd(node.id) for node in graph.nodes if node.kind == "CaseFile")
    return Trace(
        graph.title, graph.nodes[0].id, LANES, graph, tuple(steps), text, ends, payloads[0],
        clocks=tuple(
            Clock(end.node, one, one, one, 9, 3, one)
            for end, one in zip(ends, payloads, strict=False)
        ),
    )  # fmt: skip


def _report(payloads: list[str]) -> MarkedText:
    text, found, changes = "", [], []
    for payload in payloads:
        start, end = len(text), len(text) + max(1, len(payload))
        fields = ((payload, payload),)
        found.append(Fact("one", start, end, payload, fields, payload, payload, 0.5, (payload,)))
        changes.append(Change(start, end, payload, REPAIRED, payload))
        changes.append(Change(end, end + 1, payload, LOST, payload))
        text += (payload or " ") + "缺\n"
    everything = " ".join(one[:200] for one in payloads)
    unread = ((0, 3, payloads[0]),)
    context = tuple((one, one) for one in payloads)
    kinds = {"one": payloads[0]}
    return MarkedText(
        everything, text, kinds, tuple(found), tuple(changes), unread, context, tuple(payloads)
    )


def _check(payloads: list[str]) -> Matrix:
    people, cells = [], []
    for text in payloads:
        link = Link(text, f"{text}局", text, text, text, ((text, text),))
        reason = Reason("R01", text, "应回避", text, text, text, (link,), ((text, text),))
        gap = Gap(text, text, (text,), True)
        cell = Cell("应回避", text, (reason,), (gap,), ((text, text),), (text,), text)
        people.append(Member(text, text, text, "应回避"))
        cells.append((cell, cell))
    one, two, three, four = payloads[:4]
    rule = TeamRule(one, two, three, four, False, one, two)
    units = (payloads[0], payloads[-1])
    team = Team(payloads[0], tuple(people), units, tuple(cells), (rule,))
    everything = " ".join(one[:200] for one in payloads)
    context = tuple((one, one) for one in payloads)
    names = {"R01": payloads[0]}
    return Matrix(everything, context, names, (team,), tuple(payloads), (rule,))


@pytest.fixture(scope="session", params=[view.name for view in VIEWS])
def text(request: pytest.FixtureRequest, payloads: list[str]) -> str:
    """A page of each view with every payload in every field."""
    if request.param in sheets.SHEETS:
        return sheets.page(request.param, payloads)
    if request.param == "check":
        return check.page(_check(payloads))
    if request.param == "report":
        return report.page(_report(payloads))
    if request.param == "trace":
        return trace.page(_trace(payloads))
    return network.page(_subgraph(payloads))


def _without_policy(text: str) -> str:
    found, times = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n', "", text)
    assert times == 1
    return found


@pytest.mark.parametrize("policy", [True, False], ids=["with policy", "without policy"])
def test_nothing_fires(opened: Open, text: str, policy: bool) -> None:
    found = opened(text if policy else _without_policy(text))
    page = found.page
    scripts = page.locator("script").count()
    assert page.evaluate(VISIT, FORBIDDEN) == []
    for wanted in ("window", "javascript", "{{7*7}}"):
        page.locator("#search").fill(wanted)
        assert page.locator("#found button").count() > 0
    assert page.locator("script").count() == scripts
    assert page.locator("*").evaluate_all("all => all.flatMap(e => [...e.attributes])"
                                          ".filter(a => a.name.startsWith('on')).length") == 0  # fmt: skip
    page.wait_for_timeout(100)
    assert found.quiet(), found


def test_the_test_would_see_what_fires(opened: Open, text: str) -> None:
    armed = "<img src=x onerror=window.__fired=1>"
    found = opened(_without_policy(text).replace('<p id="live"', f'{armed}<p id="live"'))
    found.page.wait_for_function("window.__fired === 1")
    assert found.requests
    assert not found.quiet()


def test_the_policy_would_stop_what_gets_in(opened: Open, text: str) -> None:
    armed = "<script>window.__fired=1</script><img src=x onerror=window.__fired=1>"
    found = opened(text.replace('<p id="live"', f'{armed}<p id="live"'))
    assert found.page.evaluate("window.__fired") is None
    assert all("Content Security Policy" in error for error in found.errors)
    assert len(found.errors) >= 2


def test_a_text_is_shown_as_written(opened: Open, text: str) -> None:
    found = opened(text)
    quotes = found.page.evaluate("window.xuntu.data.nodes.map(node => node.caption)")
    assert '<img src=x onerror="window.__fired=1">' in quotes
    found.page.evaluate("window.xuntu.choose(0)")
    assert (
        found.page.locator("#panel .quote").first.inner_text()
        == '<img src=x onerror="window.__fired=1">'
    )


# Paths, lines, selections, notes, paper, and the picture as a file of its own.
EXPLORE = """(forbidden) => {
  const { does, network, scene, data } = window.xuntu;
  const bad = [];
  const look = () => bad.push(...[...document.querySelectorAll(forbidden)].map((e) => e.outerHTML));
  for (let place = 0; place + 3 < data.nodes.length; place += 7) {
    does.path(place, place + 3);
    look();
    network.state.notes.set(place, data.nodes[place].caption);
  }
  does.selectAll(data.nodes.map((_, i) => i));
  look();
  window.dispatchEvent(new Event('beforeprint'));
  look();
  const picture = new XMLSerializer().serializeToString(scene.picture({ width: 4000, height: 3000 }));
  const read = new DOMParser().parseFromString(picture, 'image/svg+xml');
  const known = ['svg', 'rect', 'path', 'circle', 'text'];
  const odd = [...read.querySelectorAll('*')].filter((e) => !known.includes(e.localName)
    || [...e.attributes].some((a) => a.name.startsWith('on') || a.name.includes('href')));
  return [...bad, ...odd.map((e) => e.outerHTML)];
}"""


@pytest.mark.parametrize("policy", [True, False], ids=["with policy", "without policy"])
def test_nothing_fires_on_paths_paper_and_in_the_picture(
    opened: Open, payloads: list[str], policy: bool
) -> None:
    text = network.page(_subgraph(payloads))
    found = opened(text if policy else _without_policy(text))
    assert found.page.evaluate(EXPLORE, FORBIDDEN) == []
    found.page.wait_for_timeout(100)
    assert found.quiet(), found
