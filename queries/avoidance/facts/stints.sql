-- Every membership of the roster in a team, with the team's round.
SELECT m.source, m.id, m.target, coalesce(g.name, ''), coalesce(g.committee, r.committee, ''),
       coalesce(g.term_no, r.term_no), coalesce(g.round_no, r.number), coalesce(r.name, ''), r.year,
       m.role, m.authorised_doc, m.home_unit, m.left_because,
       m.since_min, m.since_max, m.until_min, m.until_max, m.end_state
FROM edges_MEMBER_OF m JOIN roster ON roster.person = m.source
JOIN nodes_Team g ON g.id = m.target
LEFT JOIN edges_OF_ROUND o ON o.source = g.id LEFT JOIN nodes_Round r ON r.id = o.target
ORDER BY m.source, m.since_min NULLS FIRST, m.id
