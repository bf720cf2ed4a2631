-- title: 一家单位、它的党组织、前身和后继
-- group: 页面
-- param: unit text 单位全称、简称或节点编号
-- column: body_id 单位编号
-- column: body 名称
-- column: relation 关系
-- column: edge_id 依据
-- column: from_name 原名称
-- column: to_name 后名称
-- column: change 变化
-- column: day 日期
-- column: own 计入本单位

-- What was before the unit in whole is the unit; what only handed over some of its work is told of, not counted.
WITH RECURSIVE chosen AS (
    SELECT id FROM nodes_Organization WHERE $unit IN (id, name, short_name)
),
whole AS (
    SELECT source AS old, target AS new FROM edges_COUNTS_FOR
    WHERE reach IN ('itself', 'predecessor') AND certainty <> 'section'
),
step (here, there) AS (
    SELECT source, target FROM edges_PARTY_ORG_OF UNION SELECT target, source FROM edges_PARTY_ORG_OF
    UNION SELECT new, old FROM whole
),
family (id) AS (
    SELECT id FROM chosen UNION SELECT there FROM family JOIN step ON here = family.id
),
change AS (
    SELECT s.* FROM edges_SUCCEEDED_BY s WHERE s.target IN (FROM family) OR s.source IN (FROM family)
)
SELECT o.id AS body_id, o.name AS body,
       CASE WHEN o.id IN (FROM chosen) THEN '本单位' WHEN o.id IN (SELECT source FROM change) THEN '前身'
            ELSE '党组织或所属单位' END AS relation,
       NULL AS edge_id, NULL AS from_name, NULL AS to_name, NULL AS change, o.founded_on AS day, true AS own
FROM nodes_Organization o WHERE o.id IN (FROM family)
UNION ALL
SELECT a.id, a.name, '演变', change.id, a.name, b.name, concat_ws('，', change.change, change.function), change.on,
       a.id IN (FROM family)
FROM change JOIN nodes_Organization a ON a.id = change.source JOIN nodes_Organization b ON b.id = change.target
ORDER BY relation, day, body, body_id, edge_id
