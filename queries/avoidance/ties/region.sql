-- Homes of a person in the county of a unit that is a county's or lower: where they grew up, and of a town's or a
-- village's unit also where they come from and live. A city's units would join everybody. Who does not say where they
-- come from or live may do so in any town and village: there they are joined without an edge. So is everybody who has
-- such a home where no ledger says in which county the village lies.
WITH homes AS (
    SELECT source, 'GREW_UP_IN' AS kind, id, target FROM edges_GREW_UP_IN
    UNION ALL SELECT source, 'LIVES_IN', id, target FROM edges_LIVES_IN
    UNION ALL SELECT source, 'NATIVE_OF', id, target FROM edges_NATIVE_OF
), placed AS (
    SELECT h.source AS person, h.kind, h.id AS edge, coalesce(g.code, up.code) AS code
    FROM homes h JOIN roster ON roster.person = h.source JOIN nodes_Region g ON g.id = h.target
    LEFT JOIN edges_WITHIN w ON w.source = g.id AND g.code IS NULL LEFT JOIN nodes_Region up ON up.id = w.target
), located AS (
    SELECT DISTINCT r.unit, coalesce(o.region_code, '') AS code,
           coalesce(u.admin_level IN ('中央', '省', '副省级市', '地市州盟'), false) AS wide,
           coalesce(length(o.region_code) > 6, false) OR coalesce(starts_with(u.kind, '乡镇') OR starts_with(u.kind, '村'), false)
               OR coalesce(starts_with(u.admin_level, '乡镇') OR starts_with(u.admin_level, '村'), false) AS small
    FROM reach r JOIN nodes_Organization o ON o.id = r.org JOIN nodes_Organization u ON u.id = r.unit
    WHERE NOT contains(r.reach, 'subordinate') AND r.alike IS NULL
), untold AS (
    SELECT roster.person, kinds.kind FROM roster CROSS JOIN (VALUES ('NATIVE_OF'), ('LIVES_IN')) kinds(kind)
    ANTI JOIN placed ON placed.person = roster.person AND placed.kind = kinds.kind AND placed.code IS NOT NULL
)
SELECT p.person, l.unit, p.kind, p.edge
FROM placed p JOIN located l ON substr(l.code, 1, 6) = substr(p.code, 1, 6)
WHERE NOT l.wide AND substr(l.code, 5, 2) <> '00' AND (l.small OR p.kind = 'GREW_UP_IN')
UNION
SELECT t.person, l.unit, t.kind, '' FROM untold t CROSS JOIN located l WHERE l.small
UNION
SELECT p.person, l.unit, p.kind, p.edge FROM placed p JOIN located l ON l.small
WHERE p.kind <> 'GREW_UP_IN' AND l.unit NOT IN (SELECT unit FROM located WHERE code <> '')
