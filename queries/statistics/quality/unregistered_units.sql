-- Units that no register of units knows: those that people with a number serve or served in, and those that are
-- written almost like a known one. A relative's firm or village needs no register.
WITH known AS (
    SELECT name AS shown, unnest([name, short_name]) AS name FROM nodes_Organization WHERE status IS NOT NULL
),
stranger AS (
    SELECT o.id, o.name, o.sources, o.id IN (SELECT target FROM posting WHERE person_no IS NOT NULL) AS serves
    FROM nodes_Organization o
    WHERE o.status IS NULL AND coalesce(o.kind, '') NOT LIKE '%企业%' AND o.name NOT LIKE '%巡察组'
      AND NOT EXISTS (SELECT 1 FROM edges_COUNTS_FOR c WHERE c.source = o.id AND c.reach <> 'subordinate')
), likely AS (
    SELECT s.id, arg_min(k.shown, (levenshtein(k.name, s.name), k.shown)) AS name
    FROM stranger s JOIN known k ON abs(length(k.name) - length(s.name)) <= 2
        AND levenshtein(k.name, s.name) <= CASE WHEN length(s.name) < 8 THEN 1 ELSE 2 END
    GROUP BY s.id
)
SELECT '单位' AS kind, s.name AS record, '对象台账没有这个单位' AS problem, s.sources AS place,
       coalesce('是不是 ' || likely.name || '？否则', '') || '在被巡察对象台账补登，或在机构沿革表写明来历' AS fix
FROM stranger s LEFT JOIN likely USING (id)
WHERE s.serves OR likely.name IS NOT NULL
