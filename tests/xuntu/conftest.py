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


@pytest.fixture(scope="session")
def opened(city_key: Path) -> Callable[[Path, Path], Workspace]:
    """Make an empty workspace in a folder, with the regions of an office's files; every one has the city's key."""

    def make(folder: Path, office: Path) -> Workspace:
        made = Workspace.init(folder, key=city_key, committee=demo.COMMITTEE, region=demo.REGION)
        shutil.copy(office / "regions.csv", folder / "regions.csv")
        return made

    return make


@pytest.fixture
def new_workspace(
    tmp_path: Path, city_files: Path, opened: Callable[[Path, Path], Workspace]
) -> Callable[[str], Workspace]:
    """Make an empty workspace of the city by name."""
    return lambda name: opened(tmp_path / name, city_files)


@pytest.fixture(scope="session")
def city(
    city_files: Path,
    opened: Callable[[Path, Path], Workspace],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Workspace]:
    """A workspace that holds the whole city; tests only read it."""
    with opened(tmp_path_factory.mktemp("workspace"), city_files) as made:
        reports = made.load([city_files / "台账", city_files / "报告"])
        assert {report.state for report in reports} == {"loaded"}
        yield made
