-- Clues and cases about the roster, or (not `sure`) about who may be one of it; a case of a clue is the clue's.
WITH meant AS (
    SELECT person, person AS subject, true AS sure FROM roster
    UNION ALL SELECT roster.person, maybe.other, false FROM roster JOIN maybe ON maybe.one = roster.person
), clues AS (
    SELECT a.target AS subject, a.source AS clue FROM edges_ABOUT a WHERE starts_with(a.source, 'Clue-')
    UNION SELECT g.target, l.source FROM edges_AGAINST g JOIN edges_LED_TO l ON l.target = g.source
    WHERE starts_with(l.source, 'Clue-')
)
SELECT m.person, m.sure, c.id, coalesce(c.disposition, '') AS disposition, coalesce(c.closed, false) AS closed,
       c.closed_on_min, c.closed_on_max
FROM meant m JOIN clues USING (subject) JOIN nodes_Clue c ON c.id = clues.clue
UNION
SELECT m.person, m.sure, g.source, '', bool_or(r.id IS NOT NULL), NULL, NULL
FROM meant m JOIN edges_AGAINST g ON g.target = m.subject
LEFT JOIN edges_RESULTED_IN r ON r.source = g.source
WHERE g.source NOT IN (SELECT target FROM edges_LED_TO WHERE starts_with(source, 'Clue-'))
GROUP BY ALL ORDER BY ALL
