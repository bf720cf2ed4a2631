"""The notebook of docs/ runs as it stands, on the demonstration's workspace."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

from graph.model.answers import Node, Subgraph
from visualizations import network
from xuntu import demo

with warnings.catch_warnings():
    # Importing the runner of notebooks warns of its own dependencies.
    warnings.simplefilter("ignore")
    import nbclient
    import nbformat

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def ran(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Any]]:
    folder = tmp_path_factory.mktemp("notebook")
    with demo.prepare(folder / "demo", lambda _: None) as workspace:
        workspace.load([workspace.folder / demo.FILES / "台账"])
    book = nbformat.read(root / "docs" / "notebook.ipynb", as_version=4)
    about = {"metadata": {"path": str(folder)}}
    nbclient.NotebookClient(book, timeout=300, kernel_name="python3", resources=about).execute()
    return folder, [cell for cell in book.cells if cell.cell_type == "code"]


def shown(cell: Any) -> dict[str, str]:
    """Return what a cell shows, by kind."""
    return {kind: text for output in cell.outputs for kind, text in output.get("data", {}).items()}


def test_an_answer_is_a_table(ran: tuple[Path, list[Any]]) -> None:
    table = shown(ran[1][1])["text/html"]
    assert table.startswith("<table><caption>")
    assert table.count("<tr>") > 2


def test_frames_and_graphs_are_full(ran: tuple[Path, list[Any]]) -> None:
    texts = [shown(cell).get("text/plain", "") for cell in ran[1]]
    assert int(texts[0]) > 1000
    assert texts[2] == "500"
    assert "BooleanDtype" in texts[4]
    assert texts[5].endswith("500)")


def test_a_page_stands_in_a_frame_and_in_a_file(ran: tuple[Path, list[Any]]) -> None:
    folder, cells = ran
    frame = shown(cells[7])["text/html"]
    assert frame.startswith('<iframe sandbox="allow-scripts allow-downloads"')
    assert (folder / "关系图.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_no_output_is_kept_in_the_notebook(root: Path) -> None:
    book = nbformat.read(root / "docs" / "notebook.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in book.cells)


def test_a_hostile_page_stays_in_its_frame() -> None:
    name = '"></iframe><script>alert(1)</script>'
    held = network.page(
        Subgraph(name, (Node("Person-1", "Person", {"name": name}),), ())
    )._repr_html_()
    assert "<script" not in held
    assert held.count("</iframe>") == 1
