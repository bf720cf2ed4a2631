"""Every page that can be written of the hostile office, and what a reader does on one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from loaders.reports.extract import report
from queries import avoidance
from queries.tracing import Scope
from tests.visualizations.opening import Opened, watch
from tests.xuntu.hostile.office import Office
from tests.xuntu.hostile.poison import Found, strings
from visualizations import check, trace
from visualizations import report as report_view
from xuntu import check_page, checking, outputs, pages
from xuntu.marking import marked
from xuntu.telling import Which
from xuntu.workspace import Workspace

NAMES = (
    "trace", "trace-revealed", "trace-scope", "network", "explorer", "coverage", "person", "person-revealed",
    "unit", "rectification", "round", "check", "report", "report-web", "answer",
)  # fmt: skip
ON = "2025-03-24"
WHO = "甲九<img src=x onerror=window.__fired=1>"
TEXTS = (
    "MATCH (n) WHERE n.name IS NOT NULL RETURN n, n.name AS `<b>{{1337*1337}}`, labels(n) AS kind"
)
CHAIN = (
    "MATCH (f:Finding)-[:LED_TO]->(c:Clue)-[:LED_TO]->(k:CaseFile)-[:RESULTED_IN]->(s:Sanction) "
    "RETURN f.id AS finding, s.id AS sanction LIMIT 1"
)
TASK = (
    "MATCH (t:InspectionTask)-[:INSPECTS]->(o:Organization), (t)-[:FOUND]->(:Finding) "
    "RETURN o.name AS unit, o.id AS id, count(*) AS n ORDER BY n DESC LIMIT 1"
)
TEAM = (
    "MATCH (p:Person)-[:MEMBER_OF]->(t:Team)-[:EXECUTES]->(:InspectionTask) WHERE t.round_no = 14 AND t.term_no = 7 "
    "RETURN t.name AS team, p.person_no AS person ORDER BY team, person LIMIT 1"
)
SOUGHT = ("<img", "javascript:", "{{1337", '"><', "")
FORBIDDEN = "img, iframe, object, embed, a, base, link, form, input[autofocus], meta[http-equiv=refresh], audio, math"
VISIT = """([forbidden, most]) => {
  const told = [], bad = [];
  const look = () => {
    bad.push(...[...document.querySelectorAll(forbidden)].map((e) => e.outerHTML));
    for (const e of document.querySelectorAll('*'))
      bad.push(...[...e.attributes].filter((a) => a.name.startsWith('on')).map((a) => e.outerHTML));
  };
  const nodes = (window.xuntu && window.xuntu.data && window.xuntu.data.nodes) || [];
  const step = Math.max(1, Math.floor(nodes.length / most));
  for (let place = 0; place < nodes.length; place += step) {
    window.xuntu.choose(place);
    for (const part of document.querySelectorAll('#panel details')) part.open = true;
    told.push(document.querySelector('#panel').textContent);
  }
  for (const part of document.querySelectorAll('details')) part.open = true;
  look();
  window.dispatchEvent(new Event('beforeprint'));
  look();
  window.dispatchEvent(new Event('afterprint'));
  told.push(document.body.textContent);
  return [bad, told.join('\\u0000'), nodes.length];
}"""
PICTURE = """() => {
  const { network, scene, data } = window.xuntu;
  data.nodes.forEach((node, place) => { if (place % 9 === 0) network.state.notes.set(place, node.caption); });
  const picture = new XMLSerializer().serializeToString(scene.picture({ width: 4000, height: 3000 }));
  const read = new DOMParser().parseFromString(picture, 'image/svg+xml');
  const known = ['svg', 'rect', 'path', 'circle', 'text'];
  const odd = [...read.querySelectorAll('*')].filter((e) => !known.includes(e.localName)
    || [...e.attributes].some((a) => a.name.startsWith('on') || a.name.includes('href')));
  return [odd.map((e) => e.outerHTML), [...read.querySelectorAll('text')].map((e) => e.textContent).join('\\u0000')];
}"""


def one(workspace: Workspace, cypher: str) -> Mapping[str, str]:
    """Return the first row of a question in Cypher."""
    answer = workspace.query_raw(cypher, {}, cypher=True)
    return dict(zip((c.name for c in answer.columns), map(str, answer.rows[0]), strict=True))


def all_pages(workspace: Workspace, office: Office) -> Mapping[str, Callable[[], str]]:
    """Return what makes each page, by its name."""
    chain, task = one(workspace, CHAIN), one(workspace, TASK)

    def network_of(cypher: str) -> str:
        return pages.network_page(workspace, workspace.query_raw(cypher, {}, cypher=True))

    def checked() -> str:
        found = checking.check(workspace, avoidance.read_draft(office.draft))
        heading = check_page.heading(workspace, office.draft.name + WHO, None, WHO)
        return check.page(check_page.matrix(found, heading, checking.profile_of(workspace)))

    def reported(file: Path) -> str:
        read = report(file.read_bytes(), file.name, workspace.regions(), "中共云川市委")
        return report_view.page(marked(read, file.name))

    text, web = (sorted(office.files[1].glob(f"*.{kind}"))[-1] for kind in ("txt", "html"))
    return {
        "trace": lambda: pages.trace_page(workspace, chain["finding"], ON),
        "trace-revealed": lambda: trace.page(workspace.trace(chain["sanction"], ON, reveal=WHO)),
        "trace-scope": lambda: trace.page(workspace.trace_scope(Scope(term=7), ON)),
        "network": lambda: pages.network_page(
            workspace, workspace.query_raw("neighbourhood", {"node": task["id"]})
        ),
        "explorer": lambda: network_of(
            "MATCH p = (a)-[e]->(b) WHERE type(e) <> 'KIN' RETURN p LIMIT 600"
        ),
        "coverage": lambda: pages.coverage_page(workspace, ON, Which(term=7)),
        "person": lambda: pages.person_page(workspace, "P0027", ON),
        "person-revealed": lambda: pages.person_page(workspace, "P0027", ON, reveal=WHO),
        "unit": lambda: pages.unit_page(workspace, task["unit"], ON),
        "rectification": lambda: pages.rectification_page(workspace, ON, Which(term=7)),
        "round": lambda: pages.round_page(workspace, ON, Which(term=7, round=14)),
        "check": checked,
        "report": lambda: reported(text),
        "report-web": lambda: reported(web),
        "answer": lambda: outputs.as_html(workspace.query(TEXTS, cypher=True)),
    }


@dataclass
class Visit:
    """What a page did in the browser, and the texts that it showed."""

    opened: Opened
    wrong: list[str] = field(default_factory=list)
    told: str = ""
    drawn: str = ""

    def strings(self) -> set[str]:
        """Return the hostile strings that could be read on the page."""
        return set(Found(strings()).among([self.told]))

    def faults(self) -> list[str]:
        """Return whatever should not have come to be: what fired, was asked for, failed, was evaluated."""
        seen = self.opened
        fired = [
            f"fired in {frame.url}"
            for frame in seen.page.frames
            if frame.evaluate("window.__fired !== undefined")
        ]
        sums = ["a template was evaluated"] if "1787569" in self.told + self.drawn else []
        return [*fired, *sums, *seen.dialogs, *seen.requests, *seen.errors, *self.wrong]


def visit(context: BrowserContext, file: Path, most: int) -> Visit:
    """Open a page and use it: search, open what can be opened, walk by keyboard, hover, print, draw."""
    page = context.new_page()
    found = Visit(Opened(page))
    watch(page, found.opened, file.as_uri())
    page.goto(file.as_uri())
    scripted = page.locator("#search").count() > 0
    while scripted and not page.evaluate("Boolean(window.xuntu && window.xuntu.ready)"):
        assert not found.opened.errors, found.opened.errors
        page.wait_for_timeout(20)
    scripts = page.locator("script").count()
    if scripted:
        _use(page)
    found.wrong, found.told, _ = page.evaluate(VISIT, [FORBIDDEN, most])
    if page.evaluate("Boolean(window.xuntu && window.xuntu.scene && window.xuntu.scene.picture)"):
        odd, found.drawn = page.evaluate(PICTURE)
        found.wrong += odd
    page.wait_for_timeout(50)
    if page.locator("script").count() != scripts:
        found.wrong.append("a script came to be")
    return found


def _use(page: Page) -> None:
    search = page.locator("#search")
    for wanted in SOUGHT if search.is_visible() else ():
        search.fill(wanted)
        if (hit := page.locator("#found button").first).is_visible():
            hit.click()
    for key in ("Tab", "ArrowDown", "ArrowRight", "Enter", "Tab", "ArrowDown", "Enter", "Escape"):
        page.keyboard.press(key)
    for across in range(8):
        page.mouse.move(60 + 120 * across, 120 + 70 * across, steps=3)
