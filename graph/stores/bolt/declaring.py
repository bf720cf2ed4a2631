"""What a server must have before rows come: unique ids, indexes, and a database that is ours or empty."""

from __future__ import annotations

from collections.abc import Iterator

import neo4j

from graph.model.errors import StoreError
from graph.model.schema import schema
from graph.stores import shared
from graph.stores.bolt import marking
from graph.stores.bolt.server import Server
from graph.stores.store import Address


def not_ours(address: Address) -> StoreError:
    """Return the error of a database that holds nodes and no marker of ours."""
    where = f"{address.url} {address.database}".strip()
    hint = "请用一个空的数据库（设置 bolt_database）；里面的数据没有动"
    return StoreError("数据库里是别的程序的数据", where=where, hint=hint)


def declare(session: neo4j.Session, server: Server) -> None:
    """Make what is not yet there: a unique id for every kind, an index on captions, the index for search."""
    for text in declarations(server):
        session.run(text).consume()
    if server.makes_full_text:
        session.run("CALL db.awaitIndexes(300)").consume()


def declarations(server: Server) -> Iterator[str]:
    """Yield the statements that a server needs; only names of the schema are written into them."""
    for kind in (*schema().nodes, marking.LABEL):
        yield (
            f"CREATE CONSTRAINT xuntu_{kind}_id IF NOT EXISTS FOR (n:{kind}) REQUIRE n.id IS UNIQUE"
        )
    for node in schema().nodes.values():
        yield (
            f"CREATE INDEX xuntu_{node.name}_{node.caption} IF NOT EXISTS "
            f"FOR (n:{node.name}) ON (n.{node.caption})"
        )
    if server.makes_full_text:
        for kind, name in shared.FULL_TEXT:
            yield (
                f"CREATE FULLTEXT INDEX `{kind}[{name}]` IF NOT EXISTS FOR (n:{kind}) "
                f"ON EACH [n.{name}] OPTIONS {{indexConfig: {{`fulltext.analyzer`: 'cjk'}}}}"
            )
