-- title: 巡察任务
-- group: 页面
-- param: term int 届次（空为全部） default
-- param: round int 轮次（空为全部） default
-- param: committee text 派出党委（空为全部） default
-- param: units list 单位编号（空为全部） default
-- column: task_id 任务编号
-- column: task 任务
-- column: type 类型
-- column: modes 组织方式
-- column: status 状态
-- column: begins 进驻
-- column: begins_min 进驻最早
-- column: ends 撤点
-- column: ends_max 撤点最晚
-- column: feedback_on 反馈
-- column: unit_id 单位编号
-- column: unit 单位
-- column: kind 单位类别
-- column: team 巡察组
-- column: committee 派出党委
-- column: term_no 届次
-- column: round_no 轮次
-- column: findings 问题数
-- column: clues 线索数
WITH found AS (SELECT source AS id, count(DISTINCT target) AS n FROM edges_FOUND GROUP BY source),
yielded AS (SELECT source AS id, count(DISTINCT target) AS n FROM edges_YIELDED GROUP BY source)
SELECT t.id AS task_id, t.name AS task, coalesce(t.type, '不明') AS type, t.modes, t.status, t.begins, t.begins_min,
       t.ends, t.ends_max, t.feedback_on, o.id AS unit_id, o.name AS unit, coalesce(o.kind, '未填') AS kind,
       g.name AS team, g.committee, g.term_no, g.round_no, coalesce(found.n, 0) AS findings, coalesce(yielded.n, 0) AS clues
FROM nodes_InspectionTask t
JOIN edges_INSPECTS i ON i.source = t.id JOIN nodes_Organization o ON o.id = i.target
LEFT JOIN edges_EXECUTES e ON e.target = t.id LEFT JOIN nodes_Team g ON g.id = e.source
LEFT JOIN found ON found.id = t.id LEFT JOIN yielded ON yielded.id = t.id
WHERE coalesce(t.status, '') <> '取消'
  AND ($term IS NULL OR g.term_no = $term) AND ($round IS NULL OR g.round_no = $round)
  AND ($committee = '' OR g.committee = $committee)
  AND (len($units) = 0 OR list_contains(CAST($units AS VARCHAR[]), o.id))
ORDER BY t.begins_min, g.term_no, g.round_no, g.number, o.name, t.id, g.id
