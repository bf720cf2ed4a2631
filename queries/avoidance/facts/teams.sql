-- Every team with its round, and how many are or were in it.
SELECT g.id, coalesce(g.name, ''), coalesce(g.committee, r.committee, ''), coalesce(g.term_no, r.term_no),
       coalesce(g.round_no, r.number), coalesce(r.name, ''), count(m.id)
FROM nodes_Team g LEFT JOIN edges_OF_ROUND o ON o.source = g.id LEFT JOIN nodes_Round r ON r.id = o.target
LEFT JOIN edges_MEMBER_OF m ON m.target = g.id
GROUP BY ALL ORDER BY ALL
