// title: 各单位整改率（严格口径、宽口径）与排名
// number: Q22
// group: 整改
// param: term int 届次
// param: round int 轮次（0为整届） default 0
// param: committee text 派出党委 default
// note: 按问题计，一条问题的状态取它最差的一条措施：反弹、未整改、整改中、基本完成、长期坚持、已完成（销号）
// note: 严格整改率＝已完成÷有整改记录的问题；宽口径另加基本完成和长期坚持；没有整改记录的问题是不明，不算没有整改，另列
// note: 排名按严格整改率，相同的名次相同；单位按被巡察单位去重
// column: unit 单位
// column: total 有整改记录的问题（条）
// column: done 已完成（条）
// column: basic 基本完成（条）
// column: long_term 长期坚持（条）
// column: strict 严格整改率（%）
// column: broad 宽口径整改率（%）
// column: rank 排名
// column: unknown 没有整改记录（条）
MATCH (g:Team {term_no: $term})
WHERE ($round = 0 OR g.round_no = $round) AND ($committee = '' OR g.committee = $committee)
MATCH (g)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(o:Organization)
MATCH (t)-[:FOUND]->(f:Finding)
WITH DISTINCT o, f
OPTIONAL MATCH (f)<-[:RECTIFIES]-(m:Measure)
WITH o, f, count(m) AS measures, min(CASE m.status WHEN '已完成(销号)' THEN 3 WHEN '长期坚持' THEN 2 WHEN '基本完成' THEN 1 ELSE 0 END) AS state
WITH o, count(f) AS total, sum(CASE WHEN measures > 0 AND state = 3 THEN 1 ELSE 0 END) AS done,
  sum(CASE WHEN measures > 0 AND state = 1 THEN 1 ELSE 0 END) AS basic,
  sum(CASE WHEN measures > 0 AND state = 2 THEN 1 ELSE 0 END) AS long_term,
  sum(CASE WHEN measures = 0 THEN 1 ELSE 0 END) AS unknown
WITH o, total, done, basic, long_term, unknown, CASE WHEN total > unknown THEN round(100.0 * done / (total - unknown), 1) END AS strict,
  CASE WHEN total > unknown THEN round(100.0 * (done + basic + long_term) / (total - unknown), 1) END AS broad
ORDER BY o.id
WITH collect({unit: o.name, id: o.id, total: total, done: done, basic: basic, long: long_term, unknown: unknown,
  strict: strict, broad: broad}) AS units, collect(strict) AS rates
UNWIND units AS one
RETURN one.unit AS unit, one.total - one.unknown AS total, one.done AS done, one.basic AS basic, one.long AS long_term,
  one.strict AS strict, one.broad AS broad, CASE WHEN one.strict IS NOT NULL THEN 1 + size([rate IN rates WHERE rate > one.strict]) END AS rank, one.unknown AS unknown
ORDER BY rank, unit, one.id
