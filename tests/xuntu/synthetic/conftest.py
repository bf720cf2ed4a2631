"""The city's ledgers alone in a workspace, written in two ways: as the city writes them, and into templates."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.snapshot import Snapshot
from loaders.ledgers.declaration import load
from loaders.ledgers.templates import EXAMPLE_ROW, HEADER_ROW, template
from xuntu import demo
from xuntu.synthetic import City, data, make_city
from xuntu.synthetic.styles import STANDARD, dress
from xuntu.synthetic.writing import LEDGERS
from xuntu.workspace import Workspace


@pytest.fixture(scope="session")
def the_city() -> City:
    """The truth of the city that everybody knows."""
    return make_city()


@pytest.fixture(scope="session")
def load_ledgers(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, Path], Snapshot]:
    """Load a folder of ledgers, with the city's regions, and return what it came to."""

    def loaded(ledgers: Path, regions: Path) -> Snapshot:
        folder = tmp_path_factory.mktemp("workspace")
        with Workspace.init(folder, committee=demo.COMMITTEE, region=demo.REGION) as made:
            shutil.copy(regions, folder / "regions.csv")
            reports = made.load([ledgers])
            assert {report.state for report in reports} == {"loaded"}
            assert sum(report.rejected for report in reports) == 2, "two credit codes are miscopied"
            return made.snapshot()

    return loaded


@pytest.fixture(
    scope="session",
    params=["ledgers", "templates"] if os.environ.get("XUNTU_SOAK") else ["ledgers"],
)
def snapshot(
    request: pytest.FixtureRequest,
    the_city: City,
    city_files: Path,
    tmp_path_factory: pytest.TempPathFactory,
    load_ledgers: Callable[[Path, Path], Snapshot],
) -> Snapshot:
    """The graph of the city's own files, and that of templates filled with its rows."""
    regions = city_files / "regions.csv"
    if request.param == "ledgers":
        return load_ledgers(city_files / "台账", regions)
    filled = tmp_path_factory.mktemp("filled")
    for number in range(len(LEDGERS)):
        fill_template(the_city, number, filled)
    return load_ledgers(filled, regions)


def fill_template(city: City, number: int, folder: Path) -> Path:
    """Fill the template of one ledger with the city's rows; every other one over its example."""
    ledger, _, rows = LEDGERS[number]
    path = folder / f"{ledger}.xlsx"
    template(load(ledger)).save(path)
    book = load_workbook(path)
    page = book.worksheets[0]
    places = {str(cell.value): at for at, cell in enumerate(page[HEADER_ROW], start=1)}
    columns = [row for row in data.rows("ledgers") if row["ledger"] == ledger]
    assert places.keys() == {column["header"] for column in columns}
    rng = data.stream(0, 0, "template")
    first = EXAMPLE_ROW + number % 2
    for at, row in enumerate(rows(city), start=first):
        for column in columns:
            value = dress(rng, column["type"], row.get(column["field"]), STANDARD)
            page.cell(at, places[column["header"]]).value = value
    book.save(path)
    return path
