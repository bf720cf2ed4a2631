// title: 零问题或问题明显偏少的任务
// number: Q20
// group: 问题
// param: term int 届次
// param: round int 轮次
// param: committee text 派出党委 default
// param: z number 低于平均几个标准差 default @few
// note: 与同一轮全部任务比（在巡和完成的），不分类型；零问题的都列；标准差按总体计算
// column: task 任务
// column: number 问题（条）
// column: peer_mean 同轮平均（条）
// column: team 巡察组
// column: unit 单位
// column: type 巡察类型
MATCH (g:Team {term_no: $term})
WHERE g.round_no = $round AND ($committee = '' OR g.committee = $committee)
MATCH (g)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(o:Organization)
WHERE coalesce(t.status, '完成') IN ['在巡', '完成']
OPTIONAL MATCH (t)-[:FOUND]->(f:Finding)
WITH t, g, o, count(DISTINCT f.id) AS found
WITH collect({id: t.id, name: coalesce(t.name, o.name), unit: o.name, kind: t.type, team: g.name, found: found}) AS tasks,
  avg(found) AS mean, stDevP(found) AS spread
UNWIND tasks AS one
WITH one, mean, spread
WHERE one.found = 0 OR (spread > 0 AND one.found <= mean - $z * spread)
RETURN one.name AS task, one.found AS number, round(mean, 2) AS peer_mean, one.team AS team, one.unit AS unit,
  one.kind AS type
ORDER BY number, unit, type, one.id
