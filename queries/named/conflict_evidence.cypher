// title: 某人与某单位之间每一种关联的证据链
// number: Q9
// group: 回避
// param: person text 人员编号、姓名或ID
// param: unit text 单位名称或ID
// note: 一种关联一条链，一步一行；亲属按推导的亲等，申报关系另列；“核实与批准”是回避申报的记载
// column: family 关联
// column: chain 第几条
// column: step 第几步
// column: from_name 起点
// column: relation 关系
// column: to_name 终点
// column: since 起
// column: until 止
// column: sources 来源
// column: confirmed 核实与批准
CALL () {
  MATCH (u:Organization) WHERE $unit IN [u.id, u.name, u.short_name]
  MATCH (p:Person)-[s:SERVED_IN]->(u) WHERE $person IN [p.id, p.name, p.person_no]
  RETURN '本人任职' AS family, p, u, [s] AS walked, '' AS way
  UNION ALL
  MATCH (u:Organization) WHERE $unit IN [u.id, u.name, u.short_name]
  MATCH (p:Person)-[s:SERVED_IN]->(o:Organization)-[c:COUNTS_FOR]->(u)
  WHERE $person IN [p.id, p.name, p.person_no] AND o.id <> u.id
  RETURN CASE WHEN c.reach CONTAINS 'stationed' THEN '派驻' ELSE '本人任职' END AS family, p, u, [s] AS walked,
    coalesce(c.via, '') AS way
  UNION ALL
  MATCH (u:Organization) WHERE $unit IN [u.id, u.name, u.short_name]
  MATCH (p:Person)-[k:KIN]->(q:Person)-[s:SERVED_IN]->(u) WHERE $person IN [p.id, p.name, p.person_no]
  RETURN '亲属任职' AS family, p, u, [k, s] AS walked, '' AS way
  UNION ALL
  MATCH (u:Organization) WHERE $unit IN [u.id, u.name, u.short_name]
  MATCH (p:Person)-[k:KIN]->(q:Person)-[s:SERVED_IN]->(o:Organization)-[c:COUNTS_FOR]->(u)
  WHERE $person IN [p.id, p.name, p.person_no] AND o.id <> u.id AND NOT c.reach CONTAINS 'stationed'
  RETURN '亲属任职' AS family, p, u, [k, s] AS walked, coalesce(c.via, '') AS way
  UNION ALL
  MATCH (u:Organization) WHERE $unit IN [u.id, u.name, u.short_name]
  MATCH (p:Person)-[d:KIN_DECLARED]-(q:Person)-[s:SERVED_IN]->(u) WHERE $person IN [p.id, p.name, p.person_no]
  RETURN '申报关系' AS family, p, u, [d, s] AS walked, '' AS way
  UNION ALL
  MATCH (u:Organization) WHERE $unit IN [u.id, u.name, u.short_name]
  MATCH (p:Person)-[w:OWNS|EXECUTIVE_OF]->(f:Organization)-[x:CONTRACTS_WITH]->(u)
  WHERE $person IN [p.id, p.name, p.person_no]
  RETURN '本人经商' AS family, p, u, [w, x] AS walked, '' AS way
  UNION ALL
  MATCH (u:Organization) WHERE $unit IN [u.id, u.name, u.short_name]
  MATCH (p:Person)-[k:KIN]->(q:Person)-[w:OWNS|EXECUTIVE_OF]->(f:Organization)-[x:CONTRACTS_WITH]->(u)
  WHERE $person IN [p.id, p.name, p.person_no]
  RETURN '亲属经商' AS family, p, u, [k, w, x] AS walked, '' AS way
  UNION ALL
  MATCH (u:Organization) WHERE $unit IN [u.id, u.name, u.short_name]
  MATCH (p:Person)-[r:REPORTED_TO]-(q:Person)-[s:SERVED_IN]->(u)
  WHERE $person IN [p.id, p.name, p.person_no] AND (s.leading = true OR s.principal = true)
  RETURN '上下级' AS family, p, u, [r, s] AS walked, '' AS way
  UNION ALL
  MATCH (u:Organization) WHERE $unit IN [u.id, u.name, u.short_name]
  MATCH (p:Person)-[m:MEMBER_OF]->(g:Team)-[e:EXECUTES]->(t:InspectionTask)-[i:INSPECTS]->(u)
  WHERE $person IN [p.id, p.name, p.person_no]
  RETURN '以往巡察' AS family, p, u, [m, e, i] AS walked, '' AS way
}
OPTIONAL MATCH (a:Organization)-[x:PART_OF|SUCCEEDED_BY|PARTY_ORG_OF|STATIONED_AT]->(b:Organization)
WHERE x.id IN split(way, '；')
WITH family, p, u, walked, way, x
ORDER BY size(head(split(way, x.id)))
WITH family, p, u, walked, way, collect(x) AS stretch
OPTIONAL MATCH (p)<-[:BY]-(d:Declaration)-[:CONCERNS]->(u)
WITH family, walked + stretch AS edges,
  collect(DISTINCT coalesce(d.verified, '') + ' ' + coalesce(d.approver, '') + ' ' + coalesce(d.decided_on, '')) AS said
WITH family, edges, [one IN said WHERE trim(one) <> ''] AS confirmed
ORDER BY family, edges[0].id, edges[size(edges) - 1].id
WITH collect({family: family, edges: edges, confirmed: confirmed}) AS chains
UNWIND range(0, size(chains) - 1) AS place
UNWIND range(0, size(chains[place].edges) - 1) AS step
WITH chains[place] AS one, place, step, chains[place].edges[step] AS edge
RETURN one.family AS family, place + 1 AS chain, step + 1 AS step, startNode(edge).name AS from_name, type(edge) AS relation,
  endNode(edge).name AS to_name, edge.since AS since, edge.until AS until, edge.sources AS sources,
  one.confirmed AS confirmed
ORDER BY chain, step
