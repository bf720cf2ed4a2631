-- What 原 in front of a unit's name means (T3), by what is known of the unit: a unit that has ended was meant itself, and
-- the post with it where the post ended before; one that stands was meant by its post only. Another graph may have
-- settled it already.
CREATE TABLE ended AS
SELECT id, min(since) AS since FROM (
    SELECT id, date_min(dissolved_on) AS since FROM org_life WHERE dissolved_on IS NOT NULL OR status IN ('撤销', '合并', '更名')
    UNION ALL
    SELECT source, on_min FROM "e_SUCCEEDED_BY" WHERE change IN ('更名', '合并', '撤销')
) GROUP BY id;
CREATE TABLE former_scope AS
SELECT e.id, 'SERVED_IN' AS kind, e.sources,
       CASE WHEN e.former_scope <> '不明' THEN e.former_scope WHEN ended.id IS NOT NULL AND e.until_max < ended.since THEN '职务和机构'
            WHEN ended.id IS NOT NULL THEN '机构' WHEN life.id IS NOT NULL THEN '职务' ELSE '不明' END AS scope
FROM "e_SERVED_IN" e LEFT JOIN ended ON ended.id = e.target LEFT JOIN org_life life ON life.id = e.target
WHERE e.former_scope IS NOT NULL
UNION ALL
-- An inspected unit has no post; one that ended only after the task began stood then.
SELECT e.id, 'INSPECTS', e.sources,
       CASE WHEN e.former_scope <> '不明' THEN e.former_scope WHEN ended.since <= coalesce(task.begins_max, ended.since) OR (ended.id IS NOT NULL AND ended.since IS NULL)
            THEN '机构' ELSE '不明' END
FROM "e_INSPECTS" e LEFT JOIN ended ON ended.id = e.target LEFT JOIN "n_InspectionTask" task ON task.id = e.source
WHERE e.former_scope IS NOT NULL;
UPDATE former_scope SET scope = d.scope FROM decided_scope d WHERE d.id = former_scope.id;
INSERT INTO problem
SELECT id, '原字范围', '不明', '“原”指职务还是机构，不能从已有记录判断，请认定', sources FROM former_scope
WHERE scope = '不明' AND id NOT IN (SELECT id FROM decided_scope);
