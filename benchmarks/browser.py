"""A Chromium whose CPU seconds can be read, all its processes together."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZE: ViewportSize = {"width": 1440, "height": 900}
QUIET, PAUSE = 0.03, 4.0
"""A page rests when it took less CPU seconds in so many seconds; one that is only starved takes more."""
FRAMES = 40

# The pages forbid code made of text, so what moves them is written into the question.
_FRAMES = """(frames) => new Promise((done) => {
  let i = 0;
  const step = () => { if (i === frames) { done(); return; } MOVE; i += 1; requestAnimationFrame(step); };
  requestAnimationFrame(step);
})"""


@dataclass(frozen=True, slots=True)
class Chromium:
    """A running browser."""

    browser: Browser
    session: CDPSession

    def cpu(self) -> float:
        """Return the CPU seconds that its processes took until now."""
        found = self.session.send("SystemInfo.getProcessInfo")
        return sum(float(process["cpuTime"]) for process in found["processInfo"])

    def tab(self, folder: Path) -> Page:
        """Return a new page that shows nothing and has come to rest: to start a process is no part of loading."""
        empty = folder / "empty.html"
        empty.write_text("<!doctype html><title>empty</title>", encoding="utf-8")
        page = self.browser.new_page(viewport=SIZE)
        page.goto(empty.as_uri())
        self.settled(self.cpu(), 10)
        return page

    def open(self, file: Path) -> Page:
        """Return a new page that has begun to load a file."""
        page = self.tab(file.parent)
        page.goto(file.as_uri(), wait_until="commit")
        return page

    def settled(self, start: float, most: float, *, least: float = 0.0) -> float:
        """Return the CPU seconds since `start` once the page has come to rest, or when they pass `most`.

        On a busy machine a page may wait long before it begins: it is not at rest before it took `least`.
        """
        spent, calm = self.cpu() - start, False
        while spent < most and not calm:
            time.sleep(PAUSE)
            before, spent = spent, self.cpu() - start
            calm = spent - before < QUIET and spent >= least
        return spent

    def loaded(self, file: Path, ready: str, *, times: int = 3) -> float:
        """Return the median CPU seconds of opening a file until `ready` holds and the page has come to rest."""
        return median(self._once(file, ready) for _ in range(times))

    def _once(self, file: Path, ready: str) -> float:
        page = self.tab(file.parent)
        start = self.cpu()
        page.goto(file.as_uri(), wait_until="commit")
        wait(page, ready)
        spent = self.settled(start, 60)
        page.close()
        return spent

    def frames(self, page: Page, move: str) -> float:
        """Return the CPU milliseconds a frame in which `move` (with `i`) runs, drawing included."""
        steps = _FRAMES.replace("MOVE", move)
        page.evaluate(steps, 5)
        start = self.cpu()
        page.evaluate(steps, FRAMES)
        return 1000 * (self.cpu() - start) / FRAMES


def wait(page: Page, ready: str) -> None:
    """Wait until something holds in a page; Playwright's own waiting makes code of text, which ours forbid."""
    while not page.evaluate(f"Boolean({ready})"):
        time.sleep(0.02)


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start a browser of one's own, for one measurement."""
    place = shutil.which("chromium")
    if place is None:
        raise RuntimeError("no chromium: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=ARGUMENTS)
        session = browser.new_browser_cdp_session()
        yield Chromium(browser, session)
        browser.close()
