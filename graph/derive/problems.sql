-- What identity would not merge stands with the other contradictions, by entity.
INSERT INTO conflicts
SELECT DISTINCT coalesce(entity.id, problem.id), split_part(problem.id, '-', 1), property, kept, other,
       coalesce(problem.shown, '')
FROM problem LEFT JOIN entity ON entity.mention = problem.id;
