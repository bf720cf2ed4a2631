// title: 多次巡察中同类问题反复出现的单位
// number: Q17
// group: 问题
// param: unit text 单位（空为全部） default
// param: least int 至少轮数 default 2
// note: 按轮次去重：同一轮里几条同类问题不算反复；前身被巡察的算在现单位；分类取二级，没有填的取一级
// note: “台账认定的再次出现”是问题清单“上轮同类”所填，与分类无关
// column: unit 单位
// column: category 问题分类
// column: rounds 轮次（轮）
// column: tasks 任务（项）
// column: first_on 首次
// column: last_on 最近
// column: gap_years 间隔（年）
// column: recurs 台账认定的再次出现（条）
MATCH (o:Organization)
WHERE o.is_target = true AND coalesce(o.status, '在册') = '在册'
  AND ($unit = '' OR $unit IN [o.id, o.name, o.short_name])
OPTIONAL MATCH (o)<-[c:COUNTS_FOR]-(old:Organization)
WHERE c.reach IN ['itself', 'predecessor'] AND c.certainty <> 'section'
WITH o, [o] + collect(DISTINCT old) AS bodies
UNWIND bodies AS body
MATCH (body)<-[:INSPECTS]-(t:InspectionTask)<-[:EXECUTES]-(g:Team)-[:OF_ROUND]->(r:Round)
MATCH (t)-[:FOUND]->(f:Finding)
OPTIONAL MATCH (f)-[x:RECURS_AS]->(:Finding)
WITH o, coalesce(f.cat2, f.cat1, '未分类') AS category, count(DISTINCT r.id) AS rounds,
  count(DISTINCT t.id) AS tasks,
  min(t.begins_min) AS first_on, max(t.begins_min) AS last_on, count(DISTINCT x.id) AS recurs
WHERE rounds >= $least
RETURN o.name AS unit, category, rounds, tasks, first_on, last_on,
  round(duration.inDays(date(first_on), date(last_on)).days / 365.25, 1) AS gap_years, recurs
ORDER BY rounds DESC, tasks DESC, unit, category
