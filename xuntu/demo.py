"""The demonstration: a fictional city's files, loaded by the same door as a user's, checked, traced, drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from graph.model.answers import Answer, Trace
from graph.model.errors import WorkspaceError
from queries import avoidance
from xuntu import checking, pages
from xuntu.folder import MARKER
from xuntu.loading import FileReport
from xuntu.synthetic import make_city, write_city
from xuntu.workspace import Workspace

COMMITTEE = "中共云川市委"
REGION = "990100"
ON = "2025-03-24"
"""The day the demonstration asks about: the same day gives the same pages, whenever it is run."""

FILES = "示例资料"


_AROUND = """
MATCH (f:Finding {id: $finding})-[:CONCERNS]->(unit:Organization)
MATCH inspected = (unit)<-[:INSPECTS]-(task:InspectionTask)<-[:EXECUTES]-(team:Team)
OPTIONAL MATCH found = (task)-[:FOUND]->(:Finding)
OPTIONAL MATCH yielded = (task)-[:YIELDED]->(clue:Clue)
OPTIONAL MATCH led = (:Finding)-[:LED_TO]->(clue)
OPTIONAL MATCH came = (clue)-[:LED_TO]->(file:CaseFile)
OPTIONAL MATCH given = (file)-[:RESULTED_IN]->(:Sanction)
OPTIONAL MATCH sent = (file)-[:REFERRED_TO]->(:Prosecution)
OPTIONAL MATCH staffed = (:Person)-[:MEMBER_OF]->(team)
RETURN inspected, found, yielded, led, came, given, sent, staffed
"""
"""Everything around the unit that a finding is about."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demonstration shows: files loaded, coverage, check, trace, and the pages it wrote."""

    reports: list[FileReport]
    status: dict[str, object]
    coverage: Answer
    check: avoidance.Check
    trace: Trace
    pages: dict[str, Path]


def prepare(folder: Path, say: Callable[[str], None]) -> Workspace:
    """Return the demonstration's workspace, its files written; what is there already is kept."""
    files = folder / FILES
    if not (files / "拟任名单.xlsx").is_file():
        say("正在生成虚构的云川市：二十七本台账、报告和一份拟任名单 …")
        write_city(make_city(), files)
    if not (folder / MARKER).is_file():
        Workspace.init(folder, committee=COMMITTEE, region=REGION)
        (folder / "regions.csv").write_bytes((files / "regions.csv").read_bytes())
    return Workspace.open(folder)


def show(workspace: Workspace, say: Callable[[str], None]) -> Shown:
    """Load, ask, check, trace and draw."""
    files = workspace.folder / FILES
    say("装载台账和报告 …")
    reports = workspace.load([files / "台账", files / "报告"])
    say("回避核查 …")
    check = checking.check(workspace, avoidance.read_draft(files / "拟任名单.xlsx"))
    say("启动内嵌图数据库，提问、追踪、画图 …")
    coverage = workspace.query("Q2", {"term": 7})
    start = _fullest_chain(workspace)
    trace = workspace.trace(start, ON)
    written = {
        "处置全程（追踪页）": workspace.folder / "处置全程.html",
        "关系图（一家单位的巡察、问题和线索）": workspace.folder / "关系图.html",
    }
    trace_page, network_page = written.values()
    trace_page.write_text(pages.trace_page(workspace, start, ON), encoding="utf-8")
    around = workspace.query_raw(_AROUND, {"finding": start}, cypher=True)
    answer = replace(around, title="一家单位的历次巡察、问题和线索")
    network_page.write_text(pages.network_page(workspace, answer), encoding="utf-8")
    return Shown(reports, workspace.status(), coverage, check, trace, written)


def _fullest_chain(workspace: Workspace) -> str:
    """Return the id of a finding that went all the way to a prosecution: the first in order of number."""
    answer = workspace.query_raw(
        "MATCH (f:Finding)-[:LED_TO]->(c:Clue)-[:LED_TO]->(k:CaseFile)-[:REFERRED_TO]->(p:Prosecution) "
        "MATCH (k)-[:RESULTED_IN]->(s:Sanction) RETURN f.id AS id, count(DISTINCT s) AS n ORDER BY n DESC, id LIMIT 1",
        {},
        cypher=True,
    )
    if not answer.rows:
        raise WorkspaceError(
            "演示数据里没有走到移送司法的问题", hint="请删除演示文件夹后再运行 xuntu demo"
        )
    return str(answer.rows[0][0])
