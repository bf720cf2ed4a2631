// title: 符合提级条件却没有提级巡察的县直单位
// number: Q3
// group: 覆盖
// param: leaders list 主要负责人职级 default @escalation_leaders
// param: funds number 年度资金量不少于（万元） default @escalation_funds
// param: petitions int 近三年信访量不少于（件） default @escalation_petitions
// param: clues int 线索不少于（条） default @escalation_clues
// param: least int 至少符合几项 default @escalation_least
// note: 县直单位指县管、行政层级为县、纳入全覆盖的在册巡察对象；有过提级任务（取消的不算）的不列
// note: 得分是四项条件（职级、资金、信访、线索）中符合的项数；没有填的项不算符合，列在“没有填的”，补齐后可能达到的也列出
// note: 线索按被巡察单位计，连同前身，同一线索只计一次
// column: unit 单位
// column: leader_level 主要负责人职级
// column: funds 年度资金量（万元）
// column: petitions 近三年信访量（件）
// column: clues 线索（条）
// column: score 得分（项）
// column: missing 没有填的
MATCH (o:Organization)
WHERE o.is_target = true AND coalesce(o.counts_for_coverage, true) AND o.managing_level = '县管' AND coalesce(o.status, '在册') = '在册'
  AND coalesce(o.admin_level, '县市区旗') = '县市区旗'
OPTIONAL MATCH (o)<-[k:COUNTS_FOR]-(old:Organization)
WHERE k.reach IN ['itself', 'predecessor'] AND k.certainty <> 'section'
WITH o, [o] + collect(DISTINCT old) AS bodies
UNWIND bodies AS body
OPTIONAL MATCH (body)<-[:INSPECTS]-(t:InspectionTask)
WHERE coalesce(t.status, '完成') <> '取消'
OPTIONAL MATCH (t)-[:YIELDED]->(c:Clue)
WITH o, count(CASE WHEN t.modes CONTAINS '提级' THEN 1 END) AS escalated, count(DISTINCT c.id) AS clues
WHERE escalated = 0
WITH o, clues,
  [CASE WHEN o.leader_level IN $leaders THEN 1 END, CASE WHEN o.funds >= $funds THEN 1 END,
   CASE WHEN o.complaints >= $petitions THEN 1 END, CASE WHEN clues >= $clues THEN 1 END] AS met,
  [CASE WHEN o.leader_level IS NULL THEN '主要负责人职级' END, CASE WHEN o.funds IS NULL THEN '年度资金量' END,
   CASE WHEN o.complaints IS NULL THEN '近三年信访量' END] AS blank
WITH o, clues, size([one IN met WHERE one IS NOT NULL]) AS score, [one IN blank WHERE one IS NOT NULL] AS missing
WHERE score + size(missing) >= $least
RETURN o.name AS unit, o.leader_level AS leader_level, o.funds AS funds, o.complaints AS petitions, clues, score, missing
ORDER BY score DESC, clues DESC, unit, o.id
