// title: 按剩余任务量，到换届前每年要排几轮、几组、多少人月
// number: Q4
// group: 覆盖
// param: term int 届次
// param: ends date 换届日（空为图谱所记） default
// param: backlog int 剩余任务（空为图谱中本届未巡的单位数） default
// param: teams int 每轮组数 default @teams_per_round
// param: tasks int 每组每轮任务数 default @tasks_per_team
// param: size int 每组人数 default @team_size
// param: months number 每轮月数 default @round_months
// param: types list 计入覆盖的巡察类型 default 常规
// param: committee text 派出党委 default
// param: on date 截至日期 default today
// note: 剩余任务按去重单位计，口径同 Q1（连同前身）；从截至日期到换届日按天数分摊到各年，不足一项的进到当年
// note: 组是组次（一个组参加一轮计一次）；人月＝组次×每组人数×每轮月数
// note: 不知道换届日的，年度为空，列出全部剩余任务的总量
// column: year 年度
// column: tasks 任务（项）
// column: rounds 轮次（轮）
// column: teams 巡察组（组次）
// column: person_months 人月
CALL () {
  CALL () {
    MATCH (m:Organization)-[:DISPATCHES]->(r:Round)
    WHERE r.term_no = $term AND ($committee = '' OR r.committee = $committee)
    RETURN collect(DISTINCT m.id) AS masters
  }
  MATCH (o:Organization)
  WHERE o.is_target = true AND coalesce(o.counts_for_coverage, true) AND coalesce(o.status, '在册') = '在册'
    AND (size(masters) = 0 OR NOT EXISTS { MATCH (o)-[:MANAGED_BY]->(:Organization) }
      OR EXISTS { MATCH (o)-[:MANAGED_BY]->(m:Organization) WHERE m.id IN masters })
  OPTIONAL MATCH (o)<-[c:COUNTS_FOR]-(old:Organization)
  WHERE c.reach IN ['itself', 'predecessor'] AND c.certainty <> 'section'
  WITH o, [o] + collect(DISTINCT old) AS bodies
  UNWIND bodies AS body
  OPTIONAL MATCH (body)<-[:INSPECTS]-(t:InspectionTask)<-[:EXECUTES]-(g:Team)
  WHERE t.type IN $types AND coalesce(t.status, '完成') IN ['在巡', '完成'] AND coalesce(t.begins_min, $on) <= $on
    AND g.term_no = $term AND ($committee = '' OR g.committee = $committee)
  WITH o, count(t) AS covered
  WHERE covered = 0
  RETURN count(o) AS counted
}
CALL () {
  MATCH (n:Term {number: $term})
  WHERE $committee = '' OR n.committee = $committee
  RETURN min(n.ends_min) AS recorded
}
WITH coalesce($backlog, counted) AS backlog, coalesce($ends, recorded) AS ends
WHERE backlog > 0 AND (ends IS NULL OR ends > $on)
WITH backlog, ends, CASE WHEN ends IS NULL THEN 1 ELSE duration.inDays(date($on), date(ends)).days END AS left
UNWIND CASE WHEN ends IS NULL THEN [null] ELSE range(date($on).year, date(ends).year) END AS year
WITH backlog, left, year,
  CASE WHEN year IS NULL OR year = date($on).year THEN 0
    ELSE duration.inDays(date($on), date({year: year, month: 1, day: 1})).days END AS before,
  CASE WHEN year IS NULL OR year = date(ends).year THEN left
    ELSE duration.inDays(date($on), date({year: year + 1, month: 1, day: 1})).days END AS after
WITH year, toInteger(ceil(1.0 * backlog * after / left)) - toInteger(ceil(1.0 * backlog * before / left)) AS due
WITH year, due, toInteger(ceil(1.0 * due / $tasks)) AS teams
RETURN year, due AS tasks, toInteger(ceil(1.0 * teams / $teams)) AS rounds, teams, teams * $size * $months AS person_months
ORDER BY year
