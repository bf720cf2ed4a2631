// title: 人员情况：任职、巡察经历、亲属、线索与处分
// group: 卡片
// param: person text 姓名、人员编号或节点编号
// note: 任职、巡察按台账和报告的记载，同名的几个人都列出；线索不是事实，处分以决定为准
// column: aspect 方面
// column: item 事项
// column: detail 说明
// column: since 起
// column: until 止
// column: sources 依据
// sensitive
// closed: 线索、案件、处分
CALL () {
  MATCH (p:Person)
  WHERE $person IN [p.id, p.name, p.person_no]
  RETURN 1 AS step, '本人' AS aspect, p.name AS item, coalesce(p.person_no, '没有人员编号') AS detail,
    p.birth AS since, null AS until, p.sources AS sources
  UNION ALL
  MATCH (p:Person)
  WHERE $person IN [p.id, p.name, p.person_no]
  MATCH (p)-[s:SERVED_IN]->(o:Organization)
  RETURN 2 AS step, '任职' AS aspect, o.name AS item, s.title AS detail, s.since AS since,
    CASE WHEN s.end_state = 'ongoing' THEN '至今' ELSE s.until END AS until, s.sources AS sources
  UNION ALL
  MATCH (p:Person)
  WHERE $person IN [p.id, p.name, p.person_no]
  MATCH (p)-[m:MEMBER_OF]->(g:Team)
  RETURN 3 AS step, '巡察' AS aspect, g.name AS item, m.role AS detail, m.since AS since, m.until AS until,
    m.sources AS sources
  UNION ALL
  MATCH (p:Person)
  WHERE $person IN [p.id, p.name, p.person_no]
  MATCH (p)-[k:KIN]-(q:Person)
  WHERE q.unnamed IS NULL OR q.unnamed = false
  RETURN DISTINCT 4 AS step, '亲属' AS aspect, q.name AS item, k.relation AS detail, k.since AS since,
    k.until AS until, CASE WHEN q.sources = '受限来源' THEN q.sources ELSE k.sources END AS sources
  UNION ALL
  MATCH (p:Person)
  WHERE $person IN [p.id, p.name, p.person_no]
  MATCH (p)<-[:ABOUT]-(c:Clue)
  RETURN 5 AS step, '线索' AS aspect, c.no AS item, c.disposition AS detail, c.transferred AS since,
    c.closed_on AS until, c.sources AS sources
  UNION ALL
  MATCH (p:Person)
  WHERE $person IN [p.id, p.name, p.person_no]
  MATCH (p)<-[:AGAINST]-(c:CaseFile)
  RETURN 6 AS step, '案件' AS aspect, c.no AS item, c.filing_body AS detail, c.filed AS since,
    c.trial_out AS until, c.sources AS sources
  UNION ALL
  MATCH (p:Person)
  WHERE $person IN [p.id, p.name, p.person_no]
  MATCH (p)<-[:IMPOSED_ON]-(s:Sanction)
  RETURN 7 AS step, '处分' AS aspect, s.name AS item, s.level AS detail, s.decided AS since,
    s.influence_end AS until, s.sources AS sources
}
RETURN aspect, item, detail, since, until, sources
ORDER BY step, since, item, detail, until, sources
