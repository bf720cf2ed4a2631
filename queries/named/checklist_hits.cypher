// title: 清单里没有命中和命中最多的条目
// number: Q18
// group: 问题
// param: template text 清单名称（空为全部） default
// param: version text 版本（空为全部） default
// param: term int 届次（0为不限） default 0
// param: round int 轮次（0为不限） default 0
// param: committee text 派出党委 default
// note: 命中按问题计，一条问题命中一个条目计一次；单位去重计
// note: 台账没有写明版本、按内容推断的命中另列，不算在命中里
// column: template 清单
// column: item 条目编号
// column: text 条目内容
// column: must 是否必查
// column: hits 命中（条）
// column: units 单位（家）
// column: inferred 推断的命中（条）
MATCH (x:ChecklistTemplate)-[:HAS_ITEM]->(i:ChecklistItem)
WHERE ($template = '' OR x.name = $template) AND ($version = '' OR x.version = $version)
OPTIONAL MATCH (i)<-[h:HITS]-(f:Finding)
OPTIONAL MATCH (f)<-[:FOUND]-(t:InspectionTask)<-[:EXECUTES]-(g:Team)
OPTIONAL MATCH (f)<-[:FOUND]-(t)-[:INSPECTS]->(o:Organization)
WITH x, i, h, f, o, ($term = 0 OR g.term_no = $term) AND ($round = 0 OR g.round_no = $round)
  AND ($committee = '' OR g.committee = $committee) AS inside
WITH x, i, f, o, coalesce(inside, false) AND coalesce(h.certainty, 'recorded') <> 'inferred' AS sure,
  coalesce(inside, false) AND h.certainty = 'inferred' AS guessed
WITH x, i, count(DISTINCT CASE WHEN sure THEN f.id END) AS hits, count(DISTINCT CASE WHEN sure THEN o.id END) AS units,
  count(DISTINCT CASE WHEN guessed THEN f.id END) AS inferred
RETURN x.name + coalesce(' ' + x.version, '') AS template, i.no AS item, i.text AS text, i.must AS must, hits, units, inferred
ORDER BY hits, template, item, i.id
