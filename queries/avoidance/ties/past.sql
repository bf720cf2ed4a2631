-- Tasks on the unit, or on what came of it or became it, that the roster's teams had, with when the unit was next
-- under inspection in a later round. A task whose entry nobody gives is taken to begin when the member came.
WITH visits AS (
    SELECT DISTINCT r.unit, t.id AS task, e.source AS team, e.id AS executes, i.id AS inspects, r.via,
           t.begins, t.begins_min, o.target AS round
    FROM edges_INSPECTS i
    JOIN (SELECT org, unit, min(via) AS via FROM reach
          WHERE NOT contains(reach, 'subordinate') AND certainty IN ('recorded', 'inferred') GROUP BY org, unit) r ON r.org = i.target
    JOIN nodes_InspectionTask t ON t.id = i.source
    JOIN edges_EXECUTES e ON e.target = t.id
    LEFT JOIN edges_OF_ROUND o ON o.source = e.source
    WHERE coalesce(t.status, '') <> '取消'
), rounds AS (
    SELECT unit, round, min(begins_min) AS begins FROM visits WHERE begins_min IS NOT NULL GROUP BY unit, round
), following AS (
    SELECT unit, round, lead(begins) OVER (PARTITION BY unit ORDER BY begins, round) AS next_begins FROM rounds
)
SELECT m.source AS person, v.unit, m.id AS membership, m.role, m.left_because, v.executes, v.inspects, v.via,
       coalesce(v.begins, m.since) AS begins, coalesce(v.begins_min, m.since_min) AS begins_min, f.next_begins,
       d.term_no, d.number AS round_no, g.name AS team, org.name AS org_name
FROM edges_MEMBER_OF m JOIN roster ON roster.person = m.source
JOIN visits v ON v.team = m.target
JOIN nodes_Team g ON g.id = v.team
JOIN edges_INSPECTS i ON i.id = v.inspects JOIN nodes_Organization org ON org.id = i.target
LEFT JOIN nodes_Round d ON d.id = v.round
LEFT JOIN following f ON f.unit = v.unit AND f.round IS NOT DISTINCT FROM v.round
