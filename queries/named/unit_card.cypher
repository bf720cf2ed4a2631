// title: 单位情况：演变、历次巡察、班子成员
// group: 卡片
// param: unit text 单位全称、简称或节点编号
// note: 巡察按任务列，问题和线索按条；只有报告提到、没有台账的任务注明来源是报告
// column: aspect 方面
// column: item 事项
// column: detail 说明
// column: day 日期
CALL () {
  MATCH (o:Organization)
  WHERE $unit IN [o.id, o.name, o.short_name]
  RETURN 1 AS step, '基本情况' AS aspect, o.name AS item, o.managing_level AS detail, o.founded_on AS day
  UNION ALL
  MATCH (o:Organization)
  WHERE $unit IN [o.id, o.name, o.short_name]
  MATCH (o)-[:PART_OF]->(u:Organization)
  RETURN 2 AS step, '上级' AS aspect, u.name AS item, u.kind AS detail, null AS day
  UNION ALL
  MATCH (o:Organization)
  WHERE $unit IN [o.id, o.name, o.short_name]
  MATCH (o)<-[x:SUCCEEDED_BY]-(u:Organization)
  RETURN 3 AS step, '前身' AS aspect, u.name AS item, x.change AS detail, x.on AS day
  UNION ALL
  MATCH (o:Organization)
  WHERE $unit IN [o.id, o.name, o.short_name]
  MATCH (o)-[x:SUCCEEDED_BY]->(u:Organization)
  RETURN 4 AS step, '后继' AS aspect, u.name AS item, x.change AS detail, x.on AS day
  UNION ALL
  MATCH (o:Organization)
  WHERE $unit IN [o.id, o.name, o.short_name]
  MATCH (o)<-[:INSPECTS]-(t:InspectionTask)
  OPTIONAL MATCH (t)-[:FOUND]->(f:Finding)
  WITH t, count(DISTINCT f.id) AS findings
  OPTIONAL MATCH (t)-[:YIELDED]->(c:Clue)
  WITH t, findings, count(DISTINCT c.id) AS clues
  OPTIONAL MATCH (g:Team)-[:EXECUTES]->(t)
  WITH t, findings, clues, count(DISTINCT g.id) AS teams
  OPTIONAL MATCH (t)-[:STATED_IN]->(d:Document)
  WITH t, findings, clues, teams, count(DISTINCT d.id) AS reports
  RETURN 5 AS step, '巡察' AS aspect, coalesce(t.name, t.type) AS item,
    CASE WHEN teams = 0 AND reports > 0 AND findings + clues = 0 THEN '来源 报告'
      ELSE '问题 ' + toString(findings) + '，线索 ' + toString(clues) END AS detail, t.begins AS day
  UNION ALL
  MATCH (o:Organization)
  WHERE $unit IN [o.id, o.name, o.short_name]
  MATCH (o)<-[s:SERVED_IN]-(p:Person)
  WHERE s.end_state = 'ongoing' AND s.leading = true
  RETURN 6 AS step, '现任班子' AS aspect, p.name AS item, s.title AS detail, s.since AS day
}
RETURN aspect, item, detail, day
ORDER BY step, day, item, detail
