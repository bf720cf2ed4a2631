// title: 受处分处理人员按类别、层级、形态统计（人与人次分列）
// number: Q32
// group: 处分
// param: since date 起
// param: until date 止
// column: class 类别
// column: measure 档次
// column: level 干部层级
// column: form 四种形态
// column: persons 人数
// column: times 人次
MATCH (s:Sanction)
WHERE s.decided_min >= $since AND s.decided_max <= $until
OPTIONAL MATCH (s)-[:IMPOSED_ON]->(p:Person)
OPTIONAL MATCH (p)-[v:SERVED_IN]->(:Organization)
WHERE v.rank IS NOT NULL AND (v.since_min IS NULL OR v.since_min <= s.decided_max)
WITH s, p, v ORDER BY v.since_min DESC, v.id
WITH s, p, head(collect(v.rank)) AS held
WITH coalesce(s.kind, '未填') AS class, coalesce(s.level, '未填') AS measure,
  coalesce(held, p.post_rank, p.rank, '未填') AS level, s.four_forms AS form,
  count(DISTINCT p.id) AS persons, count(DISTINCT s.id) AS times
RETURN class, measure, level, form, persons, times
ORDER BY times DESC, class, measure, level, form
