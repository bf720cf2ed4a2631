"""What is open to be decided, as people can judge it, and what was decided: both masked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from graph import snapshot
from graph.derive.decided import PAIRS
from graph.model.claims import place_shown
from graph.model.decisions import KINDS, Decision, in_force
from graph.model.privacy import GUARDED, HIDDEN, Mask
from graph.snapshot import Undecided
from xuntu.history import Decided
from xuntu.workspace import Workspace

ZONES = {
    "possible": "可能是同一个",
    "unmerged": "没有合并",
    "lost": "决定的对象已不在",
    "void": "决定没有生效",
}
"""What is open, as people read it."""


KINDS_SHOWN = {
    "Person": "人员",
    "Organization": "单位",
    "SERVED_IN": "任职",
    "Sanction": "处分",
    "row": "台账行",
}
"""Of what kind it is, as people read it."""


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A `graph.snapshot.Record` as it may be shown: masked; all is hidden where one of the two is restricted."""

    id: str
    name: str
    number: str
    unit: str
    title: str
    birth: str
    native_place: str
    relative_of: str
    team: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something to decide: see `graph.snapshot.Undecided`; `decision` and `decided` tell of one that has no effect.

    Of a group that goes by one name, `id` and what speaks for it are of the first two records, the likeliest
    pair; `pairs` are the ids of all its pairs.
    """

    id: str
    kind: str
    zone: str
    records: tuple[ShownRecord, ...]
    probability: float | None
    evidence_for: str
    evidence_against: str
    settle: str
    decision: str
    decided: str
    pairs: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return the item as `xuntu review --format json` prints it."""
        return asdict(self) | {"says": ZONES[self.zone]}


def items(workspace: Workspace, *, reveal: str | None = None) -> list[Item]:
    """Return everything that somebody has to decide, masked."""
    found = workspace.snapshot()
    open_ones = snapshot.undecided(found)
    ids = sorted({one for item in open_ones for one in (item.a, item.b) if one})
    known, mask = snapshot.records(found, ids), workspace.mask(reveal, "review")
    log = {d.id: d for d in workspace.decisions()}
    return [_item(group, known, mask, log) for group in snapshot.in_groups(open_ones)]


def _item(
    group: Sequence[Undecided],
    known: Mapping[str, snapshot.Record],
    mask: Mask,
    log: Mapping[str, Decision],
) -> Item:
    one, decision = group[0], log.get(group[0].decision)
    ids = [
        i for i in dict.fromkeys(end for pair in group for end in (pair.a, pair.b)) if i in known
    ]
    # Of those that may be one, what tells of the open one tells of the others too.
    hidden = not mask.lifted and any(i in mask.people or _only_guarded(known[i]) for i in ids)
    records = tuple(_hidden() if hidden else _record(known[i], mask) for i in ids)
    return Item(
        one.id,
        one.kind,
        one.zone,
        records,
        one.probability,
        mask.text(one.evidence_for),
        mask.text(one.evidence_against),
        one.settle,
        one.decision,
        mask.text(_said(decision)) if decision else "",
        tuple(pair.id for pair in group),
    )


def _said(decision: Decision) -> str:
    """Return what a decision said, who took it, when and why."""
    what = [KINDS[decision.kind], decision.details.get("name"), decision.details.get("place")]
    who = [decision.by, decision.at[:10], decision.why]
    return f"{' '.join(t for t in what if t)}（{' '.join(t for t in who if t)}）"


def _only_guarded(record: snapshot.Record) -> bool:
    return bool(record.places) and all(guarded for *_, guarded in record.places)


def _record(record: snapshot.Record, mask: Mask) -> ShownRecord:
    places = tuple(
        dict.fromkeys(
            GUARDED if guarded and not mask.lifted else f"{mask.text(file)} {place_shown(place)}"
            for file, place, guarded in record.places
        )
    )
    return ShownRecord(
        record.id,
        mask.text(record.name),
        mask.text(record.number),
        mask.text(record.unit),
        mask.text(record.title),
        record.birth,
        mask.text(record.native_place),
        mask.text(record.relative_of),
        mask.text(record.team),
        places,
    )


def _hidden() -> ShownRecord:
    return ShownRecord("", HIDDEN, "", "", "", "", "", "", "", (GUARDED,))


def decisions(workspace: Workspace, *, reveal: str | None = None) -> list[Decided]:
    """Return every decision ever taken, the last one first, masked."""
    mask = workspace.mask(reveal, "review --list-decisions")
    log = workspace.decisions()
    holding = {d.id for d in in_force(log)}
    names = _names(workspace, log, mask)
    return [
        Decided(
            d.id,
            KINDS[d.kind],
            d.at,
            d.by,
            mask.text(d.why),
            "；".join(text for text in _about(d, names, mask) if text),
            d.id in holding or d.kind == "TAKEN_BACK",
        )
        for d in reversed(log)
    ]


def _names(workspace: Workspace, log: Sequence[Decision], mask: Mask) -> dict[str, str]:
    """Return the names of what decisions about two mentions cite, by mention."""
    found = workspace.snapshot()
    entity = {s: found.resolve(s) for d in log if d.kind in PAIRS for s in d.subjects}
    known = snapshot.records(found, sorted(set(entity.values())))
    items = {s: known[e] for s, e in entity.items() if e in known}
    hidden = {
        s for s, r in items.items() if not mask.lifted and (r.id in mask.people or _only_guarded(r))
    }
    return {s: HIDDEN if s in hidden else mask.text(record.name) for s, record in items.items()}


def _about(decision: Decision, names: dict[str, str], mask: Mask) -> Iterator[str]:
    told = [names.get(subject, subject) for subject in decision.subjects]
    if decision.details.get("name"):
        yield mask.text(decision.details["name"])
        yield place_shown(decision.details.get("place", ""))
    elif HIDDEN in told:
        # Beside a restricted person the other's name would tell.
        yield HIDDEN
    else:
        yield from map(mask.text, told)
