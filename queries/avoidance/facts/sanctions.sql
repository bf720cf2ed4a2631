-- What was imposed on the roster, or (not `sure`) on who may be one of it.
WITH meant AS (
    SELECT person, person AS subject, true AS sure FROM roster
    UNION ALL SELECT roster.person, maybe.other, false FROM roster JOIN maybe ON maybe.one = roster.person
)
SELECT DISTINCT m.person, m.sure, s.id, coalesce(s.kind, ''), coalesce(s.level, ''), s.decided_min, s.decided_max,
       s.influence_end_min, s.influence_end_max, s.probation_months, s.restored_on_min
FROM meant m JOIN edges_IMPOSED_ON i ON i.target = m.subject JOIN nodes_Sanction s ON s.id = i.source
ORDER BY ALL
