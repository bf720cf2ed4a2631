-- Figures of a day before the first team of their round, or of their term, was there.
WITH entered AS (
    SELECT o.target AS round, min(t.begins_min) AS day
    FROM edges_OF_ROUND o JOIN edges_EXECUTES e ON e.source = o.source JOIN nodes_InspectionTask t ON t.id = e.target
    GROUP BY 1
), opened AS (
    SELECT round AS id, '本轮' AS what, day FROM entered
    UNION ALL SELECT i.target, '本届首轮', min(day) FROM entered JOIN edges_IN_TERM i ON i.source = entered.round GROUP BY 1
), figure AS (
    SELECT f.*, a.target AS about, coalesce(f.as_of, nullif(split_part(f.period, '/', 2), '')) AS last
    FROM nodes_ReportedFigure f JOIN edges_ABOUT a ON a.source = f.id
)
SELECT '公布数字' AS kind, f.name AS record, '截至 ' || f.last || '，早于' || o.what || '进驻 ' || o.day AS problem, f.sources AS place,
       '核对原文的日期和轮次' AS fix
FROM figure f JOIN opened o ON o.id = f.about
WHERE f.last ~ '^[0-9]{4}' AND f.last < left(o.day, length(f.last))
