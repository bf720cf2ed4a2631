-- title: 巡察对象和它们的前身
-- group: 页面
-- param: term int 届次（空为全部） default
-- param: committee text 派出党委（空为全部） default
-- column: unit_id 单位编号
-- column: unit 单位
-- column: level 管理层级
-- column: kind 单位类别
-- column: counts 纳入覆盖
-- column: why 不纳入原因
-- column: managed 由派出党委管理
-- column: bodies 本身和前身

-- A row of every target; it counts as questions Q1 and Q2 count it. The list ends with predecessors in whole.
WITH master AS (
    SELECT DISTINCT d.source AS id FROM edges_DISPATCHES d JOIN nodes_Round r ON r.id = d.target
    WHERE r.term_no = $term AND ($committee = '' OR r.committee = $committee)
),
manager AS (
    SELECT m.source AS id, bool_or(m.target IN (FROM master)) AS own FROM edges_MANAGED_BY m GROUP BY m.source
),
old AS (
    SELECT target AS id, string_agg(DISTINCT source, '；' ORDER BY source) AS bodies FROM edges_COUNTS_FOR
    WHERE reach IN ('itself', 'predecessor') AND certainty <> 'section' GROUP BY target
)
SELECT o.id AS unit_id, o.name AS unit, coalesce(o.managing_level, '未填') AS level, coalesce(o.kind, '未填') AS kind,
       coalesce(o.counts_for_coverage, true) AND coalesce(o.status, '在册') = '在册' AS counts,
       coalesce(o.excluded_because, CASE WHEN coalesce(o.status, '在册') <> '在册' THEN o.status END, '未填') AS why,
       NOT EXISTS (FROM master) OR coalesce(manager.own, true) AS managed, concat_ws('；', o.id, old.bodies) AS bodies
FROM nodes_Organization o LEFT JOIN old ON old.id = o.id LEFT JOIN manager ON manager.id = o.id
WHERE o.is_target
ORDER BY level, kind, unit, unit_id
