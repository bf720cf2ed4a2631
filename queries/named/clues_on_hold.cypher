// title: 暂存待查超过期限需要复查的线索
// number: Q31
// group: 线索与案件
// param: on date 截至日期 default today
// param: days int 期限天数 default @on_hold
// note: 从最近复查算起，没有复查的从处置、受理、移交算起；都没有日期的天数为空，也列出
// column: clue 线索编号
// column: since 暂存自
// column: reviewed 最近复查
// column: days 已过（天）
MATCH (c:Clue {disposition: '暂存待查'})
WITH c, coalesce(c.reviewed_on_max, c.disposed_on_max, c.accepted_max, c.transferred_max) AS last
WHERE coalesce(c.closed, false) = false AND (last IS NULL OR last < toString(date($on) - duration({days: $days})))
RETURN c.no AS clue, coalesce(c.disposed_on, c.accepted, c.transferred) AS since,
  c.reviewed_on AS reviewed, CASE WHEN last IS NOT NULL THEN duration.inDays(date(last), date($on)).days END AS days
ORDER BY CASE WHEN days IS NULL THEN 1 ELSE 0 END, days DESC, clue
