-- What another graph says of offices that are one, or were, and no walk found.
CREATE TABLE step_told AS
SELECT DISTINCT f.id AS a, t.id AS b, c.reach, c.since, c.until, c.certainty
FROM "c_COUNTS_FOR" c JOIN entity f ON f.mention = c._from JOIN entity t ON t.mention = c._to
ANTI JOIN "e_COUNTS_FOR" e ON e.source = f.id AND e.target = t.id AND e.reach = c.reach AND e.certainty = c.certainty
    AND e.since IS NOT DISTINCT FROM c.since AND e.until IS NOT DISTINCT FROM c.until
WHERE f.id <> t.id AND c.certainty = 'inferred' AND coalesce(c.via, '') = '';

-- Whether every unit is of one and the same graph, goes by the id that it has there, and nobody took anything out.
CREATE TABLE graph_alone AS
SELECT NOT EXISTS (FROM "c_Organization" ANTI JOIN graph_row USING (ord)) AND NOT EXISTS (FROM wrong_there)
       AND count(DISTINCT g.source) = 1 AND bool_and(g.ours AND e.id = g.mention) AS alone
FROM graph_row g JOIN entity e ON e.mention = g.mention WHERE g.kind = 'Organization';
