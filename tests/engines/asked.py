"""What every named query is asked on the fictional city: parameters found in the city itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.model.schema import schema
from graph.stores.store import Store
from queries import library

Given = Mapping[str, object]

COMMITTEE = "中共云川市委"
TERM = 7
DAYS = ("2021-06-30", "2023-06-30", "2025-03-31")
SPAN = {"since": "2019-01-01", "until": "2025-12-31"}


def asked(store: Store) -> dict[str, list[Given]]:
    """Return the parameter sets of every named query; all ids and names are read from the store."""
    rounds = [{"term": TERM, "round": number} for number in range(1, 14)]
    people, units = _people(store), _units(store)
    return {
        "uncovered_units": [
            {"term": TERM, "on": day, "types": types}
            for day in DAYS
            for types in (["常规"], ["常规", "专项"])
        ],
        "coverage_rates": [{"term": TERM}, {"term": TERM, "committee": COMMITTEE}],
        "escalation_candidates": [{}, {"least": 1, "clues": 3}],
        "rounds_needed": [{"term": TERM, "on": day, "ends": "2026-09-30"} for day in DAYS],
        "village_coverage": [{}],
        "systems_without_sync": [{}, {"systems": ["教育", "卫健"]}],
        "ties": [{"people": people, "units": units}],
        "conflict_evidence": _tied(store, people, units),
        "three_places": [*rounds, {"term": TERM, "round": 1, "committee": COMMITTEE}],
        "people_with_gaps": [*rounds],
        "conflicts_by_succession": [*rounds, *({**one, "years": 30} for one in rounds)],
        "findings_distribution": [*rounds],
        "common_findings": [{"term": TERM, "threshold": least} for least in (1, 2, 3)],
        "recurring_findings": [{}, {"least": 1}],
        "checklist_hits": [{}, {"term": TERM, "round": 14}],
        "measures_due": [{"on": day} for day in DAYS],
        "rectification_rates": [{"term": TERM}, *rounds],
        "reopened_findings": [{"term": TERM}],
        "immediate_fixes": [{"term": TERM, "on": day} for day in DAYS],
        "low_rates_without_talk": [{"term": TERM}, {"term": TERM, "broad": True, "all": True}],
        "recommendation_replies": [{**SPAN, "on": day} for day in DAYS],
        "cross_and_local_teams": [{"term": TERM}, *rounds],
        "findings_without_papers": [*rounds],
        "few_findings": [*rounds, {"term": TERM, "round": 3, "z": 0.5}],
        "finding_patterns": [{}],
        "clue_funnel": [{"term": TERM}, {"term": TERM, "committee": COMMITTEE}],
        "reported_funnel": [{}],
        "clues_without_feedback": [{"on": day} for day in DAYS],
        "sanction_origin": [{"sanction": one} for one in _ids(store, "Sanction", 6)],
        "persons_reported_repeatedly": [{}, {"least": 1}],
        "clues_on_hold": [{"on": day, "days": 30} for day in DAYS],
        "sanction_statistics": [SPAN],
        "within_influence_period": [{"on": day} for day in DAYS],
        "expelled_and_prosecuted_leaders": [SPAN],
        "many_sanctions_few_findings": [{}],
        "committees_compared": [SPAN],
        "regulations": [{}, {"year": 2022}],
        "neighbourhood": [
            {"node": one, "steps": steps}
            for kind in schema().nodes
            for one in _ids(store, kind, 1)
            for steps in (1, 2)
        ],
        "unit_card": [{"unit": one} for one in units[:6]],
        "person_card": [{"person": one} for one in people[:6]],
    }


def _texts(store: Store, text: str, **given: object) -> list[str]:
    return [str(row[0]) for row in store.query(text, given)[1]]


def _ids(store: Store, kind: str, number: int) -> list[str]:
    return _texts(store, f"MATCH (n:{kind}) RETURN n.id AS id ORDER BY id LIMIT {number:d}")


def _people(store: Store) -> Sequence[str]:
    """Return the people of teams, those with most relatives first: they have ties of most kinds."""
    text = (
        "MATCH (p:Person)-[:MEMBER_OF]->(:Team) WITH DISTINCT p OPTIONAL MATCH (p)-[k:KIN]->(:Person) "
        "WITH p.id AS id, count(k) AS kin RETURN id, kin ORDER BY kin DESC, id LIMIT 25"
    )
    return _texts(store, text)


def _units(store: Store) -> Sequence[str]:
    return _texts(
        store,
        "MATCH (:InspectionTask)-[:INSPECTS]->(o:Organization) RETURN DISTINCT o.name AS name ORDER BY name LIMIT 60",
    )


def _tied(store: Store, people: Sequence[str], units: Sequence[str]) -> list[Given]:
    """Return a person and a unit for every family of ties there is."""
    found = library.named("ties").ask(store, {"people": people, "units": units})
    names = [column.name for column in found.columns]
    of_family: dict[object, Given] = {}
    for row in found.rows:
        cells = dict(zip(names, row, strict=True))
        given = {"person": cells["person_id"], "unit": cells["unit_id"]}
        of_family.setdefault(cells["family"], given)
    return list(of_family.values())
