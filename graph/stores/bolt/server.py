"""A server behind Bolt: how it is reached, which it is, and what it can do."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import neo4j

from graph.model.errors import StoreError
from graph.stores.bolt.faults import faults
from graph.stores.store import Address

CONNECT_S = 5.0
ACQUIRE_S = 10.0
"""Seconds to wait for a server to answer, and for a connection with all that it takes."""

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""How an address may begin: routing for `neo4j`, TLS for `+s`, TLS with any certificate for `+ssc`."""

_OLDEST = {"Neo4j": (5, 23), "ArcadeDB": (26, 10)}
"""The first version of each that knows what the named queries say, `CALL (x) { … }` above all."""

_ARCADEDB = re.compile(r"ArcadeDB (\d+)\.(\d+)")
_NEO4J = re.compile(r"^Neo4j/v?(\d+)\.(\d+)[^ ]*$")


@dataclass(frozen=True, slots=True)
class Server:
    """What a server is: all that depends on the engine behind Bolt is decided here, by its agent.

    `makes_full_text`: Cypher makes the index for search there; ArcadeDB's refuses to.
    `keeps_time`: it stops a query at the time limit that comes with it; ArcadeDB knows no limit from Bolt.
    """

    product: str
    makes_full_text: bool
    keeps_time: bool


def identify(agent: str, url: str) -> Server:
    """Return what a server says it is; raise StoreError for one that is too old or nobody knows."""
    arcadedb = _ARCADEDB.search(agent)
    found = arcadedb or _NEO4J.match(agent)
    if found is None:
        raise StoreError(
            f"不认识这种图数据库 {agent[:60]!r}", where=url, hint="可用的是 Neo4j 和 ArcadeDB"
        )
    product = "ArcadeDB" if arcadedb else "Neo4j"
    version, oldest = (int(found[1]), int(found[2])), _OLDEST[product]
    if version < oldest:
        raise StoreError(
            f"图数据库 {product} {version[0]}.{version[1]} 太旧",
            where=url,
            hint=f"需要 {oldest[0]}.{oldest[1]} 或更新的版本",
        )
    return Server(product, makes_full_text=not arcadedb, keeps_time=not arcadedb)


def connect(address: Address) -> tuple[neo4j.Driver, Server]:
    """Return a driver that has spoken with the server, and what the server is."""
    # What goes wrong is said once, by us.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    _check(address)
    with faults(address):
        driver = neo4j.GraphDatabase.driver(
            address.url,
            auth=(address.user, address.password) if address.user else None,
            user_agent="xuntu",
            connection_timeout=CONNECT_S,
            connection_acquisition_timeout=ACQUIRE_S,
            telemetry_disabled=True,
        )
        try:
            said = driver.get_server_info()
            return driver, identify(said.agent, address.url)
        except BaseException:
            driver.close()
            raise


def _check(address: Address) -> None:
    """Refuse what is no address before the driver guesses what was meant."""
    try:
        parts = urlsplit(address.url)
        known = parts.scheme in SCHEMES and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known:
        hint = "写作 bolt://主机:7687；加密用 bolt+s:// 或 neo4j+s://，集群用 neo4j://"
        raise StoreError("图数据库的地址写法不对", where=address.url, hint=hint)
    if "@" in parts.netloc:
        hint = "请用环境变量 XUNTU_BOLT_USER、XUNTU_BOLT_PASSWORD"
        raise StoreError("图数据库的地址里不能有用户名和密码", hint=hint)
