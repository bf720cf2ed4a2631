-- COUNTS_FOR: service in `source` counts for `target`, between which dates, how surely, and by which edges.

-- own_unit is made in offices.py: a party body and its unit, as their names say; formerly in lineage.sql.

CREATE TABLE step AS
SELECT source AS a, target AS b, 'subordinate' AS reach, CAST(NULL AS VARCHAR) AS since,
       CAST(NULL AS VARCHAR) AS until, 'recorded' AS certainty, CAST(NULL AS VARCHAR) AS section, id AS via
FROM "e_PART_OF"
UNION ALL
SELECT source, target, 'stationed', NULL, NULL, 'recorded', NULL, id FROM "e_STATIONED_AT"
UNION ALL
SELECT source, target, 'itself', NULL, NULL, coalesce(certainty, 'recorded'), NULL, id FROM "e_PARTY_ORG_OF"
UNION ALL
SELECT target, source, 'itself', NULL, NULL, coalesce(certainty, 'recorded'), NULL, id FROM "e_PARTY_ORG_OF"
UNION ALL
SELECT body, unit, 'itself', NULL, NULL, 'inferred', NULL, '' FROM own_unit
WHERE NOT EXISTS (SELECT 1 FROM "e_PARTY_ORG_OF" p WHERE p.source = body AND p.target = unit)
UNION ALL
SELECT unit, body, 'itself', NULL, NULL, 'inferred', NULL, '' FROM own_unit
WHERE NOT EXISTS (SELECT 1 FROM "e_PARTY_ORG_OF" p WHERE p.source = body AND p.target = unit)
UNION ALL
-- Service before the change counts for what came of it; where a unit lives on, only until then.
SELECT source, target, 'predecessor', NULL,
       CASE WHEN change IN ('分立', '职能划转') THEN on_max END,
       CASE WHEN change IN ('更名', '合并') THEN 'recorded' ELSE 'section' END, section, id
FROM "e_SUCCEEDED_BY"
UNION ALL
SELECT target, source, 'successor', on_min, NULL,
       CASE WHEN change IN ('更名', '合并') THEN 'recorded' ELSE 'section' END, section, id
FROM "e_SUCCEEDED_BY"
UNION ALL
SELECT owner, heir, 'predecessor', NULL, until, 'inferred', NULL, '' FROM formerly
UNION ALL
SELECT heir, owner, 'successor', NULL, NULL, 'inferred', NULL, '' FROM formerly WHERE until IS NULL;
