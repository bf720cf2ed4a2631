// title: 整改率低而没有被约谈的党组织
// number: Q25
// group: 整改
// param: term int 届次
// param: round int 轮次（0为整届） default 0
// param: committee text 派出党委 default
// param: threshold number 整改率低于（%） default @rectification_rate
// param: broad bool 按宽口径 default 否
// param: all bool 连已约谈的一起列出 default 否
// note: 整改率的算法同 Q22，默认按严格口径；没有整改记录的单位整改率为空，也列出
// note: 约谈指台账上对这个单位或涉及这个单位的约谈，在本次巡察进驻以后；没有日期的约谈为不明
// column: unit 单位
// column: rate 整改率（%）
// column: talked 是否约谈
// column: total 问题总数（条）
MATCH (g:Team {term_no: $term})
WHERE ($round = 0 OR g.round_no = $round) AND ($committee = '' OR g.committee = $committee)
MATCH (g)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(o:Organization)
MATCH (t)-[:FOUND]->(f:Finding)
WITH o, f, min(t.begins_min) AS began
OPTIONAL MATCH (f)<-[:RECTIFIES]-(m:Measure)
WITH o, f, began, count(m) AS measures, min(CASE m.status WHEN '已完成(销号)' THEN 3 WHEN '长期坚持' THEN 2 WHEN '基本完成' THEN 1 ELSE 0 END) AS state
WITH o, min(began) AS began, count(f) AS total,
  sum(CASE WHEN measures > 0 THEN 1 ELSE 0 END) AS known,
  sum(CASE WHEN measures > 0 AND (state = 3 OR ($broad AND state > 0)) THEN 1 ELSE 0 END) AS settled
WITH o, began, total, CASE WHEN known > 0 THEN 100.0 * settled / known END AS exact
WHERE exact IS NULL OR exact < $threshold
OPTIONAL MATCH (o)-[k:COUNTS_FOR]->(same:Organization)
WHERE k.reach = 'itself'
WITH o, began, total, exact, [o] + collect(DISTINCT same) AS bodies
UNWIND bodies AS body
OPTIONAL MATCH (a:Accountability {kind: '约谈'})-[:CONCERNS|TARGETS]->(body)
WITH o, total, exact, count(CASE WHEN a.on_max >= began THEN 1 END) AS talks,
  count(CASE WHEN a IS NOT NULL AND (a.on IS NULL OR began IS NULL) THEN 1 END) AS undated
WHERE $all OR talks = 0
RETURN o.name AS unit, round(exact, 1) AS rate,
  CASE WHEN talks > 0 THEN '是' WHEN undated > 0 THEN '不明' ELSE '否' END AS talked, total
ORDER BY rate, unit, o.id
