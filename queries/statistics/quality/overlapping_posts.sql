-- Two full-time posts at once in offices that are not one: more than a month together, whatever the days were.
WITH fulltime AS (
    SELECT * FROM posting WHERE kind = '任职' AND since IS NOT NULL AND (until IS NOT NULL OR end_state = 'ongoing')
), one_office AS (
    SELECT source, target FROM edges_COUNTS_FOR WHERE reach IN ('itself', 'subordinate', 'predecessor', 'successor')
)
SELECT '任职' AS kind, a.label || ' / ' || b.unit || coalesce(b.title, '') || '（' || b.since || '—' || coalesce(b.until, '至今') || '）'
           AS record,
       '两段专职任职重叠' AS problem, concat_ws('；', a.sources, b.sources) AS place,
       '核对起止年月；确系兼任的，把其中一段的任职方式改为兼职' AS fix
FROM fulltime a JOIN fulltime b ON a.source = b.source AND a.target <> b.target
    AND (a.since_min, a.id) < (b.since_min, b.id)
WHERE date_diff('day', CAST(greatest(a.since_max, b.since_max) AS DATE),
                CAST(least(coalesce(a.until_min, '9999-12-31'), coalesce(b.until_min, '9999-12-31')) AS DATE)) > 31
  AND NOT EXISTS (SELECT 1 FROM one_office c WHERE (c.source, c.target) IN ((a.target, b.target), (b.target, a.target)))
