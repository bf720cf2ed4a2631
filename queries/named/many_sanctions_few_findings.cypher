// title: 受处分人数多而巡察问题少的单位（是否漏巡）
// number: Q35
// group: 处分
// param: least int 至少受处分人数 default 1
// note: 受处分指党纪处分和政务处分，按人去重，单位是决定时的任职单位（没有的取以后的），更名、合并的算在现单位；问题数是这家单位（连同前身、党组与行政一体的单位）历次巡察发现的条数
// column: unit 单位
// column: persons 受处分（人，去重）
// column: findings 历次巡察问题（条）
// column: tasks 历次巡察任务（项）
// column: ratio 每条问题对应受处分（人）
MATCH (s:Sanction)-[:IMPOSED_ON]->(p:Person)-[v:SERVED_IN]->(o:Organization)
WHERE s.kind IN ['党纪处分', '政务处分']
WITH s, p, o, v, CASE WHEN v.since_min > s.decided_max THEN 1 ELSE 0 END AS later
ORDER BY later, CASE WHEN later = 0 THEN v.since_min END DESC, v.since_min, o.id
WITH s, p, head(collect(o)) AS o
OPTIONAL MATCH (o)-[c:COUNTS_FOR]->(n:Organization)
WHERE c.reach IN ['itself', 'predecessor'] AND c.certainty <> 'section' AND n.is_target = true
  AND coalesce(n.status, '在册') = '在册'
WITH p, o, collect(DISTINCT n) AS bodies
WITH p, CASE WHEN coalesce(o.is_target, false) AND coalesce(o.status, '在册') = '在册' THEN o
  WHEN size(bodies) = 1 THEN head(bodies) ELSE o END AS o
WITH o, count(DISTINCT p.id) AS persons
WHERE persons >= $least
OPTIONAL MATCH (o)<-[c:COUNTS_FOR]-(old:Organization)
WHERE c.reach IN ['itself', 'predecessor'] AND c.certainty <> 'section'
WITH o, persons, [o] + collect(DISTINCT old) AS bodies
UNWIND bodies AS one
OPTIONAL MATCH (one)<-[:INSPECTS]-(t:InspectionTask)
OPTIONAL MATCH (t)-[:FOUND]->(f:Finding)
WITH o, persons, count(DISTINCT f.id) AS findings, count(DISTINCT t.id) AS tasks
RETURN o.name AS unit, persons, findings, tasks,
  CASE WHEN findings = 0 THEN null ELSE round(1.0 * persons / findings, 2) END AS ratio
ORDER BY persons DESC, findings, unit, o.id
