"""The fictional city, written and loaded once for all tests of the joint."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from xuntu import demo
from xuntu.synthetic import make_city, write_city
from xuntu.workspace import Workspace


@pytest.fixture(scope="session")
def city_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the city's ledgers, reports and draft."""
    folder = tmp_path_factory.mktemp("city") / "files"
    write_city(make_city(), folder)
    return folder


@pytest.fixture(scope="session")
def city_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key of the city's workspaces."""
    key = tmp_path_factory.mktemp("key") / "key"
    key.write_text("0" * 64, encoding="ascii")
    return key


@pytest.fixture
def new_workspace(tmp_path: Path, city_files: Path, city_key: Path) -> Callable[[str], Workspace]:
    """Make an empty workspace of the city by name; every one has the city's key."""

    def make(name: str) -> Workspace:
        made = Workspace.init(
            tmp_path / name, key=city_key, committee=demo.COMMITTEE, region=demo.REGION
        )
        shutil.copy(city_files / "regions.csv", made.folder / "regions.csv")
        return made

    return make


@pytest.fixture(scope="session")
def city(
    city_files: Path, city_key: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """A workspace that holds the whole city; tests only read it."""
    folder = tmp_path_factory.mktemp("workspace")
    with Workspace.init(folder, key=city_key, committee=demo.COMMITTEE, region=demo.REGION) as made:
        shutil.copy(city_files / "regions.csv", folder / "regions.csv")
        reports = made.load([city_files / "台账", city_files / "报告"])
        assert {report.state for report in reports} == {"loaded"}
        yield made
