-- title: 班子成员的任职
-- group: 页面
-- param: units list 单位编号
-- column: edge_id 依据
-- column: person 姓名
-- column: unit 单位
-- column: title 职务
-- column: since 起
-- column: since_min 起最早
-- column: until 止
-- column: until_max 止最晚
-- column: ongoing 至今
-- column: principal 主要负责人
SELECT s.id AS edge_id, p.name AS person, o.name AS unit, s.title, s.since, s.since_min, s.until, s.until_max,
       coalesce(s.end_state = 'ongoing', false) AS ongoing, coalesce(s.principal, false) AS principal
FROM edges_SERVED_IN s JOIN nodes_Person p ON p.id = s.source JOIN nodes_Organization o ON o.id = s.target
WHERE list_contains(CAST($units AS VARCHAR[]), o.id) AND (s.leading OR s.principal)
  AND s.sources <> '受限来源' AND p.sources <> '受限来源'
ORDER BY ongoing DESC, principal DESC, s.since_min DESC, person, s.id
