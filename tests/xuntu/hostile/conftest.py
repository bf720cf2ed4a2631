"""The hostile office, loaded once by the real loaders; its pages, written once; the browser with and without policy."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.xuntu.hostile import office, visits
from tests.xuntu.hostile.office import Office
from xuntu.workspace import Workspace

SOAK = bool(os.environ.get("XUNTU_SOAK"))
POLICIES = [False, True] if SOAK else [False]
"""Whether pages keep their Content-Security-Policy: without it only the pages themselves are safe."""


@pytest.fixture(scope="session")
def hostile_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The files of the office."""
    return office.write(tmp_path_factory.mktemp("hostile") / "files")


@pytest.fixture(scope="session")
def hostile_workspace(
    hostile_office: Office,
    opened: Callable[[Path, Path], Workspace],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Workspace]:
    """The workspace that holds the office; tests only read it."""
    folder = tmp_path_factory.mktemp("hostile_workspace")
    with opened(folder, hostile_office.folder) as made:
        reports = made.load(hostile_office.files)
        assert {one.state for one in reports} == {"loaded"}, [(r.name, r.reason) for r in reports]
        yield made


@pytest.fixture(scope="session")
def written(
    hostile_office: Office, hostile_workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """Every page of the office, as files."""
    folder = tmp_path_factory.mktemp("pages")
    made = visits.all_pages(hostile_workspace, hostile_office)
    files = {name: folder / f"{name}.html" for name in made}
    for name, file in files.items():
        file.write_text(made[name](), encoding="utf-8")
    return files


@pytest.fixture(
    scope="session", params=POLICIES, ids=lambda on: "with policy" if on else "without policy"
)
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """The browser, with the policies of pages or without."""
    found = browser.new_context(
        viewport={"width": 1440, "height": 900}, bypass_csp=not request.param
    )
    yield found
    found.close()
