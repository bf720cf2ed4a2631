"""The draft: who is to inspect whom, as a workbook or as a folder of two CSV files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.model import values, vocabulary
from graph.model.errors import SourceError
from graph.model.names import chinese_number, person_name, team_key, to_half_width
from queries.avoidance.sheets import Cells, read_sheets

MEMBER_COLUMNS = ("巡察组", "人员编号", "姓名", "角色")
TASK_COLUMNS = ("巡察组", "被巡察单位", "巡察类型", "组织方式", "进驻日期")
_OPTIONAL = {
    "人员": ("岗位分工", "任命单位", "授权单位", "授权文号", "到岗日期", "离岗日期"),
    "任务": ("届次", "轮次", "派出党委", "专项主题", "对应原任务", "撤点日期"),
}
_NOTHING = frozenset({"", "无", "/", "-", "—", "——"})
_CROSS_WORDS = ("交叉", "异地", "互派", "滚动式", "全员式")


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a team, as the draft names them."""

    team: str
    person_no: str
    name: str
    role: str
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a team: the unit as written, type and modes, entry date, round if named, row of the draft.

    `unknown_modes` are words of 组织方式 that mean nothing here: they leave open whether the task
    is a 交叉 one.
    """

    team: str
    unit: str
    type: str
    modes: tuple[str, ...]
    begins: str | None
    ends: str | None = None
    term_no: int | None = None
    round_no: int | None = None
    committee: str | None = None
    unknown_modes: tuple[str, ...] = ()
    theme: str = ""
    follows_up: str = ""
    row: int | None = field(default=None, compare=False)

    @property
    def crossed(self) -> bool:
        """Tell whether the members are to come from elsewhere."""
        return any("交叉" in mode for mode in self.modes)

    @property
    def from_elsewhere(self) -> bool:
        """Tell whether the members are no locals of the unit: 交叉, or sent by a higher committee (提级)."""
        return self.crossed or "提级" in self.modes


@dataclass(frozen=True, slots=True)
class Draft:
    """A list of people and of tasks; a member belongs to the tasks of the team of the same name.

    Members make up their teams together; with `beside`, each is judged alone beside those who are there
    already and are not judged: candidates for a team.
    """

    members: tuple[Member, ...]
    tasks: tuple[Task, ...]
    beside: tuple[Member, ...] | None = None

    def by_team(self) -> Mapping[str, tuple[Task, ...]]:
        """Return the tasks of every member's team, by the team's name as the member's row has it."""
        teams: dict[object, list[Task]] = {}
        for task in self.tasks:
            teams.setdefault(team_key(task.team), []).append(task)
        names = dict.fromkeys(member.team for member in self.members)
        return {name: tuple(teams.get(team_key(name), ())) for name in names}


def read_draft(path: Path) -> Draft:
    """Return the draft of a workbook with the sheets 人员 and 任务, or of a folder with two CSV files.

    Raises SourceError naming sheet, row and column of the first cell that cannot be used. Whether
    the persons and units named are known is the check's business, not an error here.
    """
    sheets = read_sheets(path, {"人员": MEMBER_COLUMNS, "任务": TASK_COLUMNS}, _OPTIONAL)
    draft = Draft(tuple(_members(sheets["人员"])), tuple(_tasks(sheets["任务"])))
    teams = draft.by_team()
    for cells in sheets["人员"]:
        if not teams[cells["巡察组"]]:
            raise cells.error("巡察组", "在“任务”中没有任何任务", "请核对两张表的巡察组写法")
    return draft


def read_tasks(path: Path) -> tuple[Task, ...]:
    """Return the tasks of a draft whose people do not matter; raise SourceError as `read_draft` does."""
    sheets = read_sheets(path, {"任务": TASK_COLUMNS}, _OPTIONAL)
    return tuple(_tasks(sheets["任务"]))


def single(
    person_no: str, unit: str, role: str, *, name: str = "", type_: str = "常规", modes: str = ""
) -> Draft:
    """Return the draft of one person for one unit; raise SourceError for an unknown role."""
    words, unknown = read_modes(modes)
    member = Member("", person_no.strip(), name, read_role(role), {})
    return Draft((member,), (Task("", unit.strip(), type_, words, None, unknown_modes=unknown),))


def read_role(text: str) -> str:
    """Return the role a text means; raise SourceError. What names a 组长 among other words is one."""
    found = vocabulary.find("team_role", text)
    if found:
        return found
    plain = to_half_width(text)
    for role in ("常务副组长", "副组长", "组长"):
        if role in plain and not plain.startswith("组员"):
            return role
    raise SourceError(
        f"角色 {text!r} 不认识",
        hint="可用：" + "、".join(term.label for term in vocabulary.terms("team_role")),
    )


def read_modes(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the modes a cell names, and the words in it that name none."""
    plain = to_half_width(text)
    for mark in "；;、，,|+ \n":
        plain = plain.replace(mark, ";")
    modes: list[str] = []
    unknown: list[str] = []
    for word in (w.strip() for w in plain.split(";")):
        if word in _NOTHING or vocabulary.find("inspection_type", word.removesuffix("巡察")):
            continue
        found = vocabulary.find("inspection_mode", word)
        found = found or vocabulary.find("inspection_mode", word.removesuffix("巡察"))
        if found:
            modes.append(found)
        elif any(mark in word for mark in _CROSS_WORDS):
            modes += ["提级", "交叉"] if "提级" in word else ["交叉"]
        else:
            unknown.append(word)
    return tuple(dict.fromkeys(modes)), tuple(unknown)


def _members(rows: tuple[Cells, ...]) -> Iterator[Member]:
    seen: dict[tuple[object, str], int] = {}
    for cells in rows:
        team, number = cells.required("巡察组"), cells.required("人员编号")
        first = seen.setdefault((team_key(team), number), cells.row)
        if first != cells.row:
            raise cells.error("人员编号", f"{number!r} 在同一组中已列在第{first}行", "请删去一行")
        role = _tried(cells, "角色", read_role)
        for column in ("到岗日期", "离岗日期"):
            _date(cells, column)
        details = {c: cells[c] for c in _OPTIONAL["人员"] if cells[c]}
        yield Member(team, number, person_name(cells["姓名"]), role, details)


def _tasks(rows: tuple[Cells, ...]) -> Iterator[Task]:
    for cells in rows:
        modes, unknown = read_modes(cells["组织方式"])
        yield Task(
            cells.required("巡察组"),
            cells.required("被巡察单位"),
            _type(cells["巡察类型"]),
            modes,
            _date(cells, "进驻日期"),
            _date(cells, "撤点日期"),
            _ordinal(cells, "届次"),
            _ordinal(cells, "轮次"),
            cells["派出党委"] or None,
            unknown,
            cells["专项主题"],
            cells["对应原任务"],
            cells.row,
        )


def _type(text: str) -> str:
    plain = to_half_width(text).strip('"“”').removesuffix("巡察")
    return vocabulary.find("inspection_type", plain) or text or "不明"


def _date(cells: Cells, column: str) -> str | None:
    text = cells[column]
    return _tried(cells, column, values.partial_date) if text and text not in _NOTHING else None


def _ordinal(cells: Cells, column: str) -> int | None:
    """Return the number of 15, 十五届 or 第四轮; None for an empty cell."""
    text = to_half_width(cells[column])
    if not text:
        return None
    bare = text.removeprefix("第").rstrip("届轮")
    number = chinese_number(bare.removesuffix(".0"))
    if number is None:
        raise cells.error(column, f"{text!r} 不是序号", "请填数字，如 15")
    return number


def _tried(cells: Cells, column: str, read: Callable[[str], str]) -> str:
    text = cells.required(column)
    try:
        return read(text)
    except SourceError as error:
        raise cells.error(column, error.message, error.hint) from error
    except ValueError as error:
        raise cells.error(column, str(error), "日期请写作 2025-03-24") from error
