// title: 因机构更名合并才出现的任职冲突
// number: Q14
// group: 回避
// param: term int 届次
// param: round int 轮次
// param: committee text 派出党委 default
// param: years int 曾任年限 default 3
// note: 只列任职单位是被巡察单位的前身或后继的；现职为 R01，几年内曾任为 R02；经划转的以划转为准
// column: person 人员
// column: team 巡察组
// column: unit 被巡察单位
// column: post 原任职务
// column: old_unit 原机构
// column: new_unit 现机构
// column: changed_on 变更日期
// column: rule 规则
MATCH (r:Round {number: $round})
WHERE r.term_no = $term AND ($committee = '' OR r.committee = $committee)
MATCH (r)<-[:OF_ROUND]-(g:Team)-[:EXECUTES]->(t:InspectionTask)-[:INSPECTS]->(o:Organization)
MATCH (g)<-[:MEMBER_OF]-(p:Person)-[s:SERVED_IN]->(old:Organization)-[c:COUNTS_FOR]->(o)
WHERE (c.reach CONTAINS 'predecessor' OR c.reach CONTAINS 'successor')
  AND (s.end_state = 'ongoing'
    OR s.until_max > toString(date(t.begins_min) - duration({years: $years})))
  AND (c.until IS NULL OR s.since_min IS NULL OR s.since_min <= c.until_max)
MATCH (a:Organization)-[x:SUCCEEDED_BY]->(b:Organization)
WHERE x.id IN split(c.via, '；')
RETURN DISTINCT p.name AS person, g.name AS team, o.name AS unit, s.title AS post,
  a.name AS old_unit, b.name AS new_unit, x.on AS changed_on,
  CASE WHEN s.end_state = 'ongoing' THEN 'R01 现职' ELSE 'R02 曾任' END AS rule
ORDER BY person, team, unit, post, old_unit, new_unit
