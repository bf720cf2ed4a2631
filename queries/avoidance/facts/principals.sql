-- Who heads each unit under inspection, or what counts as itself, by any source.
SELECT s.unit, s.holder, coalesce(p.name, ''), s.posting, s.title, e.rank,
       s.since_min, s.since_max, s.until_min, s.until_max, s.end_state
FROM service s JOIN edges_SERVED_IN e ON e.id = s.posting LEFT JOIN nodes_Person p ON p.id = s.holder
WHERE s.principal AND NOT contains(s.reach, 'subordinate') AND s.certainty IN ('recorded', 'inferred') AND s.alike IS NULL
ORDER BY ALL
