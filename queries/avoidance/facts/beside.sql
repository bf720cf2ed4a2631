-- What stands of each unit under other names of it: its party body, its office, what it was or became. The ledger of
-- organisations has a row for one of them only.
WITH others AS (
    SELECT r.unit, r.reach <> 'itself' AS far, r.via, o.* FROM reach r JOIN nodes_Organization o ON o.id = r.org
    WHERE NOT contains(r.reach, 'subordinate') AND r.alike IS NULL
)
SELECT unit, bool_or(kind IS NOT NULL OR region_code IS NOT NULL OR status IS NOT NULL) AS known,
       list_sort(list(DISTINCT region_code) FILTER (region_code IS NOT NULL)) AS codes,
       list_sort(list(DISTINCT l.id) FILTER (l.id IS NOT NULL)) AS located,
       arg_min(admin_level, (far, others.id)) FILTER (admin_level IS NOT NULL) AS admin_level,
       arg_min(managing_level, (far, others.id)) FILTER (managing_level IS NOT NULL) AS managing_level,
       arg_min(kind, (far, others.id)) FILTER (kind IS NOT NULL) AS kind,
       arg_min(system, (far, others.id)) FILTER (system IS NOT NULL) AS system,
       arg_min(leader_level, (far, others.id)) FILTER (leader_level IS NOT NULL) AS leader_level
FROM others LEFT JOIN edges_LOCATED_IN l ON l.source = others.id
GROUP BY unit ORDER BY unit
