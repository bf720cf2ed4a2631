-- What the families of ties share: every service that counts for a unit under inspection, with whose it is,
-- the posting's own dates, and the dates between which the organisation counts for the unit.
CREATE OR REPLACE TEMP TABLE reach AS
SELECT unit AS org, unit, 'itself' AS reach, 'recorded' AS certainty, CAST(NULL AS VARCHAR) AS moved, '' AS via,
       CAST(NULL AS VARCHAR) AS from_min, CAST(NULL AS VARCHAR) AS from_max,
       CAST(NULL AS VARCHAR) AS to_min, CAST(NULL AS VARCHAR) AS to_max, CAST(NULL AS VARCHAR) AS alike
FROM units
UNION ALL
SELECT c.source, c.target, c.reach, c.certainty, c.section, coalesce(c.via, ''),
       c.since_min, c.since_max, c.until_min, c.until_max, NULL
FROM edges_COUNTS_FOR c JOIN units ON units.unit = c.target
WHERE c.source <> c.target AND NOT contains(c.reach, 'stationed')
UNION ALL
-- By its name a part of the unit, or much like it, though no ledger says so: enough for a reviewer, no more.
SELECT parts.org, parts.unit, parts.reach, CASE WHEN parts.alike IS NULL THEN 'named' ELSE 'alike' END,
       NULL, '', NULL, NULL, NULL, NULL, parts.alike
FROM parts ANTI JOIN edges_COUNTS_FOR c ON c.source = parts.org AND c.target = parts.unit;

CREATE OR REPLACE TEMP TABLE service AS
WITH begun AS (
    SELECT source, target, max(since_min) AS since_min FROM edges_SERVED_IN
    SEMI JOIN (
        SELECT org FROM reach WHERE to_max IS NOT NULL OR (certainty = 'section' AND from_max IS NOT NULL)
    ) left_behind ON left_behind.org = target
    WHERE kind = '任职' AND end_state = 'ongoing' GROUP BY ALL
)
SELECT r.unit, s.source AS holder, s.id AS posting, s.target AS org, o.name AS org_name, s.title, s.kind, s.leading, s.principal, s.section, s.degree AS schooling,
       s.since, s.since_min, s.since_max, s.until, s.until_min, s.until_max, s.end_state, s.until_latest,
       r.reach, r.certainty, r.moved, r.via, r.from_min, r.from_max, r.to_min, r.to_max, r.alike
FROM edges_SERVED_IN s JOIN reach r ON r.org = s.target LEFT JOIN nodes_Organization o ON o.id = s.target
LEFT JOIN begun ON begun.source = s.source AND begun.target = s.target
-- A present post without dates (L3) is the dated one in the same place: who came after a transfer was not moved by it.
WHERE (r.to_max IS NULL OR s.since_min IS NOT NULL OR s.end_state IS DISTINCT FROM 'ongoing'
   OR coalesce(begun.since_min <= r.to_max, true))
-- Who joined the receiver of a 职能划转 or the new part of a 分立 after the change did not move with a section.
  AND (r.certainty <> 'section' OR r.from_max IS NULL OR coalesce(s.since_min, begun.since_min, '') <= r.from_max);
