-- Two reports that state one figure differently, side by side: same body, measure and scope, same round, term or
-- period, same day. Parts, round numbers, and what one report states in several ways are not compared.
WITH figure AS (
    SELECT f.*, a.target AS about, d.id AS document, d.name AS file, d.published_on, f.unit IN ('人次', '户次', '家次') AS times,
           concat_ws('，', '第' || f.term_no || '届', '第' || f.round_no || '轮', f.period, '截至' || f.as_of, f.type, f.theme, f.place) AS said
    FROM nodes_ReportedFigure f JOIN edges_ABOUT a ON a.source = f.id AND a.target LIKE 'Organization-%'
    JOIN edges_STATED_IN s ON s.source = f.id JOIN nodes_Document d ON d.id = s.target
    WHERE f.part_of IS NULL AND NOT coalesce(f.approximate, false)
      AND coalesce(CAST(f.round_no AS VARCHAR), CAST(f.term_no AS VARCHAR), f.period, f.as_of) IS NOT NULL
), told AS (
    SELECT about, document, measure, times, subject_scope, round_no, term_no, period, as_of, type, theme, place_code,
           any_value(file) AS file, any_value(published_on) AS published_on, min(name) AS name, min(said) AS said,
           any_value(value) AS value, regexp_replace(CAST(any_value(value) AS VARCHAR), '\.0$', '') || any_value(unit) AS shown,
           min(sources) AS sources
    FROM figure GROUP BY ALL HAVING count(DISTINCT value) = 1
)
SELECT '公布数字' AS kind, a.name || '（' || a.said || '）' AS record,
       concat_ws('', a.file, '（' || a.published_on || '）') || '作 ' || a.shown || '，'
           || concat_ws('', b.file, '（' || b.published_on || '）') || '作 ' || b.shown AS problem,
       concat_ws('；', a.sources, b.sources) AS place, '核对两份报告的口径和截止日期；其一有误的，换成更正后的报告' AS fix
FROM told a JOIN told b ON a.document < b.document AND a.about = b.about AND a.measure = b.measure AND a.times = b.times
    AND a.subject_scope = b.subject_scope AND a.round_no IS NOT DISTINCT FROM b.round_no
    AND coalesce(a.term_no = b.term_no, true) AND a.period IS NOT DISTINCT FROM b.period
    AND a.as_of IS NOT DISTINCT FROM b.as_of AND a.type IS NOT DISTINCT FROM b.type AND a.theme IS NOT DISTINCT FROM b.theme
    AND a.place_code IS NOT DISTINCT FROM b.place_code
WHERE a.value <> b.value
