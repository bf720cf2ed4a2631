"""What is too much for the server: a file, a query, an answer. Each is refused or cut, in words, and hinders nobody."""

from __future__ import annotations

import io
import json
import shutil
import socket
import time
import urllib.parse
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.xuntu.web.conftest import MEMBERS, TASKS, Client, running

MEGABYTE = 1024 * 1024
NAME = urllib.parse.quote("大.csv")
COUNT = "MATCH (p:Person) RETURN count(p) AS n"
BOMB = (
    "MATCH (a:Person), (b:Person), (c:Person), (d:Person), (e:Person) "
    "WHERE a.name + b.name = c.name + d.name + e.name + 'x' RETURN count(*) AS n"
)


@pytest.fixture(scope="module")
def narrow(small_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client that is in, of a workbench with narrow limits."""
    folder = tmp_path_factory.mktemp("narrow") / "w"
    shutil.copytree(small_office, folder)
    with (folder / "workspace.toml").open("a", encoding="utf-8") as settings:
        settings.write("\ntimeout_s = 3\nrow_limit = 100\n")
    with running(folder, largest=MEGABYTE) as found:
        # The first question starts much, and may take longer than the limit.
        found.enter().cypher(COUNT)
        yield found


def pieces(size: int) -> Iterator[bytes]:
    for _ in range(size // 65536):
        yield bytes(65536)


def test_a_file_is_refused_before_it_comes(narrow: Client) -> None:
    lines = [
        f"POST /api/upload?name={NAME} HTTP/1.1",
        "Connection: close",
        f"Host: {narrow.host}",
        f"Cookie: {narrow.cookie}",
    ]
    lines += [f"{name}: {value}" for name, value in narrow.own().items()]
    lines += [f"Content-Length: {5 * 1024 * MEGABYTE}", "", ""]
    with socket.create_connection(("127.0.0.1", narrow.bench.door.port), timeout=20) as line:
        line.sendall("\r\n".join(lines).encode())
        said = b""
        while part := line.recv(65536):
            said += part
    assert said.startswith(b"HTTP/1.1 413 ")
    assert "文件过大" in json.loads(said.partition(b"\r\n\r\n")[2])["error"]


def test_a_file_is_counted_as_it_comes(narrow: Client) -> None:
    address = f"/api/upload?name={NAME}"
    folder = narrow.bench._desk.workspace.folder / "run" / "uploads"
    fits = narrow.send("POST", address, pieces(MEGABYTE), narrow.own())
    assert fits.status == 200
    over = narrow.send("POST", address, pieces(MEGABYTE + 65536), narrow.own())
    assert over.status == 413
    assert over.said["error"] == "文件过大：网页上最多 1 MB，更大的请用 xuntu load 装载"
    assert [path.stat().st_size for path in folder.rglob("*") if path.is_file()] == [MEGABYTE]
    narrow.call("discard", uploads=[fits.said["upload"]])
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_query_bomb_is_stopped_and_hinders_nobody(narrow: Client) -> None:
    before = narrow.cypher(COUNT).said["rows"]
    began = time.monotonic()
    bomb = narrow.cypher(BOMB)
    assert bomb.status == 400
    assert bomb.said["error"].startswith("查询超过 3 秒，已停止")
    assert time.monotonic() - began < 30
    assert narrow.cypher(COUNT).said["rows"] == before


def test_rows_are_capped_and_it_is_said(narrow: Client) -> None:
    found = narrow.cypher("UNWIND range(1, 500) AS n RETURN n").said
    assert len(found["rows"]) == 100
    assert found["truncated"]
    assert "100" in found["notes"][0]


def draft(extra: tuple[str, bytes] | None = None, *, stray: tuple[int, int] | None = None) -> bytes:
    """Return a draft as a workbook, with one part more, or with a cell far away from the others."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for name, text in (("人员", MEMBERS), ("任务", TASKS)):
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
        if stray and name == "人员":
            sheet.cell(*stray).value = " "
    book.remove(book.worksheets[0])
    book.save(out)
    if extra:
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(*extra)
    return out.getvalue()


def test_a_draft_that_unpacks_to_gigabytes_is_refused(narrow: Client) -> None:
    upload = narrow.upload("大.xlsx", draft(("xl/more.xml", bytes(130 * MEGABYTE))))
    reply = narrow.call("check", upload=upload)
    assert reply.status == 400
    assert "展开后过大" in reply.said["error"]
    narrow.call("discard", uploads=[upload])


def test_a_draft_that_is_said_to_be_very_wide_and_long_is_checked(narrow: Client) -> None:
    # As it is when a whole sheet was formatted: read cell by cell, it would fill the memory.
    upload = narrow.upload("远.xlsx", draft(stray=(20_000, 16_384)))
    reply = narrow.call("check", upload=upload)
    assert reply.status == 200, reply.said
    narrow.call("discard", uploads=[upload])
