"""FollowTheMoney: one entity a line, ours and those of others, by the words that schema.toml names (`ftm`).

An entity that is an edge there is one here; a post (Position) goes into who holds it, a contract into its award.
What has no place here is said, value by value.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from graph.model.claims import Value, digest
from graph.model.errors import SourceError
from graph.model.schema import EdgeKind, Kind, Property, schema
from loaders.graphs.rows import Reading, Row, Rows, Unfit
from loaders.loader import Context, SourceFile
from loaders.redaction import covered, read_hashed

_KINDS = {
    "Person": "Person", "Organization": "Organization", "PublicBody": "Organization", "Company": "Organization",
    "LegalEntity": "Organization", "Sanction": "Sanction", "CourtCase": "Prosecution", "Employment": "SERVED_IN",
    "Membership": "SERVED_IN", "Occupancy": "SERVED_IN", "Directorship": "EXECUTIVE_OF", "Ownership": "OWNS",
    "Succession": "SUCCEEDED_BY", "ContractAward": "CONTRACTS_WITH", "CourtCaseParty": "CHARGES",
}  # fmt: skip
"""What entities of others are; ours say it in their ids."""

_HELD = frozenset({"Position", "Contract"})
"""Entities that go into the edge that refers to them."""

_ENDS = {"Membership": ("member", "organization")}
"""The ends of a schema that another kind's entry in schema.toml does not name."""

_SPOUSES = re.compile("配偶|夫妻|丈夫|妻子|spouse|wife|husband|married", re.IGNORECASE)
_PARENTS = re.compile("父|母|father|mother|parent", re.IGNORECASE)
_CHILDREN = re.compile("子|女|son|daughter|child", re.IGNORECASE)
_NOT_OWN = re.compile(
    "[岳公婆祖外养继义干姑姨舅叔伯孙侄甥婿媳]|step|grand|in-law|foster|adopt", re.IGNORECASE
)

_GENDERS = {"male": "男", "female": "女"}
_UNTOLD = "未写明"
_MORE = {"Organization": {"previousName": "other_names", "taxNumber": "uscc"}}
"""Words of others beside those that we write."""

_OURS = re.compile(r"([A-Z][A-Za-z.]+)-[0-9a-f]{20}")

Entity = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Line:
    place: str
    id: str
    schema: str
    properties: Entity
    told: str = ""


@dataclass(slots=True)
class _Held:
    """Posts and contracts by id, and which of them an edge refers to."""

    entities: dict[str, _Line] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)


def read(file: SourceFile, context: Context) -> Reading:  # noqa: ARG001  # the readers' protocol
    """Return the graph that a file holds; raises SourceError for what is no text in UTF-8, or empty."""
    if not file.content.strip():
        raise SourceError("文件是空的", where=file.name, hint="请检查文件是否保存完整")
    held = _Held()
    for line in _lines(file):
        if isinstance(line, _Line):
            _note(line, held)
    return Reading(lambda: _rows(file, held))


def _note(line: _Line, held: _Held) -> None:
    if line.schema in _HELD:
        held.entities[line.id] = line
    elif line.schema in ("Occupancy", "ContractAward"):
        held.used.update(line.properties.get("post", ()), line.properties.get("contract", ()))


def _rows(file: SourceFile, held: _Held) -> Rows:
    for line in _lines(file):
        if isinstance(line, Unfit):
            yield line
        elif line.schema in _HELD:
            if line.id not in held.used:
                yield _strange(line, "没有实体引用它")
        else:
            yield from _entity(line, held)


# ---------------------------------------------------------------------- lines


def _lines(file: SourceFile) -> Iterator[_Line | Unfit]:
    for number, raw in enumerate(io.BytesIO(file.content), 1):
        if not raw.strip():
            continue
        place = f"第{number}行"
        try:
            yield _line(json.loads(raw.decode("utf-8-sig")), place)
        except UnicodeDecodeError as error:
            raise SourceError(
                "不是 UTF-8 编码", where=f"{file.name} {place}", hint="请另存为 UTF-8"
            ) from error
        except (ValueError, RecursionError):
            yield Unfit(
                place, "不是一行一个 JSON 实体", quote=raw.decode("utf-8", "replace").strip()
            )


def _line(data: Any, place: str) -> _Line:
    """Return an entity; raise ValueError where it is none."""
    if not isinstance(data, dict) or not isinstance(data.get("schema"), str):
        raise ValueError("no entity")
    properties = data.get("properties", {})
    if not isinstance(properties, dict) or not isinstance(data.get("id"), str | int):
        raise ValueError("no properties or id")
    plain = {str(word): list(_texts(values)) for word, values in properties.items()}
    told = "｜".join(f"{word}：{'；'.join(texts)}" for word, texts in plain.items())
    told = covered(f"{data['id']}｜{told}")
    return _Line(place, _id(str(data["id"])), data["schema"], plain, told)


def _texts(values: Any) -> Iterator[str]:
    """Yield values as texts; an entity that stands inside another counts by its id."""
    for value in values if isinstance(values, list) else [values]:
        text = value.get("id") if isinstance(value, dict) else value
        if text not in (None, ""):
            yield _id(str(text))


def _id(text: str) -> str:
    """Return an id of ours as it is here: SERVED.IN-… is SERVED_IN-…."""
    return text.replace(".", "_") if _OURS.fullmatch(text) else text


# ---------------------------------------------------------------------- entities


def _entity(line: _Line, held: _Held) -> Rows:
    kind = _kind(line)
    if kind is None:
        yield _strange(line, f"没有与 {line.schema} 相应的类别")
        return
    entity = dict(line.properties)
    ends = _ends(kind, line, entity, held) if isinstance(kind, EdgeKind) else None
    if isinstance(kind, EdgeKind) and (ends is None or not all(ends)):
        yield _strange(line, "缺少两端之一")
        return
    values, unfit = _values(kind, line, entity)
    yield from unfit
    identity, last = _identity(entity) if kind.name == "Person" else ("", "")
    if last:
        values["id_last4"] = last
    yield Row(kind.name, line.id, values, line.place, ends, line.told, identity=identity)
    for link in _links(kind):
        for other in entity.get(link.ftm, ()):
            there = digest(link.name, line.id, other)
            yield Row(link.name, there, {}, line.place, (line.id, other), line.told)


def _strange(line: _Line, reason: str) -> Unfit:
    return Unfit(line.place, reason, column=line.schema, value=line.id, quote=line.told)


def _kind(line: _Line) -> Kind | None:
    kinds = schema()
    own = line.id.rpartition("-")[0] if _OURS.fullmatch(line.id.replace("_", ".")) else ""
    name = own or (_family(line) if line.schema == "Family" else _KINDS.get(line.schema, ""))
    return kinds.nodes.get(name) or kinds.edges.get(name)


def _family(line: _Line) -> str:
    """Return which relation a family is: `relationship` is what the relative is to the person."""
    said = "；".join(line.properties.get("relationship", ()))
    if _SPOUSES.search(said):
        return "SPOUSE_OF"
    own = bool(said) and not _NOT_OWN.search(said)
    return (
        "PARENT_OF" if own and (_PARENTS.search(said) or _CHILDREN.search(said)) else "KIN_DECLARED"
    )


def _ends(kind: EdgeKind, line: _Line, entity: Entity, held: _Held) -> tuple[str, str] | None:
    """Take the ends of an edge from its entity, and what the post or contract between them tells."""
    if kind.name == "CONTRACTS_WITH":
        contract = held.entities.get(_first(entity, "contract"))
        return _award(entity, contract) if contract else None
    if line.schema == "Occupancy":
        post = held.entities.get(_first(entity, "post"))
        entity.setdefault("role", post.properties.get("name", []) if post else [])
        return (_first(entity, "holder"), _first(post.properties, "organization")) if post else None
    words = kind.ftm_ends or _ENDS.get(line.schema, ("", ""))
    if line.schema in _ENDS and line.schema != kind.ftm:
        words = _ENDS[line.schema]
    ends = (_first(entity, words[0]), _first(entity, words[1]))
    is_child = kind.name == "PARENT_OF" and not _PARENTS.search(_told(entity, "relationship"))
    return (ends[1], ends[0]) if is_child else ends


def _award(entity: Entity, contract: _Line) -> tuple[str, str]:
    told = contract.properties
    entity.pop("currency", None)
    for word in ("title", "type", "contractDate"):
        entity[word] = [text for text in told.get(word, ()) if text != _UNTOLD]
    try:
        # Yuan there, 万元 here.
        entity["amount"] = [
            format((Decimal(text) / 10_000).normalize(), "f") for text in entity.get("amount", ())
        ]
    except InvalidOperation:
        entity["amount"] = entity.get("amount", [])
    return _first(entity, "supplier"), _first(told, "authority")


def _first(entity: Mapping[str, list[str]], word: str) -> str:
    return entity.get(word, [""])[0] if entity.get(word) else ""


def _told(entity: Entity, word: str) -> str:
    return "；".join(entity.get(word, ()))


def _links(kind: Kind) -> list[EdgeKind]:
    """Return the edges that are a property of entities of a kind."""
    edges = schema().edges.values()
    return [e for e in edges if e.ftm[:1].islower() and any(kind.name == s for s, _ in e.ends)]


# ---------------------------------------------------------------------- values


def _values(kind: Kind, line: _Line, entity: Entity) -> tuple[dict[str, Value], list[Unfit]]:
    """Return the properties of a row, and what of the entity is none."""
    words = {prop.ftm: prop for prop in kind.properties.values() if prop.ftm}
    more = _MORE.get(kind.name, {})
    structure = _structure(kind)
    values: dict[str, Value] = {}
    unfit: list[Unfit] = []
    for word, texts in entity.items():
        prop = words.get(word) or kind.properties.get(more.get(word, ""))
        if word in structure or not texts:
            continue
        if prop is None:
            unfit.append(_left(line, word, texts, "没有相应的属性"))
        elif prop.list:
            old = values.get(prop.name)
            values[prop.name] = "；".join([*([str(old)] if old else []), *texts])
        elif prop.name in values:
            unfit.append(_left(line, word, texts, f"{prop.label}已有值"))
        else:
            texts = [text for text in texts if not (prop.name == "person_no" and read_hashed(text))]
            if texts:
                values[prop.name] = _value(prop, texts[0])
            if texts[1:]:
                unfit.append(_left(line, word, texts[1:], "有几个值，只取第一个"))
    return values, unfit


def _structure(kind: Kind) -> frozenset[str]:
    """Return the words that are ends of the row, or say what kind of row it is."""
    ends = kind.ftm_ends if isinstance(kind, EdgeKind) else tuple(e.ftm for e in _links(kind))
    plain = {"member", "organization", "holder", "post"} if kind.name == "SERVED_IN" else set()
    told = {"relationship"} if kind.name in ("SPOUSE_OF", "PARENT_OF") else set()
    return frozenset({*ends, *plain, *told})


def _left(line: _Line, word: str, texts: list[str], reason: str) -> Unfit:
    return Unfit(line.place, reason, word, covered("；".join(texts)), line.told)


def _value(prop: Property, text: str) -> Value:
    if prop.type == "date":
        return text[:10]
    if prop.ftm == "percentage":
        return text.removesuffix("%").strip()
    return _GENDERS.get(text, text) if prop.ftm == "gender" else text


def _identity(entity: Entity) -> tuple[str, str]:
    """Return hash and last four of the identity number that stood in an entity, or nothing."""
    found = (read_hashed(text) for text in entity.get("idNumber", ()))
    return next(filter(None, found), ("", ""))
