"""What stands before every address: names, session, origin; and the policies that every answer carries."""

from __future__ import annotations

import secrets
import traceback
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from xuntu.web.answers import page, refusal
from xuntu.web.door import Door

START = "/start"
PICTURE = "/picture/"
HEADER = "x-xuntu"
"""A header that no form and no page of another origin can send without being asked first."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
    "connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
"""VIEWS 5, and `frame-src`: without it no picture could stand in the page."""

PICTURE_POLICY = "sandbox allow-scripts allow-downloads allow-modals; frame-ancestors 'self'"
"""A picture is a page with a policy of its own inside; here it loses its origin, also in a tab of its own."""

HEADERS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Guard:
    """Lets through to the application what may come in, and puts the policies on what goes out."""

    def __init__(self, app: ASGIApp, door: Door, said: Callable[[str], None]) -> None:
        self._app = app
        self._door = door
        self._said = said

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        policy = PICTURE_POLICY if scope["path"].startswith(PICTURE) else POLICY

        async def with_policies(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = policy.format(nonce=nonce)
                headers.update(HEADERS)
            await send(message)

        app = self._refused(scope) or self._app
        try:
            await app(scope, receive, with_policies)
        except Exception as error:  # noqa: BLE001  # said without its words, which may be anybody's data
            self._said(f"网页出错：{_place(error)}")

    def _refused(self, scope: Scope) -> ASGIApp | None:
        """Return the answer to who may not come in; None for who may."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._door.hosts:
            return refusal(421, "只能用本机地址打开")
        if scope["path"] == START:
            return None
        if not self._door.knows(_cookie(headers.get("cookie", ""), self._door.cookie)):
            hint = "请从终端里 xuntu serve 给出的链接进入；每个链接只能用一次，用过会给出新的。"
            return refusal(403, hint) if scope["path"] != "/" else page(403, "还没有进入", hint)
        if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
            return refusal(403, "请求来自别的网页")
        if scope["method"] not in {"GET", "HEAD"}:
            own = headers.get("origin") == f"http://{host}" and headers.get(HEADER) == "1"
            return None if own else refusal(403, "请求来自别的网页")
        return None


def _cookie(text: str, name: str) -> str:
    try:
        found = SimpleCookie(text).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _place(error: Exception) -> str:
    """Return what an error is and where it arose, never what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"（{Path(frames[-1].filename).name}:{frames[-1].lineno}）" if frames else ""
    return f"{type(error).__name__}{where}"
