-- Every service of the roster's own, wherever it was.
SELECT s.source, s.id, s.target, s.kind, s.title, s.since, s.since_min, s.since_max, s.until, s.until_min, s.until_max,
       s.end_state, s.rank
FROM edges_SERVED_IN s JOIN roster ON roster.person = s.source
ORDER BY s.source, s.since_min NULLS FIRST, s.until_max NULLS LAST, s.id
