"""The cards of a person and of a unit, as their pages take them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from graph.model.answers import Evidence
from graph.model.claims import place_shown
from graph.model.errors import QueryError
from queries.avoidance import Draft, Reason, Verdict
from queries.avoidance.draft import Member, Task
from visualizations.blocks import Dated, Item
from visualizations.person import HIDDEN, PersonCard, Tie
from visualizations.unit import Inspection, UnitCard
from xuntu import checking
from xuntu.boards import matters_of
from xuntu.check_page import told as taken_apart
from xuntu.telling import Telling, Told, dates, item, span, task_item
from xuntu.workspace import Workspace

_KINDS = {"任职": "SERVED_IN", "巡察": "MEMBER_OF", "亲属": "KIN"}
_HEADS = {
    "任职": ("单位", "职务"),
    "巡察": ("巡察组", "角色"),
    "亲属": ("姓名", "关系和去向"),
    "经商": ("企业", "事项"),
}
_BEYOND = 3
"""A reason that holds for more units than this is told once, with their number."""


# ---------------------------------------------------------------------------- a person


def person_card(
    workspace: Workspace, person: str, on: str, *, reveal: str | None = None
) -> PersonCard:
    """Return the card of a person by number, name or id; raise QueryError if several go by it."""
    telling = Telling(workspace, reveal=reveal, about=f"人员卡片 {person}")
    rows = telling.rows("person", person=workspace.snapshot().resolve(person))
    found = [row for row in rows if row["aspect"] == "本人"]
    if len(found) > 1:
        numbers = "、".join(str(row["detail"] or row["person_id"]) for row in found)
        raise QueryError(f"有 {len(found)} 个人叫 {person!r}", hint=f"请用编号：{numbers}")
    if not found:
        note = f"没有找到 {person!r}：编号、姓名和节点编号都没有，或只有受限来源说到。"
        return PersonCard("没有这个人", on, (), None, notes=(note,))
    [one] = found
    told = _dated(telling, [row for row in rows if row is not one])
    handled = _handled(telling, one["person_id"]) if reveal is not None else None
    ties, notes = _ties(telling, one, on)
    name = " ".join(filter(None, (one["what"], one["detail"])))
    return PersonCard(
        name or "（没有姓名）",
        on,
        (("派出党委", workspace.settings.committee),),
        _person(telling, one),
        tuple(told.get("任职", ())),
        tuple(told.get("巡察", ())),
        tuple(told.get("亲属", ())),
        tuple(told.get("经商", ())),
        ties,
        handled,
        (*notes, *(() if reveal is not None else (HIDDEN,))),
    )


def _person(telling: Telling, row: Told) -> Item:
    known = telling.known("person_facts", "Person", row["person_id"])
    places = telling.evidence([row["person_id"]])
    return item("Person", row["what"] or "", dict(known), *places.values())


def _dated(telling: Telling, rows: Sequence[Told]) -> Mapping[str, list[Dated]]:
    """Return the dated facts of the rows by aspect."""
    places = telling.evidence(row["stated_id"] for row in rows)
    found: dict[str, list[Dated]] = {}
    for row in rows:
        aspect, when = row["aspect"], dates(row)
        kind = _KINDS.get(aspect) or row["item_id"].partition("-")[0]
        said = zip(_HEADS[aspect], (row["what"], row["detail"]), strict=True)
        facts = {**dict(said), "起止": when}
        thing = item(kind, f"{row['what']} {row['detail']}", facts, _stating(row, places))
        fact = Dated(thing, row["what"], row["detail"] or "", when, span(row))
        found.setdefault(aspect, []).append(fact)
    return found


def _stating(row: Told, places: Mapping[str, tuple[Evidence, ...]]) -> tuple[Evidence, ...]:
    """Return the places that a row names as its sources, else all that are known of what it stands on."""
    found = places.get(row["stated_id"], ())
    named = set(row["sources"].split("；"))
    return tuple(one for one in found if f"{one.file} {one.place}" in named) or found


def _handled(telling: Telling, person: str) -> tuple[Dated, ...]:
    rows = telling.rows("person_closed", person=person)
    places = telling.evidence((row["item_id"] for row in rows), sensitive=True)
    return tuple(
        Dated(
            item(
                row["item_id"].partition("-")[0],
                row["what"] or "",
                {"说明": row["detail"], "起": row["since"], "止": row["until"]},
                places.get(row["item_id"], ()),
            ),
            f"{row['aspect']} {row['what'] or ''}",
            row["detail"] or "",
            dates(row),
        )
        for row in rows
    )


def _ties(telling: Telling, row: Told, on: str) -> tuple[tuple[Tie, ...], tuple[str, ...]]:
    """Return what ties the person to the targets, found by the avoidance check, and what was not looked at."""
    work, number = telling.workspace, row["detail"]
    units = sorted({one["unit"] for one in telling.rows("targets") if one["counts"]})
    if not number or not units or not work.settings.committee:
        return (), ("没有人员编号、巡察对象或派出党委，没有核查与单位的关联。",)
    member = Member("", number, row["what"] or "", "组员", {})
    draft = Draft((member,), tuple(Task("", unit, "常规", (), on) for unit in units))
    found = checking.check(work, draft, date.fromisoformat(on))
    reasons: dict[tuple[str, str, str], tuple[Reason, list[str]]] = {}
    for judged in found.verdicts:
        for reason in judged.reasons:
            told = taken_apart(reason)
            if told.grade in _GRADES:
                key = (told.grade, f"{told.rule} {told.name}".strip(), told.text)
                reasons.setdefault(key, (reason, []))[1].append(judged.unit)
    return tuple(_told_ties(telling, reasons)), found.notes


_GRADES = tuple(verdict.label for verdict in Verdict)


def _told_ties(
    telling: Telling, reasons: Mapping[tuple[str, str, str], tuple[Reason, list[str]]]
) -> Iterator[Tie]:
    steps = (step.id for reason, _ in reasons.values() for step in reason.path)
    places = telling.evidence(steps)
    for (grade, rule, text), (reason, units) in reasons.items():
        several = len(units) > _BEYOND
        shown = f"{len(units)} 家单位" if several else "、".join(units)
        stated = [places.get(step.id, ()) for step in reason.path]
        rows = tuple(Evidence(p.file, place_shown(p.place), "") for p in reason.sources)
        sources = stated if any(stated) else [rows]
        facts = {"会导致": grade, "规则": rule, "理由": text, "单位": "、".join(units)}
        thing = item("Organization", shown, facts, *sources)
        yield Tie(thing, shown, grade, rule or "不公开", text)


# ---------------------------------------------------------------------------- a unit


def unit_card(workspace: Workspace, unit: str, on: str) -> UnitCard:
    """Return the card of a unit by name, short name or id, with what it was before and its party body."""
    telling = Telling(workspace)
    rows = telling.rows("bodies", unit=workspace.snapshot().resolve(unit))
    bodies = [row for row in rows if row["edge_id"] is None]
    chosen = [row for row in bodies if row["relation"] == "本单位"]
    if len(chosen) > 1:
        listed = "、".join(row["body_id"] for row in chosen)
        raise QueryError(f"有 {len(chosen)} 家单位叫 {unit!r}", hint=f"请用节点编号：{listed}")
    if not chosen:
        return UnitCard("没有这家单位", on, (), None, notes=(f"没有找到 {unit!r}。",))
    [one] = chosen
    ids = [row["body_id"] for row in bodies]
    return UnitCard(
        one["body"],
        on,
        _beside(bodies),
        _unit(telling, one),
        tuple(_history(telling, [row for row in rows if row["edge_id"]])),
        tuple(_inspections(telling, ids)),
        matters_of(telling, on, units=ids),
        tuple(_leaders(telling, ids)),
    )


def _beside(bodies: Sequence[Told]) -> tuple[tuple[str, str], ...]:
    names: dict[str, list[str]] = {}
    for row in bodies:
        if row["relation"] != "本单位":
            names.setdefault(row["relation"], []).append(row["body"])
    return tuple((label, "、".join(dict.fromkeys(listed))) for label, listed in names.items())


def _unit(telling: Telling, row: Told) -> Item:
    known = telling.known("unit_facts", "Organization", row["body_id"])
    return item(
        "Organization", row["body"], dict(known), *telling.evidence([row["body_id"]]).values()
    )


def _history(telling: Telling, rows: Sequence[Told]) -> Iterator[Dated]:
    places = telling.evidence(row["edge_id"] for row in rows)
    for row in rows:
        name = f"{row['from_name']} → {row['to_name']}"
        counted = "计入本单位" if row["own"] else "不计入"
        facts = {"变化": row["change"], "日期": row["day"], "任职和巡察": counted}
        thing = item("SUCCEEDED_BY", name, facts, places.get(row["edge_id"], ()))
        yield Dated(thing, name, f"{row['change'] or ''}（{counted}）", row["day"] or "")


def _inspections(telling: Telling, units: Sequence[str]) -> Iterator[Inspection]:
    rows = telling.rows("tasks", units=list(units))
    places = telling.evidence(row["task_id"] for row in rows)
    for row in rows:
        yield Inspection(
            task_item(row, places),
            row["task"] or "",
            row["type"],
            row["team"] or "",
            row["unit"],
            dates(row, "begins", "ends"),
            span(row, "begins_min", "ends_max"),
            row["findings"],
        )


def _leaders(telling: Telling, units: Sequence[str]) -> Iterator[Dated]:
    rows = telling.rows("leaders", units=list(units))
    places = telling.evidence(row["edge_id"] for row in rows)
    for row in rows:
        what = f"{row['unit']} {row['title'] or ''}".strip()
        facts = {"姓名": row["person"], "单位和职务": what, "起止": dates(row)}
        thing = item("SERVED_IN", row["person"] or "", facts, places.get(row["edge_id"], ()))
        yield Dated(thing, row["person"] or "（没有姓名）", what, dates(row), span(row))
