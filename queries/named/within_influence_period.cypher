// title: 仍在影响期内的人员及到期日
// number: Q33
// group: 处分
// param: on date 截至日期 default today
// column: person 人员
// column: sanction 处分处理
// column: decided 决定日期
// column: until 影响期截止
// column: basis 依据
// sensitive
MATCH (s:Sanction)-[:IMPOSED_ON]->(p:Person)
WHERE s.decided_min <= $on
WITH s, p, CASE
    WHEN s.level = '警告' AND s.kind STARTS WITH '政务' THEN 6
    WHEN s.level = '警告' THEN 12
    WHEN s.level = '严重警告' THEN 18
    WHEN s.level = '撤销党内职务' THEN 24
    WHEN s.level = '记过' THEN 12
    WHEN s.level = '记大过' THEN 18
    WHEN s.level IN ['降级', '撤职'] THEN 24
    WHEN s.level = '诫勉' THEN 6
  END AS months
WITH s, p, coalesce(s.influence_end_max, CASE WHEN months IS NOT NULL
  THEN toString(date(s.decided_max) + duration({months: months})) END) AS until
WHERE until >= $on
RETURN p.name AS person, coalesce(s.level, s.name) AS sanction, s.decided AS decided, until,
  CASE WHEN s.influence_end IS NULL THEN '按档次推算' ELSE '台账所列' END AS basis
ORDER BY until, person, s.id
