// title: 立行立改用时和没有办结的
// number: Q24
// group: 整改
// param: term int 届次
// param: round int 轮次（0为整届） default 0
// param: committee text 派出党委 default
// param: on date 截至日期 default today
// note: 用时从发出日期到办结日期，按天计；没有办结或日期不到日的为空；平均用时按类别，只算有用时的
// note: 超期指办结（没有办结的到截至日期）晚于整改时限；没有状态的为不明
// column: notice 通知书
// column: days 用时（天）
// column: status 办结状态
// column: kind 类别
// column: unit 单位
// column: late 超期（天）
// column: mean_days 同类平均用时（天）
MATCH (g:Team {term_no: $term})
WHERE ($round = 0 OR g.round_no = $round) AND ($committee = '' OR g.committee = $committee)
MATCH (g)-[:EXECUTES]->(t:InspectionTask)-[:ISSUED]->(x:ImmediateFix)
WITH DISTINCT x
OPTIONAL MATCH (x)-[:CONCERNS]->(o:Organization)
WITH x, o ORDER BY o.name
WITH x, collect(DISTINCT o.name) AS unit, coalesce(x.kind, '不明') AS kind,
  CASE WHEN size(x.issued) = 10 AND size(x.closed) = 10 THEN duration.inDays(date(x.issued), date(x.closed)).days END AS days,
  CASE WHEN x.due_max < coalesce(x.closed_min, $on)
    THEN duration.inDays(date(x.due_max), date(coalesce(x.closed_min, $on))).days END AS late
ORDER BY x.no, x.id
WITH kind, avg(days) AS mean, collect({no: x.no, id: x.id, days: days, status: coalesce(x.status, '不明'), unit: unit, late: late}) AS fixes
UNWIND fixes AS one
RETURN one.no AS notice, one.days AS days, one.status AS status, kind, one.unit AS unit, one.late AS late, round(mean, 1) AS mean_days
ORDER BY status DESC, notice, one.id
