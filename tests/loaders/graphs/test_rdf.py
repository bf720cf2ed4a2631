"""RDF as a source: our own exports come back as they were, plain vocabularies are understood, nothing is fetched."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pyarrow.parquet as pq
import pytest

from graph.exports import export
from graph.model.errors import SourceError
from graph.model.privacy import Mask
from graph.model.schema import schema
from graph.snapshot import Snapshot
from loaders.graphs import FORMATS
from loaders.graphs.rdf import read
from loaders.graphs.rdf_file import SUFFIXES
from loaders.graphs.rows import Row, Unfit
from loaders.loader import Context, SourceFile

Given = tuple[list[Any], list[Any]]

PREFIXES = """@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <https://schema.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix xu: <urn:xuntu:term:> .
@prefix id: <urn:xuntu:id:> .
@prefix ex: <https://example.org/> .
"""
OTHERS = (
    PREFIXES
    + """
ex:o1 a org:FormalOrganization ; skos:prefLabel "Forestry"@en, "云川市林业局"@zh ; org:identifier "A-1" ;
  org:subOrganizationOf ex:o2 ; prov:wasDerivedFrom ex:d .
ex:o2 a org:Organization ; skos:prefLabel "云川市人民政府" ; skos:altLabel "市政府", "云川政府" ; org:hasUnit ex:o3 .
ex:o3 a schema:Organization ; schema:name "云川市财政局" .
ex:p1 a foaf:Person ; foaf:name "周一" ; schema:birthDate "1980-02"^^xsd:gYearMonth ; foaf:mbox <mailto:x@example.org> ;
  org:memberOf ex:o1, ex:o2 ; schema:spouse ex:p2 .
ex:p2 a schema:Person ; schema:name "吴二", "吴贰" .
ex:m1 a org:Membership ; org:member ex:p1 ; org:organization ex:o1 ; org:role [ a org:Role ; skos:prefLabel "局长" ] ;
  schema:startDate "2019-06-01T00:00:00"^^xsd:dateTime ; schema:endDate "2021"^^xsd:gYear .
ex:c1 a org:ChangeEvent ; org:originalOrganization ex:o1, ex:o3 ; org:resultingOrganization ex:o2 ;
  dcterms:date "2020"^^xsd:gYear .
ex:k1 a skos:Concept ; skos:prefLabel "工程建设" ; skos:broader ex:k2 ;
  skos:inScheme [ a skos:ConceptScheme ; skos:prefLabel "本地分类" ] .
ex:k2 a skos:Concept ; skos:prefLabel "决策部署" .
ex:d a prov:Entity ; dcterms:title "机构名录" .
ex:t a ex:Thing ; ex:size 5 .
ex:u ex:size 5 .
"""
)


def rows_of(name: str, content: bytes, context: Context) -> list[Row | Unfit]:
    return list(read(SourceFile(name, "0" * 64, content), context).again())


def told(row: Row) -> Any:
    return row.kind, row.id, row.ends, dict(row.properties)


def stored(snapshot: Snapshot) -> list[Any]:
    """Return the rows of a snapshot without what deriving finds again."""
    found = []
    for kind in (*schema().nodes.values(), *schema().edges.values()):
        sort = "nodes" if kind.name in schema().nodes else "edges"
        for row in pq.read_table(snapshot.folder / f"{sort}_{kind.name}.parquet").to_pylist():
            ends = (row.pop("source"), row.pop("target")) if sort == "edges" else None
            names = {p.name for p in kind.public()} | {"sources"}
            kept = {n: v for n, v in row.items() if v is not None and n in names}
            found.append((kind.name, row["id"], ends, kept))
    return found


@pytest.mark.parametrize(
    ("name", "suffix"), [("turtle", ".ttl"), ("trig", ".trig"), ("jsonld", ".jsonld")]
)
def test_our_export_comes_back_row_by_row(
    name: str, suffix: str, hostile: Snapshot, tmp_path: Path, context: Context
) -> None:
    path = tmp_path / f"out{suffix}"
    export(hostile, name, path, Mask(lifted=True))
    found = rows_of(path.name, path.read_bytes(), context)
    assert [one for one in found if isinstance(one, Unfit)] == []
    expected = [one for one in stored(hostile) if "__" not in one[0]]
    assert sorted(map(repr, (told(one) for one in found if isinstance(one, Row)))) == sorted(
        map(repr, expected)
    )


def test_a_masked_export_says_so(hostile: Snapshot, tmp_path: Path, context: Context) -> None:
    export(hostile, "turtle", tmp_path / "a.ttl", Mask.of((), ("云川",), ()))
    export(hostile, "turtle", tmp_path / "b.ttl", Mask(lifted=True))
    masked = [
        read(SourceFile("x.ttl", "0", (tmp_path / name).read_bytes()), context).masked
        for name in ("a.ttl", "b.ttl")
    ]
    assert masked == [True, False]


def test_what_others_say_in_public_vocabularies(context: Context) -> None:
    found = rows_of("x.ttl", OTHERS.encode(), context)
    rows = {
        (one.kind, one.id.replace("https://example.org/", "")): one
        for one in found
        if isinstance(one, Row)
    }
    ends = {
        key: tuple(end.replace("https://example.org/", "") for end in row.ends)
        for key, row in rows.items()
        if row.ends
    }
    assert rows["Organization", "o1"].properties == {"name": "云川市林业局"}
    assert rows["Organization", "o2"].properties == {
        "name": "云川市人民政府",
        "other_names": "市政府；云川政府",
    }
    assert rows["Person", "p1"].properties == {"name": "周一", "birth": "1980-02"}
    assert rows["SERVED_IN", "m1"].properties == {
        "title": "局长", "since": "2019-06-01", "until": "2021", "end_state": "stated",
    }  # fmt: skip
    assert rows["Category", "k1"].properties == {"name": "工程建设", "scheme": "本地分类"}
    assert rows["Document", "d"].properties == {"name": "机构名录"}
    assert sorted((kind, *ends[kind, id_]) for kind, id_ in ends) == [
        ("IN_CATEGORY", "k1", "k2"),
        ("PART_OF", "o1", "o2"),
        ("PART_OF", "o3", "o2"),
        ("SERVED_IN", "p1", "o1"),
        ("SERVED_IN", "p1", "o2"),
        ("SPOUSE_OF", "p1", "p2"),
        ("STATED_IN", "o1", "d"),
        ("SUCCEEDED_BY", "o1", "o2"),
        ("SUCCEEDED_BY", "o3", "o2"),
    ]
    assert {rows[key].properties["on"] for key in ends if key[0] == "SUCCEEDED_BY"} == {"2020"}


def test_what_does_not_fit_is_told_with_its_reason(context: Context) -> None:
    found = rows_of("x.ttl", OTHERS.encode(), context)
    assert [
        (one.place, one.reason, one.column, one.value) for one in found if isinstance(one, Unfit)
    ] == [
        ("https://example.org/o1", "不是统一社会信用代码", "uscc", "A-1"),
        ("https://example.org/p1", "没有对应的属性", "foaf:mbox", "mailto:x@example.org"),
        ("https://example.org/p2", "同一属性有几个值，只用第一个", "name", "吴贰"),
        ("https://example.org/t", "没有对应的类", "rdf:type", "https://example.org/Thing"),
        ("https://example.org/u", "没有写明是哪一类", "rdf:type", ""),
    ]


def test_what_was_changed_in_our_export_is_told(context: Context) -> None:
    text = (
        PREFIXES
        + """
id:Person-11111111111111111111 a xu:Person ; xu:name "周一", "周二" ; ex:size 5 ; xu:nope 1 ; foaf:name "周一" .
id:Person-22222222222222222222 xu:name "吴二" .
"""
    )
    found = rows_of("x.ttl", text.encode(), context)
    assert [(one.reason, one.column, one.value) for one in found if isinstance(one, Unfit)] == [
        ("同一属性有几个值，只用第一个", "name", "周二"),
        ("没有对应的属性", "https://example.org/size", "5"),
        ("没有对应的属性", "urn:xuntu:term:nope", "1"),
        ("没有写明是哪一类", "", "Person-22222222222222222222"),
    ]


def test_others_become_claims(loaded: Callable[[str, bytes], Given]) -> None:
    good, bad = loaded("名录.ttl", OTHERS.encode())
    again, _ = loaded("名录.ttl", OTHERS.encode())
    assert good == again
    assert {claim.kind for claim in good} >= {
        "Organization",
        "Person",
        "SERVED_IN",
        "PART_OF",
        "Category",
    }
    person = next(
        claim for claim in good if claim.kind == "Person" and claim.properties["name"] == "周一"
    )
    assert person.provenance.place == "https://example.org/p1"
    assert any("没有对应的类" in one.reason for one in bad)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.nt", '<https://example.org/p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> '
                 '<http://xmlns.com/foaf/0.1/Person> .\n'
                 '<https://example.org/p> <http://xmlns.com/foaf/0.1/name> "周一" .\n'),
        ("x.rdf", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
                  ' xmlns:foaf="http://xmlns.com/foaf/0.1/">'
                  '<foaf:Person rdf:about="https://example.org/p"><foaf:name>周一</foaf:name></foaf:Person></rdf:RDF>'),
        ("x.jsonld", json.dumps({"@context": {"foaf": "http://xmlns.com/foaf/0.1/"}, "@id": "https://example.org/p",
                                 "@type": "foaf:Person", "foaf:name": "周一"})),
        ("x.TRIG", '@prefix foaf: <http://xmlns.com/foaf/0.1/> . '
                   '<urn:g> { <https://example.org/p> a foaf:Person ; foaf:name "周一" . }'),
    ],
)  # fmt: skip
def test_every_syntax_is_read(name: str, text: str, context: Context) -> None:
    (row,) = rows_of(name, text.encode(), context)
    assert isinstance(row, Row)
    assert told(row) == ("Person", "https://example.org/p", None, {"name": "周一"})


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>'
)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("x.rdf", BOMB.encode(), "有 DTD 或实体声明，没有读取（x.rdf）"),
        ("x.jsonld", b'{"@context": "http://127.0.0.1:9/context", "name": "x"}', "上下文在别处"),
        ("x.jsonld", b'{"@context": [{}, "context.jsonld"]}', "上下文在别处"),
        ("x.jsonld", b'{"@context": {"@import": "http://127.0.0.1:9/"}}', "上下文在别处"),
        ("x.jsonld", b'{"@context": {"a": {"@id": "urn:a", "@context": "http://127.0.0.1:9/"}}}', "上下文在别处"),
        ("x.jsonld", b'{"@context": {"@vocab": "urn:a:"}, "a": {"@context": "file:///etc/passwd"}}', "上下文在别处"),
        ("x.jsonld", b"[" * 100_000, "嵌套太深"),
        ("x.jsonld", b'{"@id": ', "已损坏或写法有误"),
        ("x.ttl", b"(" * 20_000, "没有读取"),
        ("x.ttl", b"<a> <b> .\n<c>", "已损坏或写法有误（x.ttl"),
        ("x.ttl", "<a> <b> '林'".encode("gb18030"), "不是 UTF-8"),
        ("x.nt", b"nonsense", "已损坏或写法有误"),
        ("x.rdf", b"<rdf>", "已损坏或写法有误"),
        ("x.trig", b"<a> {", "已损坏或写法有误"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_one_sentence(
    name: str, content: bytes, sentence: str, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket.socket, "connect", _no_calls)
    with pytest.raises(SourceError) as caught:
        rows_of(name, content, context)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def _no_calls(*_: object) -> NoReturn:
    raise AssertionError("somebody phoned out")


def test_an_empty_file_says_nothing(context: Context) -> None:
    assert rows_of("x.ttl", b"", context) == []


def test_names_are_not_relative_to_this_machine(context: Context) -> None:
    (row, _) = rows_of(
        "x.ttl",
        (PREFIXES + "<a> a foaf:Person ; foaf:name 'x' ; foaf:knows <b> .").encode(),
        context,
    )[::-1]
    assert isinstance(row, Row)
    assert row.id == "xuntu:///a"


def test_blank_nodes_are_named_by_their_place(context: Context) -> None:
    text = (
        PREFIXES + "[] a foaf:Person ; foaf:name '周一' . [] a foaf:Person ; foaf:name '吴二' ."
    ).encode()
    assert rows_of("x.ttl", text, context) == rows_of("x.ttl", text, context)
    assert len({one.id for one in rows_of("x.ttl", text, context) if isinstance(one, Row)}) == 2


def test_the_table_knows_every_suffix() -> None:
    assert FORMATS["rdf"].suffixes == SUFFIXES
