-- Where the spouses of the roster work, live, are registered and own a home. A workplace that no ledger puts
-- anywhere is where its name says (东岭县实验小学).
WITH spouse AS (
    SELECT * EXCLUDE (other, sure) FROM circle WHERE relation = '夫妻' AND sure
), home AS (
    SELECT source, 'LIVES_IN' AS how, id, target FROM edges_LIVES_IN
    UNION ALL SELECT source, 'REGISTERED_IN', id, target FROM edges_REGISTERED_IN
    UNION ALL SELECT source, 'OWNS_HOME_IN', id, target FROM edges_OWNS_HOME_IN
), work AS (
    SELECT s.source, s.id, o.id AS org, o.name, o.admin_level, coalesce(o.region_code, g.code) AS code,
           s.since_min, s.since_max, s.until_min, s.until_max, s.end_state
    FROM edges_SERVED_IN s SEMI JOIN spouse ON spouse.relative = s.source
    JOIN nodes_Organization o ON o.id = s.target
    LEFT JOIN edges_LOCATED_IN l ON l.source = o.id LEFT JOIN nodes_Region g ON g.id = l.target
    WHERE s.kind IS NULL OR s.kind NOT IN ('学习', '培训', '拟任')
), worked AS (
    SELECT * EXCLUDE (org) FROM work WHERE code IS NOT NULL
    UNION ALL
    SELECT w.* EXCLUDE (org) REPLACE (g.code AS code) FROM work w
    JOIN nodes_Region g ON length(g.name) > 2 AND contains(w.name, g.name) WHERE w.code IS NULL AND g.code IS NOT NULL
    UNION ALL
    SELECT w.* EXCLUDE (org) FROM work w WHERE w.code IS NULL
)
SELECT spouse.*, h.how, h.id AS edge, g.code, coalesce(g.name, g.code, '') AS name, NULL AS admin_level,
       NULL AS since_min, NULL AS since_max, NULL AS until_min, NULL AS until_max, 'ongoing' AS end_state
FROM spouse JOIN home h ON h.source = spouse.relative JOIN nodes_Region g ON g.id = h.target
UNION
SELECT spouse.*, 'SERVED_IN', w.id, w.code, coalesce(w.name, ''), w.admin_level, w.since_min, w.since_max, w.until_min,
       w.until_max, w.end_state
FROM spouse JOIN worked w ON w.source = spouse.relative
ORDER BY ALL
