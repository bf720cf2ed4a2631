"""RDF that other programs read: the three syntaxes say the same, precisely, and the shapes bite."""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, XSD, Dataset, Graph, Literal, URIRef

from graph.exports import EXPORTS, export
from graph.exports._losses import beyond
from graph.exports._masked import Row
from graph.exports.rdf import jsonld, resources, shacl, turtle
from graph.exports.rdf.resources import RESOURCE, Statements, Term
from graph.exports.rdf.terms import PREFIXES, PROVENANCE, class_of, classes, iri, terms_of
from graph.model.privacy import HIDDEN, Mask
from graph.model.schema import EdgeKind, schema
from graph.snapshot import Snapshot

Write = Callable[[Path, dict[str, list[dict[str, Any]]]], Snapshot]

LIFTED = Mask(lifted=True)
UNIT, PERSON = "Organization-" + "1" * 20, "Person-" + "1" * 20
ROWS: dict[str, list[dict[str, Any]]] = {
    "Organization": [{"id": UNIT, "name": "云川市林业局", "funds": 2.0, "is_target": False}],
    "Person": [
        {"id": PERSON, "name": "周一", "birth": "1980-02", "work_start": "2002", "declined": 2},
        {"id": "Person-" + "2" * 20, "name": "吴二", "declared_by": PERSON, "party_join": "2005-07-01"},
    ],
    "SERVED_IN": [
        {"id": "SERVED_IN-" + "1" * 20, "source": PERSON, "target": UNIT, "title": "局长", "since": "2019-06"},
        {"id": "SERVED_IN-" + "2" * 20, "source": PERSON, "target": UNIT, "title": "科长"},
    ],
}  # fmt: skip


def of(term: str) -> URIRef:
    return URIRef(iri(term))


@pytest.fixture(scope="module")
def snapshot(small_snapshot: Write, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return small_snapshot(tmp_path_factory.mktemp("snapshot"), ROWS)


def quads(text: str, syntax: str) -> set[Any]:
    """Return all that is said, with the graph it is said in; the library warns of its own ways."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        dataset = Dataset()
        dataset.parse(data=text, format=syntax)
        return {(s, p, o, str(graph or "")) for s, p, o, graph in dataset.quads()}


def triples(text: str, syntax: str) -> set[Any]:
    """Return all that is said."""
    return {quad[:3] for quad in quads(text, syntax)}


def written(snapshot: Snapshot, name: str, folder: Path, mask: Mask = LIFTED) -> Path:
    path = folder / f"out.{name}"
    done = export(snapshot, name, path, mask)
    assert beyond(name, done.losses) == []
    return path


@pytest.fixture(scope="module")
def graph(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = written(snapshot, "turtle", tmp_path_factory.mktemp("turtle"))
    return Graph().parse(path, format="turtle")


# ---------------------------------------------------------------------- terms


def test_every_term_has_a_known_prefix_and_none_means_two_things() -> None:
    assert len(classes()) == len(schema().nodes) + len(schema().edges)
    for name in (*schema().nodes, *schema().edges):
        told = terms_of(name)
        ours = [terms[0] for terms in (*told.properties.values(), *told.ends) if terms]
        assert len(set(ours)) == len(ours), name
        public = [one for terms in told.properties.values() for one in terms[1:]]
        assert len(set(public)) == len(public), name
    properties = {p.name for kind in classes().values() for p in kind.public()}
    assert not properties & set(schema().edges)


def test_links_may_differ_by_what_they_lead_from() -> None:
    told = terms_of("IN_CATEGORY")
    assert told.links("Finding") == ("xu:IN_CATEGORY", "dcterms:subject")
    assert told.links("Category") == ("xu:IN_CATEGORY", "skos:broader")
    assert terms_of("STATED_IN").links("Person") == ("xu:STATED_IN", "prov:wasDerivedFrom")


# ---------------------------------------------------------------------- what is said


def test_an_edge_is_a_resource_and_a_direct_triple(graph: Graph) -> None:
    edge, person, unit = (
        URIRef(PREFIXES["id"] + one) for one in ("SERVED_IN-" + "1" * 20, PERSON, UNIT)
    )
    said = set(graph.predicate_objects(edge))
    assert said >= {
        (RDF.type, of("xu:ServedIn")), (RDF.type, of("org:Membership")),
        (of("xu:from"), person), (of("org:member"), person),
        (of("xu:to"), unit), (of("org:organization"), unit),
        (of("xu:title"), Literal("局长")), (of("schema:roleName"), Literal("局长")),
        (of("xu:since"), Literal("2019-06", datatype=XSD.gYearMonth)),
    }  # fmt: skip
    assert set(graph.predicates(person, unit)) == {of("xu:SERVED_IN"), of("org:memberOf")}


def test_values_keep_their_type_and_dates_their_precision(graph: Graph) -> None:
    person, unit = URIRef(PREFIXES["id"] + PERSON), URIRef(PREFIXES["id"] + UNIT)
    other = URIRef(PREFIXES["id"] + "Person-" + "2" * 20)
    assert {
        graph.value(person, of("xu:birth")), graph.value(person, of("xu:work_start")),
        graph.value(other, of("xu:party_join")), graph.value(person, of("xu:declined")),
        graph.value(unit, of("xu:funds")), graph.value(unit, of("xu:is_target")),
    } == {
        Literal("1980-02", datatype=XSD.gYearMonth), Literal("2002", datatype=XSD.gYear),
        Literal("2005-07-01", datatype=XSD.date), Literal(2),
        Literal(2.0), Literal(False),
    }  # fmt: skip
    assert graph.value(other, of("xu:declared_by")) == person
    assert (person, of("foaf:name"), Literal("周一")) in graph
    assert not any("_min" in str(p) or "_max" in str(p) for p in graph.predicates())


def test_provenance_stands_beside(graph: Graph) -> None:
    person = URIRef(PREFIXES["id"] + PERSON)
    assert graph.value(person, of("dcterms:source")) == Literal("样例台账.xlsx 第3行")
    file = graph.value(person, of("prov:wasDerivedFrom"))
    assert (file, RDF.type, of("prov:Entity")) in graph
    assert graph.value(file, of("rdfs:label")) == Literal("样例台账.xlsx")


def test_vocabularies_are_concept_schemes(graph: Graph) -> None:
    scheme = URIRef(PREFIXES["vocabulary"] + "inspection_type")
    concepts = set(graph.subjects(of("skos:inScheme"), scheme))
    labels = {str(graph.value(one, of("skos:prefLabel"))) for one in concepts}
    assert {"常规", "专项"} <= labels
    assert (scheme, RDF.type, of("skos:ConceptScheme")) in graph


def test_three_syntaxes_say_the_same(hostile: Snapshot, tmp_path: Path) -> None:
    whole = set(Graph().parse(written(hostile, "turtle", tmp_path), format="turtle"))
    texts = {
        syntax: written(hostile, name, tmp_path).read_text("utf-8")
        for name, syntax in (("jsonld", "json-ld"), ("trig", "trig"))
    }
    assert triples(texts["json-ld"], "json-ld") == whole
    apart = quads(texts["trig"], "trig")
    assert {quad[:3] for quad in apart} == whole
    told = {p for _, p, _, graph in apart if graph == PROVENANCE}
    assert told == {of("dcterms:source"), of("prov:wasDerivedFrom"), RDF.type, of("rdfs:label")}
    rows = sum(
        pq.read_metadata(hostile.folder / f"nodes_{kind}.parquet").num_rows
        for kind in schema().nodes
    )
    ours = {of(class_of(kind)) for kind in schema().nodes.values()}
    assert sum(1 for _, p, o in whole if p == RDF.type and o in ours) == rows > 0


def test_no_context_stands_elsewhere(snapshot: Snapshot, tmp_path: Path) -> None:
    data = json.loads(written(snapshot, "jsonld", tmp_path).read_text(encoding="utf-8"))
    assert isinstance(data["@context"], dict)
    assert all(isinstance(one, str) for one in data["@context"].values())


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_comes_back(text: str) -> None:
    said = [
        Statements(
            f"id:{PERSON}", [("xu:name", Term(text)), ("xu:masked", Term("true", "xsd:boolean"))]
        )
    ]
    lines = "".join([*turtle.prefixes(), *turtle.lines(said)])
    one = Graph().parse(data=lines, format="turtle")
    assert [str(o) for o in one.objects(None, of("xu:name"))] == [text]
    object_ = {"@context": dict(PREFIXES), "@graph": [jsonld._object(said[0])]}
    assert triples(json.dumps(object_), "json-ld") == set(one)


def test_a_name_that_turtle_cannot_shorten_is_spelt_out() -> None:
    assert turtle.name("vocabulary:x.A/B") == f"<{PREFIXES['vocabulary']}x.A/B>"
    assert turtle.name("id:Person-1") == "id:Person-1"


def test_a_masked_export_tells_no_hidden_name(snapshot: Snapshot, tmp_path: Path) -> None:
    mask = Mask.of({PERSON}, {"周一"}, ())
    for name in ("turtle", "trig", "jsonld"):
        text = written(snapshot, name, tmp_path, mask).read_text(encoding="utf-8")
        assert HIDDEN in text
        assert "周一" not in text
        assert "1980-02" not in text
        assert "吴二" in text


def test_the_same_snapshot_gives_the_same_bytes(snapshot: Snapshot, tmp_path: Path) -> None:
    for name in ("turtle", "trig", "jsonld", "shacl"):
        folders = [tmp_path / "a", tmp_path / "b"]
        for folder in folders:
            folder.mkdir(exist_ok=True)
        one, two = (written(snapshot, name, folder).read_bytes() for folder in folders)
        assert one == two


# ---------------------------------------------------------------------- shapes


@pytest.fixture(scope="module")
def shapes(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("shacl") / "shapes"
    done = export(snapshot, "shacl", path, LIFTED)
    assert beyond("shacl", done.losses) == []
    lost = Counter({x.kind: x.count for x in done.losses if x.reason == shacl.SHAPES})
    assert lost == {"Organization": 1, "Person": 2, "SERVED_IN": 2}
    assert "林业局" not in path.read_text(encoding="utf-8")
    return Graph().parse(path, format="turtle")


def faults(graph: Graph, shapes: Graph) -> set[tuple[str, str]]:
    """Return the last word of what is at fault: constraint and path."""
    conforms, results, _ = pyshacl.validate(graph, shacl_graph=shapes)
    assert isinstance(results, Graph)
    sh = "http://www.w3.org/ns/shacl#"
    found = {
        (
            str(results.value(one, URIRef(f"{sh}sourceConstraintComponent"))).rpartition("#")[2],
            str(results.value(one, URIRef(f"{sh}resultPath")) or "").rpartition(":")[2],
        )
        for one in results.subjects(RDF.type, URIRef(f"{sh}ValidationResult"))
    }
    assert conforms == (not found)
    return found


def test_an_export_conforms(graph: Graph, shapes: Graph) -> None:
    assert faults(graph, shapes) == set()


@pytest.fixture
def bad(graph: Graph) -> Graph:
    """A copy to tamper with."""
    copy = Graph()
    copy += graph
    return copy


EDGE = "id:SERVED_IN-" + "1" * 20


@pytest.mark.parametrize(
    ("taken", "added", "fault"),
    [
        (None, (f"id:{PERSON}", "xu:name", Literal("周二")), ("MaxCountConstraintComponent", "name")),
        (None, (f"id:{UNIT}", "xu:complaints", Literal("七")), ("DatatypeConstraintComponent", "complaints")),
        (None, (f"id:{UNIT}", "xu:founded_on", Literal("1999-13")), ("OrConstraintComponent", "founded_on")),
        (None, (f"id:{PERSON}", "xu:declared_by", Literal("周一")), ("NodeKindConstraintComponent", "declared_by")),
        ((EDGE, "xu:to"), None, ("MinCountConstraintComponent", "to")),
        ((EDGE, "xu:to"), (EDGE, "xu:to", f"id:{PERSON}"), ("ClassConstraintComponent", "to")),
        (None, (EDGE, "xu:from", "id:Person-" + "2" * 20), ("MaxCountConstraintComponent", "from")),
        (None, ("id:Person-1", "rdf:type", "xu:Person"), ("PatternConstraintComponent", "")),
    ],
)  # fmt: skip
def test_shapes_bite(
    bad: Graph, shapes: Graph, taken: Any, added: Any, fault: tuple[str, str]
) -> None:
    if taken:
        bad.remove((of(taken[0]), of(taken[1]), None))
    if added:
        subject, predicate, value = added
        bad.add(
            (
                of(subject),
                of(predicate),
                of(value) if isinstance(value, str) and not isinstance(value, Literal) else value,
            )
        )
    assert fault in faults(bad, shapes)


def test_every_kind_with_every_property_conforms(
    shapes: Graph, small_snapshot: Write, tmp_path: Path
) -> None:
    full = small_snapshot(tmp_path / "full", everything())
    graph = Graph().parse(written(full, "turtle", tmp_path), format="turtle")
    assert faults(graph, shapes) == set()
    told = {str(o) for o in graph.objects(None, RDF.type)}
    assert told >= set(classes())


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return one row of every kind that says something under every property."""
    values = {"text": "文字", "int": 3, "number": 1.5, "bool": True, "date": "2020-02"}
    made: dict[str, list[dict[str, Any]]] = {}
    for kind in classes().values():
        row = {p.name: PERSON if p.ref else values[p.type] for p in kind.public()}
        row["id"] = f"{kind.name}-{'1' * 20}"
        if isinstance(kind, EdgeKind):
            source, target = kind.ends[0]
            row["source"] = f"{'Person' if source == '*' else source}-{'1' * 20}"
            row["target"] = f"{target}-{'1' * 20}"
        made[kind.name] = [row]
    return made


def test_formats_are_in_the_table() -> None:
    modules = {form.module for form in EXPORTS.values() if form.module.startswith("rdf.")}
    assert modules == {"rdf.turtle", "rdf.trig", "rdf.jsonld", "rdf.shacl"}


def test_a_resource_is_named_by_its_id() -> None:
    ends = resources._ends(Row("x", "Person-1", "Team-2", {}), terms_of("MEMBER_OF").ends)
    assert list(ends)[:2] == [
        ("xu:from", Term("id:Person-1", RESOURCE)),
        ("org:member", Term("id:Person-1", RESOURCE)),
    ]
