-- Whose line manager somebody else of the roster is or was.
SELECT r.source, r.target, r.id, r.since_min, r.since_max, r.until_min, r.until_max
FROM edges_REPORTED_TO r
SEMI JOIN roster a ON a.person = r.source SEMI JOIN roster b ON b.person = r.target
WHERE r.source <> r.target ORDER BY ALL
