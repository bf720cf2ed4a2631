"""What others say in public vocabularies (ORG, FOAF, schema.org, SKOS, PROV) as rows; the rest is told with its reason.

What is said as a single statement (`org:memberOf`) and as a thing of its own (`org:Membership`) is one edge: the thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from graph.exports.rdf.terms import id_of, iri, short
from graph.model.claims import Value
from graph.model.values import credit_code
from loaders.graphs.rdf_file import RESOURCE, Object, Told
from loaders.graphs.rdf_values import value_of
from loaders.graphs.rows import Row, Rows, Unfit

Said = Mapping[tuple[str, Object], None]

_TYPE = iri("rdf:type")
_LABELS = "skos:prefLabel foaf:name schema:name dcterms:title rdfs:label"


@dataclass(frozen=True, slots=True)
class Thing:
    """How things of a class are read: as which kind, and by which predicates its properties (and ends) are told."""

    kind: str
    properties: Mapping[str, str]
    ends: tuple[str, str] | None = None


_OFFICE = Thing(
    "Organization",
    {
        "name": _LABELS,
        "other_names": "skos:altLabel schema:alternateName",
        "uscc": "org:identifier schema:taxID",
        "founded_on": "schema:foundingDate",
        "dissolved_on": "schema:dissolutionDate",
    },
)
_PERSON = Thing(
    "Person",
    {"name": _LABELS, "gender": "foaf:gender schema:gender", "birth": "schema:birthDate"},
)
_POST = Thing(
    "SERVED_IN",
    {
        "title": f"org:role schema:roleName {_LABELS}",
        "since": "schema:startDate",
        "until": "schema:endDate",
    },
    ("org:member org:heldBy schema:member", "org:organization org:postIn schema:memberOf"),
)
_CHANGE = Thing(
    "SUCCEEDED_BY",
    {"on": "dcterms:date prov:endedAtTime prov:startedAtTime", "change": _LABELS},
    ("org:originalOrganization", "org:resultingOrganization"),
)
_CONCEPT = Thing("Category", {"name": _LABELS, "scheme": "skos:inScheme"})
_PAPER = Thing("Document", {"name": _LABELS, "published_on": "dcterms:issued schema:datePublished"})

CLASSES: Mapping[str, Thing] = {
    "org:Membership": _POST, "org:Post": _POST, "schema:OrganizationRole": _POST, "org:ChangeEvent": _CHANGE,
    "foaf:Person": _PERSON, "schema:Person": _PERSON, "prov:Person": _PERSON,
    "org:Organization": _OFFICE, "org:FormalOrganization": _OFFICE, "org:OrganizationalUnit": _OFFICE,
    "foaf:Organization": _OFFICE, "schema:Organization": _OFFICE, "schema:GovernmentOrganization": _OFFICE,
    "skos:Concept": _CONCEPT, "foaf:Document": _PAPER, "schema:CreativeWork": _PAPER, "prov:Entity": _PAPER,
}  # fmt: skip
"""How each class is read; where a thing is of several, the first here counts."""

LINKS: Mapping[str, tuple[str, bool]] = {
    **dict.fromkeys(("org:subOrganizationOf", "org:unitOf", "schema:parentOrganization"), ("PART_OF", False)),
    **dict.fromkeys(("org:hasSubOrganization", "org:hasUnit", "schema:subOrganization"), ("PART_OF", True)),
    **dict.fromkeys(("org:memberOf", "org:headOf", "schema:worksFor", "schema:memberOf"), ("SERVED_IN", False)),
    **dict.fromkeys(("org:hasMember", "foaf:member", "schema:member", "schema:employee"), ("SERVED_IN", True)),
    "org:reportsTo": ("REPORTED_TO", False),
    "skos:broader": ("IN_CATEGORY", False),
    "skos:narrower": ("IN_CATEGORY", True),
    "schema:spouse": ("SPOUSE_OF", False),
    "schema:children": ("PARENT_OF", False),
    "schema:parent": ("PARENT_OF", True),
    "prov:wasDerivedFrom": ("STATED_IN", False),
}  # fmt: skip
"""The edge that a single statement is, and whether it leads backwards."""

_HELPERS = frozenset(map(iri, ("org:Role", "skos:ConceptScheme")))
"""Classes of what is only named by other things."""


def rows_of_others(told: Told) -> Rows:
    """Yield the rows that subjects with foreign names are, and a word on everything that is none."""
    made: set[tuple[str, str, str]] = set()
    for subject, said in told.items():
        yield from _thing(subject, said, told, made)
    for subject, said in told.items():
        yield from _links(subject, said, made)


def _thing(subject: str, said: Said, told: Told, made: set[tuple[str, str, str]]) -> Rows:
    classes = [o.text for p, o in said if p == _TYPE]
    thing = next((one for name, one in CLASSES.items() if iri(name) in classes), None)
    place = short(subject)
    if thing is None:
        if not _HELPERS & set(classes):
            reason = "没有对应的类" if classes else "没有写明是哪一类"
            yield Unfit(place, reason, "rdf:type", "、".join(map(short, classes)))
        return
    values: dict[str, Value] = {}
    known = {
        _TYPE,
        *map(iri, LINKS),
        *(iri(one) for end in thing.ends or () for one in end.split()),
    }
    for name, predicates in thing.properties.items():
        known |= set(map(iri, predicates.split()))
        found = list(_found(said, predicates, told))
        yield from _fill(values, name, found, place)
    for predicate, one in said:
        if predicate not in known:
            yield Unfit(place, "没有对应的属性", short(predicate), one.text)
    if thing.ends is None:
        yield Row(thing.kind, subject, values, place)
        return
    yield from _edges(thing, subject, said, values, made)


def _found(said: Said, predicates: str, told: Told) -> Iterator[Object]:
    """Yield what is told under some predicates, the first predicate first, Chinese before other languages."""
    for predicate in predicates.split():
        here = [one for p, one in said if p == iri(predicate)]
        here.sort(key=lambda one: (not one.language.startswith("zh"), one.language))
        yield from (_named(one, told) if one.type == RESOURCE else one for one in here)


def _named(one: Object, told: Told) -> Object:
    """Return what a resource is called: a role, a scheme."""
    labels = (label for label in _found(told.get(one.text, {}), _LABELS, {}))
    return next(labels, Object(short(one.text)))


def _fill(values: dict[str, Value], name: str, found: list[Object], place: str) -> Iterator[Unfit]:
    texts = list(dict.fromkeys(one.text for one in found))
    if not texts:
        return
    if name == "other_names":
        values[name] = "；".join(texts)
        return
    if name == "uscc" and not _is_code(texts[0]):
        yield Unfit(place, "不是统一社会信用代码", name, texts[0])
        return
    values[name] = value_of(found[0])
    # Labels in other languages, and the same name in another vocabulary, are no second value.
    plain = [one.text for one in found if not one.language or one.language == found[0].language]
    for text in dict.fromkeys(plain):
        if text != found[0].text:
            yield Unfit(place, "同一属性有几个值，只用第一个", name, text)


def _is_code(text: str) -> bool:
    try:
        return bool(credit_code(text))
    except ValueError:
        return False


def _edges(
    thing: Thing,
    subject: str,
    said: Said,
    values: dict[str, Value],
    made: set[tuple[str, str, str]],
) -> Rows:
    """Yield an edge for each pair of ends: a change may have several."""
    sources, targets = (
        [_end(one) for one in _resources(said, predicates)] for predicates in thing.ends or ()
    )
    if not (sources and targets):
        yield Unfit(short(subject), "缺少两端之一", "", short(subject))
    if thing.kind == "SERVED_IN":
        values["end_state"] = "stated" if values.get("until") else "not_stated"
    several = len(sources) * len(targets) > 1
    for source, target in product(sources, targets):
        made.add((thing.kind, source, target))
        id_ = f"{subject} {source} {target}" if several else subject
        yield Row(thing.kind, id_, values, short(subject), (source, target))


def _resources(said: Said, predicates: str) -> list[str]:
    wanted = set(map(iri, predicates.split()))
    return [one.text for p, one in said if p in wanted and one.type == RESOURCE]


def _end(resource: str) -> str:
    return id_of(resource) or resource


def _links(subject: str, said: Said, made: set[tuple[str, str, str]]) -> Rows:
    for predicate, one in said:
        kind, backwards = LINKS.get(short(predicate), ("", False))
        if not kind or (kind == "SERVED_IN" and _is_post(said)):
            continue
        ends = (_end(subject), _end(one.text))
        source, target = ends[::-1] if backwards else ends
        if one.type == RESOURCE and (kind, source, target) not in made:
            made.add((kind, source, target))
            id_ = f"{short(predicate)} {source} {target}"
            values = {"end_state": "not_stated"} if kind == "SERVED_IN" else {}
            yield Row(kind, id_, dict(values), short(subject), (source, target))


def _is_post(said: Said) -> bool:
    """Tell whether a thing is a post: what it says of members are its own two ends."""
    return any(p == _TYPE and CLASSES.get(short(one.text)) is _POST for p, one in said)
