"""Organisations that are one office by their names: a party body and its unit, a town and its government."""

from __future__ import annotations

from collections import defaultdict

from graph.derive.claims import Connection, script
from graph.model.names import administrative_name
from graph.model.unit_names import office


def pair(con: Connection) -> None:
    """Make the tables org_named(id, key), own_unit(body, unit): every name of an office beside its hub, and formerly.

    A hub, the plainest administrative name, keeps an office of many names from joining each with each.
    """
    con.execute(
        "CREATE TABLE org_named AS SELECT DISTINCT entity.id, link.key FROM link JOIN entity USING (mention) "
        "WHERE link.kind = 'Organization' AND link.key LIKE 'name:%'"
    )
    con.execute("CREATE TABLE own_unit (body VARCHAR, unit VARCHAR)")
    rows = con.execute(_NAMED).fetchall()
    offices: defaultdict[tuple[str, str], dict[str, tuple[bool, bool, int]]] = defaultdict(dict)
    for entity, key, definite in rows:
        _, committee, name = key.split(":", 2)
        grade = (administrative_name(name) is not None, not definite, len(name))
        names = offices[committee, office(name, committee)]
        names[entity] = min(grade, names.get(entity, grade))
    pairs = set()
    for names in offices.values():
        hub = min(names, key=lambda entity: (names[entity], entity))
        pairs |= {(entity, hub) for entity in names if entity != hub}
    if pairs:
        columns = [list(column) for column in zip(*sorted(pairs), strict=True)]
        con.execute("INSERT INTO own_unit SELECT unnest(?), unnest(?)", columns)
    con.execute(script("lineage.sql"))


_NAMED = """
SELECT id, key, id IN (
    SELECT entity.id FROM org_key JOIN entity USING (mention) WHERE org_key.definite
) FROM org_named ORDER BY id, key
"""
