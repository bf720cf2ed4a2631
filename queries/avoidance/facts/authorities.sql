-- Which document authorised members of which round, and from when to when they were there.
SELECT coalesce(g.committee, r.committee, ''), coalesce(g.term_no, r.term_no), coalesce(g.round_no, r.number),
       coalesce(min(r.name), ''), m.authorised_doc, min(m.since_min), max(m.until_max)
FROM edges_MEMBER_OF m JOIN nodes_Team g ON g.id = m.target
LEFT JOIN edges_OF_ROUND o ON o.source = g.id LEFT JOIN nodes_Round r ON r.id = o.target
WHERE m.authorised_doc IS NOT NULL GROUP BY 1, 2, 3, 5 ORDER BY ALL
