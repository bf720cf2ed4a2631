// title: 各派出党委问题密度、线索率比较（同口径）
// number: Q36
// group: 跨地区
// param: since date 进驻起
// param: until date 进驻止
// column: committee 派出党委
// column: units 被巡察单位
// column: findings 问题数
// column: per_unit 每单位问题数
// column: clues 线索数
// column: clue_rate 线索与问题之比（%）
// column: quality 数据情况
MATCH (g:Team)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(o:Organization)
WHERE t.begins_min >= $since AND t.begins_max <= $until
OPTIONAL MATCH (t)-[:FOUND]->(f:Finding)
WITH g.committee AS committee, t, o, count(DISTINCT f.id) AS found
OPTIONAL MATCH (t)-[:YIELDED]->(c:Clue)
WITH committee, t, o, found, count(DISTINCT c.id) AS yielded
WITH committee, count(DISTINCT o.id) AS units, sum(found) AS findings, sum(yielded) AS clues,
  count(CASE WHEN found = 0 THEN 1 END) AS blank
RETURN committee, units, findings, round(1.0 * findings / units, 2) AS per_unit, clues,
  CASE WHEN findings = 0 THEN null ELSE round(100.0 * clues / findings, 1) END AS clue_rate,
  CASE WHEN blank = 0 THEN '各任务均有问题记录' ELSE toString(blank) + ' 项任务没有问题记录' END AS quality
ORDER BY per_unit DESC, committee
