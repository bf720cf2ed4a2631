-- Declared classmates, teachers and mentors who by name and unit are in the unit's leading group; `told` says that only
-- the declaration itself puts them there.
SELECT b.target AS person, s.unit, d.id AS declaration, s.posting, p.name AS leader, s.org_name AS org, s.title, s.leading,
       s.since_min, s.since_max, s.until_min, s.until_max, s.end_state, coalesce(p.declared_by = b.target, false) AS told
FROM edges_BY b
JOIN roster ON roster.person = b.target
JOIN nodes_Declaration d ON d.id = b.source AND d.relation_class = '同学师生' AND d.has_items IS DISTINCT FROM false
JOIN nodes_Person p ON bare(p.name) = bare(d.kin_name) AND p.id <> b.target
JOIN service s ON s.holder = p.id AND s.alike IS NULL AND s.certainty IN ('recorded', 'inferred')
WHERE NOT contains(s.reach, 'subordinate')
