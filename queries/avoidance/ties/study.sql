-- The school that the talent pool names, where it is the unit or what came of it or became it: the text begins
-- with its name (云川职业技术学院会计学). `holder` is the person, or who may be the person.
WITH called AS (
    SELECT DISTINCT r.unit, r.org, unnest(string_split(concat_ws('；', o.name, o.short_name, o.other_names), '；')) AS name
    FROM reach r JOIN nodes_Organization o ON o.id = r.org
    WHERE NOT contains(r.reach, 'subordinate') AND r.certainty IN ('recorded', 'inferred')
), told AS (
    SELECT who.person, p.id AS holder, p.school, trim(unnest(string_split(regexp_replace(p.school, '[;；、，,/]', '；', 'g'), '；'))) AS part
    FROM (SELECT person, person AS holder FROM roster UNION ALL FROM bearer) who
    JOIN nodes_Person p ON p.id = who.holder WHERE p.school IS NOT NULL
)
SELECT told.person, called.unit, told.holder, told.school, called.org, max(called.name) AS name
FROM told JOIN called ON length(called.name) > 3 AND starts_with(told.part, called.name)
WHERE NOT regexp_matches(substr(told.part, length(called.name) + 1), '^(附属|附中|附小|分校)')
GROUP BY ALL
