-- The tasks of every team that somebody of the roster is or was in; a cancelled one was none.
SELECT DISTINCT e.source, t.id, coalesce(t.type, '不明'), t.status, t.begins_min, t.begins_max, t.ends_min, t.ends_max
FROM edges_EXECUTES e JOIN nodes_InspectionTask t ON t.id = e.target
SEMI JOIN (SELECT m.target FROM edges_MEMBER_OF m SEMI JOIN roster ON roster.person = m.source) w ON w.target = e.source
WHERE coalesce(t.status, '') <> '取消' ORDER BY ALL
