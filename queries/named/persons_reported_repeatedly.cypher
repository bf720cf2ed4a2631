// title: 被多条线索反映的人员
// number: Q30
// group: 线索与案件
// param: least int 至少线索数 default 2
// note: 按人列，线索按条去重；是线索，不是事实
// column: person 人员
// column: clues 线索
// column: rounds 轮次
// column: teams 巡察组
// column: merged 已并案（条）
// sensitive
MATCH (c:Clue)-[:ABOUT]->(p:Person)
OPTIONAL MATCH (c)<-[:YIELDED]-(:InspectionTask)<-[:EXECUTES]-(g:Team)-[:OF_ROUND]->(r:Round)
OPTIONAL MATCH (c)-[m:MERGED_INTO]->(:Clue)
WITH p, c, g, r, m ORDER BY c.no
WITH p, count(DISTINCT c.id) AS number, collect(DISTINCT c.no) AS clues,
  collect(DISTINCT r.name) AS rounds, collect(DISTINCT g.name) AS teams,
  count(DISTINCT m.id) AS merged
WHERE number >= $least
RETURN p.name AS person, clues, rounds, teams, merged
ORDER BY number DESC, person, p.id
