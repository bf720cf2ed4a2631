-- A finding that a ledger refers to by its words is the one whose text has the same words, if it is the only one.
INSERT INTO entity
SELECT digest('Finding', 'composed' || chr(31) || f.wording), min(e.id)
FROM "c_Finding" f JOIN entity e ON e.mention = f._mention
WHERE f.wording IS NOT NULL
GROUP BY f.wording HAVING count(DISTINCT e.id) = 1;
