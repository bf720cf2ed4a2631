-- Clues and cases about the roster, or (not `sure`) about who may be one of it; a case of a clue is the clue's.
-- Whether one is closed is told person by person; where it is not, by the clue, or by what the case resulted in.
WITH meant AS (
    SELECT person, person AS subject, true AS sure FROM roster
    UNION ALL SELECT roster.person, maybe.other, false FROM roster JOIN maybe ON maybe.one = roster.person
), told AS (
    SELECT a.target AS subject, a.source AS clue, a.closed, a.closed_on_min, a.closed_on_max
    FROM edges_ABOUT a WHERE starts_with(a.source, 'Clue-')
    UNION ALL
    SELECT g.target, l.source, g.closed, g.closed_on_min, g.closed_on_max
    FROM edges_AGAINST g JOIN edges_LED_TO l ON l.target = g.source WHERE starts_with(l.source, 'Clue-')
), clues AS (
    SELECT subject, clue, bool_and(closed) AS closed, max(closed_on_min) AS first, max(closed_on_max) AS last
    FROM told GROUP BY subject, clue
), cases AS (
    SELECT m.person, m.sure, g.source AS id, g.closed, g.closed_on_min, g.closed_on_max,
           bool_or(r.id IS NOT NULL) AS resulted, max(s.decided_min) AS first, max(s.decided_max) AS last
    FROM meant m JOIN edges_AGAINST g ON g.target = m.subject
    LEFT JOIN edges_RESULTED_IN r ON r.source = g.source LEFT JOIN nodes_Sanction s ON s.id = r.target
    WHERE g.source NOT IN (SELECT target FROM edges_LED_TO WHERE starts_with(source, 'Clue-'))
    GROUP BY ALL
)
SELECT m.person, m.sure, c.id, coalesce(c.disposition, '') AS disposition,
       coalesce(clues.closed, c.closed, false) AS closed,
       CASE WHEN clues.closed IS NULL THEN c.closed_on_min ELSE clues.first END AS first,
       CASE WHEN clues.closed IS NULL THEN c.closed_on_max ELSE clues.last END AS last
FROM meant m JOIN clues USING (subject) JOIN nodes_Clue c ON c.id = clues.clue
UNION
SELECT person, sure, id, '', coalesce(closed, resulted),
       CASE WHEN closed IS NULL THEN first ELSE closed_on_min END,
       CASE WHEN closed IS NULL THEN last ELSE closed_on_max END
FROM cases
ORDER BY ALL
