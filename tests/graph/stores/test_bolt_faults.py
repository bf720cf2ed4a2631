"""What goes wrong on the way to a Bolt server: one sentence each, and never a long wait."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.model.errors import StoreError
from graph.stores import open_store
from graph.stores.bolt import open_bolt, server
from graph.stores.bolt.server import identify
from graph.stores.store import Address
from tests.engines.wires import Nonsense, Stranger


def refused(address: Address, *words: str) -> None:
    """One sentence of a StoreError, with these words in it."""
    with pytest.raises(StoreError) as caught:
        open_bolt(address).close()
    said = str(caught.value)
    assert "\n" not in said
    for word in words:
        assert word in said


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\x00\x00\x00\x00",
        b"\x00\x00\x09\x09",
        b"xy",
        b"SSH-2.0-OpenSSH_9.2p1\r\n",
    ],
    ids=repr,
)
def test_what_speaks_no_bolt_is_called_so(answer: bytes) -> None:
    with Nonsense(answer) as there:
        refused(Address(there.url), "对方不是能用的 Bolt 服务器", there.url)


def test_a_silent_server_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "ACQUIRE_S", 0.5)
    begin = time.monotonic()
    with Nonsense(b"") as there:
        refused(Address(there.url), there.url)
    assert time.monotonic() - begin < 5


def test_no_server_at_all() -> None:
    with Nonsense(b"") as gone:
        pass
    refused(Address(gone.url), "连不上图数据库", gone.url, "是否在运行")
    refused(Address(gone.url.replace("bolt:", "neo4j:")), "连不上图数据库")


def test_a_server_without_tls_is_not_spoken_to_in_clear() -> None:
    with Nonsense(b"\x00\x00\x04\x04") as there:
        for scheme in ("bolt+s", "bolt+ssc", "neo4j+s"):
            refused(Address(there.url.replace("bolt", scheme)), "加密连接", "证书")


@pytest.mark.parametrize(
    "url", ["http://a:1", "a:7687", "bolt://", "", "bolt://a:99999", "bolt://a:b", "file:///x"]
)
def test_what_is_no_address_is_called_so(url: str) -> None:
    refused(Address(url), "图数据库的地址写法不对", "bolt://主机:7687")


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError, match="XUNTU_BOLT_PASSWORD") as caught:
        open_bolt(Address("bolt://neo4j:geheim@127.0.0.1:1"))
    assert "geheim" not in str(caught.value)
    assert "geheim" not in repr(Address("bolt://a", "u", "geheim"))


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Neo4j/4.4.9", ("Neo4j 4.4 太旧", "需要 5.23")),
        ("Neo4j/5.22.0", ("Neo4j 5.22 太旧",)),
        ("Neo4j/5.26.0 compatible (ArcadeDB 25.1.1)", ("ArcadeDB 25.1 太旧",)),
        ("Neo4j/v5.26.0 compatible graph database server - Memgraph", ("不认识这种图数据库",)),
        ("TuGraph", ("不认识这种图数据库", "Neo4j 和 ArcadeDB")),
    ],
)
def test_a_server_that_is_too_old_or_unknown_is_refused(agent: str, words: tuple[str, ...]) -> None:
    with Stranger(agent) as there:
        refused(Address(there.url), *words)


@pytest.mark.parametrize(
    ("agent", "product"),
    [
        ("Neo4j/5.26.0", "Neo4j"),
        ("Neo4j/2026.08.1", "Neo4j"),
        ("Neo4j/5.26-aura", "Neo4j"),
        ("Neo4j/5.26.0 compatible (ArcadeDB 26.10.2)", "ArcadeDB"),
    ],
)
def test_what_a_server_can_do_follows_from_what_it_is(agent: str, product: str) -> None:
    found = identify(agent, "bolt://a")
    assert found.product == product
    assert found.makes_full_text == found.keeps_time == (product == "Neo4j")


@pytest.mark.parametrize("scheme", server.SCHEMES)
def test_the_address_goes_to_the_driver_as_it_is(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Any]] = []

    def driver(url: str, **given: Any) -> neo4j.Driver:
        asked.append((url, given))
        raise neo4j.exceptions.ServiceUnavailable("nobody")

    monkeypatch.setattr(neo4j.GraphDatabase, "driver", driver)
    url = f"{scheme}://graph.example:7688?policy=eu"
    with pytest.raises(StoreError, match="连不上"):
        open_bolt(Address(url, "u", "p"))
    (said, given) = asked[0]
    assert (said, given["auth"]) == (url, ("u", "p"))
    # The scheme decides on TLS: what we set would overrule it.
    assert not given.keys() & {"encrypted", "trusted_certificates", "ssl_context"}


def test_without_the_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("graph.stores.bolt.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "neo4j", None)
    refused(Address("bolt://127.0.0.1:1"), "没有安装 Bolt 驱动 neo4j", "pip install neo4j")


def test_a_server_store_needs_an_address(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="bolt_url"):
        open_store("bolt", tmp_path)


def test_nobody_pays_for_the_driver_who_does_not_use_it() -> None:
    text = (
        "import sys, xuntu.cli, xuntu.cli.query, xuntu.cli.check, xuntu.workspace, graph.stores\n"
        "print([m for m in ('neo4j', 'arcadedb_embedded', 'jpype') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout == "[]\n"
