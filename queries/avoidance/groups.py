"""Leading groups (班子): who leads a unit under inspection, and where they and the roster led before.

Makes the tables that `ties/colleague.sql` and `ties/superior.sql` join with.
"""

from __future__ import annotations

from queries.avoidance.engine import Engine, sql
from queries.avoidance.tenure import HEADED_BY_DIRECTORS, leader_title


def prepare(engine: Engine) -> None:
    """Make the tables of leaders for the engine's roster and units."""
    engine.run(sql("ties/selves"))
    titles = [row[0] for row in engine.rows("FROM titles_of_groups ORDER BY ALL")]
    engine.ids("leader_titles", "title", (t for t in titles if leader_title(t, "")))
    directed = (t for t in titles if leader_title(t, HEADED_BY_DIRECTORS[0]))
    engine.ids("director_titles", "title", directed)
    engine.ids("headed_by_directors", "ending", HEADED_BY_DIRECTORS)
    engine.run(sql("ties/groups"))
