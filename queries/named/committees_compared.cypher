// title: 各派出党委问题密度、线索率、整改率比较（同口径）
// number: Q36
// group: 跨地区
// param: since date 进驻起
// param: until date 进驻止
// note: 按任务的进驻日期归期间，单位去重（更名、合并前的算在现单位）；整改率是严格口径，一条问题取它最差的一条措施，没有整改记录的不在分母里
// note: 没有进驻日期的任务不能归入期间，数目写在“数据情况”里
// column: committee 派出党委
// column: units 被巡察单位（家）
// column: findings 问题（条）
// column: per_unit 每单位问题（条）
// column: clues 线索（条）
// column: clue_rate 线索与问题之比（%）
// column: rate 整改率（%）
// column: quality 数据情况
MATCH (g:Team)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(o:Organization)
WHERE coalesce(t.status, '完成') IN ['在巡', '完成'] AND (t.begins IS NULL OR (t.begins_min >= $since AND t.begins_max <= $until))
OPTIONAL MATCH (o)-[c:COUNTS_FOR]->(n:Organization)
WHERE c.reach = 'predecessor' AND c.certainty <> 'section' AND n.is_target = true AND coalesce(n.status, '在册') = '在册'
WITH g, t, o, collect(DISTINCT n) AS later
WITH g, t, CASE WHEN size(later) = 1 THEN head(later) ELSE o END AS o
OPTIONAL MATCH (t)-[:FOUND]->(f:Finding)
OPTIONAL MATCH (f)<-[:RECTIFIES]-(m:Measure)
WITH g.committee AS committee, t, o, f, count(m) AS measures, count(CASE WHEN m.status = '已完成(销号)' THEN 1 END) AS closed
WITH committee, t, o, count(f) AS found, sum(CASE WHEN measures > 0 AND measures = closed THEN 1 ELSE 0 END) AS done,
  sum(CASE WHEN f IS NOT NULL AND measures = 0 THEN 1 ELSE 0 END) AS untold
OPTIONAL MATCH (t)-[:YIELDED]->(c:Clue)
WITH committee, t, o, found, done, untold, count(DISTINCT c.id) AS yielded, t.begins IS NOT NULL AS dated
WITH committee, count(DISTINCT CASE WHEN dated THEN o.id END) AS units, sum(CASE WHEN dated THEN found ELSE 0 END) AS findings,
  sum(CASE WHEN dated THEN yielded ELSE 0 END) AS clues, sum(CASE WHEN dated THEN done ELSE 0 END) AS done,
  sum(CASE WHEN dated THEN untold ELSE 0 END) AS untold, count(CASE WHEN dated AND found = 0 THEN 1 END) AS blank,
  count(CASE WHEN NOT dated THEN 1 END) AS undated
WITH committee, units, findings, clues, done, findings - untold AS known, [
  CASE WHEN blank > 0 THEN toString(blank) + ' 项任务没有问题记录' END,
  CASE WHEN untold > 0 THEN toString(untold) + ' 条问题没有整改记录' END,
  CASE WHEN undated > 0 THEN toString(undated) + ' 项任务没有进驻日期，未计入' END
] AS doubts
WITH committee, units, findings, clues, done, known, [one IN doubts WHERE one IS NOT NULL] AS doubts
RETURN committee, units, findings, CASE WHEN units > 0 THEN round(1.0 * findings / units, 2) END AS per_unit, clues,
  CASE WHEN findings > 0 THEN round(100.0 * clues / findings, 1) END AS clue_rate,
  CASE WHEN known > 0 THEN round(100.0 * done / known, 1) END AS rate,
  CASE WHEN size(doubts) = 0 THEN ['各任务均有问题和整改记录'] ELSE doubts END AS quality
ORDER BY per_unit DESC, committee
