"""A workspace whose graph is on a server: answers as ever, and one sentence with exit code 1 for what goes wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graph.stores.bolt import remote
from graph.stores.bolt.remote import RemoteStore
from graph.stores.store import Address
from tests.engines.stores import Places
from tests.engines.wires import Listener, Nonsense, Stranger, Wire
from xuntu import cli
from xuntu.opening import PASSWORD, USER
from xuntu.workspace import Workspace

Ask = Callable[..., tuple[int, str, str]]

COUNT = ("query", "--cypher", "MATCH (p:Person) RETURN count(p) AS people", "--format", "json")


@pytest.fixture(scope="module")
def address(places: Places) -> Address:
    found = places.new("arcadedb-bolt")
    assert isinstance(found, Address)
    return found


@pytest.fixture
def workspace(tmp_path: Path, address: Address, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An empty workspace that asks the server."""
    monkeypatch.setenv(USER, address.user)
    monkeypatch.setenv(PASSWORD, address.password)
    return _workspace(tmp_path / "ws", bolt_url=address.url, bolt_database=address.database)


def _workspace(folder: Path, **given: str) -> Workspace:
    settings: dict[str, Any] = {"committee": "中共云川市委", "region": "990100", "store": "bolt"}
    made = Workspace.init(folder, **{**settings, **given})
    made.snapshot()
    return made


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Run a command in this process: exit code, standard output, standard error."""

    def call(workspace: Workspace, *words: str) -> tuple[int, str, str]:
        argv = ["xuntu", "--workspace", str(workspace.folder), *(words or COUNT)]
        monkeypatch.setattr(sys, "argv", argv)
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def refused(answer: tuple[int, str, str], *words: str) -> None:
    """One sentence on standard error, exit code 1, nothing on standard output."""
    code, out, err = answer
    assert (code, out) == (1, ""), err
    assert len(err.strip().splitlines()) == 1, err
    assert err.startswith("错误：")
    for word in words:
        assert word in err


def test_it_answers_from_the_server_and_never_pushes_by_itself(
    workspace: Workspace, address: Address, ask: Ask
) -> None:
    refused(ask(workspace), "还没有", "xuntu push")
    with RemoteStore(address) as store:
        assert store.marker() is None
        store.replace(workspace.snapshot())
        code, out, err = ask(workspace)
        assert (code, err) == (0, "")
        assert json.loads(out)["rows"] == [[0]]
        # Somebody else's snapshot, or an older one of ours.
        with store.session(neo4j.WRITE_ACCESS) as session:
            session.run("MATCH (m:XuntuSnapshot) SET m.hash = 'f'").consume()
        refused(ask(workspace), "不是本工作区现在的快照", "xuntu push")
        with store.session(neo4j.WRITE_ACCESS) as session:
            session.run("MATCH (m:XuntuSnapshot) DELETE m").consume()
            session.run("CREATE (:Film {title: 'x'})").consume()
        refused(ask(workspace), "别的程序的数据", "bolt_database")
    assert not (workspace.folder / "store").exists()


@pytest.fixture
def strange() -> Iterator[Callable[[Listener], str]]:
    """Start a listener for the time of the test and return its address."""
    with ExitStack() as open_ones:
        yield lambda listener: open_ones.enter_context(listener).url


@pytest.mark.parametrize(
    ("listener", "words"),
    [
        (lambda: Nonsense(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "对方不是能用的 Bolt 服务器"),
        (lambda: Stranger("Neo4j/4.4.9"), "Neo4j 4.4 太旧"),
        (lambda: Stranger("Memgraph"), "不认识这种图数据库"),
    ],
    ids=["web", "old", "unknown"],
)
def test_another_server_than_we_need(
    tmp_path: Path,
    ask: Ask,
    strange: Callable[[Listener], str],
    listener: Callable[[], Listener],
    words: str,
) -> None:
    refused(ask(_workspace(tmp_path / "ws", bolt_url=strange(listener()))), words)


def test_wrong_password_no_password_missing_database(
    workspace: Workspace,
    address: Address,
    ask: Ask,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missing = _workspace(tmp_path / "two", bolt_url=address.url, bolt_database="nirgends")
    refused(ask(missing), "没有这个数据库", "nirgends", "bolt_database")
    monkeypatch.setenv(PASSWORD, "falsch")
    refused(ask(workspace), "用户名或密码不对", PASSWORD)
    monkeypatch.delenv(USER)
    refused(ask(workspace), "用户名或密码不对", USER)


def test_a_server_that_restarts_in_mid_query(
    tmp_path: Path,
    address: Address,
    workspace: Workspace,
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remote, "PAUSES", (0.1,))
    with RemoteStore(address) as store:
        with store.session(neo4j.WRITE_ACCESS) as session:
            session.run("MATCH (n) DETACH DELETE n").consume()
        store.replace(workspace.snapshot())

    def back_at_once(wire: Wire) -> None:
        if wire.passed == 1:
            wire.cut()

    for act, code in ((back_at_once, 0), (Wire.close, 1)):
        with Wire(address.url, "AS people", act) as wire:
            place = tmp_path / f"restart{code}"
            one = _workspace(place, bolt_url=wire.url, bolt_database=address.database)
            answer = ask(one)
            assert wire.passed == 2 - code
        if code:
            refused(answer, "连不上图数据库", wire.url)
        else:
            assert answer[0] == 0


def test_credentials_from_a_file_that_only_its_owner_reads(
    tmp_path: Path, address: Address, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(USER, raising=False)
    workspace = _workspace(
        tmp_path / "ws",
        bolt_url=address.url,
        bolt_database=address.database,
        bolt_credentials="bolt.toml",
    )
    refused(ask(workspace), "凭据文件不能读", "bolt.toml")
    file = workspace.folder / "bolt.toml"
    file.write_text(f'user = "{address.user}"\npassword = "{address.password}"\n', encoding="utf-8")
    for mode in (0o640, 0o604, 0o660):
        file.chmod(mode)
        refused(ask(workspace), "凭据文件别人也能读", "chmod 600")
    file.chmod(0o600)
    with RemoteStore(address) as store:
        with store.session(neo4j.WRITE_ACCESS) as session:
            session.run("MATCH (n) DETACH DELETE n").consume()
        store.replace(workspace.snapshot())
    assert ask(workspace)[0] == 0
    file.write_text('user = "geheim\n', encoding="utf-8")
    answer = ask(workspace)
    refused(answer, "凭据文件的写法不对")
    assert "geheim" not in answer[2]


def test_no_address(tmp_path: Path, ask: Ask) -> None:
    refused(ask(_workspace(tmp_path / "ws")), "没有写明图数据库的地址", "bolt_url")


def test_no_server_as_a_user_meets_it(tmp_path: Path) -> None:
    with Nonsense(b"") as gone:
        pass
    workspace = _workspace(tmp_path / "ws", bolt_url=gone.url)
    argv = [sys.executable, "-c", "from xuntu.cli import main; main()", *COUNT]
    done = subprocess.run(
        argv, capture_output=True, text=True, cwd=workspace.folder, timeout=120, check=False
    )
    refused((done.returncode, done.stdout, done.stderr), "连不上图数据库", gone.url)


def test_a_system_too_old_for_the_embedded_engine(
    tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    said = "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by _jpype.so)"
    for kind in ("ImportError", "OSError"):
        (broken / "arcadedb_embedded.py").write_text(f'raise {kind}("{said}")', encoding="utf-8")
        monkeypatch.syspath_prepend(broken)
        monkeypatch.delitem(sys.modules, "arcadedb_embedded", raising=False)
        workspace = Workspace.init(tmp_path / kind, committee="中共云川市委", region="990100")
        refused(ask(workspace), "glibc", "2.34", 'store = "bolt"')
