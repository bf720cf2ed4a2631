-- Person numbers that stand with two names: the roster's own, and those of whom the roster names as family.
WITH told AS (
    SELECT id, kept, other, coalesce(shown, '') AS shown FROM conflicts
    SEMI JOIN nodes_Person numbered ON numbered.id = conflicts.id AND numbered.keyed
    WHERE kind = 'Person' AND property = 'name' AND plain_name(kept) <> plain_name(other)
)
SELECT roster.person, true AS own, told.kept, told.other, told.shown
FROM told JOIN roster ON roster.person = told.id
UNION
SELECT k.source, false, told.kept, told.other, told.shown
FROM told JOIN edges_KIN k ON k.target = told.id SEMI JOIN roster ON roster.person = k.source
UNION
SELECT d.source, false, told.kept, told.other, told.shown
FROM told JOIN edges_KIN_DECLARED d ON d.target = told.id SEMI JOIN roster ON roster.person = d.source
ORDER BY ALL
