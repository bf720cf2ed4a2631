-- title: 公布数字与台账记录的对账
-- number: Q38
-- group: 数据质量
-- param: doc text 只看文件名含有这些字的报告 default
-- note: 公布数与台账数同一单位相比：人按人去重，人次按次，件、条、个按条；台账没有这类记录的为空，不是零
-- column: document 报告及位置
-- column: indicator 指标
-- column: unit 单位
-- column: stated 公布数
-- column: counted 台账数
-- column: gap 台账减公布
-- column: scope_note 口径与差异说明
-- sensitive
WITH
-- Which records stand against which measure; `base`: those without which the ledger tells nothing, not even zero.
measure_counts(measure, counts, base) AS (
    VALUES ('开展巡察轮数', '轮次', '轮次'), ('组建巡察组', '巡察组', '巡察组'),
           ('巡察党组织（单位）', '被巡察单位', '被巡察单位'), ('巡察村（社区）', '被巡察村社区', '被巡察单位'),
           ('发现问题', '问题', '问题'), ('反馈问题', '问题', '问题'), ('完成整改问题', '已销号问题', '问题措施'),
           ('立行立改事项', '立行立改', '立行立改'), ('发现问题线索', '线索', '线索'), ('移交问题线索', '线索', '线索'),
           ('办结问题线索', '已办结线索', '线索'), ('线索涉及人数', '线索', '线索'),
           ('转交办理事项', '转交办事项', '转交办事项'), ('办结转交事项', '已办结事项', '转交办事项'),
           ('发出巡察建议', '巡察建议书', '巡察建议书'), ('立案', '立案', '线索'), ('查处案件', '立案', '线索'),
           ('查处人数', '立案', '线索'), ('留置', '留置', '立案'), ('党纪政务处分', '党纪政务处分', '立案'),
           ('组织处理', '组织处理', '线索'), ('处分和组织处理', '处分和组织处理', '线索'), ('诫勉', '诫勉', '线索'),
           ('批评教育', '批评教育', '线索'), ('运用“四种形态”问责', '四种形态', '线索'), ('移送司法', '移送司法', '立案'), ('追缴资金', '追缴资金', '立案')
),
task AS (
    SELECT t.id, t.type, t.modes, e.source AS team, r.id AS round, r.number, r.term_no, d.source AS committee,
           i.target AS unit, body.region_code,
           t.begins_max AS day, coalesce(t.feedback_on_max, t.ends_max, t.begins_max) AS fed_back
    FROM nodes_InspectionTask t JOIN edges_EXECUTES e ON e.target = t.id JOIN edges_OF_ROUND o ON o.source = e.source
    JOIN nodes_Round r ON r.id = o.target LEFT JOIN edges_DISPATCHES d ON d.target = r.id
    LEFT JOIN edges_INSPECTS i ON i.source = t.id LEFT JOIN nodes_Organization body ON body.id = i.target
),
-- What each figure is to be held against: the rounds of its committee, or the tasks on its unit, and the days that count.
figure AS (
    SELECT f.*, b.target AS about, d.published_on,
           -- The period of a numbered round is when its teams were there, not when its records were made.
           coalesce(f.as_of_max, CASE WHEN f.round_no IS NULL AND length(split_part(f.period, '/', 2)) = 10
                                      THEN split_part(f.period, '/', 2) END, d.published_on_max) AS until,
           CASE WHEN f.round_no IS NULL AND length(split_part(f.period, '/', 1)) = 10 THEN split_part(f.period, '/', 1) END
               AS since
    FROM nodes_ReportedFigure f JOIN edges_ABOUT b ON b.source = f.id AND b.target LIKE 'Organization-%'
    JOIN edges_STATED_IN s ON s.source = f.id JOIN nodes_Document d ON d.id = s.target
    WHERE $doc = '' OR contains(d.name, $doc)
),
same_unit AS (
    SELECT source AS a, target AS b FROM edges_COUNTS_FOR WHERE reach = 'itself'
    UNION SELECT target, source FROM edges_COUNTS_FOR WHERE reach = 'itself'
    UNION SELECT unit, unit FROM task
),
held AS (
    SELECT f.id AS figure, t.id AS task, t.modes IS NULL AS plain, t.term_no
    FROM figure f JOIN task t ON t.committee = f.about
    WHERE f.subject_scope IN ('本级', '本轮') AND coalesce(f.round_no = t.number, true) AND coalesce(f.term_no = t.term_no, true)
      AND (f.type IS NULL AND f.part_of IS NULL OR f.type IN (t.type, t.modes))
      AND (f.place_code IS NULL OR starts_with(t.region_code, f.place_code))
    UNION ALL
    SELECT f.id, t.id, t.modes IS NULL, t.term_no
    FROM figure f JOIN same_unit s ON s.a = f.about JOIN task t ON t.unit = s.b
    WHERE f.subject_scope = '本单位' AND (f.type IS NULL AND f.part_of IS NULL OR f.type IN (t.type, t.modes))
),
clue AS (
    SELECT source AS task, target AS id FROM edges_YIELDED
    UNION SELECT y.source, m.target FROM edges_YIELDED y JOIN edges_MERGED_INTO m ON m.source = y.target
),
led AS (
    SELECT clue.task, k.target AS file
    FROM clue JOIN edges_LED_TO k ON k.source = clue.id AND k.target LIKE 'CaseFile-%'
),
given AS (
    SELECT x.task, s.id, s.kind, s.level, s.four_forms, s.decided_max AS day, p.target AS person
    FROM (SELECT task, file AS id FROM led UNION SELECT task, id FROM clue) x
    JOIN edges_RESULTED_IN r ON r.source = x.id JOIN nodes_Sanction s ON s.id = r.target
    LEFT JOIN edges_IMPOSED_ON p ON p.source = s.id
),
done AS (
    SELECT r.target AS finding, bool_and(m.status = '已完成(销号)') AS settled, max(m.closed_max) AS day
    FROM edges_RECTIFIES r JOIN nodes_Measure m ON m.id = r.source GROUP BY 1
),
record(counts, task, item, person, day, amount) AS (
    SELECT '轮次', id, round, NULL, day, NULL FROM task
    UNION ALL SELECT '巡察组', id, team, NULL, day, NULL FROM task
    UNION ALL SELECT '被巡察单位', id, unit, NULL, day, NULL FROM task
    UNION ALL SELECT '被巡察村社区', task.id, unit, NULL, day, NULL
              FROM task JOIN nodes_Organization o ON o.id = unit WHERE o.kind = '村社区'
    UNION ALL SELECT '问题', task.id, f.target, NULL, fed_back, NULL FROM edges_FOUND f JOIN task ON task.id = f.source
    UNION ALL SELECT '问题措施', f.source, f.target, NULL, NULL, NULL FROM edges_FOUND f JOIN done ON done.finding = f.target
    UNION ALL SELECT '已销号问题', f.source, f.target, NULL, done.day, NULL
              FROM edges_FOUND f JOIN done ON done.finding = f.target WHERE done.settled
    UNION ALL SELECT '立行立改', i.source, x.id, NULL, x.issued_max, NULL
              FROM edges_ISSUED i JOIN nodes_ImmediateFix x ON x.id = i.target
    UNION ALL SELECT '线索', y.source, c.id, a.target, c.transferred_max, NULL
              FROM edges_YIELDED y JOIN nodes_Clue c ON c.id = y.target LEFT JOIN edges_ABOUT a ON a.source = c.id
    UNION ALL SELECT '已办结线索', y.source, c.id, NULL, c.closed_on_max, NULL
              FROM edges_YIELDED y JOIN nodes_Clue c ON c.id = y.target WHERE c.closed
    UNION ALL SELECT '转交办事项', task.id, x.id, NULL, x.sent_max, NULL
              FROM nodes_TransferItem x JOIN edges_OF_ROUND o ON o.source = x.id JOIN task ON task.round = o.target
    UNION ALL SELECT '已办结事项', task.id, x.id, NULL, x.closed_max, NULL
              FROM nodes_TransferItem x JOIN edges_OF_ROUND o ON o.source = x.id JOIN task ON task.round = o.target
              WHERE x.closed IS NOT NULL
    UNION ALL SELECT '巡察建议书', task.id, x.id, NULL, x.sent_max, NULL
              FROM nodes_Recommendation x JOIN edges_OF_ROUND o ON o.source = x.id JOIN task ON task.round = o.target
    UNION ALL SELECT '立案', led.task, k.id, a.target, k.filed_max, NULL
              FROM led JOIN nodes_CaseFile k ON k.id = led.file LEFT JOIN edges_AGAINST a ON a.source = k.id
              WHERE k.filed IS NOT NULL
    UNION ALL SELECT '留置', led.task, k.id, a.target, k.detained_on_max, NULL
              FROM led JOIN nodes_CaseFile k ON k.id = led.file LEFT JOIN edges_AGAINST a ON a.source = k.id
              WHERE k.detained_on IS NOT NULL
    UNION ALL SELECT '党纪政务处分', task, id, person, day, NULL FROM given WHERE kind IN ('党纪处分', '政务处分')
    UNION ALL SELECT '组织处理', task, id, person, day, NULL FROM given WHERE kind = '组织处理'
    UNION ALL SELECT '处分和组织处理', task, id, person, day, NULL FROM given WHERE kind IN ('党纪处分', '政务处分', '组织处理')
    UNION ALL SELECT '诫勉', task, id, person, day, NULL FROM given WHERE level = '诫勉'
    UNION ALL SELECT '批评教育', task, id, person, day, NULL FROM given WHERE level = '批评教育'
    UNION ALL SELECT '四种形态', task, id, person, day, NULL FROM given WHERE four_forms IS NOT NULL
    UNION ALL SELECT '移送司法', led.task, p.id, c.target, p.referred_on_max, NULL
              FROM led JOIN edges_REFERRED_TO r ON r.source = led.file JOIN nodes_Prosecution p ON p.id = r.target
              LEFT JOIN edges_CHARGES c ON c.source = p.id
    UNION ALL SELECT '追缴资金', led.task, k.id, NULL, k.filed_max, round(k.recovered * 10000)
              FROM led JOIN nodes_CaseFile k ON k.id = led.file WHERE k.recovered IS NOT NULL
),
-- One line for each record that stands against a figure, `inside` the days that the figure is of.
stood AS (
    SELECT DISTINCT h.figure, r.item, r.person, r.amount, h.plain,
           coalesce(r.day <= f.until, true) AND coalesce(r.day >= f.since, true) AS inside
    FROM held h JOIN figure f ON f.id = h.figure JOIN measure_counts m ON m.measure = f.measure
    JOIN record r ON r.counts = m.counts AND r.task = h.task
),
unclear AS (
    SELECT h.figure FROM held h JOIN figure f ON f.id = h.figure WHERE f.round_no IS NOT NULL
    GROUP BY 1 HAVING count(DISTINCT h.term_no) > 1
),
based AS (
    SELECT DISTINCT h.figure FROM held h JOIN figure f ON f.id = h.figure JOIN measure_counts m ON m.measure = f.measure
    JOIN record r ON r.counts = m.base AND r.task = h.task
),
money AS (
    SELECT figure, sum(amount) FILTER (WHERE inside) AS amount, sum(amount) AS amount_ever
    FROM (SELECT DISTINCT figure, item, amount, inside FROM stood) GROUP BY figure
),
total AS (
    SELECT figure, count(DISTINCT item) FILTER (WHERE inside) AS items, count(DISTINCT item) AS items_ever,
           count(DISTINCT item) FILTER (WHERE inside AND plain) AS items_plain,
           count(DISTINCT person) FILTER (WHERE inside) AS persons, count(DISTINCT person) AS persons_ever,
           count(DISTINCT (item, person)) FILTER (WHERE inside AND person IS NOT NULL) AS times,
           count(DISTINCT (item, person)) FILTER (WHERE person IS NOT NULL) AS times_ever,
           max(money.amount) AS amount, max(money.amount_ever) AS amount_ever
    FROM stood LEFT JOIN money USING (figure) GROUP BY figure
),
compared AS (
    SELECT f.*, m.counts, m.counts IS NULL AS unknown, based.figure IS NULL AS nothing,
           coalesce(CASE WHEN f.unit = '元' THEN t.amount WHEN f.unit IN ('人', '名') THEN t.persons
                         WHEN f.unit = '人次' THEN t.times ELSE t.items END, 0) AS count_now,
           coalesce(CASE WHEN f.unit = '元' THEN t.amount_ever WHEN f.unit IN ('人', '名') THEN t.persons_ever
                         WHEN f.unit = '人次' THEN t.times_ever ELSE t.items_ever END, 0) AS count_ever,
           coalesce(t.persons, 0) AS persons, coalesce(t.times, 0) AS times, t.items_plain
    FROM figure f LEFT JOIN measure_counts m USING (measure) LEFT JOIN based ON based.figure = f.id
    LEFT JOIN total t ON t.figure = f.id
),
told AS (
    SELECT *, CASE WHEN unit = '%' THEN '比率，请看它的分子和分母'
                   WHEN unknown THEN '台账没有与之对应的记录'
                   WHEN subject_scope NOT IN ('本级', '本轮', '本单位') THEN '公布数是' || subject_scope || '，台账只有本级'
                   WHEN part_of IS NOT NULL AND type IS NULL THEN '公布数是总数 ' || CAST(part_of AS BIGINT) || ' 的一部分，台账分不出这一部分'
                   WHEN theme IS NOT NULL THEN '公布数只说专题“' || theme || '”，台账分不出'
                   WHEN id IN (FROM unclear) THEN '没有写明届次，台账有几届的第' || round_no || '轮'
                   WHEN nothing THEN '没有载入可以核对的台账记录' END AS why_not
    FROM compared
)
SELECT sources AS document, measure AS indicator, unit, value AS stated,
       CASE WHEN why_not IS NULL THEN CAST(count_now AS DOUBLE) END AS counted,
       CASE WHEN why_not IS NULL THEN count_now - value END AS gap,
       concat_ws('；',
           concat_ws('，', body, subject_scope, place, '第' || term_no || '届', '第' || round_no || '轮', type,
                     CASE WHEN why_not IS NULL THEN nullif(concat_ws('', since || '起', '截至' || until), '') END),
           why_not,
           CASE WHEN why_not IS NULL AND value <> count_now THEN nullif(concat_ws('；',
               CASE WHEN approximate THEN '公布数是约数' END,
               CASE WHEN unit IN ('人', '名') AND value = times THEN '与台账的人次数相同，公布数可能按人次计'
                    WHEN unit = '人次' AND value = persons THEN '与台账的人数相同，公布数可能按人计' END,
               CASE WHEN type IS NOT NULL AND items_plain = value THEN '不计提级、交叉等方式的任务正好相符' END,
               CASE WHEN count_ever = value THEN '不论日期台账也是这个数，差异在截止日期之后' END,
               CASE WHEN count_ever > count_now AND count_ever <> value
                    THEN '截止日期之后台账另有 ' || CAST(count_ever - count_now AS BIGINT) || ' ' || unit END,
               CASE WHEN count_ever = 0 THEN '台账中一条也没有' END), '') END) AS scope_note
FROM told
ORDER BY document, indicator, stated, unit, body, id
