// title: 受处分人数多而巡察问题少的单位（是否漏巡）
// number: Q35
// group: 处分
// param: least int 至少受处分人数 default 1
// column: unit 单位
// column: persons 受处分人数
// column: findings 历次巡察问题数
// column: tasks 历次巡察任务数
// column: ratio 每条问题对应受处分人数
MATCH (s:Sanction)-[:IMPOSED_ON]->(p:Person)-[v:SERVED_IN]->(o:Organization)
WHERE v.since_min IS NULL OR s.decided_max IS NULL OR v.since_min <= s.decided_max
WITH s, p, o, v ORDER BY v.since_min DESC, o.id
WITH s, p, head(collect(o)) AS o
WITH o, count(DISTINCT p.id) AS persons
WHERE persons >= $least
OPTIONAL MATCH (o)-[c:COUNTS_FOR]->(u:Organization)
WHERE c.reach = 'itself'
WITH o, persons, [o] + collect(DISTINCT u) AS units
UNWIND units AS one
OPTIONAL MATCH (one)<-[:INSPECTS]-(t:InspectionTask)
OPTIONAL MATCH (t)-[:FOUND]->(f:Finding)
WITH o, persons, count(DISTINCT f.id) AS findings, count(DISTINCT t.id) AS tasks
RETURN o.name AS unit, persons, findings, tasks,
  CASE WHEN findings = 0 THEN null ELSE round(1.0 * persons / findings, 2) END AS ratio
ORDER BY persons DESC, findings, unit, o.id
