// title: 交叉巡察组员的籍贯、成长地、工作地是否都在被巡察单位所在区县之外
// number: Q11
// group: 回避
// param: term int 届次
// param: round int 轮次
// param: committee text 派出党委 default
// note: 只看组织方式含“交叉”的任务；工作地是进驻时的任职单位所在地；三地缺一项、或单位没有区划代码的为不明
// column: person 人员
// column: team 巡察组
// column: unit 被巡察单位
// column: native 籍贯代码
// column: grown 成长地代码
// column: work 工作地代码
// column: county 单位区县代码
// column: pass 是否都在外
MATCH (r:Round {number: $round})
WHERE r.term_no = $term AND ($committee = '' OR r.committee = $committee)
MATCH (r)<-[:OF_ROUND]-(g:Team)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(u:Organization)
WHERE t.modes CONTAINS '交叉'
MATCH (g)<-[:MEMBER_OF]-(p:Person)
OPTIONAL MATCH (p)-[:NATIVE_OF]->(n:Region)
WITH p, g, t, u, n.code AS code ORDER BY code
WITH p, g, t, u, collect(DISTINCT code) AS native
OPTIONAL MATCH (p)-[:GREW_UP_IN]->(w:Region)
WITH p, g, t, u, native, w.code AS code ORDER BY code
WITH p, g, t, u, native, collect(DISTINCT code) AS grown
OPTIONAL MATCH (p)-[s:SERVED_IN]->(o:Organization)
WHERE coalesce(s.kind, '') <> '学习' AND coalesce(s.kind, '') <> '拟任' AND o.region_code IS NOT NULL
  AND coalesce(s.since_min, '') <= coalesce(t.begins_max, '9999-12-31')
  AND (s.end_state = 'ongoing' OR s.until_max > t.begins_min)
WITH p, g, u, native, grown, o.region_code AS code ORDER BY code
WITH p, g, u, native, grown, collect(DISTINCT code) AS work, substring(u.region_code, 0, 6) AS county
WITH DISTINCT p, g, u, native, grown, work, county, size(native) = 0 OR size(grown) = 0 OR size(work) = 0 AS unknown,
  size([code IN native + grown + work WHERE substring(toString(code), 0, 6) = county]) > 0 AS inside
RETURN p.name AS person, g.name AS team, u.name AS unit, native, grown, work, county,
  CASE WHEN inside THEN '否' WHEN unknown OR county IS NULL THEN '不明' ELSE '是' END AS pass
ORDER BY team, unit, person, p.id
