-- title: 一个人的任职、巡察、亲属和经商情况
-- group: 页面
-- param: person text 姓名、人员编号或节点编号
-- column: aspect 方面
-- column: person_id 人员编号
-- column: item_id 依据
-- column: stated_id 所据节点
-- column: sources 来源
-- column: what 事项
-- column: detail 说明
-- column: since 起
-- column: since_min 起最早
-- column: until 止
-- column: until_max 止最晚
-- column: ongoing 至今

-- What only restricted sources say is not here, as if it had not been loaded. Kinship is derived: the rows of the
-- relative state it.
WITH chosen AS (
    SELECT * FROM nodes_Person WHERE $person IN (id, name, person_no) AND sources <> '受限来源'
),
told AS (
    SELECT 1 AS step, '本人' AS aspect, id AS person_id, id AS item_id, id AS stated_id, sources, name AS what, person_no AS detail, NULL AS since,
           NULL AS since_min, NULL AS until, NULL AS until_max, false AS ongoing
    FROM chosen
    UNION ALL
    SELECT 2, '任职', s.source, s.id, s.id, s.sources, o.name, concat_ws('，', s.title, CASE WHEN s.kind <> '任职' THEN s.kind END), s.since,
           s.since_min, s.until, s.until_max, coalesce(s.end_state = 'ongoing', false)
    FROM edges_SERVED_IN s JOIN chosen ON chosen.id = s.source JOIN nodes_Organization o ON o.id = s.target
    WHERE s.sources <> '受限来源'
    UNION ALL
    SELECT 3, '巡察', m.source, m.id, m.id, m.sources, concat_ws('', r.name, g.name), concat_ws('，', m.role, m.post), m.since, m.since_min,
           m.until, m.until_max, coalesce(m.end_state = 'ongoing', false)
    FROM edges_MEMBER_OF m JOIN chosen ON chosen.id = m.source JOIN nodes_Team g ON g.id = m.target
    LEFT JOIN edges_OF_ROUND x ON x.source = g.id LEFT JOIN nodes_Round r ON r.id = x.target
    WHERE m.sources <> '受限来源'
    UNION ALL
    SELECT 4, '亲属', chosen.id, k.id, q.id, k.sources, coalesce(q.name, '（没有姓名）'),
           concat_ws('，', coalesce(q.kin_term, '') , k.relation, q.employer, q.kin_employer, q.post), k.since, k.since_min,
           k.until, k.until_max, false
    FROM edges_KIN k JOIN chosen ON chosen.id = k.source JOIN nodes_Person q ON q.id = k.target
    WHERE NOT coalesce(q.unnamed, false) AND k.sources <> '受限来源' AND q.sources <> '受限来源'
    UNION ALL
    SELECT 5, '经商', s.source, s.id, s.id, s.sources, o.name, concat_ws('，', '持股', CAST(s.share AS VARCHAR) || '%', s.industry), s.since,
           s.since_min, s.until, s.until_max, coalesce(s.end_state = 'ongoing', false)
    FROM edges_OWNS s JOIN chosen ON chosen.id = s.source JOIN nodes_Organization o ON o.id = s.target
    WHERE s.sources <> '受限来源'
    UNION ALL
    SELECT 5, '经商', s.source, s.id, s.id, s.sources, o.name, concat_ws('，', s.post, s.industry), s.since, s.since_min, s.until, s.until_max,
           coalesce(s.end_state = 'ongoing', false)
    FROM edges_EXECUTIVE_OF s JOIN chosen ON chosen.id = s.source JOIN nodes_Organization o ON o.id = s.target
    WHERE s.sources <> '受限来源'
)
SELECT * EXCLUDE step FROM told ORDER BY step, person_id, since_min, what, detail, item_id
