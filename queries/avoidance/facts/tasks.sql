-- The tasks of each wanted team: one row a unit; of a look-back, which task it goes back to.
SELECT e.source, coalesce(u.name, ''), coalesce(t.type, '不明'), coalesce(t.modes, ''), t.begins, t.ends,
       coalesce(t.theme, ''), coalesce(t.status, ''), coalesce(min(concat(q.term_no, '届', q.round_no, '轮', q.name)), '')
FROM edges_EXECUTES e SEMI JOIN wanted ON wanted.id = e.source
JOIN nodes_InspectionTask t ON t.id = e.target
JOIN edges_INSPECTS i ON i.source = t.id JOIN nodes_Organization u ON u.id = i.target
LEFT JOIN edges_FOLLOWS_UP f ON f.source = t.id
LEFT JOIN edges_EXECUTES x ON x.target = f.target LEFT JOIN nodes_Team q ON q.id = x.source
WHERE coalesce(t.status, '') <> '取消'
GROUP BY e.source, t.id, u.id, u.name, t.type, t.modes, t.begins, t.begins_min, t.ends, t.theme, t.status
ORDER BY e.source, t.begins_min NULLS LAST, u.name, t.id
