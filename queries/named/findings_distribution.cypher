// title: 本轮问题按分类、对象类型的分布，与上一轮相比
// number: Q15
// group: 问题
// param: term int 届次
// param: round int 轮次
// param: committee text 派出党委 default
// column: category 问题分类
// column: kind 单位类别
// column: number 问题数
// column: per_unit 每单位问题数
// column: change 较上一轮增减
MATCH (r:Round {number: $round})
WHERE r.term_no = $term AND ($committee = '' OR r.committee = $committee)
MATCH (r)<-[:OF_ROUND]-(:Team)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(o:Organization)
WITH coalesce(o.kind, '未填') AS kind, count(DISTINCT o.id) AS units, collect(DISTINCT t) AS tasks
UNWIND tasks AS t
MATCH (t)-[:FOUND]->(f:Finding)
WITH kind, units, coalesce(f.cat1, '未分类') AS category, count(DISTINCT f.id) AS number
CALL (kind, category) {
  MATCH (q:Round)
  WHERE q.number = $round - 1 AND q.term_no = $term
    AND ($committee = '' OR q.committee = $committee)
  MATCH (q)<-[:OF_ROUND]-(:Team)-[:EXECUTES]->(s:InspectionTask)-[:INSPECTS]->(u:Organization)
  MATCH (s)-[:FOUND]->(e:Finding)
  WHERE coalesce(u.kind, '未填') = kind AND coalesce(e.cat1, '未分类') = category
  RETURN count(DISTINCT e.id) AS before
}
RETURN category, kind, number, round(1.0 * number / units, 2) AS per_unit,
  number - before AS change
ORDER BY number DESC, category, kind
