-- What is known of each unit under inspection; `known` says that a ledger of organisations has it, or
-- has what counts as itself or came of it.
SELECT o.id, o.name, o.region_code, o.admin_level, o.managing_level,
       (o.kind IS NOT NULL OR o.region_code IS NOT NULL OR o.status IS NOT NULL) AS known,
       list_sort(list(DISTINCT g.code) FILTER (g.code IS NOT NULL)) AS located,
       list_sort(list(DISTINCT l.id) FILTER (l.id IS NOT NULL)) AS located_edges,
       o.short_name, o.other_names, o.kind, o.system, o.leader_level
FROM units JOIN nodes_Organization o ON o.id = units.unit
LEFT JOIN edges_LOCATED_IN l ON l.source = o.id
LEFT JOIN nodes_Region g ON g.id = l.target
GROUP BY ALL ORDER BY o.id
