// title: 仍在影响期内的人员及到期日
// number: Q33
// group: 处分
// param: on date 截至日期 default today
// param: months list 影响期（类别和档次=月） default @influence
// note: 台账填了影响期截止的以台账为准，没有的按档次推算；留党察看从察看期满（恢复权利）起算，没有填察看期限的按 24 个月
// note: 没有决定日期又没有截止日期的，截止为空，也列出；开除没有影响期，不列
// column: person 人员
// column: sanction 处分处理
// column: decided 决定日期
// column: until 影响期截止
// column: basis 依据
// sensitive
MATCH (s:Sanction)-[:IMPOSED_ON]->(p:Person)
WHERE (s.decided IS NULL OR s.decided_min <= $on) AND NOT coalesce(s.level, '') STARTS WITH '开除'
WITH s, p, head([one IN $months WHERE split(one, '=')[0] = coalesce(s.kind, '') + ' ' + coalesce(s.level, '')]) AS told
WITH s, p, CASE WHEN told IS NOT NULL THEN toInteger(split(told, '=')[1]) END AS months
WITH s, p, months, CASE
    WHEN s.level = '留党察看' AND s.restored_on IS NULL THEN months + coalesce(s.probation_months, 24)
    ELSE months
  END AS length, CASE WHEN s.level = '留党察看' THEN coalesce(s.restored_on_max, s.decided_max) ELSE s.decided_max END AS begin
WITH s, p, months, CASE
    WHEN s.influence_end IS NOT NULL THEN s.influence_end_max
    WHEN length IS NOT NULL AND begin IS NOT NULL THEN toString(date(begin) + duration({months: length}))
  END AS until
WHERE until >= $on OR (until IS NULL AND months IS NOT NULL)
RETURN p.name AS person, coalesce(s.level, s.name) AS sanction, s.decided AS decided, until,
  CASE WHEN s.influence_end IS NOT NULL THEN '台账所列' WHEN until IS NULL THEN '没有决定日期' ELSE '按档次推算' END AS basis
ORDER BY until, person, s.id
