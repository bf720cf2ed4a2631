"""Addresses and what they call. Long calls run beside the loop, so that the server always answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from pathlib import PurePosixPath
from typing import TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from graph.model.errors import XuntuError
from xuntu.web import bodies
from xuntu.web.answers import answer, dumped, page, refusal
from xuntu.web.bodies import Asked, TooLarge
from xuntu.web.calls import checks, loads, questions, reviews, traces
from xuntu.web.desk import Desk
from xuntu.web.door import Door

T = TypeVar("T")

LANES = {"ask": 8, "long": 2, "write": 1}
"""How many calls run at a time: neither a load nor checks and pictures keep a question waiting."""

TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}


@dataclass(frozen=True, slots=True)
class Call:
    """What a POST does, and in which lane."""

    work: Callable[[Desk, Asked], object]
    lane: str = "ask"


READS: Mapping[str, Callable[[Desk], object]] = {
    "catalogue": questions.catalogue,
    "words": questions.words,
    "typed": questions.typed,
    "kept": checks.kept,
    "queue": reviews.queue,
    "decisions": reviews.decisions,
    "status": loads.status,
    "kinds": loads.kinds,
    "loads": loads.history,
    "quarantine": loads.quarantine,
}

CALLS: Mapping[str, Call] = {
    "ask": Call(questions.ask),
    "draw": Call(questions.draw, "long"),
    "forget": Call(questions.forget),
    "trace": Call(traces.trace),
    "view": Call(traces.view, "long"),
    "check": Call(checks.check, "long"),
    "again": Call(checks.again, "long"),
    "judge": Call(checks.decide, "write"),
    "decide": Call(reviews.decide, "write"),
    "undo": Call(reviews.undo, "write"),
    "load": Call(loads.load, "write"),
    "discard": Call(loads.discard),
}


class Application:
    """The addresses of one workbench."""

    def __init__(self, desk: Desk, door: Door) -> None:
        self.desk = desk
        self.door = door
        self._lanes = {name: ThreadPoolExecutor(n, name) for name, n in LANES.items()}
        self.asgi = Starlette(
            exception_handlers={Exception: _broken},
            routes=[
                Route("/start", self._start),
                Route("/", self._page),
                Route("/static/{name:path}", self._static),
                Route("/picture/{name}", self._picture),
                Route("/api/upload", self._upload, methods=["POST"]),
                *(Route(f"/api/{name}", self._read(work)) for name, work in READS.items()),
                *(
                    Route(f"/api/{name}", self._call(call), methods=["POST"])
                    for name, call in CALLS.items()
                ),
            ],
        )

    def close(self) -> None:
        """Wait for what is being done, and drop what has not begun."""
        for lane in self._lanes.values():
            lane.shutdown(cancel_futures=True)

    async def _start(self, request: Request) -> Response:
        """Exchange the token of the link for a session, and lead on to the page."""
        session = self.door.enter(request.query_params.get("token", ""))
        if session is None:
            hint = "每个链接只能用一次。请从终端里 xuntu serve 最后给出的链接进入。"
            return page(403, "这个链接已经用过，或者不对", hint)
        response = RedirectResponse("/", 303)
        response.set_cookie(self.door.cookie, session, path="/", httponly=True, samesite="strict")
        return response

    async def _page(self, request: Request) -> Response:
        text = _static("index.html") or b""
        return HTMLResponse(text.replace(b"{{nonce}}", request.state.nonce.encode()))

    async def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        found, kind = _static(name), TYPES.get(PurePosixPath(name).suffix)
        if found is None or kind is None:
            return refusal(404, "没有这个文件")
        return Response(found, media_type=kind)

    async def _picture(self, request: Request) -> Response:
        found = self.desk.pictures.get(request.path_params["name"])
        if found is None:
            return page(404, "这幅图已经不在", "只保留最近的几幅，请重新生成。")
        return HTMLResponse(found.encode("utf-8", "replace"))

    async def _upload(self, request: Request) -> Response:
        """Take a file: its content is the body, its name stands in the address."""
        try:
            upload, path = self.desk.uploads.new(request.query_params.get("name", ""))
            try:
                size = await bodies.store(request, path, self.desk.largest)
            except BaseException:
                self.desk.uploads.forget(upload)
                raise
        except TooLarge as error:
            return refusal(413, str(error))
        except XuntuError as error:
            return refusal(400, str(error))
        return answer(dumped({"upload": upload, "name": path.name, "size": size}))

    def _read(self, work: Callable[[Desk], object]) -> Callable[..., object]:
        async def endpoint(_request: Request) -> Response:
            return await self._answer("ask", partial(self.desk.read, work))

        return endpoint

    def _call(self, call: Call) -> Callable[..., object]:
        async def endpoint(request: Request) -> Response:
            try:
                asked = await bodies.asked(request)
            except TooLarge as error:
                return refusal(413, str(error))
            except XuntuError as error:
                return refusal(400, str(error))
            how = self.desk.write if call.lane == "write" else self.desk.read
            return await self._answer(call.lane, partial(how, lambda desk: call.work(desk, asked)))

        return endpoint

    async def _answer(self, lane: str, work: Callable[[], object]) -> Response:
        """Do the work beside the loop; what it raises for people is said, all else is ours to mend."""

        def done() -> Response:
            try:
                return answer(dumped(work()))
            except XuntuError as error:
                return refusal(400, str(error))

        return await asyncio.get_running_loop().run_in_executor(self._lanes[lane], done)


async def _broken(_request: Request, _error: Exception) -> Response:
    """Say that it is our fault; the guard says to the terminal where it arose."""
    return refusal(500, "程序出错，请联系开发者")


@cache
def _statics() -> Mapping[str, bytes]:
    """Return the files of the page by name: there is no other way to a file."""
    folder = files("xuntu.web").joinpath("static")
    beside = folder.joinpath("vendor")
    found = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    vendored = {f"vendor/{one.name}": one.read_bytes() for one in beside.iterdir()}
    shared = files("visualizations").joinpath("template", "page.css").read_bytes()
    return found | vendored | {"page.css": shared}


def _static(name: str) -> bytes | None:
    return _statics().get(name)
