"""A small office behind a workbench that really runs, and a client that can break every rule of it."""

from __future__ import annotations

import csv
import http.client
import io
import json
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from xuntu.serving import Service
from xuntu.web.running import Workbench
from xuntu.workspace import Workspace

CASES = Path(__file__).parents[2] / "cases" / "visualizations"
POOL = """人员编号,姓名,性别,出生年月,籍贯,政治面貌,参加工作时间,工作单位,职务,在库状态
P01,赵同名,男,1985-06,示例省云川市清河区,中共党员,2008-07,云山区林业局,造林科科长,可用
P02,钱另名,男,1980-02,示例省云川市清河区,中共党员,2003-07,云山区审计局,审计科科长,可用
"""
LEADERS = """人员编号,姓名,性别,出生年月,任职单位,职务,是否主要负责人,是否班子成员,任职起始,任职终止
,赵同名,,,云山区交通运输局,副局长,否,是,2020-01,至今
"""
CAREERS = "姓名,人员编号,起始年月,终止年月,任职单位,职务,任职方式\n"
FINDINGS = "问题编号,轮次,被巡察单位,一级分类,二级分类,问题描述\n"
CLUES = (
    "线索编号,届次,年度,轮次,巡察组,被巡察单位,被反映人姓名,被反映人职务,被反映人级别,具体问题,六项纪律,"
    "线索来源,移交时间,移交方式,移交单位,签收人及日期,密级,来源问题编号\n"
)
MEMBERS = "巡察组,人员编号,姓名,角色\n第1组,P01,赵同名,组长\n第1组,P02,钱另名,组员\n"
TASKS = "巡察组,被巡察单位,巡察类型,组织方式,进驻日期\n第1组,云山区林业局,常规,,2025-03-24\n"


def career(start: int, people: int) -> str:
    """Return a ledger of careers, one post each."""
    rows = (
        f"孙{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'一二三四五六七八九十'[n // 10 % 10]},P{1000 + n},2016-03,2019-01,"
        f"云山区{'甲乙丙丁戊己庚辛壬癸'[n % 10]}庄镇政府,科员,任职"
        for n in range(start, start + people)
    )
    return CAREERS + "\n".join(rows) + "\n"


def hostile() -> list[str]:
    """Return the texts that a page must do no more than show."""
    cases = json.loads((CASES / "payloads.json").read_text(encoding="utf-8"))
    texts = (case["text"] * case.get("times", 1) for case in cases)
    # A table of text holds neither half a character nor one that controls.
    whole = (text.encode("utf-8", "replace").decode() for text in texts)
    return ["".join(char for char in text if ord(char) > 31) for text in whole]


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out).writerows([headers, *rows])
    return out.getvalue()


def evil() -> dict[str, str]:
    """Return ledgers that hold a hostile text in every cell that takes one, and are called by one."""
    posts = [
        (
            f"郑{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'一二三四'[n // 10]}",
            f"X{n:03}",
            "2016-03",
            "2019-01",
            text,
            text,
            "任职",
        )
        for n, text in enumerate(hostile())
    ]
    refused = [(text, text, text, text, text, text, text) for text in hostile()]
    findings = [
        (f"E-{n:02}", "七届第十轮", f"云山区{text}局", text, text, text)
        for n, text in enumerate(hostile())
    ]
    return {
        "<img src=x onerror=window.__fired=1>.csv": table(
            CAREERS.strip().split(","), posts + refused
        ),
        "{{7*7}}&lt;问题.csv": table(FINDINGS.strip().split(","), findings),
    }


def files() -> dict[str, str]:
    """Return the office's ledgers by file name."""
    findings = "".join(
        f"W-{n:02},七届第十轮,云山区林业局,全面从严治党责任,违反中央八项规定精神,违规接待{n}次\n"
        for n in range(1, 8)
    )
    clue = (
        "XS-1,7,2025,10,第2组,云山区林业局,钱另名,副局长,正科,涉嫌违规,廉洁纪律,信访,2025-05-20,单移交,"
        "云山区纪委监委,李签收 2025-05-21,工作秘密,W-01\n"
    )
    broken = "周坏行,P9999,二〇一几年,2019-01,云山区甲庄镇政府,科员,任职\n"
    return {
        "人才库.csv": POOL,
        "班子名册.csv": LEADERS,
        "任职经历表.csv": career(0, 40) + broken,
        "问题清单.csv": FINDINGS + findings,
        "线索.csv": CLUES + clue,
        **evil(),
    }


@pytest.fixture(scope="session")
def small_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's folder, loaded once; copy it to change it."""
    folder = tmp_path_factory.mktemp("office")
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")
    with Workspace.init(folder / "w", committee="中共云川市委", region="990100") as made:
        reports = made.load([folder / name for name in files()])
        assert {report.state for report in reports} == {"loaded"}, [r.reason for r in reports]
    return folder / "w"


@dataclass
class Reply:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        """The answer as JSON."""
        return json.loads(self.body)


@dataclass
class Client:
    """Speaks with a workbench; `enter` comes in as a browser does."""

    bench: Workbench
    cookie: str = ""
    heard: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        """The name that the server answers to."""
        return f"127.0.0.1:{self.bench.door.port}"

    def enter(self) -> Client:
        """Exchange the link for a session."""
        link = urlsplit(self.bench.door.link)
        reply = self.send("GET", f"{link.path}?{link.query}")
        self.cookie = reply.headers["set-cookie"].split(";")[0]
        return self

    def send(
        self,
        method: str,
        path: str,
        body: bytes | Iterator[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send a request with the session and no more, headers as given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.bench.door.port, timeout=60)
        try:
            given = ({"Cookie": self.cookie} if self.cookie else {}) | dict(headers or {})
            connection.request(method, path, body, given)
            found = connection.getresponse()
            told = {name.lower(): value for name, value in found.getheaders()}
            return Reply(found.status, told, found.read())
        finally:
            connection.close()

    def own(self) -> dict[str, str]:
        """The headers of the page's own requests."""
        return {"Origin": f"http://{self.host}", "X-Xuntu": "1"}

    def read(self, name: str) -> Any:
        """Return what a GET of the page brings."""
        reply = self.send("GET", f"/api/{name}")
        assert reply.status == 200, reply.body
        return reply.said

    def call(self, name: str, **asked: object) -> Reply:
        """Return what a POST of the page brings."""
        return self.send("POST", f"/api/{name}", json.dumps(asked).encode(), self.own())

    def cypher(self, text: str, **parameters: object) -> Reply:
        """Ask in Cypher."""
        return self.call("ask", question=text, cypher=True, parameters=parameters)

    def upload(self, name: str, content: bytes) -> str:
        """Hand in a file and return its id."""
        reply = self.send("POST", f"/api/upload?name={quote(name)}", content, self.own())
        assert reply.status == 200, reply.body
        return str(reply.said["upload"])


@contextmanager
def running(folder: Path, **options: Any) -> Iterator[Client]:
    """Serve a folder as `xuntu serve` does, and yield a client that has not come in."""
    with Workspace.open(folder) as home, Service(home, offered=False) as service:
        stop = threading.Event()
        watching = threading.Thread(target=service.watch, args=(stop, lambda _text: None))
        watching.start()
        heard: list[str] = []
        try:
            with Workbench(folder, said=heard.append, **options) as bench:
                yield Client(bench, heard=heard)
        finally:
            stop.set()
            watching.join()


@contextmanager
def entered(office: Path, folder: Path) -> Iterator[Client]:
    """Serve a copy of an office, and yield a client that is in."""
    shutil.copytree(office, folder)
    with running(folder) as found:
        yield found.enter()


@pytest.fixture(scope="session")
def client(small_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client that is in, of a workbench whose office all tests share."""
    with entered(small_office, tmp_path_factory.mktemp("served") / "w") as found:
        yield found


@pytest.fixture(scope="session")
def apart(small_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client that is in, of an office that only tests change which load much or hide somebody."""
    with entered(small_office, tmp_path_factory.mktemp("apart") / "w") as found:
        yield found


def loaded(client: Client, name: str, text: str) -> Reply:
    """Load a file as the page does, and return what became of it."""
    upload = client.upload(name, text.encode())
    assert client.call("load", uploads=[upload], adds=True).status == 200
    done = client.call("load", uploads=[upload], adds=True, really=True, by="测试")
    assert done.said["files"][0]["state"] == "loaded", done.said
    return done
