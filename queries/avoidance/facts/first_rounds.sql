-- Since which year each committee's lists of teams tell who took part.
SELECT coalesce(g.committee, r.committee, ''), min(coalesce(r.year, CAST(substr(m.since_min, 1, 4) AS BIGINT)))
FROM edges_MEMBER_OF m JOIN nodes_Team g ON g.id = m.target
LEFT JOIN edges_OF_ROUND o ON o.source = g.id LEFT JOIN nodes_Round r ON r.id = o.target
GROUP BY 1 ORDER BY ALL
