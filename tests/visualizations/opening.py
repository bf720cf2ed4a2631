"""What a page in the browser did besides showing itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Dialog, Page, Request


@dataclass
class Opened:
    """A page in the browser, with all that it did besides showing itself."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def quiet(self) -> bool:
        """Tell whether nothing was asked for, nothing failed and nothing fired."""
        fired = self.page.evaluate("window.__fired === undefined")
        return bool(fired) and not (self.requests or self.errors or self.dialogs)


def watch(page: Page, found: Opened, itself: str) -> None:
    """Note what a page asks for, complains of and asks the reader, but for its own file."""

    def requested(request: Request) -> None:
        if request.url != itself:
            found.requests.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.errors.append(message.text)

    def asked(dialog: Dialog) -> None:
        found.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("request", requested)
    page.on("console", said)
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    page.on("dialog", asked)
