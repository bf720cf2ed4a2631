// title: 受处分处理人员按类别、层级、形态统计（人与人次分列）
// number: Q32
// group: 处分
// param: since date 起
// param: until date 止
// note: 人按人去重，人次按处分处理的次数；同一人受两种处分计一人、两人次
// note: 层级取决定时的任职，没有的取以后的任职，再没有的取人员登记；没有决定日期或日期跨在期外的，“期间”为不明，不与期内相加
// column: class 类别
// column: measure 档次
// column: level 干部层级
// column: form 四种形态
// column: persons 人（去重）
// column: times 人次
// column: period 期间
MATCH (s:Sanction)
WHERE s.decided IS NULL OR (s.decided_max >= $since AND s.decided_min <= $until)
OPTIONAL MATCH (s)-[:IMPOSED_ON]->(p:Person)
OPTIONAL MATCH (p)-[v:SERVED_IN]->(:Organization)
WHERE v.rank IS NOT NULL
WITH s, p, v, CASE WHEN v.since_min > s.decided_max THEN 1 ELSE 0 END AS later
ORDER BY later, CASE WHEN later = 0 THEN v.since_min END DESC, v.since_min, v.id
WITH s, p, head(collect(v.rank)) AS held
WITH coalesce(s.kind, '未填') AS class, coalesce(s.level, '未填') AS measure,
  coalesce(held, p.post_rank, p.rank, '未填') AS level, s.four_forms AS form,
  CASE WHEN s.decided_min >= $since AND s.decided_max <= $until THEN '期内' ELSE '不明' END AS period,
  count(DISTINCT p.id) AS persons, count(DISTINCT s.id) AS times
RETURN class, measure, level, form, persons, times, period
ORDER BY period DESC, times DESC, class, measure, level, form
