// title: 本轮组员缺哪些亲属、履历信息，影响哪些规则
// number: Q13
// group: 回避
// param: term int 届次
// param: round int 轮次
// param: committee text 派出党委 default
// note: 一人一项缺一行；履历空档指参加工作以后到进驻以前，有一个月以上没有任职或学习（核对过履历的不算）；“影响的规则”是缺了它就不能判断的规则
// column: person 人员
// column: person_no 人员编号
// column: team 巡察组
// column: field 缺的栏目
// column: rules 影响的规则
MATCH (r:Round {number: $round})
WHERE r.term_no = $term AND ($committee = '' OR r.committee = $committee)
MATCH (r)<-[:OF_ROUND]-(g:Team)<-[:MEMBER_OF]-(p:Person)
OPTIONAL MATCH (g)-[:EXECUTES]->(t:InspectionTask)
WITH r, g, p, min(t.begins_min) AS starts
OPTIONAL MATCH (p)-[post:SERVED_IN]->(:Organization)
WHERE post.since IS NOT NULL AND NOT coalesce(post.kind, '') IN ['借调', '抽调', '挂职', '兼职', '拟任', '编制']
  AND (post.until IS NOT NULL OR post.end_state = 'ongoing')
WITH r, g, p, starts, collect({
  a: 12 * toInteger(substring(post.since_min, 0, 4)) + toInteger(substring(post.since_min, 5, 2)),
  b: CASE WHEN post.until IS NULL THEN 120000
    ELSE 12 * toInteger(substring(post.until_max, 0, 4)) + toInteger(substring(post.until_max, 5, 2)) END
}) AS spans
WITH r, g, p, [one IN spans WHERE one.a IS NOT NULL] AS spans,
  12 * toInteger(substring(p.work_start_max, 0, 4)) + toInteger(substring(p.work_start_max, 5, 2)) AS begun,
  12 * toInteger(substring(starts, 0, 4)) + toInteger(substring(starts, 5, 2)) AS arrived
WITH r, g, p,
  size([one IN spans WHERE one.a > begun + 1 AND size([other IN spans WHERE other.a < one.a AND other.b >= one.a - 1]) = 0])
  + CASE WHEN arrived > begun AND size([one IN spans WHERE one.b >= arrived]) = 0 THEN 1 ELSE 0 END AS holes
OPTIONAL MATCH (p)-[now:SERVED_IN]->(:Organization) WHERE now.end_state = 'ongoing'
WITH r, g, p, holes, count(now) AS present
OPTIONAL MATCH (p)-[loose:SERVED_IN]->(:Organization) WHERE loose.end_state = 'not_stated' AND loose.since IS NOT NULL
WITH r, g, p, holes, present, count(loose) AS unended
OPTIONAL MATCH (p)-[k:KIN]->(s:Person) WHERE k.relation = '夫妻' AND coalesce(s.unnamed, false) = false
WITH r, g, p, holes, present, unended, count(k) AS spouses
OPTIONAL MATCH (q:Person)<-[:KIN]-(p) WHERE q.kin_stated_on IS NOT NULL
WITH r, g, p, holes, present, unended, spouses, collect(DISTINCT q) AS told
OPTIONAL MATCH (p)<-[:BY]-(d:Declaration) WHERE d.signed IS NOT NULL AND d.round_no = r.number AND d.term_no = r.term_no
WITH g, p, holes, present, unended, spouses, told, count(d) AS signed,
  size([one IN told WHERE one.kin_employer IS NULL AND one.employer IS NULL
        AND NOT EXISTS { MATCH (one)-[:SERVED_IN]->(:Organization) }]) AS jobless
WITH g, p, [
  CASE WHEN present = 0 THEN 'L4.任职单位|R01' END,
  CASE WHEN unended > 0 THEN 'L4.终止年月|R01 R02 R03 R04 R05' END,
  CASE WHEN p.career_checked_on IS NULL AND holes > 0 THEN 'L4.起始年月|R01 R02 R03 R04 R05 R23' END,
  CASE WHEN p.work_start IS NULL AND p.career_checked_on IS NULL THEN 'L3.参加工作时间|R03 R23' END,
  CASE WHEN p.native_place IS NULL THEN 'L3.籍贯|R30 R34' END,
  CASE WHEN p.growth_place IS NULL THEN 'L3.成长地|R31' END,
  CASE WHEN p.marital IS NULL AND spouses = 0 THEN 'L3.婚姻状况|R10 R11 R12 R13 R33' END,
  CASE WHEN p.marital = '已婚' AND spouses = 0 AND p.family_checked_on IS NULL THEN 'L20.亲属姓名|R10 R11 R12 R13 R33' END,
  CASE WHEN size(told) = 0 AND p.family_checked_on IS NULL THEN 'L20.填报日期|R10 R11 R12 R13 R14 R40' END,
  CASE WHEN jobless > 0 THEN 'L20.工作单位|R10 R11 R12 R13' END,
  CASE WHEN signed = 0 THEN 'L5.承诺签字日期|R10 R11 R12 R13 R16 R20 R24' END
] AS gaps
UNWIND [gap IN gaps WHERE gap IS NOT NULL] AS gap
RETURN DISTINCT p.name AS person, p.person_no AS person_no, g.name AS team, split(gap, '|')[0] AS field,
  split(gap, '|')[1] AS rules
ORDER BY team, person, person_no, field
