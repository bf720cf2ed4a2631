// title: 在多家单位重复出现的共性问题
// number: Q16
// group: 问题
// param: term int 届次
// param: round int 轮次（0为整届） default 0
// param: threshold int 至少单位数 default @common
// param: committee text 派出党委 default
// note: 分类取台账填到的最细一级；单位去重计，一家单位有几条同类问题只计一次，更名、合并前的算在现单位
// column: category 问题分类
// column: number 单位（家）
// column: units 单位
// column: example 问题举例
MATCH (g:Team {term_no: $term})
WHERE ($round = 0 OR g.round_no = $round) AND ($committee = '' OR g.committee = $committee)
MATCH (g)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(o:Organization)
MATCH (t)-[:FOUND]->(f:Finding)
OPTIONAL MATCH (o)-[c:COUNTS_FOR]->(n:Organization)
WHERE c.reach = 'predecessor' AND c.certainty <> 'section' AND n.is_target = true AND coalesce(n.status, '在册') = '在册'
WITH f, o, collect(DISTINCT n) AS later
WITH f, CASE WHEN size(later) = 1 THEN head(later) ELSE o END AS o
WITH coalesce(f.cat3, f.cat2, f.cat1, '未分类') AS category, o, f
ORDER BY o.name, f.id
WITH category, count(DISTINCT o.id) AS number, collect(DISTINCT o.name) AS units,
  head(collect(f.text)) AS example
WHERE number >= $threshold
RETURN category, number, units, example
ORDER BY number DESC, category
