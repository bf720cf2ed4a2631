// title: 零问题或问题明显偏少的任务
// number: Q20
// group: 问题
// param: term int 届次
// param: round int 轮次
// param: committee text 派出党委 default
// param: z number 低于平均几个标准差 default 1
// column: unit 单位
// column: type 巡察类型
// column: team 巡察组
// column: number 问题数
// column: peer_mean 同轮平均
MATCH (g:Team {term_no: $term})
WHERE g.round_no = $round AND ($committee = '' OR g.committee = $committee)
MATCH (g)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(o:Organization)
WHERE coalesce(t.status, '完成') IN ['在巡', '完成']
OPTIONAL MATCH (t)-[:FOUND]->(f:Finding)
WITH t, g, o, count(DISTINCT f.id) AS found
WITH collect({id: t.id, unit: o.name, kind: t.type, team: g.name, found: found}) AS tasks,
  avg(found) AS mean, stDevP(found) AS spread
UNWIND tasks AS one
WITH one, mean, spread
WHERE one.found = 0 OR one.found < mean - $z * spread
RETURN one.unit AS unit, one.kind AS type, one.team AS team, one.found AS number,
  round(mean, 1) AS peer_mean
ORDER BY number, unit, type, one.id
