"""Who may come in, with what, and what every answer carries: all asked of a server that runs."""

from __future__ import annotations

import os
import socket
import time
import urllib.parse
from pathlib import Path

import pytest

from graph.model.errors import StoreError
from tests.xuntu.web.conftest import Client
from xuntu.web.app import CALLS, READS
from xuntu.web.guard import POLICY
from xuntu.web.running import Workbench
from xuntu.workspace import Workspace

COUNT = "MATCH (p:Person) RETURN count(p) AS n"


def stranger(client: Client) -> Client:
    return Client(client.bench)


def test_only_loopback_listens(client: Client) -> None:
    server = client.bench._server.servers[0]
    assert {one.getsockname()[0] for one in server.sockets} == {"127.0.0.1"}
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)} - {
        "127.0.0.1",
        "127.0.1.1",
        "::1",
    }
    for address in sorted(map(str, others)):
        with pytest.raises(OSError, match=r"."):
            socket.create_connection((address, client.bench.door.port), timeout=2).close()


def test_a_link_works_once_and_leaves_a_strict_cookie(client: Client) -> None:
    link = urllib.parse.urlsplit(client.bench.door.link)
    new = stranger(client)
    first = new.send("GET", f"{link.path}?{link.query}")
    assert (first.status, first.headers["location"]) == (303, "/")
    cookie = first.headers["set-cookie"].lower()
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}
    again = new.send("GET", f"{link.path}?{link.query}")
    assert again.status == 403
    assert "已经用过" in again.body.decode()
    assert "set-cookie" not in again.headers
    # The next browser gets a link of its own, said where the first one was.
    assert client.bench.door.link in client.heard[-1]
    assert link.query not in client.bench.door.link


@pytest.mark.parametrize("token", ["", "x", "é" * 40, "a" * 5000])
def test_a_wrong_token_does_not_come_in(client: Client, token: str) -> None:
    reply = stranger(client).send("GET", f"/start?token={urllib.parse.quote(token)}")
    assert reply.status == 403
    assert "set-cookie" not in reply.headers


@pytest.mark.parametrize(
    "cookie", ["", "xuntu_1=x", "xuntu_{port}=wrong", 'xuntu_{port}="', "\x01=;;"]
)
def test_without_a_session_there_is_nothing(client: Client, cookie: str) -> None:
    new = Client(client.bench, cookie.format(port=client.bench.door.port))
    paths = ["/", "/static/main.js", "/picture/x", *(f"/api/{name}" for name in READS)]
    for path in paths:
        assert new.send("GET", path).status == 403, path
    for name in CALLS:
        assert new.call(name).status == 403, name
    assert new.send("POST", "/api/upload?name=a.csv", b"x", new.own()).status == 403


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "localhost:1",
        "[::1]:{port}",
        "",
    ],
)
def test_only_its_own_names_are_answered(client: Client, host: str) -> None:
    headers = {"Host": host.format(port=client.bench.door.port)}
    for path in ("/", "/start?token=x", "/api/status"):
        assert client.send("GET", path, headers=headers).status == 421
    link = urllib.parse.urlsplit(client.bench.door.link)
    assert client.send("GET", f"{link.path}?{link.query}", headers=headers).status == 421
    assert client.bench.door.link.endswith(link.query)


def test_the_other_name_of_this_machine_is_answered(client: Client) -> None:
    host = f"localhost:{client.bench.door.port}"
    assert client.send("GET", "/", headers={"Host": host}).status == 200
    own = {"Host": host, "Origin": f"http://{host}", "X-Xuntu": "1"}
    assert client.send("POST", "/api/forget", b"{}", own).status == 200


@pytest.mark.parametrize("name", [*CALLS, "upload?name=a.csv"])
def test_a_post_of_another_page_does_nothing(client: Client, name: str) -> None:
    own = client.own()
    foreign: list[dict[str, str]] = [
        {},
        {"Origin": own["Origin"]},
        {"X-Xuntu": "1"},
        own | {"Origin": "http://evil.example"},
        own | {"Origin": "null"},
        own | {"Origin": f"http://127.0.0.1:{client.bench.door.port + 1}"},
        own | {"Origin": own["Origin"].replace("http:", "https:")},
        own | {"Sec-Fetch-Site": "cross-site"},
        own | {"Sec-Fetch-Site": "same-site"},
        {"Content-Type": "application/x-www-form-urlencoded"},
    ]
    for headers in foreign:
        assert client.send("POST", f"/api/{name}", b"{}", headers).status == 403, headers


def test_what_changes_something_is_no_get(client: Client) -> None:
    for name in (*CALLS, "upload"):
        assert client.send("GET", f"/api/{name}").status == 405, name
    for name in READS:
        assert client.send("POST", f"/api/{name}", b"{}", client.own()).status == 405, name


def test_another_page_may_not_even_read(client: Client) -> None:
    for site in ("cross-site", "same-site"):
        assert client.send("GET", "/api/status", headers={"Sec-Fetch-Site": site}).status == 403
    asked = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    preflight = client.send("OPTIONS", "/api/ask", headers=asked)
    assert preflight.status == 403
    for reply in (preflight, client.send("GET", "/api/status")):
        assert not [name for name in reply.headers if name.startswith("access-control-")]


def test_every_answer_carries_the_policies(client: Client) -> None:
    picture = client.call(
        "draw", question="MATCH p = (:Finding)-[:CONCERNS]->() RETURN p LIMIT 3", cypher=True
    )
    replies = {
        path: client.send("GET", path)
        for path in ("/", "/static/main.js", "/api/status", "/nothing", picture.said["picture"])
    }
    nonces = set()
    for path, reply in replies.items():
        policy = reply.headers["content-security-policy"]
        if path.startswith("/picture/"):
            assert policy.startswith("sandbox allow-scripts")
            assert "allow-same-origin" not in policy
            assert "frame-ancestors 'self'" in policy
        else:
            nonce = policy.split("'nonce-")[1].split("'")[0]
            nonces.add(nonce)
            assert policy == POLICY.format(nonce=nonce)
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert reply.headers["cross-origin-resource-policy"] == "same-origin"
        assert "server" not in reply.headers
    assert len(nonces) == 4
    page = replies["/"]
    nonce = page.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    assert f'nonce="{nonce}"' in page.body.decode()


WAYS_OUT = (
    "../app.py", "..%2fapp.py", "%2e%2e/app.py", "%2e%2e%2f%2e%2e%2fworkspace.py", "....//app.py", "/etc/passwd",
    "//etc/passwd", "vendor/../../app.py", "vendor/..%5c..%5capp.py", "vendor", "", "main.js%00", "index.html",
)  # fmt: skip


@pytest.mark.parametrize("path", WAYS_OUT)
def test_no_path_leads_out(client: Client, path: str) -> None:
    for root in ("/static/", "/picture/", "/"):
        reply = client.send("GET", f"{root}{path}")
        assert reply.status == 404 or (root + path == "/" and reply.status == 200), root
        assert b"import" not in reply.body
        assert b"root:" not in reply.body


@pytest.mark.parametrize(
    "name",
    [
        "../../../escaped.csv",
        "..",
        ".",
        "",
        "a/b.csv",
        "a\\b.csv",
        "/tmp/x.csv",
        "C:x.csv",
        "a\x00.csv",
        "a\nb.csv",
        "长" * 80,
    ],
)
def test_a_file_lies_where_it_is_put_or_nowhere(client: Client, name: str) -> None:
    home = Path(client.bench._desk.workspace.folder)
    before = {path for path in home.parent.rglob("*") if path.is_file()}
    address = f"/api/upload?name={urllib.parse.quote(name)}"
    reply = client.send("POST", address, b"x", client.own())
    assert (reply.status, reply.said["error"][:6]) == (400, "文件名不合适")
    assert {path for path in home.parent.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"1",
        b'"x"',
        b"\xff",
        b"[" * 100_000,
        b'{"question": 5}',
        b'{"question": ["x"], "cypher": true}',
        b"{}",
        b'{"question": "RETURN 1 AS n", "cypher": true, "parameters": []}',
        b'{"question": "\\ud800", "cypher": true}',
        b'{"question": "RETURN $n AS n", "cypher": true, "parameters": {"n": NaN}}',
        b'{"question": "RETURN $n AS n", "cypher": true, "parameters": {"n": 1e400}}',
    ],
)
def test_a_wrong_request_is_said_to_be_wrong(client: Client, body: bytes) -> None:
    reply = client.send("POST", "/api/ask", body, client.own())
    assert reply.status == 400
    assert reply.said["error"]


@pytest.mark.parametrize("term", ["9" * 5000, "第", "-7", "七巷", "\U00020000"])
def test_what_is_no_number_is_said_to_be_none(client: Client, term: str) -> None:
    reply = client.call("view", page="round", term=term, round="1")
    assert reply.status == 400
    assert "不是序号" in reply.said["error"]


def test_a_request_that_is_too_large_is_refused(client: Client) -> None:
    reply = client.call("ask", question="x" * 300_000, cypher=True)
    assert (reply.status, reply.said["error"]) == (413, "请求过大")


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Person {id: 'x'}) RETURN n",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Person) SET n.name = 'x' RETURN n",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    ],
)
def test_nobody_writes_in_cypher(client: Client, text: str) -> None:
    before = client.cypher(COUNT).said["rows"]
    assert client.cypher(text).status == 400
    assert client.cypher(COUNT).said["rows"] == before


def test_a_fault_of_ours_is_said_without_its_words(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("周秘密 990000198001011234")

    monkeypatch.setattr(Workspace, "status", broken)
    reply = client.send("GET", "/api/status")
    assert (reply.status, reply.said) == (500, {"error": "程序出错，请联系开发者"})
    deadline = time.monotonic() + 10
    while not any("RuntimeError" in one for one in client.heard):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert not any("周秘密" in one for one in client.heard)


def test_a_port_that_is_taken_is_said(client: Client) -> None:
    folder = client.bench._desk.workspace.folder
    with pytest.raises(StoreError, match="请用 --web-port 另选一个"):
        Workbench(folder, client.bench.door.port)


@pytest.mark.skipif(os.name == "nt", reason="no such modes")
def test_what_is_typed_is_kept_for_its_owner_alone(client: Client) -> None:
    client.cypher("RETURN '周秘密' AS who")
    client.cypher(COUNT)
    client.cypher("RETURN '周秘密' AS who")
    file = client.bench._desk.workspace.folder / "queries.jsonl"
    assert file.stat().st_mode & 0o777 == 0o600
    typed = [one["query"] for one in client.read("typed")]
    assert typed[:2] == ["RETURN '周秘密' AS who", COUNT]
    assert typed.count(COUNT) == 1
    assert client.call("forget").said == []
    assert client.read("typed") == []
    assert not file.exists()
