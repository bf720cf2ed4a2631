// title: 移交超过期限未反馈的线索（内容不显示）
// number: Q28
// group: 线索与案件
// param: on date 截至日期 default today
// param: days int 期限天数 default @feedback
// note: 按条计，内容和被反映人不显示；移交时间只到月的按月末算；没有移交时间的天数为空，也列出
// column: clue 线索编号
// column: receiver 移交单位
// column: transferred 移交时间
// column: days 已过（天）
MATCH (c:Clue)
WHERE (c.transferred IS NULL OR c.transferred_max < toString(date($on) - duration({days: $days})))
  AND (c.fed_back IS NULL OR c.fed_back_min > $on)
OPTIONAL MATCH (c)-[:SENT_TO]->(o:Organization)
WITH c, collect(DISTINCT o.name) AS receiver
RETURN c.no AS clue, receiver, c.transferred AS transferred,
  CASE WHEN c.transferred IS NOT NULL THEN duration.inDays(date(c.transferred_max), date($on)).days END AS days
ORDER BY CASE WHEN days IS NULL THEN 1 ELSE 0 END, days DESC, clue
