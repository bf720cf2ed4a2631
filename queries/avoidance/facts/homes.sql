-- Where the roster comes from, grew up, lives, is registered and owns a home. A town without a code of its own has that
-- of the county it lies in.
WITH homes AS (
    SELECT source, 'GREW_UP_IN' AS kind, id, target, since_min, since_max, until_min, until_max FROM edges_GREW_UP_IN
    UNION ALL SELECT source, 'LIVES_IN', id, target, NULL, NULL, NULL, NULL FROM edges_LIVES_IN
    UNION ALL SELECT source, 'NATIVE_OF', id, target, NULL, NULL, NULL, NULL FROM edges_NATIVE_OF
    UNION ALL SELECT source, 'REGISTERED_IN', id, target, NULL, NULL, NULL, NULL FROM edges_REGISTERED_IN
    UNION ALL SELECT source, 'OWNS_HOME_IN', id, target, NULL, NULL, NULL, NULL FROM edges_OWNS_HOME_IN
)
SELECT DISTINCT h.source, h.kind, h.id, coalesce(g.code, up.code) AS code, coalesce(g.name, g.code, '') AS name,
       h.since_min, h.since_max, h.until_min, h.until_max
FROM homes h JOIN roster ON roster.person = h.source JOIN nodes_Region g ON g.id = h.target
LEFT JOIN edges_WITHIN w ON w.source = g.id AND g.code IS NULL
LEFT JOIN nodes_Region up ON up.id = w.target
WHERE coalesce(g.code, up.code) IS NOT NULL ORDER BY ALL
