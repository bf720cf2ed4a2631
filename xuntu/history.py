"""The history of one thing: every claim ever made about it, in use or not, and what was decided when and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from graph.model.answers import Cell, Edge, Node
from graph.model.claims import kind_of, place_shown
from graph.model.decisions import KINDS, Decision, in_force, withdrawn_by_name, withdrawn_sources
from graph.model.errors import QueryError
from graph.model.names import to_half_width
from graph.model.privacy import HIDDEN, Mask, restricted_edges
from graph.model.schema import EdgeKind, schema
from graph.snapshot import Snapshot
from graph.sources import Source, Sources, lines, told
from graph.sources.told import Told

_FIRST = {"Person", "Organization"}
IN_USE, REPLACED, WITHDRAWN, CORRECTED = "在用", "已被新版替代", "已撤回", "已由改正的行代替"


@dataclass(frozen=True, slots=True)
class Said:
    """One claim as people read it: what it says, where it stands, since when, and whether it counts."""

    state: str
    loaded_at: str
    kind: str
    says: str
    values: Mapping[str, object]
    file: str
    place: str
    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision that touches the thing or its sources; `holds` is false for one that was taken back."""

    id: str
    kind: str
    at: str
    by: str
    why: str
    about: str
    holds: bool


@dataclass(frozen=True, slots=True)
class History:
    """What was said of one thing, in the order of loading, and decided."""

    id: str
    kind: str
    name: str
    claims: tuple[Said, ...]
    decisions: tuple[Decided, ...]

    def to_json(self) -> dict[str, object]:
        """Return the history as `xuntu history --format json` prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Thing:
    """A thing by all that it answers to, with the claims that may be shown."""

    id: str
    kind: str
    claims: tuple[Told, ...]

    @property
    def name(self) -> str:
        """What its latest claim calls it."""
        caption = schema().nodes[self.kind].caption
        own = [t.properties for t in self.claims if t.kind == self.kind]
        words = (caption, "name", "mentioned_as", "no", "person_no")
        names = [str(p[word]) for word in words for p in reversed(own) if p.get(word)]
        return names[0] if names else self.id


class Archive:
    """All claims and decisions of a workspace, asked about one thing at a time."""

    def __init__(
        self, sources: Sources, decisions: Sequence[Decision], snapshot: Snapshot, mask: Mask
    ) -> None:
        self.sources, self.decisions, self.mask = sources, decisions, mask
        self.alias_of = {
            str(alias): str(found) for alias, found in snapshot.values("aliases", ("alias", "id"))
        }
        held = sources.all()
        self.states = _states(held, decisions)
        used = [source for source in held if self.states[source.hash] == IN_USE]
        self.left_out = lines.left_out(sources, used)

    def history(self, entity: str) -> History:
        """Return the history of an id, alias, number or name; raise QueryError if it is none or several."""
        things = [thing for thing in self._things(entity) if thing.claims]
        if not things and not self.mask.lifted:
            # The same of whoever is nowhere and of whoever stands in restricted rows alone.
            hint = "请核对姓名、编号、单位名称或 ID；受限的加 --reveal 显示，会记录"
            raise QueryError("没有关于它的主张，或者都受限、不能显示", where=entity, hint=hint)
        if not things:
            raise QueryError(
                "没有关于它的主张", where=entity, hint="请核对姓名、编号、单位名称或 ID"
            )
        if len(things) > 1:
            several = "；".join(f"{_label(t.kind)} {t.name} {t.id}" for t in things)
            raise QueryError(
                f"有 {len(things)} 个都叫这个名字", where=entity, hint=f"请用 ID：{several}"
            )
        (thing,) = things
        sensitive = schema().nodes[thing.kind].sensitive
        hidden = sensitive and thing.id in self.mask.people
        name = HIDDEN if hidden else self.mask.text(thing.name) if sensitive else thing.name
        called = self._captions(thing.claims)
        claims = [self._said(one, called[one.source], sensitive) for one in thing.claims]
        decisions = tuple(self._decided(thing))
        return History(thing.id, _label(thing.kind), name, tuple(claims), decisions)

    def _things(self, entity: str) -> Iterator[_Thing]:
        text = entity.strip()
        kind = kind_of(text)
        kinds = {text: kind} if kind else told.named(self.sources, text)
        kinds = kinds or told.named(self.sources, to_half_width(text))
        if _FIRST & set(kinds.values()):
            # A person or a unit goes before what is only called so: a record of a name, a document.
            kinds = {mention: kind for mention, kind in kinds.items() if kind in _FIRST}
        ids = {self.alias_of.get(mention, mention): kind for mention, kind in kinds.items()}
        seen: set[str] = set()
        for identifier, kind in sorted(ids.items()):
            if kind not in schema().nodes or identifier in seen:
                continue
            names = {identifier, *(a for a, found in self.alias_of.items() if found == identifier)}
            claims = told.of(self.sources, kind, names)
            own = {claim.mention for claim in claims if claim.kind == kind}
            # Mentions of sources out of use may be one thing by a key that only they have.
            seen |= own | {identifier}
            yield _Thing(identifier, kind, tuple(self._shown(kind, claims)))

    def _shown(self, kind: str, claims: Iterable[Told]) -> list[Told]:
        """Return the claims that may be shown, in the order of loading."""
        kept = sorted(claims, key=lambda t: (t.source.loaded_at, t.source.hash, t.place, t.kind))
        if self.mask.lifted or schema().nodes[kind].sensitive:
            return kept
        closed = {*restricted_edges(), "CONCERNS"}
        places = {
            source: told.guarded(self.sources, source, closed)
            for source in {claim.source for claim in kept}
        }
        # Of something open only what is said in the open: that a person is reported is itself a secret.
        return [
            claim
            for claim in kept
            if claim.place not in places[claim.source] and not _leads_to_secrets(claim.kind, closed)
        ]

    def _captions(self, claims: Iterable[Told]) -> dict[Source, dict[str, str]]:
        """Return what each source calls the things at the ends of these claims."""
        ends: dict[Source, set[str]] = {}
        for claim in claims:
            ends.setdefault(claim.source, set()).update(claim.ends or ())
        return {
            source: told.captions(self.sources, source, found) for source, found in ends.items()
        }

    def _said(self, claim: Told, called: Mapping[str, str], sensitive: bool) -> Said:
        declared = schema().kind(claim.kind)
        public = {p.name: p for p in declared.public()}
        values = {name: value for name, value in claim.properties.items() if name in public}
        says = declared.label
        if claim.ends is None:
            shown = self.mask.node(Node(claim.mention, claim.kind, values), sensitive).properties
        else:
            edge = Edge(claim.mention, claim.kind, *claim.ends, values)
            masked = self.mask.cell(edge, sensitive)
            shown = masked.properties if isinstance(masked, Edge) else {}
            says = self._ends(claim.kind, claim.ends, called, sensitive)
        named = {
            public[name].label: _word(value)
            for name, value in shown.items()
            if not public[name].ref
        }
        file = claim.source.name
        return Said(
            self._state(claim),
            claim.source.loaded_at,
            declared.label,
            says,
            named,
            self.mask.text(file) if sensitive else file,
            place_shown(claim.place),
            claim.source.hash,
            self.mask.quote(claim.quote, sensitive),
        )

    def _ends(
        self, kind: str, ends: tuple[str, str], called: Mapping[str, str], sensitive: bool
    ) -> str:
        names = []
        for end in ends:
            secret = sensitive and self.alias_of.get(end, end) in self.mask.people
            name = called.get(end, end)
            names.append(HIDDEN if secret else self.mask.text(name) if sensitive else name)
        return f"{names[0]} —{schema().kind(kind).label}→ {names[1]}"

    def _state(self, claim: Told) -> str:
        state = self.states[claim.source.hash]
        out = (claim.source.hash, claim.place) in self.left_out
        return CORRECTED if state == IN_USE and out else state

    def _decided(self, thing: _Thing) -> Iterator[Decided]:
        """Yield the decisions on the thing, on its sources, and on what was erased and might have told of it."""
        names = {thing.id, *(a for a, found in self.alias_of.items() if found == thing.id)}
        names |= {t.mention for t in thing.claims} | {t.source.hash for t in thing.claims}
        chosen: set[str] = set()
        holding = {decision.id for decision in in_force(self.decisions)}
        called = {source.hash: source.name for source in self.sources.all()}
        for decision in self.decisions:
            erased = decision.details.get("erased") == "yes" and decision.subjects[0] not in called
            if not (names | chosen) & set(decision.subjects) and not erased:
                continue
            chosen.add(decision.id)
            about = "、".join(
                called.get(s, decision.details.get("name") or s) for s in decision.subjects
            )
            note = "（已删除，其中说过什么无从得知）" if erased else ""
            yield Decided(
                decision.id,
                KINDS[decision.kind],
                decision.at,
                decision.by,
                self.mask.text(decision.why),
                self.mask.text(about) + note,
                decision.id in holding or decision.kind == "TAKEN_BACK",
            )


def _states(held: Sequence[Source], decisions: Sequence[Decision]) -> dict[str, str]:
    withdrawn = withdrawn_by_name(decisions)
    out = withdrawn_sources(decisions, {source.hash for source in held})
    return {
        source.hash: WITHDRAWN
        if source.hash in withdrawn
        else REPLACED
        if source.hash in out
        else IN_USE
        for source in held
    }


def _word(value: Cell) -> Cell:
    """Return a value as a clerk reads it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return _WORDS.get(value, value) if isinstance(value, str) else value


_WORDS = {"ongoing": "至今", "stated": "写明", "not_stated": "未写明"}
"""What the state of an end is called."""


def _leads_to_secrets(kind: str, closed: set[str]) -> bool:
    declared = schema().kind(kind)
    if not isinstance(declared, EdgeKind):
        return declared.sensitive
    ends = {end for pair in declared.ends for end in pair if end != "*"}
    return kind in closed or any(schema().nodes[end].sensitive for end in ends)


def _label(kind: str) -> str:
    return schema().nodes[kind].label
