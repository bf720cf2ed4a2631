// title: 本轮问题按分类、对象类型的分布与同比
// number: Q15
// group: 问题
// param: term int 届次
// param: round int 轮次
// param: committee text 派出党委 default
// note: 按问题一级分类计条数，一条问题只计一次；每单位问题数的分母是本轮这类被巡察单位（去重）
// note: 同比是每单位问题数与同一党委上一年度各轮合计的差；上一年没有这类问题的为空
// column: category 问题分类
// column: kind 单位类别
// column: number 问题（条）
// column: per_unit 每单位问题（条）
// column: change 每单位同比（条）
MATCH (r:Round {number: $round})
WHERE r.term_no = $term AND ($committee = '' OR r.committee = $committee)
MATCH (r)<-[:OF_ROUND]-(:Team)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(o:Organization)
WITH coalesce(o.kind, '未填') AS kind, count(DISTINCT o.id) AS units, collect(DISTINCT t) AS tasks,
  max(r.year) AS year, collect(DISTINCT r.committee) AS committees
UNWIND tasks AS t
MATCH (t)-[:FOUND]->(f:Finding)
WITH kind, units, year, committees, coalesce(f.cat1, '未分类') AS category, count(DISTINCT f.id) AS number
CALL (kind, category, year, committees) {
  MATCH (q:Round)
  WHERE q.year = year - 1 AND q.committee IN committees
  MATCH (q)<-[:OF_ROUND]-(:Team)-[:EXECUTES]->(s:InspectionTask)-[:INSPECTS]->(u:Organization)
  WHERE coalesce(u.kind, '未填') = kind
  OPTIONAL MATCH (s)-[:FOUND]->(e:Finding)
  WHERE coalesce(e.cat1, '未分类') = category
  RETURN count(DISTINCT u.id) AS bodies, count(DISTINCT e.id) AS before
}
RETURN category, kind, number, round(1.0 * number / units, 2) AS per_unit,
  CASE WHEN before > 0 THEN round(1.0 * number / units - 1.0 * before / bodies, 2) END AS change
ORDER BY number DESC, category, kind
