"""What sources write differently and say alike."""

from __future__ import annotations

from functools import lru_cache

from graph.derive.claims import Connection
from graph.model.unit_spelling import Speller, brief, short_for


def forget(con: Connection) -> None:
    """Take from the contradictions two names of one unit that differ in nothing but how they are spelt."""
    rows = con.execute(_NAMES).fetchall()
    alike = [(one, kept, other) for one, scope, kept, other in rows if _alike(scope, kept, other)]
    if alike:
        con.executemany(
            "DELETE FROM contradiction WHERE kind = 'Organization' AND property = 'name' "
            "AND id = ? AND kept = ? AND other = ?",
            alike,
        )


def _alike(scope: str, one: str, other: str) -> bool:
    speller = _speller(scope)
    a, b = (speller.placed(speller.plain(name)) for name in (one, other))
    return a == b or (brief(a) == brief(b) and (short_for(a, b) or short_for(b, a)))


@lru_cache(maxsize=64)
def _speller(committee: str) -> Speller:
    return Speller(committee)


_NAMES = """
SELECT d.id, min(c.scope), d.kept, d.other FROM contradiction d JOIN entity USING (id)
JOIN "c_Organization" c ON c._mention = entity.mention AND c.scope IS NOT NULL
WHERE d.kind = 'Organization' AND d.property = 'name' GROUP BY d.id, d.kept, d.other ORDER BY ALL
"""
