"""The city as RDF: every row fits its shape, and an empty workspace makes the same snapshot of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph

from graph.exports import export
from graph.model.privacy import Mask
from xuntu import demo
from xuntu.workspace import Workspace

pytestmark = pytest.mark.skipif(
    not os.environ.get("XUNTU_SOAK"),
    reason="a minute each; every syntax, every kind and hostile values are tried on small graphs",
)


@pytest.mark.parametrize(
    ("name", "suffix"), [("turtle", "ttl"), ("trig", "trig"), ("jsonld", "jsonld")]
)
def test_the_city_comes_back_with_the_same_hash(
    name: str, suffix: str, city: Workspace, tmp_path: Path
) -> None:
    before = city.snapshot()
    export(before, name, tmp_path / f"city.{suffix}", Mask(lifted=True))
    with Workspace.init(
        tmp_path / "back",
        key=city.folder / "workspace.key",
        committee=demo.COMMITTEE,
        region=demo.REGION,
    ) as back:
        shutil.copy(city.folder / "regions.csv", back.folder / "regions.csv")
        (report,) = back.load([tmp_path / f"city.{suffix}"])
        assert (report.state, report.kind, report.rejected) == ("loaded", "rdf", 0)
        assert back.snapshot().hash == before.hash
        assert before.counts()["nodes_Person"] > 1000


@pytest.mark.parametrize("masked", [False, True])
def test_no_row_of_the_city_violates_a_shape(masked: bool, city: Workspace, tmp_path: Path) -> None:
    mask = city.mask() if masked else Mask(lifted=True)
    export(city.snapshot(), "turtle", tmp_path / "city.ttl", mask)
    export(city.snapshot(), "shacl", tmp_path / "shapes.ttl", mask)
    data, shapes = (
        Graph().parse(tmp_path / name, format="turtle") for name in ("city.ttl", "shapes.ttl")
    )
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, text[:2000]
