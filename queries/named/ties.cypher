// title: 给定人员与单位之间的关联：任职、派驻、亲属、经商、上下级、班子共事、以往巡察
// group: 回避
// param: people list 人员编号或ID
// param: units list 单位名称或ID
// note: 任职、亲属、经商等关联的全部记录，不是回避结论；结论见 Q7
// column: family 关联
// column: person 人员
// column: person_id 人员ID
// column: unit 单位
// column: unit_id 单位ID
// column: relative 关系人
// column: item 事项
// column: since 起
// column: until 止
// column: via 经过的关系
CALL () {
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[s:SERVED_IN]->(u:Organization) WHERE u.id IN $units OR u.name IN $units
  RETURN '本人任职' AS family, p, u, '' AS relative, u.name + coalesce(s.title, '') AS item,
    s.since AS since, s.until AS until, [s.id] AS via
  UNION ALL
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[s:SERVED_IN]->(o:Organization)-[c:COUNTS_FOR]->(u:Organization)
  WHERE (u.id IN $units OR u.name IN $units) AND o.id <> u.id
    AND (c.reach CONTAINS 'stationed' OR NOT (c.certainty = 'section' AND c.since_max IS NOT NULL AND (s.since_min > c.since_max OR (s.since_min IS NULL AND EXISTS {
      MATCH (p)-[d:SERVED_IN]->(o) WHERE d.kind = '任职' AND d.end_state = 'ongoing' AND d.since_min > c.since_max }))))
  RETURN CASE WHEN c.reach CONTAINS 'stationed' THEN '派驻' ELSE '本人任职' END AS family, p, u, '' AS relative,
    o.name + coalesce(s.title, '') AS item, s.since AS since, s.until AS until,
    [s.id] + [x IN split(coalesce(c.via, ''), '；') WHERE x <> ''] AS via
  UNION ALL
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[k:KIN]->(q:Person)-[s:SERVED_IN]->(u:Organization) WHERE u.id IN $units OR u.name IN $units
  RETURN '亲属任职' AS family, p, u, k.relation + ' ' + coalesce(q.name, '') AS relative,
    u.name + coalesce(s.title, '') AS item, s.since AS since, s.until AS until, [k.id, s.id] AS via
  UNION ALL
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[k:KIN]->(q:Person)-[s:SERVED_IN]->(o:Organization)-[c:COUNTS_FOR]->(u:Organization)
  WHERE (u.id IN $units OR u.name IN $units) AND o.id <> u.id AND NOT c.reach CONTAINS 'stationed'
    AND NOT (c.certainty = 'section' AND c.since_max IS NOT NULL AND (s.since_min > c.since_max OR (s.since_min IS NULL AND EXISTS {
      MATCH (q)-[d:SERVED_IN]->(o) WHERE d.kind = '任职' AND d.end_state = 'ongoing' AND d.since_min > c.since_max })))
  RETURN '亲属任职' AS family, p, u, k.relation + ' ' + coalesce(q.name, '') AS relative,
    o.name + coalesce(s.title, '') AS item, s.since AS since, s.until AS until,
    [k.id, s.id] + [x IN split(coalesce(c.via, ''), '；') WHERE x <> ''] AS via
  UNION ALL
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[s:OWNS|EXECUTIVE_OF]->(f:Organization)-[x:CONTRACTS_WITH]->(u:Organization)
  WHERE u.id IN $units OR u.name IN $units
  RETURN '本人经商' AS family, p, u, '' AS relative, f.name + ' ' + coalesce(x.deal, '') AS item,
    x.signed_on AS since, null AS until, [s.id, x.id] AS via
  UNION ALL
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[s:OWNS|EXECUTIVE_OF]->(f:Organization)-[x:CONTRACTS_WITH]->(w:Organization)-[c:COUNTS_FOR]->(u:Organization)
  WHERE (u.id IN $units OR u.name IN $units) AND w.id <> u.id AND NOT c.reach CONTAINS 'stationed'
  RETURN '本人经商' AS family, p, u, '' AS relative, f.name + ' ' + coalesce(x.deal, '') AS item,
    x.signed_on AS since, null AS until, [s.id] + [x.id] + [y IN split(coalesce(c.via, ''), '；') WHERE y <> ''] AS via
  UNION ALL
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[k:KIN]->(q:Person)-[s:OWNS|EXECUTIVE_OF]->(f:Organization)-[x:CONTRACTS_WITH]->(u:Organization)
  WHERE u.id IN $units OR u.name IN $units
  RETURN '亲属经商' AS family, p, u, k.relation + ' ' + coalesce(q.name, '') AS relative, f.name + ' ' + coalesce(x.deal, '') AS item,
    x.signed_on AS since, null AS until, [k.id, s.id, x.id] AS via
  UNION ALL
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[k:KIN]->(q:Person)-[s:OWNS|EXECUTIVE_OF]->(f:Organization)-[x:CONTRACTS_WITH]->(w:Organization)-[c:COUNTS_FOR]->(u:Organization)
  WHERE (u.id IN $units OR u.name IN $units) AND w.id <> u.id AND NOT c.reach CONTAINS 'stationed'
  RETURN '亲属经商' AS family, p, u, k.relation + ' ' + coalesce(q.name, '') AS relative, f.name + ' ' + coalesce(x.deal, '') AS item,
    x.signed_on AS since, null AS until, [k.id, s.id] + [x.id] + [y IN split(coalesce(c.via, ''), '；') WHERE y <> ''] AS via
  UNION ALL
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[r:REPORTED_TO]-(q:Person)-[s:SERVED_IN]->(w:Organization)
  WHERE (s.leading = true OR s.principal = true) AND NOT coalesce(s.kind, '') IN ['学习', '培训', '拟任', '编制']
  MATCH (u:Organization)
  WHERE (u.id IN $units OR u.name IN $units) AND (u.id = w.id OR EXISTS {
    MATCH (w)-[c:COUNTS_FOR]->(u) WHERE NOT c.reach CONTAINS 'subordinate' AND NOT c.reach CONTAINS 'stationed'
      AND c.certainty IN ['recorded', 'inferred'] })
  RETURN '上下级' AS family, p, u, q.name AS relative, w.name + coalesce(s.title, '') AS item,
    r.since AS since, r.until AS until, [r.id, s.id] AS via
  UNION ALL
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[a:SERVED_IN]->(o:Organization)<-[b:SERVED_IN]-(q:Person)
  WHERE q.id <> p.id AND (a.leading = true OR a.principal = true) AND NOT coalesce(a.kind, '') IN ['学习', '培训', '拟任', '编制']
    AND (b.leading = true OR b.principal = true) AND NOT coalesce(b.kind, '') IN ['学习', '培训', '拟任', '编制']
    AND a.since_min <= coalesce(b.until_max, '9999-12-31') AND b.since_min <= coalesce(a.until_max, '9999-12-31')
  MATCH (q)-[s:SERVED_IN]->(w:Organization)
  WHERE (s.leading = true OR s.principal = true) AND NOT coalesce(s.kind, '') IN ['学习', '培训', '拟任', '编制']
  MATCH (u:Organization)
  WHERE (u.id IN $units OR u.name IN $units) AND (u.id = w.id OR EXISTS {
    MATCH (w)-[c:COUNTS_FOR]->(u) WHERE NOT c.reach CONTAINS 'subordinate' AND NOT c.reach CONTAINS 'stationed'
      AND c.certainty IN ['recorded', 'inferred'] })
  RETURN '班子共事' AS family, p, u, q.name AS relative, o.name AS item, a.since AS since, a.until AS until,
    CASE WHEN b.id = s.id THEN [a.id, s.id] ELSE [a.id, b.id, s.id] END AS via
  UNION ALL
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[a:SERVED_IN]->(o:Organization)-[h:COUNTS_FOR]->(n:Organization)<-[b:SERVED_IN]-(q:Person)
  WHERE q.id <> p.id AND o.id <> n.id AND NOT h.reach CONTAINS 'subordinate' AND NOT h.reach CONTAINS 'stationed'
    AND h.certainty <> 'section' AND (a.leading = true OR a.principal = true) AND NOT coalesce(a.kind, '') IN ['学习', '培训', '拟任', '编制']
    AND (b.leading = true OR b.principal = true) AND NOT coalesce(b.kind, '') IN ['学习', '培训', '拟任', '编制']
    AND a.since_min <= coalesce(b.until_max, '9999-12-31') AND b.since_min <= coalesce(a.until_max, '9999-12-31')
  MATCH (q)-[s:SERVED_IN]->(w:Organization)
  WHERE (s.leading = true OR s.principal = true) AND NOT coalesce(s.kind, '') IN ['学习', '培训', '拟任', '编制']
  MATCH (u:Organization)
  WHERE (u.id IN $units OR u.name IN $units) AND (u.id = w.id OR EXISTS {
    MATCH (w)-[c:COUNTS_FOR]->(u) WHERE NOT c.reach CONTAINS 'subordinate' AND NOT c.reach CONTAINS 'stationed'
      AND c.certainty IN ['recorded', 'inferred'] })
  RETURN '班子共事' AS family, p, u, q.name AS relative, o.name AS item, a.since AS since, a.until AS until,
    CASE WHEN b.id = s.id THEN [a.id, s.id] ELSE [a.id, b.id, s.id] END AS via
  UNION ALL
  MATCH (p:Person) WHERE p.id IN $people OR p.person_no IN $people
  MATCH (p)-[m:MEMBER_OF]->(g:Team)-[e:EXECUTES]->(t:InspectionTask)-[i:INSPECTS]->(u:Organization)
  WHERE (u.id IN $units OR u.name IN $units) AND coalesce(t.status, '') <> '取消'
  RETURN '以往巡察' AS family, p, u, '' AS relative, g.name + ' ' + coalesce(m.role, '') AS item,
    t.begins AS since, t.ends AS until, [m.id, e.id, i.id] AS via
}
RETURN family, p.name AS person, p.id AS person_id, u.name AS unit, u.id AS unit_id, relative, item, since, until, via
ORDER BY family, person, unit, item, since, relative, via
