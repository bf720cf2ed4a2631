"""Drafts that the graph itself gives: a team on record, the tasks that are planned, the talent pool."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.model.errors import WorkspaceError
from graph.model.names import committee_key, team_key
from graph.snapshot import Snapshot
from queries.avoidance.draft import Draft, Member, Task, read_modes
from queries.avoidance.engine import Engine, opened

_PLANNED = "计划"
_DETAILS = ("岗位分工", "任命单位", "授权单位", "授权文号", "到岗日期", "离岗日期")


@dataclass(frozen=True, slots=True)
class Listed:
    """One team on record, with its round and the number of its members."""

    id: str
    name: str
    committee: str
    term_no: int | None
    round_no: int | None
    round_name: str
    size: int

    @property
    def when(self) -> tuple[int, int]:
        """Where the round stands in time."""
        return self.term_no or 0, self.round_no or 0

    @property
    def shown(self) -> str:
        """Round and team as a clerk knows them."""
        return f"{self.round_name or self.committee}{self.name}"


@dataclass(frozen=True, slots=True)
class Roster:
    """The draft of a whole round on record, the team asked for, and which round that is."""

    draft: Draft
    team: str
    shown: str

    def of_team(self) -> Draft:
        """Return the draft of the team alone."""
        return only(self.draft, self.team)


def only(draft: Draft, team: str) -> Draft:
    """Return what of a draft is about one team."""
    key = team_key(team)
    return Draft(
        tuple(m for m in draft.members if team_key(m.team) == key),
        tuple(t for t in draft.tasks if team_key(t.team) == key),
    )


def on_record(
    snapshot: Snapshot,
    team: str,
    committee: str,
    term_no: int | None = None,
    round_no: int | None = None,
    *,
    unstaffed: bool = False,
) -> Roster:
    """Return the round of a team on record: the latest with such a team, or the one that is named.

    A team whose tasks are planned and that has no members yet is one if `unstaffed` is asked for.
    Raises WorkspaceError naming the teams there are if none or several answer.
    """
    with opened(snapshot) as engine:
        teams = [Listed(*row) for row in engine.fact("teams")]
        tasks = _tasks(engine, teams) if unstaffed else []
        waiting = {id_ for id_, _, state in tasks if state == _PLANNED}
        found = _one(teams, team, committee, term_no, round_no, waiting)
        beside = [t for t in teams if t.when == found.when and t.committee == found.committee]
        draft = _drafted(engine, beside)
    if not draft.tasks or not any(team_key(t.team) == team_key(found.name) for t in draft.tasks):
        hint = "请装载轮次与任务安排表，或用 --draft 给出任务"
        raise WorkspaceError("这个组没有登记任务", where=found.shown, hint=hint)
    return Roster(draft, found.name, found.shown)


def whole_round(
    snapshot: Snapshot, committee: str, term_no: int | None = None, round_no: int | None = None
) -> Draft | None:
    """Return the draft of all teams of the latest round on record, or of the one that is named; None without any."""
    with opened(snapshot) as engine:
        teams = [
            team
            for team in (Listed(*row) for row in engine.fact("teams"))
            if team.size
            and committee_key(team.committee) == committee_key(committee)
            and round_no in (None, team.round_no)
            and term_no in (None, team.term_no)
        ]
        last = max((team.when for team in teams), default=None)
        draft = _drafted(engine, [team for team in teams if team.when == last])
    return draft if draft.members and draft.tasks else None


def planned(snapshot: Snapshot, committee: str) -> tuple[Task, ...]:
    """Return the planned tasks of the latest round that has any; raise WorkspaceError if none has."""
    with opened(snapshot) as engine:
        teams = [Listed(*row) for row in engine.fact("teams")]
        own = [t for t in teams if committee_key(t.committee) == committee_key(committee)]
        states = _tasks(engine, own)
    rounds = {team.id: team.when for team in own}
    waiting = [(rounds[id_], task) for id_, task, state in states if state == _PLANNED]
    if not waiting:
        hint = "任务状态为“计划”的才算；也可用 --draft 给出任务"
        raise WorkspaceError("轮次与任务安排表里没有计划中的任务", hint=hint)
    last = max(when for when, _ in waiting)
    return tuple(task for when, task in waiting if when == last)


def pool(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """Return number and name of everybody of the talent pool who may be called upon.

    Raises WorkspaceError if there is nobody.
    """
    with opened(snapshot) as engine:
        found = tuple((number, name) for number, name in engine.fact("pool"))
    if not found:
        hint = "请装载巡察人才库登记表，并填写在库状态"
        raise WorkspaceError("人才库里没有在库状态为“可用”的人", hint=hint)
    return found


def everybody(
    people: Iterable[tuple[str, str]], tasks: Sequence[Task], role: str = "组员"
) -> Draft:
    """Return the draft of everybody for every task, each person considered alone."""
    teams = dict.fromkeys(task.team for task in tasks)
    members = tuple(
        Member(team, number, name, role, {}) for number, name in people for team in teams
    )
    return Draft(members, tuple(tasks), beside=())


def _one(
    teams: Sequence[Listed],
    text: str,
    committee: str,
    term_no: int | None,
    round_no: int | None,
    planned: Collection[str],
) -> Listed:
    """Return the team that a name means: the workspace's own committee goes before others.

    It has members, or, if none of that name has, is one of the `planned`.
    """
    of_round = [
        team
        for team in teams
        if round_no in (None, team.round_no) and term_no in (None, team.term_no)
    ]
    called = [team for team in of_round if team_key(team.name) == team_key(text)]
    named = [team for team in called if team.size] or [t for t in called if t.id in planned]
    own = [t for t in named if committee_key(t.committee) == committee_key(committee)]
    named = own or named
    last = max((team.when for team in named), default=None)
    found = [team for team in named if team.when == last]
    if len(found) == 1:
        return found[0]
    if found:
        shown = "、".join(f"{team.committee}{team.shown}" for team in found)
        raise WorkspaceError(f"有 {len(found)} 个组叫这个名字", where=text, hint=f"现有：{shown}")
    if called:
        hint = "请装载巡察组人员名单，或用 --draft 给出人员和任务"
        raise WorkspaceError("这个组没有登记组员", where=text, hint=hint)
    raise WorkspaceError(
        "没有这个巡察组",
        where=text,
        hint=_known(of_round) or _known(teams) or "请先装载巡察组人员名单",
    )


def _known(teams: Sequence[Listed]) -> str:
    """Return the teams with members of the latest round among some, as a hint; empty without any."""
    last = max((team.when for team in teams if team.size), default=None)
    names = [team.shown for team in teams if team.size and team.when == last]
    return f"最近一轮有：{'、'.join(names)}" if names else ""


def _drafted(engine: Engine, teams: Sequence[Listed]) -> Draft:
    tasks = tuple(task for _, task, _ in _tasks(engine, teams))
    working = {team_key(task.team) for task in tasks}
    names = {team.id: team.name for team in teams}
    members = tuple(
        Member(
            names[id_], number, name, role,
            {key: text for key, text in zip(_DETAILS, details, strict=True) if text},
        )
        for id_, number, name, role, *details in engine.fact("members")
        if team_key(names[id_]) in working
    )  # fmt: skip
    return Draft(members, tasks)


def _tasks(engine: Engine, teams: Sequence[Listed]) -> list[tuple[str, Task, str]]:
    """Return the tasks of some teams, each with its team's id and its state."""
    by_id = {team.id: team for team in teams}
    engine.ids("wanted", "id", by_id)
    found = []
    for id_, unit, type_, modes, begins, ends, theme, status, follows_up in engine.fact("tasks"):
        team = by_id[id_]
        words, unknown = read_modes(modes)
        task = Task(
            team.name, unit, type_, words, begins, ends, team.term_no, team.round_no,
            team.committee or None, unknown, theme, follows_up,
        )  # fmt: skip
        found.append((id_, task, status))
    return found
