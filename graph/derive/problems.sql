-- What identity would not merge stands with what sources contradict each other in, by entity.
CREATE TABLE unsettled AS
SELECT DISTINCT coalesce(entity.id, problem.id) AS id, split_part(problem.id, '-', 1) AS kind, property, kept, other,
       coalesce(problem.shown, '') AS shown
FROM problem LEFT JOIN entity ON entity.mention = problem.id;
CREATE VIEW conflicts AS FROM unsettled UNION ALL BY NAME FROM contradiction;
