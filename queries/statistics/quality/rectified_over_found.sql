-- A text in which more was put right than was found or fed back, for one body, round and term.
WITH figure AS (
    SELECT f.id, f.name, f.measure, f.value, f.sources, s.target AS document,
           concat_ws('|', f.subject_scope, f.round_no, f.term_no, f.period) AS scope
    FROM nodes_ReportedFigure f JOIN edges_STATED_IN s ON s.source = f.id
)
SELECT '公布数字' AS kind, done.name AS record,
       '整改问题 ' || CAST(done.value AS BIGINT) || ' 大于' || base.measure || ' '
           || CAST(base.value AS BIGINT) AS problem,
       concat_ws('；', done.sources, base.sources) AS place, '核对原文两处数字的口径' AS fix
FROM figure done JOIN figure base ON base.document = done.document AND base.scope = done.scope
WHERE done.measure = '完成整改问题' AND base.measure IN ('发现问题', '反馈问题') AND done.value > base.value
